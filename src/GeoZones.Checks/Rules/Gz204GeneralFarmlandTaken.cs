using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ204 占用一般农田: general farmland on which the zone plan would build, and the total against what may be adjusted.</summary>
internal sealed class Gz204GeneralFarmlandTaken : IRule
{
    private const string AdjustableQuantity = "general-farmland-adjustable";

    public RuleInfo Info { get; } = new("GZ204", "general-farmland-taken", "占用一般农田", Severity.Warning,
        "{f1}占用一般农田 {groundAreaM2:area}（{f0}）[，位于{f2}]。一般农田共占用 {totalM2:area}[，可调整 {adjustableM2:area}]。",
        "{f1} takes {groundAreaM2:area} of general farmland ({f0})[ in {f2}]. In total {totalM2:area} of general farmland is taken[; {adjustableM2:area} may be adjusted].")
    {
        Why = new("占用一般农田要办理转用手续，并占用可调整的额度。", "Taking general farmland needs conversion and uses up what the land-use plan lets be adjusted."),
        Mend = new("核对总量是否在可调整额度之内，安排转用报批；超出时缩减建设用地。", "Check the total against what may be adjusted and apply for conversion; where it is exceeded, build on less."),
        Trap = new("额度按总量计，不按单块计；没有申报额度时只能列出占用，不能判断是否超出。", "What may be adjusted is a total, not per patch; where no such figure is declared, what is taken can be told but not judged."),
        Settings = [RuleSetting.SliverAreaM2, RuleSetting.SliverWidthM],
        Scope = RuleScope.Place,
    };

    public IEnumerable<Finding> Check(CheckContext context) =>
        FarmlandTaken.Of(context, Farmland.General, Info).Select(taken => Info.Found(taken.Features, part: taken.Number,
            place: taken.Place, groundAreaM2: taken.GroundAreaM2, tolerance: context.Tolerance(Info).Stated));

    public IReadOnlyDictionary<string, object> Totals(Func<double> joinedM2, IReadOnlyList<Figure> figures)
    {
        Dictionary<string, object> totals = new() { ["totalM2"] = joinedM2() };
        if (AdjustableM2(figures) is { } adjustableM2)
        {
            totals["adjustableM2"] = adjustableM2;
        }

        return totals;
    }

    // Stated by the land-use plan, or repeated by another.
    private static double? AdjustableM2(IReadOnlyList<Figure> figures) => figures
        .Where(figure => figure is { Quantity: AdjustableQuantity, Value: not null })
        .OrderByDescending(figure => figure.Plan)
        .Select(figure => AreaUnits.ToM2(figure.Value!.Value, figure.Unit))
        .FirstOrDefault(areaM2 => areaM2 is not null);
}
