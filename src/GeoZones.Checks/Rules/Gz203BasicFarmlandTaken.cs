using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ203 占用永久基本农田: basic farmland of the land-use plan on which the zone plan would build.</summary>
internal sealed class Gz203BasicFarmlandTaken : IRule
{
    public RuleInfo Info { get; } = new("GZ203", "basic-farmland-taken", "占用永久基本农田", Severity.Error,
        "{f1}占用永久基本农田 {groundAreaM2:area}（{f0}）[，位于{f2}]。",
        "{f1} takes {groundAreaM2:area} of basic farmland ({f0})[ in {f2}].")
    {
        Why = new("永久基本农田不得占用，占用的规划不能批准。", "Basic farmland may not be built on; a plan that takes it cannot be approved."),
        Mend = new("避让，或者在规划修编中先依法调整划定范围，再画建设用地。", "Keep clear of it, or have the protection area lawfully redrawn before any construction is planned there."),
        Trap = new("与是否已经平整、是否已经有人使用无关，以土地利用规划的划定为准；面积为毛面积，含田坎。", "Whether the ground is already levelled or in use does not matter: the land-use plan decides. Areas are gross, ridges and paths included."),
        Settings = [RuleSetting.SliverAreaM2, RuleSetting.SliverWidthM],
        Scope = RuleScope.Place,
    };

    public IEnumerable<Finding> Check(CheckContext context) =>
        FarmlandTaken.Of(context, Farmland.Basic, Info).Select(taken => Info.Found(taken.Features, part: taken.Number,
            place: taken.Place, groundAreaM2: taken.GroundAreaM2, tolerance: context.Tolerance(Info).Stated));
}
