using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>What rules found in a snapshot, before it is put in order.</summary>
internal sealed class Examination
{
    private readonly List<Finding> _findings = [];
    private readonly List<FailedRule> _failed = [];
    private readonly Lock _lock = new();
    private readonly List<string> _off = [];
    private readonly HashSet<string> _ran = [];

    private Examination(CheckContext context) => Context = context;

    /// <summary>The snapshot.</summary>
    public CheckContext Context { get; }

    /// <summary>The findings, with the severity that the region gives them, without totals and causes.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What rules that ran to their end ignored.</summary>
    public IEnumerable<IgnoredPart> Ignored => Context.Ignored.Where(part => _ran.Contains(part.Rule) && !_failed.Any(failed => failed.Rule == part.Rule));

    /// <summary>What broke.</summary>
    public IReadOnlyList<FailedRule> Failed => _failed;

    /// <summary>Runs rules, except those that the region has switched off, and other work: as much at once as there are processors, for most of it is busy with one only.</summary>
    /// <param name="context">The snapshot.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="besides">What else is to be worked out, by name.</param>
    /// <param name="begins">Told when something begins: its name and how much is done.</param>
    /// <exception cref="OperationCanceledException">It is to end: at once; what is in hand goes on for a moment by itself.</exception>
    public static Examination Of(CheckContext context, IReadOnlyList<IRule> rules, IReadOnlyList<(string Name, Action<CheckContext> Work)>? besides = null, Action<string, int>? begins = null)
    {
        Examination examination = new(context);
        List<IRule> on = [.. rules.Where(rule => !context.IsOff(rule.Info.Code))];
        examination._off.AddRange(rules.Except(on).Select(rule => rule.Info.Code));
        examination._ran.UnionWith(on.Select(rule => rule.Info.Code));
        var found = new IReadOnlyList<Finding>[on.Count];
        List<(string Name, Action<CheckContext> Work)> all = [.. on.Select((rule, i) => (rule.Info.Code, (Action<CheckContext>)(_ => found[i] = Found(rule, context)))), .. besides ?? []];
        var done = 0;
        if (context.Window is not null)
        {
            all.ForEach(Do);
        }
        else
        {
            // What single layers were made ready with would be in the way of what is made ready for layers against each other.
            var ofLayers = on.Count(rule => rule.Info.Scope == RuleScope.Layer);
            var ordered = all.OrderBy(one => on.Exists(rule => rule.Info.Scope == RuleScope.Layer && rule.Info.Code == one.Name) ? 0 : 1).ToList();
            DoSideBySide(ordered[..ofLayers]);
            context.LetLayersGo();
            DoSideBySide(ordered[ofLayers..]);
        }

        examination._findings.AddRange(found.SelectMany(findings => findings ?? []));
        examination._failed.Sort((a, b) => all.FindIndex(one => one.Name == a.Rule).CompareTo(all.FindIndex(one => one.Name == b.Rule)));
        return examination;

        void DoSideBySide(IReadOnlyList<(string Name, Action<CheckContext> Work)> some)
        {
            var next = 0;
            var workers = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, some.Count))
                .Select(_ => Task.Factory.StartNew(DoNext, context.Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            try
            {
                Task.WaitAll(workers, context.Cancellation);
            }
            catch (AggregateException several)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                throw several.Flatten().InnerExceptions[0];
            }

            void DoNext()
            {
                while (Next() is { } one)
                {
                    Do(one);
                }
            }

            // Taken and told in one, so that steps are told in their order.
            (string Name, Action<CheckContext> Work)? Next()
            {
                lock (examination._lock)
                {
                    if (next == some.Count)
                    {
                        return null;
                    }

                    context.Cancellation.ThrowIfCancellationRequested();
                    begins?.Invoke(some[next].Name, done);
                    return some[next++];
                }
            }
        }

        void Do((string Name, Action<CheckContext> Work) one)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            examination.Try(one.Name, one.Work);
            Interlocked.Increment(ref done);
        }
    }

    // Works something out; where that breaks it is noted.
    private void Try(string name, Action<CheckContext> work)
    {
        try
        {
            work(Context);
        }
        catch (Exception error) when (error is not OperationCanceledException || !Context.Cancellation.IsCancellationRequested)
        {
            lock (_lock)
            {
                _failed.Add(new FailedRule(name, error));
            }
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
