using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>What rules found in a snapshot, before it is put in order.</summary>
internal sealed class Examination
{
    private readonly List<Finding> _findings = [];
    private readonly List<FailedRule> _failed = [];
    private readonly List<string> _off = [];
    private readonly HashSet<string> _ran = [];

    private Examination(CheckContext context) => Context = context;

    /// <summary>The snapshot.</summary>
    public CheckContext Context { get; }

    /// <summary>The findings, with the severity that the region gives them, without totals and causes.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What rules that ran to their end ignored.</summary>
    public IEnumerable<IgnoredPart> Ignored => Context.Ignored.Where(part => _ran.Contains(part.Rule));

    /// <summary>What broke.</summary>
    public IReadOnlyList<FailedRule> Failed => _failed;

    /// <summary>Runs rules, except those that the region has switched off.</summary>
    /// <param name="context">The snapshot.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="begins">Told when a rule begins: its code and how many are done.</param>
    public static Examination Of(CheckContext context, IReadOnlyList<IRule> rules, Action<string, int>? begins = null)
    {
        Examination examination = new(context);
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (context.IsOff(rule.Info.Code))
            {
                examination._off.Add(rule.Info.Code);
                continue;
            }

            context.Cancellation.ThrowIfCancellationRequested();
            begins?.Invoke(rule.Info.Code, i);
            examination._ran.Add(rule.Info.Code);
            examination._findings.AddRange(examination.Try(rule.Info.Code, _ => Found(rule, context)) ?? []);
        }

        return examination;
    }

    /// <summary>Works something out; where that breaks it is noted, and <c>null</c> returned.</summary>
    public T? Try<T>(string name, Func<CheckContext, T> work)
        where T : class
    {
        try
        {
            return work(Context);
        }
        catch (Exception error) when (error is not OperationCanceledException || !Context.Cancellation.IsCancellationRequested)
        {
            _failed.Add(new FailedRule(name, error));
            return null;
        }
    }

    /// <summary>All of it in order, with totals and causes.</summary>
    public CheckReport Report(Ledger? ledger, IReadOnlyList<QuotaAccount> quotas) =>
        new(FindingOrder.Of(WithTotals(_findings, Context).Select(finding => Context.Causes.TryGetValue(finding.Id, out var cause) ? finding with { Cause = cause } : finding)),
            Sums(Ignored), _failed, _off, ledger, quotas);

    /// <summary>The findings of all rules with what their messages say of all of them together.</summary>
    public static IEnumerable<Finding> WithTotals(IEnumerable<Finding> findings, CheckContext context) => findings.GroupBy(finding => finding.Rule).SelectMany(found =>
    {
        var totals = RuleSet.All.FirstOrDefault(rule => rule.Info.Code == found.Key)?.Totals(() => context.GroundAreaM2(Overlay.PolygonOverlay.Union(found.Select(finding => finding.Place!))), context.Figures);
        return totals is { Count: > 0 } ? found.Select(finding => With(finding, totals)) : found;
    });

    /// <summary>A finding that also tells of totals.</summary>
    public static Finding With(Finding finding, IReadOnlyDictionary<string, object> totals) => finding with { Params = new Dictionary<string, object>(finding.Params.Concat(totals)) };

    /// <summary>What was ignored, by rule.</summary>
    public static IReadOnlyDictionary<string, IgnoredParts> Sums(IEnumerable<IgnoredPart> parts) => new SortedDictionary<string, IgnoredParts>(
        parts.GroupBy(part => part.Rule).ToDictionary(rule => rule.Key, rule => new IgnoredParts(rule.Count(), rule.Sum(part => part.GroundAreaM2))), StringComparer.Ordinal);

    private static List<Finding> Found(IRule rule, CheckContext context)
    {
        var severity = context.SeverityOf(rule.Info);
        List<Finding> findings = [.. context.FindingsOf(rule).Select(finding => finding.DecidesSeverity ? finding : finding with { Severity = severity })];
        foreach (var place in findings.Select(finding => finding.Place).OfType<Geometry>())
        {
            place.SRID = context.Plane.Srid;
        }

        return findings;
    }
}
