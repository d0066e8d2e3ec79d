using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ208 储备土地冲突: land reserve outside the zone, on ground that is built up today, or on basic farmland.</summary>
internal sealed class Gz208ReserveConflict : IRule
{
    private const string OutsideZone = "outside-zone";
    private const string BuiltUp = "built-up";
    private const string BasicFarmland = "basic-farmland";

    public RuleInfo Info { get; } = new("GZ208", "reserve-conflict", "储备土地冲突", Severity.Warning,
        "{f0}有 {groundAreaM2:area}{conflict:reserve}[（{f1}）]。",
        "{groundAreaM2:area} of {f0} {conflict:reserve}[ ({f1})].")
    {
        Why = new("储备土地要能净地供应：已经建成、划为永久基本农田或在规划范围之外的，供不出去，却计入了储备总量。",
            "Reserve is land that can be handed over free of claims; what is built up, protected or outside the zone cannot, and yet counts in the total."),
        Mend = new("从储备图斑中扣除这一部分，并改正储备面积；已经拆迁的，先更新现状地类。", "Take this part out of the reserve and mend its area; where the buildings are gone, update the survey first."),
        Trap = new("规划范围取三个规划所画范围之并。现状地类可能比储备入库旧，建成的要现场核实。", "The zone is the union of the lines of all three plans. The survey may be older than the reserve: see on the ground whether the buildings still stand."),
        Settings = [RuleSetting.SliverAreaM2, RuleSetting.SliverWidthM],
        Scope = RuleScope.Place,
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var reserve = context.ValidAreas(Collections.LandReserve, null).ToList();
        return reserve.Count == 0 ? [] : Outside(context, reserve)
            .Concat(On(context, reserve, context.BuiltToday, BuiltUp))
            .Concat(On(context, reserve, Farmland.Patches(context, Farmland.Basic), BasicFarmland));
    }

    private IEnumerable<Finding> Outside(CheckContext context, List<PlanFeature> reserve)
    {
        if (context.Zone.IsEmpty)
        {
            yield break;
        }

        var outside = context.InParallel(reserve, feature => context.ZoneLines.Prepared.Covers(feature.Plane) ? null : PolygonOverlay.Difference(feature.Plane, context.Zone));
        for (var i = 0; i < reserve.Count; i++)
        {
            var number = 0;
            foreach (var (part, areaM2) in outside[i] is { } area ? context.PartsAbove(context.Tolerance(Info), area, Info.Code) : [])
            {
                yield return Info.Found([reserve[i]], part: ++number, place: part, groundAreaM2: areaM2, tolerance: context.Tolerance(Info).Stated, parameters: Conflict(OutsideZone));
            }
        }
    }

    private IEnumerable<Finding> On(CheckContext context, List<PlanFeature> reserve, IReadOnlyList<PlanFeature> others, string conflict) =>
        SharedGround.Of(context, reserve, others, context.Tolerance(Info), Info.Code).Select(shared => Info.Found([reserve[shared.First], others[shared.Second]],
            part: shared.Number, place: shared.Part, groundAreaM2: shared.GroundAreaM2, tolerance: context.Tolerance(Info).Stated, parameters: Conflict(conflict)));

    private static Dictionary<string, object> Conflict(string conflict) => new() { ["conflict"] = conflict };
}
