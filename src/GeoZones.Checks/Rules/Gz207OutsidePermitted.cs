using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ207 超出允许建设区: construction of the zone plan on ground where the land-use plan does not permit it, or only on conditions.</summary>
internal sealed class Gz207OutsidePermitted : IRule
{
    private const string Code = "GZ207";

    // Function group of 有条件建设区 (and of 城镇弹性发展区, which took its place) in the conflict matrix.
    private const string Conditional = "conditional";

    public RuleInfo Info { get; } = new(Code, "outside-permitted", "超出允许建设区", Severity.Error,
        "{f0}有 {groundAreaM2:area} 落在{controlArea}（{f1}）[，{procedure:procedure}]。",
        "{groundAreaM2:area} of {f0} lies where the land-use plan says “{controlArea}” ({f1})[, {procedure:procedure}].")
    {
        Why = new("规划建设用地必须落在土地利用总体规划的允许建设区之内，否则不能办理用地手续。", "What is planned as construction must lie in the land-use plan's permitted area; elsewhere no land can be granted for it."),
        Mend = new("退回允许建设区；在有条件建设区的，先按规划程序布局调整，限制、禁止建设区的须修改土地利用总体规划。",
            "Draw back into the permitted area; in a conditional area go through the plan's procedure first; in a restricted or prohibited area the land-use plan itself has to change."),
        Trap = new("管制区和用途区是两套覆盖，这里只看管制区；土地利用总体规划没有管制区的地方由 GZ206 报告，不在这里重复。",
            "Control areas and use areas are two coverages, and only the control areas count here; where the land-use plan has none, GZ206 says so and this rule does not repeat it."),
        Settings = [RuleSetting.SliverAreaM2, RuleSetting.SliverWidthM],
        Scope = RuleScope.Place,
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var built = context.Designations(PlanKind.Zone).Where(designation => designation.IsBuilt).ToList();
        var tolerance = context.Tolerance(Info);
        foreach (var (designation, controlArea, number, part, areaM2) in OnZone(context, built, tolerance).Concat(Outside(context, built, tolerance)))
        {
            var area = controlArea.Class;
            var isConditional = area.Group == Conditional;
            yield return Info.Found([designation.Feature, controlArea.Feature], part: number, severity: isConditional ? Severity.Warning : null,
                place: part, groundAreaM2: areaM2, tolerance: tolerance.Stated, parameters: new Dictionary<string, object>
                {
                    ["class"] = designation.Class.Code,
                    ["controlAreaClass"] = area.Code,
                    ["controlAreaZh"] = area.LabelZh,
                    ["controlAreaEn"] = area.LabelEn,
                    ["procedure"] = isConditional ? "needed" : "none",
                });
        }
    }
    // Nearly all that the zone plan builds on is ground of the zones, for which the land-use plan is at hand.
    private static IEnumerable<Taken> OnZone(CheckContext context, List<Designation> built, Tolerance tolerance)
    {
        var ground = context.ZoneGround[PlanKind.LandUse];
        return built.Count == 0 || ground.Designations.Count == 0 ? []
            : SharedGround.Of(context, [.. built.Select(designation => designation.Feature)], ground.Index, position => !ground.Designations[position].IsBuilt, tolerance, Code)
                .Select(shared => new Taken(built[shared.First], ground.Designations[shared.Second], shared.Number, shared.Part, shared.GroundAreaM2));
    }

    private static IEnumerable<Taken> Outside(CheckContext context, List<Designation> built, Tolerance tolerance)
    {
        var isCovered = CoveredGround.Of(context, [.. built.Select(designation => designation.Feature.Plane)], context.ZoneLines.Index);
        List<Designation> outside = [.. built.Where((_, position) => !isCovered[position])];
        if (outside.Count == 0)
        {
            return [];
        }

        var known = context.ZoneGround[PlanKind.LandUse].Designations.Select(designation => designation.Feature.Id).ToHashSet();
        List<Designation> others = [.. context.Designations(PlanKind.LandUse).Where(designation => !designation.IsBuilt && !known.Contains(designation.Feature.Id))];
        return SharedGround.Of(context, [.. outside.Select(designation => designation.Feature)], [.. others.Select(designation => designation.Feature)], tolerance, Code)
            .Select(shared => new Taken(outside[shared.First], others[shared.Second], shared.Number, shared.Part, shared.GroundAreaM2));
    }

    private readonly record struct Taken(Designation Designation, Designation ControlArea, int Number, Polygon Part, double GroundAreaM2);
}
