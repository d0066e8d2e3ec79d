using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ207 超出允许建设区: construction of the zone plan on ground where the land-use plan does not permit it, or only on conditions.</summary>
internal sealed class Gz207OutsidePermitted : IRule
{
    // Function group of 有条件建设区 (and of 城镇弹性发展区, which took its place) in the conflict matrix.
    private const string Conditional = "conditional";

    public RuleInfo Info { get; } = new("GZ207", "outside-permitted", "超出允许建设区", Severity.Error,
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
        var others = context.Designations(PlanKind.LandUse).Where(area => !area.IsBuilt).ToList();
        var tolerance = context.Tolerance(Info);
        foreach (var (first, second, number, part, areaM2) in SharedGround.Of(
            context, [.. built.Select(designation => designation.Feature)], [.. others.Select(area => area.Feature)], tolerance, Info.Code))
        {
            var area = others[second].Class;
            var isConditional = area.Group == Conditional;
            yield return Info.Found([built[first].Feature, others[second].Feature], part: number, severity: isConditional ? Severity.Warning : null,
                place: part, groundAreaM2: areaM2, tolerance: tolerance.Stated, parameters: new Dictionary<string, object>
                {
                    ["class"] = built[first].Class.Code,
                    ["controlAreaClass"] = area.Code,
                    ["controlAreaZh"] = area.LabelZh,
                    ["controlAreaEn"] = area.LabelEn,
                    ["procedure"] = isConditional ? "needed" : "none",
                });
        }
    }
}
