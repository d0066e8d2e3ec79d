using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Figures;

/// <summary>
/// The quota accounts 指标 of a region, kept apart. Used is what the zone plan builds on and is not built-up today, in additive ground area;
/// it is charged to the plan quota 规划指标. Where several plans repeat the same numbers, the first of zone, urban and land-use plan that states them counts; nothing is added over plans.
/// </summary>
internal static class Quotas
{
    /// <summary>Quantity of a figure: what the level above grants.</summary>
    public const string Granted = "quota-granted";

    /// <summary>Quantity of a figure: what is given on to sub-parks and facilities.</summary>
    public const string Allocated = "quota-allocated";

    /// <summary>All accounts that the figures name, by name.</summary>
    public static IReadOnlyList<QuotaAccount> Of(CheckContext context) =>
    [
        .. context.Figures.Where(figure => figure.Quantity is Granted or Allocated).Select(AccountOf).Distinct().Order(StringComparer.Ordinal)
            .Select(account => AccountNamed(account, context)),
    ];

    /// <summary>The figure that grants an account to the whole, or <c>null</c>.</summary>
    public static Figure? GrantedFigure(string account, CheckContext context) =>
        context.Figures.Where(figure => figure.Quantity == Granted && Subject.IsWhole(figure.Subject) && AccountOf(figure) == account && AreaM2(figure) is not null)
            .MinBy(figure => figure.Plan);

    /// <summary>The figures that give parts of an account on.</summary>
    public static IEnumerable<Figure> AllocatedParts(string account, CheckContext context) =>
        AllocatedFigures(account, context).Where(figure => !Subject.IsWhole(figure.Subject));

    /// <summary>What is allocated of an account, m²: the total as stated and the sum of the parts; <c>null</c> where unknown.</summary>
    public static (double? StatedM2, double? SumM2) AllocatedM2(string account, CheckContext context)
    {
        var stated = AllocatedFigures(account, context).Where(figure => Subject.IsWhole(figure.Subject))
            .Select(AreaM2).FirstOrDefault(areaM2 => areaM2 is not null);
        var parts = AllocatedParts(account, context).Where(figure => AreaM2(figure) is not null).ToList();

        // Added as stated numbers: 1.5 + 0.7 + 0.5 is 2.7, to the last digit.
        double? sum = parts.Count == 0 ? null : (double)parts.Sum(figure => figure.Value!.Value * AreaUnits.ThirdsOfM2(figure.Unit)!.Value) / 3;
        return (stated, sum);
    }

    /// <summary>What is used of an account, m²; <c>null</c> where it cannot be measured or is not measured.</summary>
    public static double? UsedM2(string account, CheckContext context) =>
        account == QuotaAccount.Plan ? context.NewConstruction.TotalM2 : null;

    /// <summary>What is used inside one sub-park, m²; <c>null</c> where it cannot be measured.</summary>
    public static double? UsedM2(PlanFeature subPark, CheckContext context) =>
        context.NewConstruction.InM2(subPark);

    /// <summary>A figure's value in m²; <c>null</c> when it is blank or no area.</summary>
    public static double? AreaM2(Figure figure) => figure.Value is { } value ? AreaUnits.ToM2(value, figure.Unit) : null;

    private static IEnumerable<Figure> AllocatedFigures(string account, CheckContext context) =>
        context.Figures.Where(figure => figure.Quantity == Allocated && AccountOf(figure) == account && AreaM2(figure) is not null)
            .GroupBy(figure => figure.Plan).OrderBy(plan => plan.Key).Take(1).SelectMany(plan => plan);

    private static string AccountOf(Figure figure) => figure.Account ?? QuotaAccount.Plan;

    private static QuotaAccount AccountNamed(string account, CheckContext context)
    {
        var grantedM2 = GrantedFigure(account, context) is { } granted ? AreaM2(granted) : null;
        var (statedM2, sumM2) = AllocatedM2(account, context);
        var allocatedM2 = statedM2 ?? sumM2;
        var usedM2 = UsedM2(account, context);
        return new QuotaAccount(account, grantedM2, allocatedM2, usedM2, grantedM2 - allocatedM2, grantedM2 - usedM2);
    }
}
