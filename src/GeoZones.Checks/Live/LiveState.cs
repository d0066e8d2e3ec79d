using GeoZones.Checks.Figures;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Overlay;
using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>What a live check knows: the features, and what was found in them.</summary>
internal sealed class LiveState
{
    private readonly PlanSnapshot _snapshot;
    private readonly Dictionary<(PlanKind, PlanKind), SortedSet<Sliver>> _slivers = PlanPairs.All.ToDictionary(pair => pair, _ => new SortedSet<Sliver>(Sliver.ThinnestFirst));
    private readonly Dictionary<string, double> _joinedM2 = [];
    private readonly PlaceIndex<IgnoredPart> _ignored = new();
    private readonly Dictionary<string, string> _causes;
    private readonly double _widestM;

    private LiveState(PlanSnapshot snapshot, CheckContext context, Examination examination)
    {
        _snapshot = snapshot with { Features = [] };
        (Scale, ZoneLines, _causes) = (context.Scale, context.ZoneLines, new(context.Causes));
        _widestM = snapshot.Settings.ValueOf(Shift.Info, Gz205ShiftedLayer.LargestM);
        foreach (var feature in context.Features)
        {
            Features.Add(feature, context.IsValid(feature));
        }

        foreach (var finding in examination.Findings)
        {
            Add(finding);
        }

        foreach (var part in examination.Ignored)
        {
            Add(part);
        }

        foreach (var rule in RuleSet.All.Where(HasTotals))
        {
            _joinedM2[rule.Info.Code] = JoinedM2(Findings.OfRule(rule.Info.Code));
        }

        NewConstruction = NeedsNewConstruction ? KnownConstruction.Of(context) : null;
    }

    /// <summary>The features.</summary>
    public PlanFeatures Features { get; } = new();

    /// <summary>The findings, without totals and causes.</summary>
    public FindingsByPlace Findings { get; } = new();

    /// <summary>What tolerances ignore.</summary>
    public IEnumerable<IgnoredPart> Ignored => _ignored.All;

    public ScaleDeficit Scale { get; }

    public ZoneLines ZoneLines { get; }

    /// <summary>Whether the class of a designation is in the code list of its plan.</summary>
    public bool HasKnownClass(PlanFeature designation) => designation.Plan is { } plan && _snapshot.Codes.Of(plan) is var list
        && designation.Attribute(list.Attribute) is { } code && list.Classes.Any(one => one.Code == code);

    /// <summary>New construction, where a quota is declared that it counts against.</summary>
    public KnownConstruction? NewConstruction { get; set; }

    /// <summary>Whether a whole plan lies shifted: then every finding may have its cause in any other.</summary>
    public bool IsShifted => Findings.OfRule(Shift.Info.Code).Any();

    /// <summary>The rule that looks for shifted plans.</summary>
    public static IRule Shift { get; } = RuleSet.All.Single(rule => rule is Gz205ShiftedLayer);

    private bool NeedsNewConstruction => _snapshot.Figures.Any(figure => figure.Quantity is Figures.Quotas.Granted or Figures.Quotas.Allocated);

    /// <summary>Checks everything.</summary>
    /// <exception cref="AggregateException">A rule broke.</exception>
    public static LiveState Of(PlanSnapshot snapshot, CancellationToken cancellation)
    {
        CheckContext context = new(snapshot, cancellation);
        var examination = Examination.Of(context, RuleSet.All);
        return examination.Failed.Count == 0 ? new(snapshot, context, examination) : throw new AggregateException(examination.Failed.Select(failed => failed.Error));
    }

    /// <summary>The snapshot with other features.</summary>
    public PlanSnapshot With(IReadOnlyList<PlanFeature> features) => _snapshot with { Features = features };

    /// <summary>What lies inside a frame once edits are made.</summary>
    public List<PlanFeature> Inside(Envelope frame, EditedFeatures edited) =>
        [.. Features.Near(frame).Where(feature => !edited.Has(feature.Collection, feature.Id)), .. edited.After];

    /// <summary>Whether a feature is valid once edits are made.</summary>
    public bool IsValid(PlanFeature feature, EditedFeatures edited) => edited.Has(feature.Collection, feature.Id) ? edited.IsValid(feature) : Features.IsValid(feature);

    /// <summary>Whether a rule tells something of all its findings together.</summary>
    public bool HasTotals(IRule rule) => rule.Totals(() => 0, _snapshot.Figures).Count > 0;

    /// <summary>Whether slivers between two plans vote for a shift once some findings are gone and others there. Most edits leave the thinnest slivers as they are.</summary>
    public bool MayBecomeShifted(IReadOnlyList<Finding> gone, IReadOnlyList<Finding> added, Func<string, long, PlanFeature?> featureOf)
    {
        foreach (var pair in _snapshot.Settings.IsOff(Shift.Info.Code) ? [] : PlanPairs.All)
        {
            var slivers = _slivers[pair];
            List<Sliver> less = [.. Between(gone)], more = [.. Between(added)];
            if (less.Count + more.Count == 0)
            {
                continue;
            }

            var widest = slivers.Count < Sliver.Most ? null : slivers.ElementAt(Sliver.Most - 1);
            if (!less.Concat(more).Any(sliver => widest is null || Sliver.ThinnestFirst.Compare(sliver, widest) <= 0))
            {
                continue;
            }

            var left = less.ToHashSet(new SameSliver());
            var thinnest = slivers.Where(sliver => !left.Contains(sliver)).Take(Sliver.Most).Concat(more).Order(Sliver.ThinnestFirst).Take(Sliver.Most).ToList();
            if (Sliver.Displacement(thinnest, featureOf, pair.First, pair.Second, _widestM, _snapshot.Settings.ValueOf(Shift.Info, Gz205ShiftedLayer.LeastCount)) is not null)
            {
                return true;
            }

            IEnumerable<Sliver> Between(IEnumerable<Finding> findings) => findings.Where(finding => ShiftVerification.PlansOf(finding) == pair).SelectMany(finding => Sliver.Of(finding, _widestM));
        }

        return false;
    }

    public void Add(Finding finding)
    {
        Findings.Add(finding);
        if (ShiftVerification.PlansOf(finding) is { } pair && finding.Rule != Shift.Info.Code)
        {
            _slivers[pair].UnionWith(Sliver.Of(finding, _widestM));
        }
    }

    public void Remove(Finding finding)
    {
        Findings.Remove(finding);
        if (ShiftVerification.PlansOf(finding) is { } pair && finding.Rule != Shift.Info.Code)
        {
            _slivers[pair].ExceptWith(Sliver.Of(finding, _widestM));
        }
    }

    public void Add(IgnoredPart part) => _ignored.Add(part.Extent, part);

    public void Remove(IgnoredPart part) => _ignored.Remove(part);

    /// <summary>What is ignored near a box.</summary>
    public IEnumerable<IgnoredPart> IgnoredNear(Envelope box) => _ignored.Near(box);

    /// <summary>A finding with totals and cause, as it is told.</summary>
    public Finding Told(Finding finding)
    {
        if (_joinedM2.TryGetValue(finding.Rule, out var joinedM2))
        {
            finding = Examination.With(finding, RuleSet.All.Single(rule => rule.Info.Code == finding.Rule).Totals(() => joinedM2, _snapshot.Figures));
        }

        return _causes.TryGetValue(finding.Id, out var cause) ? finding with { Cause = cause } : finding;
    }

    /// <summary>The quota accounts where so much is newly built.</summary>
    public IReadOnlyList<QuotaAccount> Quotas(KnownConstruction? construction) => construction is null ? [] : Figures.Quotas.Of(new CheckContext(
        With([]), default, new EditWindow(Scale, ZoneLines, new Envelope(), true, EditedFeatures.Of([], Features), _ => true) { NewConstruction = construction.Measure }));

    /// <summary>The farmland under an area, ground area by class, m².</summary>
    public IReadOnlyDictionary<string, double> FarmlandUnder(Geometry area)
    {
        var near = Features.Near(area.EnvelopeInternal).Where(feature => feature is { Collection: Collections.Farmland, Plan: PlanKind.LandUse } && Features.IsValid(feature)).ToList();
        return new[] { Farmland.Basic, Farmland.General }.ToDictionary(farmlandClass => farmlandClass, farmlandClass => GroundM2(PolygonOverlay.Union(
            near.Where(feature => feature.Attribute(Farmland.ClassAttribute) == farmlandClass).Select(feature => PolygonOverlay.Intersection(area, feature.Plane)))));
    }

    /// <summary>Takes over what a recheck found.</summary>
    public void Become(EditedFeatures edited, NearChange change)
    {
        foreach (var before in edited.Before)
        {
            Features.Remove(before);
        }

        foreach (var after in edited.After)
        {
            Features.Add(after, edited.IsValid(after));
        }

        foreach (var (rule, joinedM2) in change.JoinedM2)
        {
            _joinedM2[rule] = joinedM2;
        }

        foreach (var finding in change.Gone)
        {
            Remove(finding);
            _causes.Remove(finding.Id);
        }

        // What had a cause that is no more stands for itself again.
        var causesGone = change.Gone.Select(finding => finding.Id).Except(change.New.Select(finding => finding.Id)).ToHashSet();
        foreach (var (finding, _) in _causes.Where(one => causesGone.Contains(one.Value)).ToList())
        {
            _causes.Remove(finding);
        }

        foreach (var finding in change.New)
        {
            Add(finding);
        }

        foreach (var (finding, cause) in change.Causes)
        {
            _causes[finding] = cause;
        }

        foreach (var part in change.IgnoredNoMore)
        {
            Remove(part);
        }

        foreach (var part in change.IgnoredNow)
        {
            Add(part);
        }

        NewConstruction = change.NewConstruction;
    }

    /// <summary>The ground area of the places of findings of a rule, joined, once some are gone and others there, m².</summary>
    public double JoinedM2(string rule, IReadOnlyList<Finding> gone, IReadOnlyList<Finding> added)
    {
        List<Finding> less = [.. gone.Where(finding => finding.Rule == rule)], more = [.. added.Where(finding => finding.Rule == rule)];
        if (less.Count + more.Count == 0)
        {
            return _joinedM2[rule];
        }

        // Only what meets them can share ground with them.
        HashSet<Finding> beside = new(less.Concat(more).SelectMany(finding => Findings.Near(finding.Place!.EnvelopeInternal)).Where(finding => finding.Rule == rule), ReferenceEqualityComparer.Instance);
        beside.ExceptWith(less);
        return _joinedM2[rule] - JoinedM2(less.Concat(beside)) + JoinedM2(more.Concat(beside));
    }

    /// <summary>A finding with the totals and causes of a change.</summary>
    public Finding Told(Finding finding, NearChange change)
    {
        if (change.JoinedM2.TryGetValue(finding.Rule, out var joinedM2))
        {
            finding = Examination.With(finding, RuleSet.All.Single(rule => rule.Info.Code == finding.Rule).Totals(() => joinedM2, _snapshot.Figures));
        }

        return change.Causes.TryGetValue(finding.Id, out var cause) ? finding with { Cause = cause } : finding;
    }

    private double JoinedM2(IEnumerable<Finding> findings) => GroundM2(PolygonOverlay.Union(findings.Select(finding => finding.Place!)));

    private double GroundM2(Geometry area) => AreaMeasure.GroundAreaM2(area, GaussKrugerPlane.ForSrid(_snapshot.PlaneSrid));

    private sealed class SameSliver : IEqualityComparer<Sliver>
    {
        public bool Equals(Sliver? one, Sliver? other) => Sliver.ThinnestFirst.Compare(one, other) == 0;

        public int GetHashCode(Sliver sliver) => HashCode.Combine(sliver.WidthM, sliver.Finding.Id, sliver.Number);
    }
}
