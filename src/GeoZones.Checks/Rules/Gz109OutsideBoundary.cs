using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ109 超出规划范围: sub-parks and zone-plan designations that reach beyond their plan's boundary.</summary>
internal sealed class Gz109OutsideBoundary : IRule
{
    public RuleInfo Info { get; } = new("GZ109", "outside-boundary", "超出规划范围", Severity.Error,
        "{f0}超出{plan:plan}的规划范围 {groundAreaM2:area}。",
        "{f0} reaches {groundAreaM2:area} beyond the boundary that the {plan:plan} draws.")
    {
        Why = new("园区或用途图斑伸出规划范围，批准的面积与边界就不一致。", "Where a sub-park or designation reaches beyond the planning boundary, what is approved is no longer what is drawn."),
        Mend = new("把图斑裁到规划范围；如果范围应当扩大，先修改规划范围并走相应程序。", "Cut the patch back to the boundary; where the boundary should grow, change the boundary first and follow its procedure."),
        Trap = new("只与同一规划自己的规划范围比较；电厂一类园区外的设施不受此约束。", "Patches are compared with the boundary of their own plan only; facilities outside by intent, such as a power plant, are not meant."),
        Settings = [RuleSetting.SliverAreaM2, RuleSetting.SliverWidthM with { Default = 0.002 }],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var plan in PlanKinds.All)
        {
            if (context.Window is { } window && !window.IsEdited(new(Collections.SubParks, plan)) && !window.IsEdited(new(Collections.Designations, plan)))
            {
                continue;
            }

            var boundary = context.ZoneLines.OfPlan(plan);
            if (boundary.IsEmpty)
            {
                continue;
            }

            var features = context.ValidAreas(Collections.SubParks, plan)
                .Concat(plan == PlanKind.Zone ? context.ValidAreas(Collections.Designations, plan) : []).ToList();
            var covered = CoveredGround.Of(context, [.. features.Select(feature => feature.Plane)], context.ZoneLines.IndexOfPlan(plan));
            var outside = context.InParallel([.. Enumerable.Range(0, features.Count)], i => covered[i] ? null : PolygonOverlay.Difference(features[i].Plane, boundary));
            for (var i = 0; i < features.Count; i++)
            {
                if (outside[i] is not { } area)
                {
                    continue;
                }

                var number = 0;
                foreach (var (part, areaM2) in context.PartsAbove(context.Tolerance(Info), area, Info.Code, LayerName.Of(features[i])))
                {
                    yield return Info.Found([features[i]], part: ++number, place: part, groundAreaM2: areaM2,
                        tolerance: context.Tolerance(Info).Stated, parameters: new Dictionary<string, object> { ["plan"] = plan.Text() });
                }
            }
        }
    }
}
