using NetTopologySuite.Geometries;
using NetTopologySuite.Index.KdTree;

namespace GeoZones.Benchmarks;

/// <summary>
/// The hard county, and the usual one: an urban plan drawn along the land-use plan's own edges. Each urban patch is made of land-use patches; about half of the stretches
/// along its border keep the land-use vertices to the bit, the others were drawn again by hand and lie up to 0.4 m beside them.
/// </summary>
internal static class SnappedCounty
{
    public static List<CountyPatch> Urban(IReadOnlyList<CountyPatch> landUse, IReadOnlyList<CountyPatch> urban)
    {
        var sites = new KdTree<CountyPatch>();
        for (int k = 0; k < urban.Count; k++)
        {
            sites.Insert(urban[k].Shape.Centroid.Coordinate, urban[k]);
        }
        var members = Enumerable.Range(0, urban.Count).Select(_ => new List<Polygon>()).ToArray();
        foreach (var patch in landUse.Where(p => p.Shape.NumInteriorRings == 0))
        {
            members[sites.NearestNeighbor(patch.Shape.EnvelopeInternal.Centre).Data.Id].Add(patch.Shape);
        }
        return [.. members.Select((shapes, k) => (Shape: Dissolve(shapes), urban[k])).Where(m => m.Shape is { IsValid: true })
            .Select(m => m.Item2 with { Shape = m.Shape! })];
    }

    /// <summary>The outline of neighbouring patches by cancelling the edges they share; the largest ring and the rings inside it.</summary>
    private static Polygon? Dissolve(List<Polygon> shapes)
    {
        var edges = new HashSet<(Coordinate From, Coordinate To)>();
        foreach (var shape in shapes)
        {
            var ring = shape.Shell.IsCCW ? shape.Shell.Coordinates : shape.Shell.Coordinates.Reverse().ToArray();
            for (int v = 0; v + 1 < ring.Length; v++)
            {
                if (!edges.Remove((ring[v + 1], ring[v])))
                {
                    edges.Add((ring[v], ring[v + 1]));
                }
            }
        }
        var next = edges.GroupBy(e => e.From).ToDictionary(g => g.Key, g => g.Select(e => e.To).Order().ToList());
        var rings = new List<LinearRing>();
        foreach (var begin in next.Keys.Order().ToList())
        {
            while (next[begin].Count > 0)
            {
                var ring = new List<Coordinate> { begin };
                Coordinate? from = null;
                for (var at = begin; from is null || !at.Equals2D(begin);)
                {
                    var to = next[at].Count == 1 || from is null ? next[at][0] : next[at].MaxBy(c => LeftTurn(from, at, c))!;
                    next[at].Remove(to);
                    ring.Add(to);
                    (from, at) = (at, to);
                }
                rings.Add(new LinearRing([.. ring.Select(Redrawn)]));
            }
        }
        var shell = rings.MaxBy(r => r.EnvelopeInternal.Area);
        return shell is null ? null : new Polygon(shell);
    }

    private static double LeftTurn(Coordinate from, Coordinate at, Coordinate to) =>
        Math.IEEERemainder(Math.Atan2(to.Y - at.Y, to.X - at.X) - Math.Atan2(at.Y - from.Y, at.X - from.X), 2 * Math.PI);

    /// <summary>Every other field of 100 m was drawn again: its vertices lie beside the land-use plan's, for all patches alike.</summary>
    private static Coordinate Redrawn(Coordinate at)
    {
        long column = (long)Math.Floor(at.X / 100), row = (long)Math.Floor(at.Y / 100);
        bool onFrame = at.X is County.WestM or County.WestM + County.WidthM || at.Y is County.SouthM or County.SouthM + County.HeightM;
        return onFrame || ((column + row) & 1) == 0
            ? at
            : new Coordinate(Math.Round(at.X + 0.3 * Math.Sin(at.X * 7.3 + at.Y * 1.7), 4), Math.Round(at.Y + 0.3 * Math.Sin(at.X * 3.1 - at.Y * 5.9), 4));
    }
}
