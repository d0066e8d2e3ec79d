using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>The pairs within one layer that cover the same ground.</summary>
internal static class OverlappingPairs
{
    /// <summary>Each pair once, in the order of the layer, with what both cover. Designations of different coverages are no pair.</summary>
    public static IEnumerable<(PlanFeature A, PlanFeature B, Geometry Shared)> Of(CheckContext context, IReadOnlyList<PlanFeature> layer)
    {
        var index = new PatchIndex([.. layer.Select(feature => feature.Plane)]);
        var coverages = layer.Select(feature => CoveragesOf(feature, context.Codes)).ToList();
        var pairs = Enumerable.Range(0, layer.Count)
            .SelectMany(a => index.Near(layer[a].Plane).Where(b => b > a && coverages[a].Intersect(coverages[b]).Any()).Select(b => (a, b)))
            .ToList();
        return context.InParallel(pairs, pair => (layer[pair.a], layer[pair.b], PolygonOverlay.Intersection(layer[pair.a].Plane, layer[pair.b].Plane)))
            .Where(pair => !pair.Item3.IsEmpty);
    }

    // The land-use plan's control areas and use areas lie on top of each other by design.
    private static string[] CoveragesOf(PlanFeature feature, CodeLists codes) =>
        feature is { Collection: Collections.Designations, Plan: PlanKind.LandUse }
            ? [.. new[] { codes.ControlArea.Attribute, codes.UseArea.Attribute }.Where(attribute => feature.Attribute(attribute) is not null)]
            : [""];
}
