using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>Two areas of one layer and the ground that both cover.</summary>
internal readonly record struct OverlappingPair(PlanFeature A, PlanFeature B, Geometry Shared);

/// <summary>The pairs within one layer that cover the same ground.</summary>
internal static class OverlappingPairs
{
    /// <summary>Each pair once, in the order of the layer, with what both cover. Designations of different coverages are no pair.</summary>
    public static IReadOnlyList<OverlappingPair> Of(CheckContext context, IReadOnlyList<PlanFeature> layer)
    {
        var candidates = Coverages(layer, context.Codes).SelectMany(Candidates).Distinct().Order().ToList();
        return
        [
            .. context.InParallel(candidates, pair => new OverlappingPair(layer[pair.A], layer[pair.B], PolygonOverlay.Intersection(layer[pair.A].Plane, layer[pair.B].Plane)))
                .Where(pair => PolygonOverlay.Parts(pair.Shared).Count > 0),
        ];

        IEnumerable<(int A, int B)> Candidates(IReadOnlyList<int> coverage)
        {
            IReadOnlyList<Geometry> areas = [.. coverage.Select(position => layer[position].Plane)];
            return OverlapTable.Of(context.Pack(areas), cancellation: context.Cancellation).Select(pair => (coverage[pair.First], coverage[pair.Second]));
        }
    }

    // The land-use plan's control areas and use areas lie on top of each other by design.
    private static IEnumerable<IReadOnlyList<int>> Coverages(IReadOnlyList<PlanFeature> layer, CodeLists codes)
    {
        string[] attributes = [codes.ControlArea.Attribute, codes.UseArea.Attribute];
        return layer is [{ Collection: Collections.Designations, Plan: PlanKind.LandUse }, ..]
            ? attributes.Select(attribute => (IReadOnlyList<int>)[.. Enumerable.Range(0, layer.Count).Where(position => layer[position].Attribute(attribute) is not null)])
            : [[.. Enumerable.Range(0, layer.Count)]];
    }
}
