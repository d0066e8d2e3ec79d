namespace GeoZones.Checks.Live;

/// <summary>What edits do to a check.</summary>
/// <param name="Gone">Findings that are no more, or not as they were.</param>
/// <param name="New">Findings that were not there, or not so.</param>
/// <param name="Ignored">By rule what its tolerance ignores more (or, below zero, less) than before.</param>
/// <param name="Quotas">The quota accounts after the edits.</param>
/// <param name="IsWhole">Whether everything was checked again, because what changed concerns everything.</param>
public sealed record CheckChange(
    IReadOnlyList<Finding> Gone, IReadOnlyList<Finding> New, IReadOnlyDictionary<string, IgnoredParts> Ignored, IReadOnlyList<QuotaAccount> Quotas, bool IsWhole);
