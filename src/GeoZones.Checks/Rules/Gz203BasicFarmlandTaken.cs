using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ203 占用永久基本农田: basic farmland of the land-use plan on which the zone plan would build.</summary>
internal sealed class Gz203BasicFarmlandTaken : IRule
{
    public RuleInfo Info { get; } = new("GZ203", "basic-farmland-taken", "占用永久基本农田", Severity.Error,
        "{f1}占用永久基本农田 {groundAreaM2:area}（{f0}）[，位于{f2}]。",
        "{f1} takes {groundAreaM2:area} of basic farmland ({f0})[ in {f2}].");

    public IEnumerable<Finding> Check(CheckContext context) =>
        FarmlandTaken.Of(context, Farmland.Basic, Info.Code).Select(taken => Info.Found(taken.Features, part: taken.Number,
            place: taken.Place, groundAreaM2: taken.GroundAreaM2, tolerance: Tolerance.Sliver.Stated));
}
