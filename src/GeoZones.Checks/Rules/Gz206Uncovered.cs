using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ206 规划未覆盖: ground inside a zone, as any plan draws it, about which a plan says nothing.</summary>
internal sealed class Gz206Uncovered : IRule
{
    /// <summary>Its code.</summary>
    internal const string Code = "GZ206";

    public RuleInfo Info { get; } = new(Code, "uncovered", "规划未覆盖", Severity.Warning,
        "规划范围[（{zone}）]内有 {groundAreaM2:area} 未被{plan:plan}覆盖。",
        "The {plan:plan} says nothing about {groundAreaM2:area} inside the boundary[ of zone {zone}].")
    {
        Why = new("规划范围内有地没有说明用途，既不能建也不能算账。", "Ground inside the zone without a designation can neither be built on nor be accounted for."),
        Mend = new("为这块地补上用途图斑，或者把它划出规划范围。", "Designate the ground, or take it out of the boundary."),
        Trap = new("范围取三个规划所画边界的并集，所以边界不一致（GZ201）也会在这里出现。", "The ground is that of all three boundary lines together, so where they differ (GZ201) the difference shows here as well."),
        Settings = [RuleSetting.SliverAreaM2, RuleSetting.SliverWidthM],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var outline in context.ZoneLines.Zones)
        {
            var (zone, boundaries, _) = outline;
            foreach (var plan in PlanKinds.All)
            {
                var own = boundaries.Where(feature => feature.Plan == plan).ToList();
                IReadOnlyList<PlanFeature> features = own.Count > 0 ? own : boundaries;
                var number = 0;
                var layer = new LayerName(Collections.Designations, plan);
                foreach (var (part, areaM2) in context.PartsAbove(context.Tolerance(Info), Uncovered(context, plan, outline), Info.Code, layer))
                {
                    yield return Info.Found(features, word: plan.Text(), part: ++number, place: part, groundAreaM2: areaM2, tolerance: context.Tolerance(Info).Stated,
                        parameters: new Dictionary<string, object> { ["plan"] = plan.Text(), ["zone"] = zone });
                }
            }
        }
    }

    private static Geometry Uncovered(CheckContext context, PlanKind plan, ZoneOutline zone) =>
        PolygonOverlay.Collected([.. context.ZoneGround[plan].Uncovered.SelectMany(zone.PartsInside)]);
}
