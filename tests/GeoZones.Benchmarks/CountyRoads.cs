using GeoZones.Checks;

using NetTopologySuite.Geometries;

namespace GeoZones.Benchmarks;

/// <summary>
/// The roads of the county: 100 streets each way, broken into a section at every junction (about 20 000), each with 20 vertices. The zone and the urban plan
/// draw the same lines; of a hundred sections one stops short of its junction and one lies elsewhere in the urban plan, two of a hundred cross a street without junction.
/// </summary>
internal static class CountyRoads
{
    private const int Streets = 100, Vertices = 20;

    public static IEnumerable<PlanFeature> Draw(int firstId)
    {
        foreach (var plan in (PlanKind[])[PlanKind.Zone, PlanKind.Urban])
        {
            var random = new Random(11);
            for (int i = 0; i < Streets; i++)
            {
                for (int j = 0; j < Streets; j++)
                {
                    if (i + 1 < Streets)
                    {
                        yield return Section(plan, random, $"横{j}路", At(i, j), At(i + 1, j), firstId++);
                    }
                    if (j + 1 < Streets)
                    {
                        yield return Section(plan, random, $"纵{i}路", At(i, j), At(i, j + 1), firstId++);
                    }
                }
            }
        }
    }

    /// <summary>What is declared about them.</summary>
    public static IReadOnlyList<Figure> Figures =>
    [
        new("road-network", "roads", 200, "count", 0, null, null, null, null, true),
        new("road-network/finished", "roads", 90, "count", 0, null, null, null, null, true),
        new("zone", "road-length", 6000, "km", 0, null, null, null, null, true),
        new("zone", "roads-north-south", 100, "count", 0, null, null, null, null, true),
        new("zone", "roads-east-west", 99, "count", 0, null, null, null, null, true),
    ];

    private static Coordinate At(int i, int j) => new(County.WestM + 200 + i * 400 + 60 * Math.Sin(i * 7.1 + j * 3.3), County.SouthM + 150 + j * 300 + 50 * Math.Sin(i * 5.7 + j * 2.9));

    private static PlanFeature Section(PlanKind plan, Random random, string name, Coordinate from, Coordinate to, int id)
    {
        double damage = random.NextDouble(), bend = 12 * random.NextDouble(), waves = 1 + random.Next(3);
        double aside = plan == PlanKind.Urban && damage is > 0.01 and < 0.02 ? bend + 20 : bend, share = damage < 0.01 ? 0.99 : damage > 0.98 ? 1.3 : 1;
        double dx = to.X - from.X, dy = to.Y - from.Y, length = Math.Sqrt(dx * dx + dy * dy);
        var line = new Coordinate[Vertices];
        for (int k = 0; k < Vertices; k++)
        {
            double t = k == Vertices - 1 ? share : (double)k / (Vertices - 1) * share, off = share < 1.1 && (k == 0 || k == Vertices - 1) ? 0 : aside * Math.Sin(waves * Math.PI * t);
            line[k] = new Coordinate(Math.Round(from.X + t * dx - off * dy / length, 4), Math.Round(from.Y + t * dy + off * dx / length, 4));
        }
        return new PlanFeature(id, Collections.Roads, plan, 1, "C", $"{id:D6}", name, new LineString(line), null, null, new Dictionary<string, string> { ["state"] = random.Next(2) == 0 ? "finished" : "planned" });
    }
}
