namespace GeoZones.Data;

/// <summary>Gives roads a common vertex wherever they cross, so that they make a network.</summary>
static class RoadNoding
{
    private const double NearestNanodegrees = 2e4;

    /// <summary>Nodes the roads of both plans that draw them.</summary>
    public static void Node(CaseDraft draft)
    {
        foreach (Layer layer in (Layer[])[Layer.Roads, Layer.UrbanRoads])
        {
            List<Patch> roads = [.. draft.Of(layer)];
            for (int a = 0; a < roads.Count; a++)
            {
                for (int b = a + 1; b < roads.Count; b++)
                {
                    Node(roads[a], roads[b]);
                }
            }
        }
    }

    /// <summary>Position of a vertex that two roads have in common; the first along <paramref name="a"/>.</summary>
    public static int Junction(Patch a, Patch b)
    {
        HashSet<(long, long)> other = [.. b.Path!];
        int at = a.Path!.ToList().FindIndex(other.Contains);
        Demand.That(at >= 0, $"{a.Name} and {b.Name} must meet");
        return at;
    }

    private static void Node(Patch a, Patch b)
    {
        List<(long Longitude, long Latitude)> first = [.. a.Path!], second = [.. b.Path!];
        for (int i = 0; i + 1 < first.Count; i++)
        {
            for (int j = 0; j + 1 < second.Count; j++)
            {
                if (Crossing(first[i], first[i + 1], second[j], second[j + 1]) is { } at)
                {
                    Insert(first, i, at);
                    Insert(second, j, at);
                }
            }
        }

        (a.Path, b.Path) = (first, second);
    }

    // A vertex within two metres or so moves to the junction, so that no segment becomes tiny.
    private static void Insert(List<(long Longitude, long Latitude)> path, int after, (long Longitude, long Latitude) at)
    {
        int near = Enumerable.Range(after, 2).FirstOrDefault(k => k > 0 && k + 1 < path.Count && Math.Abs(path[k].Longitude - at.Longitude) + Math.Abs(path[k].Latitude - at.Latitude) < NearestNanodegrees, -1);
        if (near >= 0)
        {
            path[near] = at;
        }
        else
        {
            path.Insert(after + 1, at);
        }
    }

    // In longitude and latitude: over 50 m these are straight to a hundredth of a millimetre.
    private static (long, long)? Crossing((long X, long Y) a1, (long X, long Y) a2, (long X, long Y) b1, (long X, long Y) b2)
    {
        double ax = a2.X - a1.X, ay = a2.Y - a1.Y, bx = b2.X - b1.X, by = b2.Y - b1.Y, ox = b1.X - a1.X, oy = b1.Y - a1.Y, cross = ax * by - ay * bx;
        if (cross == 0)
        {
            return null;
        }

        double t = (ox * by - oy * bx) / cross, u = (ox * ay - oy * ax) / cross;
        return t is <= 0 or >= 1 || u is <= 0 or >= 1 ? null : (a1.X + (long)Math.Round(t * ax), a1.Y + (long)Math.Round(t * ay));
    }
}
