using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;

namespace GeoZones.Checks.Rules;

/// <summary>GZ201 边界不吻合: the line of one zone as two plans draw it, or as one does and the other does not. A plan of which nothing is there is not compared.</summary>
internal sealed class Gz201BoundaryMismatch : IRule
{
    public RuleInfo Info { get; } = new("GZ201", "boundary-mismatch", "边界不吻合", Severity.Error,
        "{firstPlan:plan}与{secondPlan:plan}所绘规划范围[（{zone}）]不吻合[：{undrawnPlan:plan}没有画出，另一个所画为 {drawnM2:area}][：仅前者有 {firstOnlyM2:area}，仅后者有 {secondOnlyM2:area}，共 {patches:count} 处，重合率 {sharedRatio:percent}，最大偏差 {largestDeviationM:length}]。",
        "The {firstPlan:plan} and the {secondPlan:plan} draw the boundary[ of zone {zone}] differently[: the {undrawnPlan:plan} draws none, the other one of {drawnM2:area}][: {firstOnlyM2:area} is only in the first and {secondOnlyM2:area} only in the second (places: {patches:count}); they share {sharedRatio:percent} and lie up to {largestDeviationM:length} apart].")
    {
        Why = new("三个规划各画一条产业集聚区边界，必须是同一条线，否则审批面积各不相同。", "Each plan draws the line of the zone and all must draw the same; otherwise each states another area."),
        Mend = new("以批准文件的拐点坐标为准，把其他规划的边界替换成同一条线，连同顶点一起复制。", "Take the line by the corner coordinates of the approval and copy it, vertex for vertex, into the other plans."),
        Trap = new("城市规划和土地利用规划的范围远大于集聚区，这里比较的只是它们各自画出的集聚区边界，按集聚区代码（zone）对应；代码不一致会当作没有画出。若差异呈整齐的窄条，先看 GZ205 是否整体偏移。", "The urban and land-use plans cover far more than the zone: what is compared is the zone line that each of them draws, matched by the code of the zone: under another code it counts as not drawn. Even strips all along are often one shift; see GZ205."),
        Settings = [RuleSetting.SliverAreaM2, RuleSetting.SliverWidthM],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.ZoneBoundaries],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var drawn = context.ValidAreas(Collections.ZoneBoundaries, null).ToLookup(feature => (feature.Zone ?? "", feature.Plan));

        // Where a line is there and not valid, GZ101 says so.
        var attempted = context.Features.Where(feature => feature.Collection == Collections.ZoneBoundaries).Select(feature => (feature.Zone ?? "", feature.Plan)).ToHashSet();
        var plans = context.Features.Select(feature => feature.Plan).ToHashSet();
        foreach (var zone in drawn.Select(group => group.Key.Item1).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (var (firstPlan, secondPlan) in PlanPairs.All)
            {
                var first = drawn[(zone, firstPlan)].ToList();
                var second = drawn[(zone, secondPlan)].ToList();
                if (first.Count > 0 && second.Count > 0)
                {
                    if (Compare(context, zone, firstPlan, first, secondPlan, second) is { } finding)
                    {
                        yield return finding;
                    }
                }
                else if (first.Count > 0 && plans.Contains(secondPlan) && !attempted.Contains((zone, secondPlan)))
                {
                    yield return Undrawn(context, zone, firstPlan, secondPlan, first, secondPlan);
                }
                else if (second.Count > 0 && plans.Contains(firstPlan) && !attempted.Contains((zone, firstPlan)))
                {
                    yield return Undrawn(context, zone, firstPlan, secondPlan, second, firstPlan);
                }
            }
        }
    }

    private Finding Undrawn(CheckContext context, string zone, PlanKind firstPlan, PlanKind secondPlan, List<PlanFeature> drawn, PlanKind undrawnPlan)
    {
        var ground = PolygonOverlay.Union(drawn.Select(feature => feature.Plane));
        var drawnM2 = context.GroundAreaM2(ground);
        return Info.Found(drawn, word: undrawnPlan.Text(), place: ground, groundAreaM2: drawnM2, parameters: new Dictionary<string, object>
        {
            ["firstPlan"] = firstPlan.Text(),
            ["secondPlan"] = secondPlan.Text(),
            ["zone"] = zone,
            ["undrawnPlan"] = undrawnPlan.Text(),
            ["drawnM2"] = drawnM2,
        });
    }

    private Finding? Compare(CheckContext context, string zone, PlanKind firstPlan, List<PlanFeature> first, PlanKind secondPlan, List<PlanFeature> second)
    {
        if (first is [var one] && second is [var other] && one.Plane.EqualsExact(other.Plane))
        {
            return null;
        }

        var a = PolygonOverlay.Union(first.Select(feature => feature.Plane));
        var b = PolygonOverlay.Union(second.Select(feature => feature.Plane));
        var onlyA = context.PartsAbove(context.Tolerance(Info), PolygonOverlay.Difference(a, b), Info.Code);
        var onlyB = context.PartsAbove(context.Tolerance(Info), PolygonOverlay.Difference(b, a), Info.Code);
        if (onlyA.Count + onlyB.Count == 0)
        {
            return null;
        }

        List<Polygon> parts = [.. onlyA.Concat(onlyB).Select(part => part.Part)];
        double firstOnlyM2 = onlyA.Sum(part => part.GroundAreaM2), secondOnlyM2 = onlyB.Sum(part => part.GroundAreaM2);
        var sharedM2 = context.GroundAreaM2(PolygonOverlay.Intersection(a, b));
        return Info.Found([.. first, .. second], place: PolygonOverlay.Collected(parts), groundAreaM2: firstOnlyM2 + secondOnlyM2,
            tolerance: context.Tolerance(Info).Stated, parameters: new Dictionary<string, object>
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
