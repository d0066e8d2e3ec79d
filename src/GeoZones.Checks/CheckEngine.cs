using GeoZones.Checks.Figures;
using GeoZones.Checks.Rules;

namespace GeoZones.Checks;

/// <summary>Runs all rules and the ledger over one snapshot.</summary>
public static class CheckEngine
{
    /// <summary>Checks a snapshot. A rule that breaks is named in the report and ends nothing else.</summary>
    /// <param name="snapshot">What to check.</param>
    /// <param name="progress">Told when a step begins, and once when all are done.</param>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The snapshot's plane is none of CGCS2000's 3° planes.</exception>
    public static CheckReport Run(PlanSnapshot snapshot, IProgress<CheckProgress>? progress = null, CancellationToken cancellation = default) =>
        Run(snapshot, RuleSet.All, progress, cancellation);

    /// <summary>
    /// Checks a snapshot by some of the rules. They find what they find among all; only the cause of a finding is left unsaid where the rule that tells it is not asked.
    /// </summary>
    /// <param name="snapshot">What to check.</param>
    /// <param name="rules">Rules of <see cref="RuleSet"/>, in its order; the ledger and the quotas are drawn up whichever they are.</param>
    /// <param name="progress">Told when a step begins, and once when all are done.</param>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The snapshot's plane is none of CGCS2000's 3° planes.</exception>
    public static CheckReport Run(PlanSnapshot snapshot, IReadOnlyList<IRule> rules, IProgress<CheckProgress>? progress, CancellationToken cancellation) =>
        Run(snapshot, rules, progress, cancellation, LedgerAccount.Of);

    internal static CheckReport Run(
        PlanSnapshot snapshot, IReadOnlyList<IRule> rules, IProgress<CheckProgress>? progress, CancellationToken cancellation, Func<CheckContext, Ledger> ledgerOf)
    {
        var steps = rules.Count + 2;
        Ledger? ledger = null;
        IReadOnlyList<QuotaAccount> quotas = [];
        var examination = Examination.Of(
            new CheckContext(snapshot, cancellation),
            rules,
            [(FailedRule.Ledger, context => ledger = ledgerOf(context)), (FailedRule.Quotas, context => quotas = Quotas.Of(context))],
            (step, done) => progress?.Report(new CheckProgress(step, done, steps)));
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new CheckProgress(FailedRule.Ledger, steps, steps));
        return examination.Report(ledger, quotas);
    }
}
