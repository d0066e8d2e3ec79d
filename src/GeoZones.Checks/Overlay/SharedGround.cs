using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GeoZones.Checks.Overlay;

/// <summary>The ground that patches of two collections share, pair by pair and part by part.</summary>
internal static class SharedGround
{
    /// <summary>One connected part of the ground that a pair shares.</summary>
    /// <param name="First">Position of the first patch.</param>
    /// <param name="Second">Position of the second patch.</param>
    /// <param name="Number">Number of the part among those of the pair, from 1.</param>
    /// <param name="Part">The part.</param>
    /// <param name="GroundAreaM2">Its area.</param>
    public readonly record struct SharedPart(int First, int Second, int Number, Polygon Part, double GroundAreaM2);

    /// <summary>All parts above the tolerance, by first and second patch; small ones are counted for the rule.</summary>
    /// <param name="context">The snapshot.</param>
    /// <param name="first">Valid areas of one collection, the fewer.</param>
    /// <param name="second">Valid areas of the other.</param>
    /// <param name="tolerance">What is small.</param>
    /// <param name="rule">Code of the rule.</param>
    public static IEnumerable<SharedPart> Of(CheckContext context, IReadOnlyList<PlanFeature> first, IReadOnlyList<PlanFeature> second, Tolerance tolerance, string rule)
    {
        // The second collection often covers a whole county: only what comes near the first is packed.
        STRtree<bool> places = new();
        foreach (var feature in first)
        {
            places.Insert(feature.Plane.EnvelopeInternal, true);
        }

        int[] near = first.Count == 0 ? [] : [.. Enumerable.Range(0, second.Count).Where(position => places.Query(second[position].Plane.EnvelopeInternal).Count > 0)];
        if (near.Length == 0)
        {
            yield break;
        }

        var shared = SharedGeometry.Of(context.Pack(first.Select(feature => feature.Plane)), context.Pack(near.Select(position => second[position].Plane)), _ => true, context.Cancellation);
        foreach (var part in PartsOf(context, shared, tolerance, rule))
        {
            yield return part with { Second = near[part.Second] };
        }
    }

    /// <summary>The same, with a second collection that is ready to have ground laid over it.</summary>
    /// <param name="context">The snapshot.</param>
    /// <param name="first">Valid areas of one collection.</param>
    /// <param name="second">The other.</param>
    /// <param name="isWanted">Whether a patch of the other is asked for.</param>
    /// <param name="tolerance">What is small.</param>
    /// <param name="rule">Code of the rule.</param>
    public static IEnumerable<SharedPart> Of(CheckContext context, IReadOnlyList<PlanFeature> first, OverlayIndex second, Func<int, bool> isWanted, Tolerance tolerance, string rule) =>
        PartsOf(context, SharedGeometry.Of(context.Pack(first.Select(feature => feature.Plane)), second, area => isWanted(area.Second), context.Cancellation), tolerance, rule);

    private static IEnumerable<SharedPart> PartsOf(CheckContext context, IReadOnlyList<SharedPatch> shared, Tolerance tolerance, string rule)
    {
        var parts = context.PartsAbove(tolerance, [.. shared.Select(pair => pair.Shape)], rule);
        for (var i = 0; i < shared.Count; i++)
        {
            var number = 0;
            foreach (var (part, areaM2) in parts[i])
            {
                yield return new SharedPart(shared[i].Area.First, shared[i].Area.Second, ++number, part, areaM2);
            }
        }
    }
}
