using GeoZones.Checks.Figures;
using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

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
        var context = new CheckContext(snapshot, cancellation);
        List<Finding> findings = [];
        List<FailedRule> failed = [];
        List<string> off = [];
        HashSet<string> ran = [];
        Ledger? ledger = null;
        IReadOnlyList<QuotaAccount> quotas = [];
        var steps = rules.Count + 1;

        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (snapshot.Settings.IsOff(rule.Info.Code))
            {
                off.Add(rule.Info.Code);
                continue;
            }

            ran.Add(rule.Info.Code);
            var severity = snapshot.Settings.SeverityOf(rule.Info);
            Step(rule.Info.Code, i, () => findings.AddRange([.. context.FindingsOf(rule).Select(finding => finding.DecidesSeverity ? finding : finding with { Severity = severity })]));
        }

        Step(FailedRule.Ledger, rules.Count, () => ledger = ledgerOf(context));
        Try(FailedRule.Quotas, () => quotas = Quotas.Of(context));
        progress?.Report(new CheckProgress(FailedRule.Ledger, steps, steps));

        foreach (var place in findings.Select(finding => finding.Place).OfType<Geometry>())
        {
            place.SRID = snapshot.PlaneSrid;
        }

        return new CheckReport(
            FindingOrder.Of(findings.Select(finding => context.Causes.TryGetValue(finding.Id, out var cause) ? finding with { Cause = cause } : finding)),
            new SortedDictionary<string, IgnoredParts>(context.Ignored.Where(ignored => ran.Contains(ignored.Key)).ToDictionary(), StringComparer.Ordinal),
            failed,
            off,
            ledger,
            quotas);

        void Step(string name, int done, Action work)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new CheckProgress(name, done, steps));
            Try(name, work);
        }

        void Try(string name, Action work)
        {
            try
            {
                work();
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                failed.Add(new FailedRule(name, error));
            }
        }
    }
}
