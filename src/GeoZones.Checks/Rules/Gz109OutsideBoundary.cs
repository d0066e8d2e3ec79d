using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ109 超出规划范围: sub-parks and zone-plan designations that reach beyond their plan's boundary.</summary>
internal sealed class Gz109OutsideBoundary : IRule
{
    public RuleInfo Info { get; } = new("GZ109", "outside-boundary", "超出规划范围", Severity.Error,
        "{f0}超出{plan:plan}的规划范围 {groundAreaM2:area}。",
        "{f0} reaches {groundAreaM2:area} beyond the boundary that the {plan:plan} draws.");

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var plan in PlanKinds.All)
        {
            var boundary = PolygonOverlay.Union(context.ValidAreas(Collections.ZoneBoundaries, plan).Select(feature => feature.Plane));
            if (boundary.IsEmpty)
            {
                continue;
            }

            var within = new PatchIndex([boundary]);
            var features = context.ValidAreas(Collections.SubParks, plan)
                .Concat(plan == PlanKind.Zone ? context.ValidAreas(Collections.Designations, plan) : []).ToList();
            var outside = context.InParallel(features, feature => within.Covers(0, feature.Plane) ? null : PolygonOverlay.Difference(feature.Plane, boundary));
            for (var i = 0; i < features.Count; i++)
            {
                if (outside[i] is not { } area)
                {
                    continue;
                }

                var number = 0;
                foreach (var (part, areaM2) in context.PartsAbove(Tolerance.Boundary, area, Info.Code))
                {
                    yield return Info.Found([features[i]], part: ++number, place: part, groundAreaM2: areaM2,
                        tolerance: Tolerance.Boundary.Stated, parameters: new Dictionary<string, object> { ["plan"] = plan.Text() });
                }
            }
        }
    }
}
