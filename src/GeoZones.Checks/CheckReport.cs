using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>What a check run found. Equal input in another order gives an equal report.</summary>
/// <param name="Findings">Errors first; then by rule, by area (largest first), by id.</param>
/// <param name="Ignored">By rule: what its tolerance ignored. A rule that ignored nothing is not named.</param>
/// <param name="FailedRules">What could not be worked out to its end; empty when all is well.</param>
/// <param name="RulesOff">Codes of the rules that the region has switched off: they were not checked.</param>
/// <param name="Ledger">三规差异台账; <c>null</c> where it is among what failed.</param>
/// <param name="Quotas">One account each, in the order of their names; none where they are among what failed.</param>
public sealed record CheckReport(
    IReadOnlyList<Finding> Findings,
    IReadOnlyDictionary<string, IgnoredParts> Ignored,
    IReadOnlyList<FailedRule> FailedRules,
    IReadOnlyList<string> RulesOff,
    Ledger? Ledger,
    IReadOnlyList<QuotaAccount> Quotas);

/// <summary>Parts below a rule's tolerance: never findings, never forgotten.</summary>
/// <param name="Count">How many.</param>
/// <param name="GroundAreaM2">Their area together, m².</param>
public sealed record IgnoredParts(int Count, double GroundAreaM2);

/// <summary>One part below a rule's tolerance.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Layer">The one layer that the part depends on; <c>null</c> where it depends on several.</param>
/// <param name="Extent">Where it is, in the plane.</param>
/// <param name="GroundAreaM2">Its area.</param>
internal sealed record IgnoredPart(string Rule, LayerName? Layer, Envelope Extent, double GroundAreaM2);

/// <summary>A rule that broke; the others ran.</summary>
/// <param name="Rule">Its code, <see cref="Ledger"/> or <see cref="Quotas"/>.</param>
/// <param name="Error">What went wrong, for those who mend the rule; never for those who asked for the check.</param>
public sealed record FailedRule(string Rule, Exception Error)
{
    /// <summary>Stands for the ledger.</summary>
    public const string Ledger = "ledger";

    /// <summary>Stands for the quota accounts.</summary>
    public const string Quotas = "quotas";
}

/// <summary>How far a run has come.</summary>
/// <param name="Step">The step that begins: code of a rule, or <c>ledger</c>.</param>
/// <param name="Done">Steps already done.</param>
/// <param name="Of">Steps in all.</param>
public sealed record CheckProgress(string Step, int Done, int Of);
