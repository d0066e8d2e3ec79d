using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ206 规划未覆盖: ground inside a zone, as any plan draws it, about which a plan says nothing.</summary>
internal sealed class Gz206Uncovered : IRule
{
    public RuleInfo Info { get; } = new("GZ206", "uncovered", "规划未覆盖", Severity.Warning,
        "规划范围[（{zone}）]内有 {groundAreaM2:area} 未被{plan:plan}覆盖。",
        "The {plan:plan} says nothing about {groundAreaM2:area} inside the boundary[ of zone {zone}].");

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var boundaries = context.ValidAreas(Collections.ZoneBoundaries, null).ToLookup(feature => feature.Zone ?? "");
        foreach (var zone in boundaries.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var ground = PolygonOverlay.Union(zone.Select(feature => feature.Plane));
            foreach (var plan in PlanKinds.All)
            {
                var own = zone.Where(feature => feature.Plan == plan).ToList();
                IReadOnlyList<PlanFeature> features = own.Count > 0 ? own : [.. zone];
                var number = 0;
                foreach (var (part, areaM2) in context.PartsAbove(Tolerance.Sliver, PolygonOverlay.Difference(ground, context.Covered(plan)), Info.Code))
                {
                    yield return Info.Found(features, word: plan.Text(), part: ++number, place: part, groundAreaM2: areaM2, tolerance: Tolerance.Sliver.Stated,
                        parameters: new Dictionary<string, object> { ["plan"] = plan.Text(), ["zone"] = zone.Key });
                }
            }
        }
    }
}
