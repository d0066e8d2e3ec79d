using GeoZones.Checks.Figures;

namespace GeoZones.Checks.Rules;

/// <summary>GZ303 突破用地指标: more allocated than granted, more used than granted, or more used inside a sub-park than allocated to it.</summary>
internal sealed class Gz303QuotaExceeded : IRule
{
    private const double ToleranceM2 = 1;

    private static readonly Dictionary<string, double> s_tolerance = new() { ["areaM2"] = ToleranceM2 };

    public RuleInfo Info { get; } = new("GZ303", "quota-exceeded", "突破用地指标", Severity.Error,
        "{account}[（{f0}）]突破 {overM2:area}[；下达 {grantedM2:area}][；分配 {allocatedM2:area}][；新增建设用地使用 {usedM2:area}]。",
        "{account}[ of {f0}] is exceeded by {overM2:area}[; granted {grantedM2:area}][; allocated {allocatedM2:area}][; used by new construction {usedM2:area}].");

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var account in Quotas.Of(context).Select(quota => quota.Account))
        {
            if (Quotas.GrantedFigure(account, context) is { } granted)
            {
                var grantedM2 = Quotas.AreaM2(granted)!.Value;
                var (statedM2, sumM2) = Quotas.AllocatedM2(account, context);
                var allocatedM2 = Math.Max(statedM2 ?? 0, sumM2 ?? 0);
                if (allocatedM2 - grantedM2 > ToleranceM2)
                {
                    yield return Exceeded(account, granted.Key, [], 1, ("grantedM2", grantedM2), ("allocatedM2", allocatedM2));
                }

                if (Quotas.UsedM2(account, context) is { } usedM2 && usedM2 - grantedM2 > ToleranceM2)
                {
                    yield return Exceeded(account, granted.Key, [], 2, ("grantedM2", grantedM2), ("usedM2", usedM2));
                }
            }
        }

        foreach (var allocation in Quotas.AllocatedParts(QuotaAccount.Plan, context).Where(figure => Subject.IsSubPark(figure.Subject)))
        {
            if (Quotas.AreaM2(allocation) is { } allocatedM2
                && Subject.Drawn(allocation.Subject, context) is [var subPark]
                && Quotas.UsedM2(subPark, context) is { } usedM2
                && usedM2 - allocatedM2 > ToleranceM2)
            {
                yield return Exceeded(QuotaAccount.Plan, allocation.Key, [subPark], 2, ("allocatedM2", allocatedM2), ("usedM2", usedM2));
            }
        }
    }

    private Finding Exceeded(string account, string figure, IReadOnlyList<PlanFeature> features, int part, (string Name, double M2) limit, (string Name, double M2) taken) =>
        Info.Found(features, figure, part: part, place: features.Count == 1 ? features[0].Plane : null, tolerance: s_tolerance,
            parameters: new Dictionary<string, object>
            {
                ["account"] = account,
                [limit.Name] = limit.M2,
                [taken.Name] = taken.M2,
                ["overM2"] = taken.M2 - limit.M2,
            });
}
