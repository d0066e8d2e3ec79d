using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// Finds the areas of a layer that fit their neighbours: they share no ground with any other area, and common edges vertex for vertex.
/// Most layers fit nearly everywhere; such areas need no overlay to know that they do not overlap, and are joined by dropping the common edges.
/// </summary>
internal static class CoverageFit
{
    /// <summary>For each area whether it fits. One that does not may still overlap nothing, for example beside an unmatched vertex.</summary>
    public static IReadOnlyList<bool> Of(IReadOnlyList<Geometry> areas) =>
        areas.Count == 0 ? [] : [.. CoverageValidator.Validate([.. areas]).Select(misfit => misfit is null)];

    /// <summary>The area that any of a layer's areas covers.</summary>
    public static Geometry Union(IReadOnlyList<Geometry> areas)
    {
        var all = areas.Where(area => !area.IsEmpty).ToList();
        var fits = Of(all);
        Geometry[] fitting = [.. all.Where((_, i) => fits[i])];
        var others = all.Where((_, i) => !fits[i]);
        return fitting.Length < 2 ? PolygonOverlay.Union(all) : PolygonOverlay.Union(others.Prepend(CoverageUnion.Union(fitting)));
    }
}
