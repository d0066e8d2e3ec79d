using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>Checks what lies near edits again and tells what is different.</summary>
/// <param name="state">What is known.</param>
/// <param name="edited">The edits.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class Recheck(LiveState state, EditedFeatures edited, CancellationToken cancellation)
{
    // A window that holds more than this share of everything is none.
    private const double LargestShare = 0.5;
    private const int AlwaysSmall = 500;

    private static readonly IReadOnlyList<IRule> s_near = [.. RuleSet.All.Where(rule => rule.Info.Scope is RuleScope.Layer or RuleScope.Place && rule != LiveState.Shift)];

    // Uncovered ground may reach far: only the rules that look for it need the larger window then.
    private static readonly IReadOnlyList<IReadOnlyList<IRule>> s_alike = [.. s_near.GroupBy(rule => rule is Gz104Gap ? 1 : rule is Gz206Uncovered ? 2 : 0).Select(alike => alike.ToList())];
    private static readonly LayerName s_zoneDesignations = new(Collections.Designations, PlanKind.Zone);
    private static readonly LayerName s_survey = new(Collections.ExistingLandUse, null);

    private readonly List<Finding> _gone = [], _new = [];
    private readonly List<IgnoredPart> _ignoredNoMore = [], _ignoredNow = [];
    private readonly Dictionary<string, string> _causes = [];

    /// <summary>What is different; <c>null</c> where only a check of everything can tell.</summary>
    public NearChange? Change()
    {
        if (edited.Layers.Any(layer => layer.Collection == Collections.ZoneBoundaries) || state.IsShifted || LeavesTheScale())
        {
            return null;
        }

        if (edited.Boxes.Count == 0 && edited.After.Count + edited.Before.Count == 0)
        {
            return new([], [], [], [], _causes, new Dictionary<string, double>(), state.NewConstruction);
        }

        if (!s_alike.All(Near) || Constructed() is not (true, var construction) || !Wholes(construction) || !SameCodes() || state.MayBecomeShifted(_gone, _new, Find))
        {
            return null;
        }

        var joined = RuleSet.All.Where(state.HasTotals).ToDictionary(rule => rule.Info.Code, rule => state.JoinedM2(rule.Info.Code, _gone, _new));
        return new(_gone, _new, _ignoredNoMore, _ignoredNow, _causes, joined, construction);
    }

    private PlanFeature? Find(string collection, long id) =>
        edited.Has(collection, id) ? edited.After.FirstOrDefault(after => (after.Collection, after.Id) == (collection, id)) : state.Features.Find(collection, id);

    private bool LeavesTheScale() => edited.After.Where(after => !after.Plane.IsEmpty).Select(after => after.Plane.EnvelopeInternal)
        .Any(box => box.MinY < state.Scale.Span.SouthM || box.MaxY >= state.Scale.Span.NorthM)
        || (edited.Before.Count > 0 && state.Features.PlacedCount <= edited.Before.Count);

    // Rules that look at places, over a window that grows until it holds all that what is different depends on.
    private bool Near(IReadOnlyList<IRule> rules)
    {
        Envelope frame = new();
        foreach (var box in edited.Boxes)
        {
            frame.ExpandToInclude(EditedFeatures.Widened(box, 1));
        }

        while (true)
        {
            var features = Inside(frame);
            if (features.Count > Math.Max(AlwaysSmall, LargestShare * state.Features.PlacedCount))
            {
                return false;
            }

            EditWindow window = new(state.Scale, state.ZoneLines, frame, Placed(features) >= state.Features.PlacedCount - Placed(edited.Before) + Placed(edited.After), edited, IsValid);
            CheckContext context = new(state.With(features), cancellation, window);
            var examination = Examination.Of(context, rules);
            if (examination.Failed.Count > 0)
            {
                return false;
            }

            var (gone, added) = Different(rules, examination.Findings);
            Envelope needed = new(frame);
            foreach (var place in gone.Concat(added).Select(finding => finding.Place).OfType<Geometry>().Where(place => !place.IsEmpty))
            {
                needed.ExpandToInclude(EditedFeatures.Widened(place.EnvelopeInternal, 1));
            }

            if (window.IsTooSmall)
            {
                needed.ExpandBy(frame.Width / 2, frame.Height / 2);
            }
            else if (needed.IsNull || frame.Contains(needed))
            {
                _gone.AddRange(gone);
                _new.AddRange(added);
                _ignoredNoMore.AddRange(edited.Boxes.SelectMany(state.IgnoredNear).Distinct(ReferenceEqualityComparer.Instance).Cast<IgnoredPart>().Where(MayBeIgnoredElse));
                _ignoredNow.AddRange(examination.Ignored.Where(part => edited.Boxes.Any(part.Extent.Intersects) && MayBeIgnoredElse(part)));
                return true;
            }

            frame = needed;
        }

        static int Placed(IReadOnlyList<PlanFeature> features) => features.Count(feature => !feature.Plane.IsEmpty);

        bool MayBeIgnoredElse(IgnoredPart part) => rules.Any(rule => rule.Info.Code == part.Rule) && (part.Layer is not { } layer || edited.Layers.Contains(layer));
    }

    private List<PlanFeature> Inside(Envelope frame) =>
        [.. state.Features.Near(frame).Where(feature => !edited.Has(feature.Collection, feature.Id)), .. edited.After];

    private bool IsValid(PlanFeature feature) => edited.Has(feature.Collection, feature.Id) ? edited.IsValid(feature) : state.Features.IsValid(feature);

    // Findings over the same features are numbered together and so are taken together, where any of them is different.
    private (List<Finding> Gone, List<Finding> New) Different(IReadOnlyList<IRule> rules, IReadOnlyList<Finding> found)
    {
        var byCode = rules.ToDictionary(rule => rule.Info.Code, rule => rule.Info);
        HashSet<Finding> before = new(ReferenceEqualityComparer.Instance);
        before.UnionWith(edited.Boxes.SelectMany(state.Findings.Near).Concat(edited.All.SelectMany(feature => state.Findings.About(feature.Collection, feature.Id))).Where(MayBeElse));
        var was = before.ToLookup(SetOf.Finding);
        var now = found.ToLookup(SetOf.Finding);
        List<Finding> gone = [], added = [];
        foreach (var set in was.Select(set => set.Key).Concat(now.Where(set => set.Any(MayBeElse)).Select(set => set.Key)).Distinct())
        {
            var concerned = now[set].Where(MayBeElse).ToList();
            if (was[set].Count() != concerned.Count || !was[set].All(one => concerned.Any(one.Says)))
            {
                gone.AddRange(state.Findings.About(set.Features[0].Collection, set.Features[0].Id).Where(finding => SetOf.Finding(finding) == set));
                added.AddRange(now[set]);
            }
        }

        return (gone, added);

        bool MayBeElse(Finding finding) => byCode.TryGetValue(finding.Rule, out var rule)
            && (rule.Scope != RuleScope.Layer || edited.Layers.Contains(LayerOf(finding)))
            && (finding.Features.Any(feature => edited.Has(feature.Collection, feature.Id)) || (finding.Place is { IsEmpty: false } place && edited.Boxes.Any(place.EnvelopeInternal.Intersects)));
    }

    // What is uncovered names the zone and depends on the designations.
    private static LayerName LayerOf(Finding finding) => finding.Rule == Gz206Uncovered.Code
        ? new(Collections.Designations, PlanKinds.Parse(finding.Params["plan"] as string))
        : LayerName.Of(finding.Features[0]);

    // New construction counts over the region; what edits add to it and take from it lies where they are.
    private (bool IsKnown, KnownConstruction? After) Constructed()
    {
        if (state.NewConstruction is not { } known || !edited.Layers.Any(layer => layer == s_zoneDesignations || layer == s_survey || layer.Collection == Collections.SubParks))
        {
            return (true, state.NewConstruction);
        }

        if (known.TotalM2 is null || edited.Boxes.Count == 0)
        {
            return (false, null);
        }

        Envelope frame = new();
        foreach (var box in edited.Boxes)
        {
            frame.ExpandToInclude(box);
        }

        var after = Inside(frame);
        if (!IsLeft(s_zoneDesignations) || !IsLeft(s_survey))
        {
            return (false, null);
        }

        EditWindow window = new(state.Scale, state.ZoneLines, frame, true, edited, IsValid), old = new(state.Scale, state.ZoneLines, frame, true, edited, state.Features.IsValid);
        return (true, known.After(new(state.With([.. state.Features.Near(frame)]), cancellation, old), new(state.With(after), cancellation, window), frame, edited));

        bool IsLeft(LayerName layer) => after.Any(feature => LayerName.Of(feature) == layer)
            || state.Features.Of(layer.Collection).Any(feature => feature.Plan == layer.Plan && !edited.Has(feature.Collection, feature.Id));
    }

    // Rules that look at whole collections, where one of these is edited.
    private bool Wholes(KnownConstruction? construction)
    {
        var collections = edited.Layers.Select(layer => layer.Collection).ToHashSet();
        var declares = edited.All.Any(feature => feature.DeclaredAreaM2 is not null);
        var rules = RuleSet.All.Where(rule => rule.Info.Scope == RuleScope.Wholes && (rule.Info.Wholes.Any(collections.Contains)
            || (declares && rule is Gz301DeclaredAreaMismatch or Gz306SuspiciousUnit)
            || (collections.Contains(Collections.ExistingLandUse) && rule is Gz301DeclaredAreaMismatch)
            || (!ReferenceEquals(construction, state.NewConstruction) && rule is Gz303QuotaExceeded))).ToList();
        if (rules.Count == 0)
        {
            return true;
        }

        var whole = rules.SelectMany(rule => rule.Info.Wholes).ToHashSet();
        HashSet<PlanFeature> features = new(whole.SelectMany(state.Features.Of).Where(feature => !edited.Has(feature.Collection, feature.Id)).Concat(edited.After), ReferenceEqualityComparer.Instance);
        if (rules.Any(rule => rule is Gz301DeclaredAreaMismatch))
        {
            AddSurveyUnderDeclared(features);
        }

        var asked = features.Select(feature => (feature.Collection, feature.Id)).ToHashSet();
        EditWindow window = new(state.Scale, state.ZoneLines, new Envelope(), true, edited, IsValid) { NewConstruction = construction?.Measure };
        return Replace(rules, new(state.With([.. features]), cancellation, window), finding => finding.Features.All(feature => asked.Contains((feature.Collection, feature.Id)) || edited.Has(feature.Collection, feature.Id)));
    }

    // A declared area may be what is drawn less what is built up today: who declares over edited ground, and the survey under all who declare.
    private void AddSurveyUnderDeclared(HashSet<PlanFeature> features)
    {
        features.UnionWith(edited.Boxes.SelectMany(state.Features.Near).Where(feature => feature.DeclaredAreaM2 is not null && !edited.Has(feature.Collection, feature.Id)));
        foreach (var declared in features.Where(feature => !feature.Plane.IsEmpty).ToList())
        {
            features.UnionWith(state.Features.Near(declared.Plane.EnvelopeInternal).Where(feature => LayerName.Of(feature) == s_survey && !edited.Has(feature.Collection, feature.Id)));
        }
    }

    private bool SameCodes()
    {
        var codes = edited.All.Where(feature => feature.Code is not null).Select(feature => (Layer: LayerName.Of(feature), Code: feature.Code!)).ToHashSet();
        if (codes.Count == 0)
        {
            return true;
        }

        List<PlanFeature> features = [.. codes.SelectMany(code => state.Features.WithCode(code.Layer, code.Code)).Where(feature => !edited.Has(feature.Collection, feature.Id)), .. edited.After];
        EditWindow window = new(state.Scale, state.ZoneLines, new Envelope(), true, edited, IsValid);
        return Replace([.. RuleSet.All.Where(rule => rule.Info.Scope == RuleScope.Code)], new(state.With(features), cancellation, window),
            finding => codes.Contains((LayerName.Of(finding.Features[0]), finding.Features[0].Code ?? "")));
    }

    private bool Replace(IReadOnlyList<IRule> rules, CheckContext context, Func<Finding, bool> isReplaced)
    {
        var examination = Examination.Of(context, rules);
        foreach (var rule in rules.Select(rule => rule.Info.Code))
        {
            var was = state.Findings.OfRule(rule).Where(isReplaced).ToList();
            var now = examination.Findings.Where(finding => finding.Rule == rule && isReplaced(finding)).ToList();
            _gone.AddRange(was.Where(one => !now.Any(one.Says)));
            _new.AddRange(now.Where(one => !was.Any(one.Says)));
        }

        foreach (var (finding, cause) in context.Causes)
        {
            _causes[finding] = cause;
        }

        return examination.Failed.Count == 0;
    }

    /// <summary>What findings have in common that are numbered together.</summary>
    private readonly record struct SetOf(string Rule, string? Word, string? Figure, IReadOnlyList<FeatureReference> Features)
    {
        public static SetOf Finding(Finding finding) => new(finding.Rule, finding.Word, finding.Figure, finding.Features);

        public bool Equals(SetOf other) => Rule == other.Rule && Word == other.Word && Figure == other.Figure && Features.Count == other.Features.Count
            && Features.Zip(other.Features).All(pair => pair.First.Id == pair.Second.Id && pair.First.Collection == pair.Second.Collection);

        public override int GetHashCode() => HashCode.Combine(Rule, Features[0].Id, Features[^1].Id, Features.Count);
    }
}
