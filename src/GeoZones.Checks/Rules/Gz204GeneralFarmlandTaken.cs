using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ204 占用一般农田: general farmland on which the zone plan would build, and the total against what may be adjusted.</summary>
internal sealed class Gz204GeneralFarmlandTaken : IRule
{
    private const string AdjustableQuantity = "general-farmland-adjustable";

    public RuleInfo Info { get; } = new("GZ204", "general-farmland-taken", "占用一般农田", Severity.Warning,
        "{f1}占用一般农田 {groundAreaM2:area}（{f0}）[，位于{f2}]。一般农田共占用 {totalM2:area}[，可调整 {adjustableM2:area}]。",
        "{f1} takes {groundAreaM2:area} of general farmland ({f0})[ in {f2}]. In total {totalM2:area} of general farmland is taken[; {adjustableM2:area} may be adjusted].");

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var pieces = FarmlandTaken.Of(context, Farmland.General, Info.Code);
        var parameters = new Dictionary<string, object>
        {
            ["totalM2"] = context.GroundAreaM2(PolygonOverlay.Union(pieces.Select(taken => taken.Place))),
        };
        if (AdjustableM2(context) is { } adjustableM2)
        {
            parameters["adjustableM2"] = adjustableM2;
        }

        return pieces.Select(taken => Info.Found(taken.Features, part: taken.Number, place: taken.Place, groundAreaM2: taken.GroundAreaM2,
            tolerance: Tolerance.Sliver.Stated, parameters: parameters));
    }

    private static double? AdjustableM2(CheckContext context) => context.Figures
        .Where(figure => figure is { Quantity: AdjustableQuantity, Value: not null })
        .Select(figure => AreaUnits.ToM2(figure.Value!.Value, figure.Unit))
        .FirstOrDefault(areaM2 => areaM2 is not null);
}
