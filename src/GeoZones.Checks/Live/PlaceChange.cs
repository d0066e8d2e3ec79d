namespace GeoZones.Checks.Live;

/// <summary>What edits change of the findings at places.</summary>
/// <param name="Gone">Findings to be taken out.</param>
/// <param name="New">Findings to be put in.</param>
/// <param name="IgnoredNoMore">Ignored parts to be taken out.</param>
/// <param name="IgnoredNow">Ignored parts to be put in.</param>
internal sealed record PlaceChange(IReadOnlyList<Finding> Gone, IReadOnlyList<Finding> New, IReadOnlyList<IgnoredPart> IgnoredNoMore, IReadOnlyList<IgnoredPart> IgnoredNow);
