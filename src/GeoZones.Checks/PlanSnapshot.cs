using GeoZones.Checks.Settings;

namespace GeoZones.Checks;

/// <summary>Everything that one check run looks at: one revision of each plan, the survey, the figures and the code lists.</summary>
/// <param name="Region">Id of the region.</param>
/// <param name="PlaneSrid">EPSG code of the region's 3° Gauss–Krüger plane, 4534 … 4554; all features are in it.</param>
/// <param name="Features">All features, in any order.</param>
/// <param name="Figures">All declared figures, in any order.</param>
/// <param name="Codes">The region's code lists.</param>
public sealed record PlanSnapshot(string Region, int PlaneSrid, IReadOnlyList<PlanFeature> Features, IReadOnlyList<Figure> Figures, CodeLists Codes)
{
    /// <summary>What the region sets about the rules.</summary>
    public CheckSettings Settings { get; init; } = CheckSettings.Default;

    /// <summary>Areas of boundaries and sub-parks in earlier revisions of the plans, in any order.</summary>
    public IReadOnlyList<EarlierArea> Earlier { get; init; } = [];
}
