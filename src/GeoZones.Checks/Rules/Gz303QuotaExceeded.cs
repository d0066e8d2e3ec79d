using GeoZones.Checks.Figures;

namespace GeoZones.Checks.Rules;

/// <summary>GZ303 突破用地指标: more allocated than granted, more used than granted, or more used inside a sub-park than allocated to it.</summary>
internal sealed class Gz303QuotaExceeded : IRule
{
    private const string ToleranceM2 = "areaM2";

    public RuleInfo Info { get; } = new("GZ303", "quota-exceeded", "突破用地指标", Severity.Error,
        "{account}[（{f0}）]突破 {overM2:area}[；下达 {grantedM2:area}][；分配 {allocatedM2:area}][；新增建设用地使用 {usedM2:area}]。",
        "{account}[ of {f0}] is exceeded by {overM2:area}[; granted {grantedM2:area}][; allocated {allocatedM2:area}][; used by new construction {usedM2:area}].")
    {
        Why = new("新增建设用地不得超过下达的指标，超出部分无法报批。", "New construction land may not exceed the quota granted; what exceeds it cannot be approved."),
        Mend = new("缩减新增建设用地、收回未用的分配，或者申请追加指标。", "Build on less, take back what was allocated and not used, or apply for more quota."),
        Trap = new("指标只管新增建设用地：现状已建的不占指标。规划指标、年度计划、增减挂钩分开记账，不能相抵。", "Quota is for new construction only; what is built up today uses none. Plan quota, yearly plan and linked quota are separate accounts and do not balance one another."),
        Settings = [new(ToleranceM2, 1, 0, 10_000, new("超出不到此面积不报告。", "What exceeds the quota by less than this area is not reported."))],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.SubParks],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var toleranceM2 = context.Setting(Info, ToleranceM2);
        foreach (var account in Quotas.Of(context).Select(quota => quota.Account))
        {
            if (Quotas.GrantedFigure(account, context) is { } granted)
            {
                var grantedM2 = Quotas.AreaM2(granted)!.Value;
                var (statedM2, sumM2) = Quotas.AllocatedM2(account, context);
                var allocatedM2 = Math.Max(statedM2 ?? 0, sumM2 ?? 0);
                if (allocatedM2 - grantedM2 > toleranceM2)
                {
                    yield return Exceeded(toleranceM2, account, granted.Key, [], 1, ("grantedM2", grantedM2), ("allocatedM2", allocatedM2));
                }

                if (Quotas.UsedM2(account, context) is { } usedM2 && usedM2 - grantedM2 > toleranceM2)
                {
                    yield return Exceeded(toleranceM2, account, granted.Key, [], 2, ("grantedM2", grantedM2), ("usedM2", usedM2));
                }
            }
        }

        foreach (var allocation in Quotas.AllocatedParts(QuotaAccount.Plan, context).Where(figure => Subject.IsSubPark(figure.Subject)))
        {
            if (Quotas.AreaM2(allocation) is { } allocatedM2
                && Subject.Drawn(allocation, context) is [var subPark]
                && Quotas.UsedM2(subPark, context) is { } usedM2
                && usedM2 - allocatedM2 > toleranceM2)
            {
                yield return Exceeded(toleranceM2, QuotaAccount.Plan, allocation.Key, [subPark], 2, ("allocatedM2", allocatedM2), ("usedM2", usedM2));
            }
        }
    }

    private Finding Exceeded(double toleranceM2, string account, string figure, IReadOnlyList<PlanFeature> features, int part, (string Name, double M2) limit, (string Name, double M2) taken) =>
        Info.Found(features, figure, part: part, place: features.Count == 1 ? features[0].Plane : null, tolerance: new Dictionary<string, double> { [ToleranceM2] = toleranceM2 },
            parameters: new Dictionary<string, object>
            {
                ["account"] = account,
                [limit.Name] = limit.M2,
                [taken.Name] = taken.M2,
                ["overM2"] = taken.M2 - limit.M2,
            });
}
