using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>Checks what lies near edits again and tells what is different.</summary>
/// <param name="state">What is known.</param>
/// <param name="edited">The edits.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class Recheck(LiveState state, EditedFeatures edited, CancellationToken cancellation)
{
    private static readonly LayerName s_zoneDesignations = new(Collections.Designations, PlanKind.Zone);
    private static readonly LayerName s_survey = new(Collections.ExistingLandUse, null);

    private readonly List<Finding> _gone = [], _new = [];
    private readonly Dictionary<string, string> _causes = [];

    /// <summary>What is different; <c>null</c> where only a check of everything can tell.</summary>
    public NearChange? Change()
    {
        if (edited.Layers.Any(layer => layer.Collection == Collections.ZoneBoundaries) || state.IsShifted || LeavesTheEarth() || LeavesTheScale())
        {
            return null;
        }

        if (edited.Boxes.Count == 0 && edited.After.Count + edited.Before.Count == 0)
        {
            return new([], [], [], [], _causes, new Dictionary<string, double>(), state.NewConstruction);
        }

        if (new PlaceRecheck(state, edited, cancellation).Change() is not var (gone, added, ignoredNoMore, ignoredNow))
        {
            return null;
        }

        _gone.AddRange(gone);
        _new.AddRange(added);
        if (Constructed() is not (true, var construction) || !Wholes(construction) || !SameCodes() || state.MayBecomeShifted(_gone, _new, Find))
        {
            return null;
        }

        var joined = RuleSet.All.Where(state.HasTotals).ToDictionary(rule => rule.Info.Code, rule => state.JoinedM2(rule.Info.Code, _gone, _new));
        return new(_gone, _new, ignoredNoMore, ignoredNow, _causes, joined, construction);
    }

    private PlanFeature? Find(string collection, long id) =>
        edited.Has(collection, id) ? edited.After.FirstOrDefault(after => (after.Collection, after.Id) == (collection, id)) : state.Features.Find(collection, id);

    private bool IsValidAfter(PlanFeature feature) => state.IsValid(feature, edited);

    // No window can be drawn around what is nowhere.
    private bool LeavesTheEarth() => edited.All.Any(feature => !feature.Plane.IsEmpty && !UsableFeatures.IsOnEarth(feature.Plane.EnvelopeInternal));

    private bool LeavesTheScale() => edited.After.Where(after => !after.Plane.IsEmpty).Select(after => after.Plane.EnvelopeInternal)
        .Any(box => box.MinY < state.Scale.Span.SouthM || box.MaxY >= state.Scale.Span.NorthM)
        || (edited.Before.Count > 0 && state.Features.PlacedCount <= edited.Before.Count);

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

        var after = state.Inside(frame, edited);
        if (!IsLeft(s_zoneDesignations) || !IsLeft(s_survey))
        {
            return (false, null);
        }

        EditWindow window = new(state.Scale, state.ZoneLines, frame, true, edited, IsValidAfter), old = new(state.Scale, state.ZoneLines, frame, true, edited, state.Features.IsValid);
        return (true, known.After(new(state.With([.. state.Features.Near(frame)]), cancellation, old), new(state.With(after), cancellation, window), frame, edited));

        // Of designations those that can be used count, as in a check of everything.
        bool IsLeft(LayerName layer) => after.Concat(state.Features.Of(layer.Collection).Where(feature => !edited.Has(feature.Collection, feature.Id)))
            .Any(feature => LayerName.Of(feature) == layer && (layer == s_survey || (IsValidAfter(feature) && state.HasKnownClass(feature))));
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
        EditWindow window = new(state.Scale, state.ZoneLines, new Envelope(), true, edited, IsValidAfter) { NewConstruction = construction?.Measure };
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
        EditWindow window = new(state.Scale, state.ZoneLines, new Envelope(), true, edited, IsValidAfter);
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
}
