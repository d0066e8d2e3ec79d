using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;

namespace GeoZones.Checks.Rules;

/// <summary>GZ201 边界不吻合: the line of one zone as two plans draw it.</summary>
internal sealed class Gz201BoundaryMismatch : IRule
{
    public RuleInfo Info { get; } = new("GZ201", "boundary-mismatch", "边界不吻合", Severity.Error,
        "{firstPlan:plan}与{secondPlan:plan}所绘规划范围[（{zone}）]不吻合：仅前者有 {firstOnlyM2:area}，仅后者有 {secondOnlyM2:area}，共 {patches:count} 处，重合率 {sharedRatio:percent}，最大偏差 {largestDeviationM:length}。",
        "The {firstPlan:plan} and the {secondPlan:plan} draw the boundary[ of zone {zone}] differently: {firstOnlyM2:area} is only in the first and {secondOnlyM2:area} only in the second (places: {patches:count}); they share {sharedRatio:percent} and lie up to {largestDeviationM:length} apart.");

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var drawn = context.ValidAreas(Collections.ZoneBoundaries, null).ToLookup(feature => (feature.Zone ?? "", feature.Plan));
        foreach (var zone in drawn.Select(group => group.Key.Item1).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (var (firstPlan, secondPlan) in PlanPairs.All)
            {
                var first = drawn[(zone, firstPlan)].ToList();
                var second = drawn[(zone, secondPlan)].ToList();
                if (first.Count > 0 && second.Count > 0 && Compare(context, zone, firstPlan, first, secondPlan, second) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private Finding? Compare(CheckContext context, string zone, PlanKind firstPlan, List<PlanFeature> first, PlanKind secondPlan, List<PlanFeature> second)
    {
        var a = PolygonOverlay.Union(first.Select(feature => feature.Plane));
        var b = PolygonOverlay.Union(second.Select(feature => feature.Plane));
        var onlyA = context.PartsAbove(Tolerance.Sliver, PolygonOverlay.Difference(a, b), Info.Code);
        var onlyB = context.PartsAbove(Tolerance.Sliver, PolygonOverlay.Difference(b, a), Info.Code);
        if (onlyA.Count + onlyB.Count == 0)
        {
            return null;
        }

        List<Polygon> parts = [.. onlyA.Concat(onlyB).Select(part => part.Part)];
        double firstOnlyM2 = onlyA.Sum(part => part.GroundAreaM2), secondOnlyM2 = onlyB.Sum(part => part.GroundAreaM2);
        var sharedM2 = context.GroundAreaM2(PolygonOverlay.Intersection(a, b));
        return Info.Found([.. first, .. second], place: PolygonOverlay.Collected(parts), groundAreaM2: firstOnlyM2 + secondOnlyM2,
            tolerance: Tolerance.Sliver.Stated, parameters: new Dictionary<string, object>
            {
                ["firstPlan"] = firstPlan.Text(),
                ["secondPlan"] = secondPlan.Text(),
                ["zone"] = zone,
                ["firstOnlyM2"] = firstOnlyM2,
                ["secondOnlyM2"] = secondOnlyM2,
                ["patches"] = (double)parts.Count,
                ["sharedRatio"] = sharedM2 / context.GroundAreaM2(PolygonOverlay.Union([a, b])),
                ["largestDeviationM"] = LargestDeviationM(parts, a.Boundary, b.Boundary),
            });
    }

    // Every vertex of a difference lies on one of the two lines; the farthest from the other line tells how far they are apart.
    private static double LargestDeviationM(List<Polygon> parts, Geometry a, Geometry b)
    {
        IndexedFacetDistance toA = new(a), toB = new(b);
        return parts.SelectMany(part => part.Coordinates).Distinct()
            .Select(vertex => new Point(vertex))
            .Max(vertex => Math.Max(toA.Distance(vertex), toB.Distance(vertex)));
    }
}
