using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>Which areas lie wholly on some ground: by how much of each the ground holds, without building anything.</summary>
internal static class CoveredGround
{
    /// <summary>For each area whether the ground covers it; what sticks out by less than rounding does not count.</summary>
    /// <param name="context">The snapshot.</param>
    /// <param name="areas">Valid areas.</param>
    /// <param name="ground">Polygons that share no ground with one another.</param>
    public static bool[] Of(CheckContext context, IReadOnlyList<Geometry> areas, OverlayIndex ground)
    {
        var first = context.Pack(areas);
        var openM2 = Enumerable.Range(0, areas.Count).Select(first.PlanarAreaM2).ToArray();
        foreach (var shared in AreaTable.Of(first, ground, within: false, 0, context.Cancellation))
        {
            openM2[shared.First] -= shared.PlanarM2;
        }

        return [.. openM2.Select(areaM2 => areaM2 <= SharedArea.RoundingM2)];
    }
}
