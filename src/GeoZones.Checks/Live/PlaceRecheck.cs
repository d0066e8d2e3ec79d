using GeoZones.Checks.Overlay;
using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>Checks again by the rules that look at places, where the edits are.</summary>
/// <param name="state">What is known.</param>
/// <param name="edited">The edits.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class PlaceRecheck(LiveState state, EditedFeatures edited, CancellationToken cancellation)
{
    // A window that holds more than this share of everything is none.
    private const double LargestShare = 0.5;
    private const int AlwaysSmall = 500;

    private static readonly IReadOnlyList<IRule> s_near = [.. RuleSet.All.Where(rule => rule.Info.Scope is RuleScope.Layer or RuleScope.Place && rule != LiveState.Shift)];

    // Uncovered ground may reach far: only the rules that look for it need the larger window then.
    private static readonly IReadOnlyList<IRule> s_gaps = [.. s_near.Where(rule => rule is Gz104Gap)];
    private static readonly IReadOnlyList<IRule> s_uncovered = [.. s_near.Where(rule => rule is Gz206Uncovered)];
    private static readonly IReadOnlyList<IRule> s_settled = [.. s_near.Except(s_gaps).Except(s_uncovered)];

    /// <summary>What is different; <c>null</c> where only a check of everything can tell.</summary>
    public PlaceChange? Change()
    {
        var (first, before) = (FirstLook(), Before());

        // Gaps take about as long as all the others.
        var gaps = Task.Run(() => Near(s_gaps, first, before));
        PlaceChange?[] all;
        try
        {
            all = [Near(s_settled, first, before), Near(s_uncovered, first, before), null];
        }
        finally
        {
            // However it ends, nothing goes on reading what the next edit changes.
            ((IAsyncResult)gaps).AsyncWaitHandle.WaitOne();
        }

        all[^1] = gaps.GetAwaiter().GetResult();
        return all.Contains(null) ? null : new(
            [.. all.SelectMany(one => one!.Gone)], [.. all.SelectMany(one => one!.New)], [.. all.SelectMany(one => one!.IgnoredNoMore)], [.. all.SelectMany(one => one!.IgnoredNow)]);
    }

    // Rules over a window that grows until it holds all that what is different depends on; null where everything has to be checked.
    private PlaceChange? Near(IReadOnlyList<IRule> rules, Look first, IReadOnlyCollection<Finding> before)
    {
        List<IgnoredPart> ignored = [.. edited.Boxes.SelectMany(state.IgnoredNear).Distinct(ReferenceEqualityComparer.Instance).Cast<IgnoredPart>().Where(MayBeIgnoredElse)];
        for (var look = first; look.Context is { } context && look.Window is { } window;)
        {
            var examination = Examination.Of(context, rules);
            if (examination.Failed.Count > 0)
            {
                return null;
            }

            var (gone, added, needed) = Different(rules, before, examination.Findings);

            // Bare ground that is ignored may wind around the frame as well as what is told; what two features share is looked at whole, since both are in the window.
            foreach (var part in rules != s_settled ? ignored : [])
            {
                needed.ExpandToInclude(EditedFeatures.Widened(part.Extent, EditedFeatures.ReachM));
            }

            needed.ExpandToInclude(look.Frame);
            if (rules.Any(rule => window.IsTooSmallFor(rule.Info.Code)))
            {
                needed.ExpandBy(look.Frame.Width / 2, look.Frame.Height / 2);
            }
            else if (needed.IsNull || look.Frame.Contains(needed))
            {
                return new(gone, added, ignored, [.. examination.Ignored.Where(part => edited.Boxes.Any(part.Extent.Intersects) && MayBeIgnoredElse(part))]);
            }

            look = LookedAt(needed, rules);
        }

        return null;

        bool MayBeIgnoredElse(IgnoredPart part) => rules.Any(rule => rule.Info.Code == part.Rule) && (part.Layer is not { } layer || edited.Layers.Contains(layer));
    }

    // Where the edits are, for all rules together: most need no more.
    private Look FirstLook()
    {
        Envelope frame = new();
        foreach (var box in edited.Boxes)
        {
            frame.ExpandToInclude(EditedFeatures.Widened(box, EditedFeatures.ReachM));
        }

        return LookedAt(frame, s_near);
    }

    // Nothing to look through where so much lies there that everything is checked again.
    private Look LookedAt(Envelope frame, IReadOnlyList<IRule> rules)
    {
        var features = state.Inside(frame, edited);
        if (features.Count > Math.Max(AlwaysSmall, LargestShare * state.Features.PlacedCount))
        {
            return new(frame, null, null);
        }

        // What meets the frame may still go on beyond it, with nothing else out there.
        var isAll = Placed(features) >= state.Features.PlacedCount - Placed(edited.Before) + Placed(edited.After)
            && features.TrueForAll(feature => feature.Plane.IsEmpty || !CoverageGaps.IsCut(feature.Plane.EnvelopeInternal, frame));
        EditWindow window = new(state.Scale, state.ZoneLines, frame, isAll, edited, feature => state.IsValid(feature, edited));

        // Rules over single layers look at none that is not edited.
        var looked = rules.All(rule => rule.Info.Scope == RuleScope.Layer) ? features.FindAll(feature => window.LooksAt(LayerName.Of(feature))) : features;
        return new(frame, window, new(state.With(looked), cancellation, window));

        static int Placed(IReadOnlyList<PlanFeature> features) => features.Count(feature => !feature.Plane.IsEmpty);
    }

    // Findings over the same features are numbered together and so are taken together, where any of them is different. Tells also which ground must be looked at for that.
    private (List<Finding> Gone, List<Finding> New, Envelope Needed) Different(
        IReadOnlyList<IRule> rules, IReadOnlyCollection<Finding> before, IReadOnlyList<Finding> found)
    {
        var byCode = rules.ToDictionary(rule => rule.Info.Code, rule => rule.Info);
        var was = before.Where(MayBeElse).ToLookup(FindingSet.Of);
        var now = found.ToLookup(FindingSet.Of);
        List<Finding> gone = [], added = [];
        Envelope needed = new();
        foreach (var set in was.Select(set => set.Key).Concat(now.Where(set => set.Any(MayBeElse)).Select(set => set.Key)).Distinct())
        {
            var concerned = now[set].Where(MayBeElse).ToList();
            if (was[set].Count() == concerned.Count && was[set].All(one => concerned.Any(one.Says)))
            {
                continue;
            }

            var all = state.Findings.About(set.Features[0].Collection, set.Features[0].Id).Where(finding => FindingSet.Of(finding) == set).ToList();
            if (set.Rule == Gz206Uncovered.Code)
            {
                // A zone is larger than any window: what lies elsewhere in it stays, though its number may be another.
                Need(was[set].Concat(concerned));
                var numbered = Numbered(all.Except<Finding>(was[set], ReferenceEqualityComparer.Instance).Concat(concerned));
                var less = all.Except<Finding>(numbered, ReferenceEqualityComparer.Instance).ToList();
                var more = numbered.Except<Finding>(all, ReferenceEqualityComparer.Instance).ToList();
                gone.AddRange(less.Where(one => !more.Any(one.Says)));
                added.AddRange(more.Where(one => !less.Any(one.Says)));
            }
            else
            {
                Need(all.Concat(now[set]));
                gone.AddRange(all);
                added.AddRange(now[set]);
            }
        }

        return (gone, added, needed);

        void Need(IEnumerable<Finding> findings)
        {
            foreach (var place in findings.Select(finding => finding.Place).OfType<Geometry>().Where(place => !place.IsEmpty))
            {
                needed.ExpandToInclude(EditedFeatures.Widened(place.EnvelopeInternal, EditedFeatures.ReachM));
            }
        }

        bool MayBeElse(Finding finding) => byCode.TryGetValue(finding.Rule, out var rule)
            && (rule.Scope != RuleScope.Layer || edited.Layers.Contains(LayerOf(finding)))
            && (finding.Features.Any(feature => edited.Has(feature.Collection, feature.Id)) || (finding.Place is { IsEmpty: false } place && edited.Boxes.Any(place.EnvelopeInternal.Intersects)));
    }

    // Parts of one set numbered by place, as their rule does.
    private List<Finding> Numbered(IEnumerable<Finding> parts) => [.. parts.InOrderOfPlace(part => part.Place!).Select((part, i) => part.Part == i + 1 ? part
        : part.WithPart([.. part.Features.Select(feature => state.Features.Find(feature.Collection, feature.Id)!)], i + 1))];

    // The findings about what is edited or where it lies, as they are before the edits.
    private IReadOnlyCollection<Finding> Before() =>
        edited.Boxes.SelectMany(state.Findings.Near).Concat(edited.All.SelectMany(feature => state.Findings.About(feature.Collection, feature.Id))).ToHashSet<Finding>(ReferenceEqualityComparer.Instance);

    // What is uncovered names the zone and depends on the designations.
    private static LayerName LayerOf(Finding finding) => finding.Rule == Gz206Uncovered.Code
        ? new(Collections.Designations, PlanKinds.Parse(finding.Params["plan"] as string))
        : LayerName.Of(finding.Features[0]);

    /// <summary>What lies inside a frame; nothing where that is so much that everything is checked instead.</summary>
    private sealed record Look(Envelope Frame, EditWindow? Window, CheckContext? Context);
}
