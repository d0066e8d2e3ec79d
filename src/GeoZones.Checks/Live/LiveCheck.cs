using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>
/// A check that follows edits: each is answered by looking again only at what lies near it. Its findings are those that a check of everything would give. What is told of a whole region
/// (the lines of the zones, a shift of a whole plan) is checked again as a whole when an edit concerns it. Not for several threads at once.
/// </summary>
public sealed class LiveCheck
{
    private LiveState _state;

    private LiveCheck(LiveState state) => _state = state;

    /// <summary>All findings as they are now: errors first; then by rule, by area (largest first), by id.</summary>
    public IReadOnlyList<Finding> Findings => FindingOrder.Of(_state.Findings.All.Select(_state.Told));

    /// <summary>By rule: what its tolerance ignores now.</summary>
    public IReadOnlyDictionary<string, IgnoredParts> Ignored => Examination.Sums(_state.Ignored);

    /// <summary>All features as they are now, in no certain order.</summary>
    public IEnumerable<PlanFeature> Features => _state.Features.All;

    /// <summary>The feature with an id as it is now, or <c>null</c>.</summary>
    public PlanFeature? Find(string collection, long id) => _state.Features.Find(collection, id);

    /// <summary>The farmland that the land-use plan has under an area, ground area by class, m²: <c>basic</c> and <c>general</c>.</summary>
    /// <param name="area">A valid area in the region's plane.</param>
    public IReadOnlyDictionary<string, double> FarmlandUnder(Geometry area) => _state.FarmlandUnder(area);

    /// <summary>Checks everything once, to follow edits from there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The snapshot's plane is none of CGCS2000's 3° planes.</exception>
    /// <exception cref="AggregateException">A rule broke: what is not known cannot be followed.</exception>
    public static LiveCheck Of(PlanSnapshot snapshot, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new LiveCheck(LiveState.Of(snapshot, cancellation));
    }

    /// <summary>Tells what edits would do, and leaves everything as it is.</summary>
    /// <exception cref="ArgumentException">An edit names another feature than the one it brings.</exception>
    public CheckChange Try(IReadOnlyList<FeatureEdit> edits, CancellationToken cancellation = default) => Change(edits, cancellation).Told;

    /// <summary>Makes edits and tells what they do.</summary>
    /// <exception cref="ArgumentException">An edit names another feature than the one it brings.</exception>
    public CheckChange Apply(IReadOnlyList<FeatureEdit> edits, CancellationToken cancellation = default)
    {
        var (told, become) = Change(edits, cancellation);
        become();
        return told;
    }

    private (CheckChange Told, Action Become) Change(IReadOnlyList<FeatureEdit> edits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(edits);
        var edited = EditedFeatures.Of(edits, _state.Features);
        if (new Recheck(_state, edited, cancellation).Change() is { } change)
        {
            CheckChange told = new([.. change.Gone.Select(_state.Told)], [.. change.New.Select(finding => _state.Told(finding, change))],
                Difference(Examination.Sums(change.IgnoredNoMore), Examination.Sums(change.IgnoredNow)), _state.Quotas(change.NewConstruction), false);
            return (told, () => _state.Become(edited, change));
        }

        return Whole(edited, cancellation);
    }

    private (CheckChange Told, Action Become) Whole(EditedFeatures edited, CancellationToken cancellation)
    {
        var next = LiveState.Of(_state.With([.. _state.Features.All.Where(feature => !edited.Has(feature.Collection, feature.Id)), .. edited.After]), cancellation);
        var was = _state.Findings.All.ToLookup(finding => finding.Id);
        var now = next.Findings.All.ToLookup(finding => finding.Id);
        return (new([.. Unlike(was, now).Select(_state.Told)], [.. Unlike(now, was).Select(next.Told)], Difference(Ignored, Examination.Sums(next.Ignored)), next.Quotas(next.NewConstruction), true), () => _state = next);

        static List<Finding> Unlike(ILookup<string, Finding> some, ILookup<string, Finding> others) => [.. some.SelectMany(same => same.Where(one => !others[same.Key].Any(one.Says)))];
    }

    private static IReadOnlyDictionary<string, IgnoredParts> Difference(IReadOnlyDictionary<string, IgnoredParts> before, IReadOnlyDictionary<string, IgnoredParts> after)
    {
        IgnoredParts none = new(0, 0);
        return new SortedDictionary<string, IgnoredParts>(before.Keys.Union(after.Keys).Select(rule => (Rule: rule, Was: before.GetValueOrDefault(rule, none), Is: after.GetValueOrDefault(rule, none)))
            .Where(rule => rule.Was != rule.Is).ToDictionary(rule => rule.Rule, rule => new IgnoredParts(rule.Is.Count - rule.Was.Count, rule.Is.GroundAreaM2 - rule.Was.GroundAreaM2)), StringComparer.Ordinal);
    }
}
