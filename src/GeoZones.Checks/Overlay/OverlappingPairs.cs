using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>Two areas of one layer and the ground that both cover.</summary>
internal readonly record struct OverlappingPair(PlanFeature A, PlanFeature B, Geometry Shared);

/// <summary>The pairs within one layer that cover the same ground.</summary>
internal static class OverlappingPairs
{
    /// <summary>Each pair once, in the order of the features, with what both cover. Designations of different coverages are no pair.</summary>
    /// <param name="context">The snapshot.</param>
    /// <param name="layers">The layers of one collection of one plan.</param>
    public static IReadOnlyList<OverlappingPair> Of(CheckContext context, IEnumerable<AreaLayer> layers)
    {
        var candidates = layers.SelectMany(Candidates).Distinct().Order().ToList();
        return
        [
            .. context.InParallel(candidates, pair => Overlapping(context.Features[pair.A], context.Features[pair.B]))
                .Where(pair => PolygonOverlay.Parts(pair.Shared).Count > 0),
        ];

        static OverlappingPair Overlapping(PlanFeature a, PlanFeature b) => new(a, b, PolygonOverlay.Intersection(a.Plane, b.Plane));

        IEnumerable<(int A, int B)> Candidates(AreaLayer layer) =>
            OverlapTable.Of(layer.Unmatched, 0, context.Cancellation).Select(pair => (layer.Positions[pair.First], layer.Positions[pair.Second]));
    }
}
