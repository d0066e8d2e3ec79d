using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ202 三规用地冲突: ground inside the zone for which two plans say what the conflict matrix does not allow together.</summary>
internal sealed class Gz202DesignationConflict : IRule
{
    public RuleInfo Info { get; } = new("GZ202", "designation-conflict", "三规用地冲突", Severity.Error,
        "{groundAreaM2:area}：{firstPlan:plan}为“{firstLabel}”（{f0}），{secondPlan:plan}为“{secondLabel}”（{f1}）[，其中{farmland:farmland} {farmlandM2:area}]。",
        "{groundAreaM2:area}: {firstLabel} in the {firstPlan:plan} ({f0}), {secondLabel} in the {secondPlan:plan} ({f1})[; {farmlandM2:area} of it is {farmland:farmland}].")
    {
        Why = new("同一地块在两个规划里用途互相矛盾，项目无论按哪个规划都通不过另一个。", "Where two plans give one spot designations that exclude each other, a project that follows one plan fails by the other."),
        Mend = new("逐块核对差异图斑：确认哪个规划应当修改，再按其法定程序调整。", "Go through the difference patches one by one: settle which plan is to change and change it by its own procedure."),
        Trap = new("严重程度由冲突矩阵按功能组给出，不是所有不同都算冲突；土地利用规划按管制区比较，不按用途区。", "Severity comes from the conflict matrix over function groups; not every difference is a conflict. The land-use plan takes part with its control areas, not its use areas."),
        Settings = [RuleSetting.SliverAreaM2, RuleSetting.SliverWidthM],
        Scope = RuleScope.Place,
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var severities = SeverityByGroups(context.Codes.Matrix);
        var farmland = new Farmland(context);
        foreach (var (firstPlan, secondPlan) in PlanPairs.All)
        {
            // One of the two clipped to the zone clips what they share.
            var first = context.ZoneGround[firstPlan].Designations;
            var second = context.ZoneGround[secondPlan].Designations;
            if (first.Count == 0 || second.Count == 0)
            {
                continue;
            }

            var pairs = SharedGeometry.Of(
                context.ZoneGround[firstPlan].PackedClipped,
                context.ZoneGround[secondPlan].Index,
                area => severities.ContainsKey((first[area.First].Class.Group, second[area.Second].Class.Group)),
                context.Cancellation);
            var parts = context.PartsAbove(context.Tolerance(Info), [.. pairs.Select(pair => pair.Shape)], Info.Code);
            for (var i = 0; i < pairs.Count; i++)
            {
                var (a, b) = (first[pairs[i].Area.First], second[pairs[i].Area.Second]);
                var number = 0;
                foreach (var (part, areaM2) in parts[i])
                {
                    var (farmlandClass, farmlandM2) = farmland.Under(part, context.Tolerance(Info));
                    yield return Info.Found([a.Feature, b.Feature], part: ++number, severity: severities[(a.Class.Group, b.Class.Group)],
                        place: part, groundAreaM2: areaM2, tolerance: context.Tolerance(Info).Stated, parameters: new Dictionary<string, object>
                        {
                            ["firstPlan"] = firstPlan.Text(),
                            ["secondPlan"] = secondPlan.Text(),
                            ["firstClass"] = a.Class.Code,
                            ["secondClass"] = b.Class.Code,
                            ["firstLabelZh"] = a.Class.LabelZh,
                            ["firstLabelEn"] = a.Class.LabelEn,
                            ["secondLabelZh"] = b.Class.LabelZh,
                            ["secondLabelEn"] = b.Class.LabelEn,
                            ["farmland"] = farmlandClass,
                            ["farmlandM2"] = farmlandM2,
                        });
                }
            }
        }
    }

    private static Dictionary<(string, string), Severity> SeverityByGroups(ConflictMatrix matrix)
    {
        Dictionary<(string, string), Severity> severities = [];
        foreach (var pair in matrix.Conflicts)
        {
            severities[(pair.A, pair.B)] = pair.Severity;
            severities[(pair.B, pair.A)] = pair.Severity;
        }

        return severities;
    }
}
