namespace GeoZones.Checks.Live;

/// <summary>What edits change, as found near them.</summary>
/// <param name="Gone">Findings to be taken out.</param>
/// <param name="New">Findings to be put in.</param>
/// <param name="IgnoredNoMore">Ignored parts to be taken out.</param>
/// <param name="IgnoredNow">Ignored parts to be put in.</param>
/// <param name="Causes">Causes of the new findings, by id.</param>
/// <param name="JoinedM2">By rule that tells a total, the new total.</param>
/// <param name="NewConstruction">New construction after the edits.</param>
internal sealed record NearChange(
    IReadOnlyList<Finding> Gone, IReadOnlyList<Finding> New, IReadOnlyList<IgnoredPart> IgnoredNoMore, IReadOnlyList<IgnoredPart> IgnoredNow,
    IReadOnlyDictionary<string, string> Causes, IReadOnlyDictionary<string, double> JoinedM2, KnownConstruction? NewConstruction);
