using System.Collections.Concurrent;

using GeoZones.Checks.Figures;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Live;
using GeoZones.Checks.Overlay;
using GeoZones.Checks.Roads;
using GeoZones.Checks.Rules;
using GeoZones.Checks.Settings;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>
/// A snapshot prepared once for all rules. Features are sorted by key and their rings brought to one form, so that nothing depends on
/// the order of the input. "Valid" excludes what GZ101 reports; areas are taken from valid features only.
/// </summary>
public sealed class CheckContext
{
    // Below this, handing work to other processors costs more than it saves.
    private const int FewItems = 16;
    private const int ManyVertices = 1_000_000;

    private readonly UsableFeatures _usable;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<IgnoredPart>> _ignored = new();
    private readonly ConcurrentDictionary<LayerName, Lazy<IReadOnlyList<OverlappingPair>>> _overlaps = new();
    private readonly Lazy<IReadOnlyList<RoadNetwork>> _roads;
    private readonly Dictionary<PlanKind, Lazy<Geometry>> _covered;
    private readonly ScaleDeficit _scale;
    private readonly Lazy<IReadOnlyList<AreaLayer>> _areaLayers;
    private readonly Lazy<Dictionary<(string, long), PlanFeature>> _byId;
    private readonly Lazy<Geometry> _newlyBuilt;
    private readonly Lazy<NewConstruction> _newConstruction;
    private readonly ConcurrentDictionary<string, Tolerance> _tolerances = new();
    private readonly ConcurrentDictionary<IRule, Lazy<IReadOnlyList<Finding>>> _findings = new();
    private readonly ConcurrentDictionary<string, string> _causes = new();
    private readonly CheckSettings _settings;

    /// <param name="snapshot">What to check.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <param name="window">Where the snapshot is only what lies near an edit of a larger one; else <c>null</c>.</param>
    internal CheckContext(PlanSnapshot snapshot, CancellationToken cancellation, EditWindow? window = null)
    {
        Cancellation = cancellation;
        Window = window;
        Codes = snapshot.Codes;
        Earlier = snapshot.Earlier;
        _settings = snapshot.Settings;
        Plane = GaussKrugerPlane.ForSrid(snapshot.PlaneSrid);
        var ordered = snapshot.Features.OrderBy(feature => feature.Key, StringComparer.Ordinal).ThenBy(feature => feature.Id);
        Features = window is not null ? [.. ordered]
            : InParallel([.. ordered], feature => CanonicalForm.Of(feature.Plane) is var form && ReferenceEquals(form, feature.Plane) ? feature : feature with { Plane = form });
        Figures =
        [
            .. snapshot.Figures.OrderBy(figure => figure.Key, StringComparer.Ordinal).ThenBy(figure => figure.ToString(), StringComparer.Ordinal),
        ];

        _scale = window?.Scale ?? ScaleOf(Features);
        var isValid = window is null ? InParallel(Features, feature => UsableFeatures.IsSound(feature.Plane)) : [.. Features.Select(window.IsValid)];
        _usable = new(Features, Codes, [.. Features.Where((_, position) => !isValid[position])]);
        _covered = PlanKinds.All.ToDictionary(plan => plan,
            plan => new Lazy<Geometry>(() => CoverageFit.Union([.. Designations(plan).Select(designation => designation.Feature.Plane)])));
        _areaLayers = new(() => AreaLayer.Of(this));
        _roads = new(() =>
        {
            var roads = Features.Where(feature => feature.Collection == Collections.Roads && IsValid(feature)).ToLookup(feature => feature.Plan);
            return InParallel(PlanKinds.All, plan => new RoadNetwork([.. roads[plan]]));
        });
        ZoneLines = window?.ZoneLines ?? new([.. ValidAreas(Collections.ZoneBoundaries, null)], _scale);
        ZoneGround = new(this);
        _byId = new(() =>
        {
            Dictionary<(string, long), PlanFeature> byId = new(Features.Count);
            foreach (var feature in Features)
            {
                byId.TryAdd((feature.Collection, feature.Id), feature);
            }

            return byId;
        });
        _newlyBuilt = new(ComputeNewlyBuilt);
        _newConstruction = new(() => window?.NewConstruction ?? NewConstruction.Of(this));
    }

    /// <summary>The plane that all geometries are in.</summary>
    public GaussKrugerPlane Plane { get; }

    /// <summary>The region's code lists.</summary>
    public CodeLists Codes { get; }

    /// <summary>All features, by key.</summary>
    public IReadOnlyList<PlanFeature> Features { get; }

    /// <summary>All figures, by key.</summary>
    public IReadOnlyList<Figure> Figures { get; }

    /// <summary>Areas of boundaries and sub-parks in earlier revisions.</summary>
    public IReadOnlyList<EarlierArea> Earlier { get; }

    /// <summary>Ends the run early.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>What rules ignored so far, part by part.</summary>
    internal IEnumerable<IgnoredPart> Ignored => _ignored.Values.SelectMany(parts => parts);

    /// <summary>Where the snapshot is only what lies near an edit of a larger one; <c>null</c> where it is all there is.</summary>
    internal EditWindow? Window { get; }

    /// <summary>How the plane exaggerates area where the snapshot lies.</summary>
    internal ScaleDeficit Scale => _scale;

    /// <summary>Z, the zone ground: union of all valid zone boundaries of all plans.</summary>
    public Geometry Zone => ZoneLines.Area;

    /// <summary>Union of a plan's valid designations with known class, all over the region: costly, ask <see cref="ZoneGround"/> where that is enough.</summary>
    public Geometry Covered(PlanKind plan) => _covered[plan].Value;

    /// <summary>The lines of the zones, joined.</summary>
    internal ZoneLines ZoneLines { get; }

    /// <summary>What each plan says about the zone ground.</summary>
    internal ZoneGround ZoneGround { get; }

    /// <summary>What the zone plan builds on and is not built-up today; <c>null</c> where the zone plan designates nothing or no survey is there.</summary>
    public Geometry? NewlyBuilt =>
        Designations(PlanKind.Zone).Count > 0 && Features.Any(feature => feature.Collection == Collections.ExistingLandUse) ? _newlyBuilt.Value : null;

    /// <summary>The same of what is here, though it may be nothing.</summary>
    internal Geometry NewlyBuiltHere => _newlyBuilt.Value;

    /// <summary>The measure of <see cref="NewlyBuilt"/>.</summary>
    internal NewConstruction NewConstruction => _newConstruction.Value;

    /// <summary>Surveyed ground that is built up today, by key.</summary>
    public IReadOnlyList<PlanFeature> BuiltToday => _usable.BuiltToday;

    /// <summary>The feature with an id, or <c>null</c>.</summary>
    internal PlanFeature? Find(string collection, long id) => _byId.Value.GetValueOrDefault((collection, id));

    /// <summary>Whether a feature's geometry is valid and not empty.</summary>
    public bool IsValid(PlanFeature feature) => _usable.IsValid(feature);

    /// <summary>Features whose geometry is not valid or empty, by key.</summary>
    internal IReadOnlyList<PlanFeature> Invalid => _usable.Invalid;

    /// <summary>Features with valid areas of one collection, of one plan (or of all, <paramref name="plan"/> = <c>null</c>), by key.</summary>
    public IEnumerable<PlanFeature> ValidAreas(string collection, PlanKind? plan) => _usable.ValidAreas(collection, plan);

    /// <summary>A plan's valid designations with known class, by key; for the land-use plan those that state a control area.</summary>
    public IReadOnlyList<Designation> Designations(PlanKind plan) => _usable.Designations(plan);

    /// <summary>Boundaries and designations that rules over areas and the ledger leave out.</summary>
    public IEnumerable<LeftOut> LeftOut() => _usable.LeftOut();

    /// <summary>The valid areas by plan and collection, each layer packed once for all rules.</summary>
    internal IReadOnlyList<AreaLayer> AreaLayers => _areaLayers.Value;

    /// <summary>Forgets what the rules over single layers needed. Where that was much, the memory is taken back at once: the runtime would rather take more from the machine.</summary>
    internal void LetLayersGo()
    {
        if (!_areaLayers.IsValueCreated)
        {
            return;
        }

        var isMuch = AreaLayers.Sum(layer => (long)layer.Features.Sum(feature => feature.Plane.NumPoints)) > ManyVertices;
        foreach (var layer in AreaLayers)
        {
            layer.LetGo();
        }

        if (isMuch)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    /// <summary>The valid roads of a plan as a network.</summary>
    internal RoadNetwork Roads(PlanKind plan) => _roads.Value[(int)plan];

    /// <summary>Areas packed for an overlay; all layers of a snapshot share one scale.</summary>
    internal PackedLayer Pack(IEnumerable<Geometry> areas) => PackedLayerBuilder.Packed([.. areas], _scale);

    /// <summary>Additive ground area of a geometry in the plane, m².</summary>
    public double GroundAreaM2(Geometry area) => AreaMeasure.GroundAreaM2(area, Plane);

    /// <summary>The pairs of one collection of one plan (of the survey: <c>null</c>) that cover the same ground, by key.</summary>
    internal IReadOnlyList<OverlappingPair> Overlaps(string collection, PlanKind? plan) => _overlaps.GetOrAdd(new(collection, plan),
        name => new(() => OverlappingPairs.Of(this, AreaLayers.Where(layer => layer.Collection == name.Collection && layer.Plan == name.Plan)))).Value;

    /// <summary>What a rule finds: looked for once, whoever asks first.</summary>
    internal IReadOnlyList<Finding> FindingsOf(IRule rule) => _findings.GetOrAdd(rule, one => new(() => [.. one.Check(this)])).Value;

    /// <summary>Whether the region has switched a rule off.</summary>
    internal bool IsOff(string rule) => _settings.IsOff(rule);

    /// <summary>How grave the region takes a rule to be.</summary>
    internal Severity SeverityOf(RuleInfo rule) => _settings.SeverityOf(rule);

    /// <summary>By id of a finding the id of the one that explains it.</summary>
    internal IReadOnlyDictionary<string, string> Causes => _causes;

    /// <summary>Says that findings have one cause.</summary>
    internal void Group(string cause, IEnumerable<string> findings)
    {
        foreach (var finding in findings)
        {
            _causes[finding] = cause;
        }
    }

    /// <summary>A setting of a rule as the region has it, for one class where it is set so.</summary>
    public double Setting(RuleInfo rule, string name, string? ofClass = null) => _settings.ValueOf(rule, name, ofClass);

    /// <summary>What a rule with the settings <c>areaM2</c> and <c>widthM</c> ignores.</summary>
    internal Tolerance Tolerance(RuleInfo rule) => _tolerances.GetOrAdd(rule.Code, _ => new(Setting(rule, RuleSetting.SliverAreaM2.Name), Setting(rule, RuleSetting.SliverWidthM.Name)));

    /// <summary>Counts a part that the rule's tolerance ignores.</summary>
    internal void Ignore(string rule, Polygon part, double groundAreaM2, LayerName? layer = null) => _ignored.GetOrAdd(rule, _ => new()).Enqueue(new IgnoredPart(rule, layer, part.EnvelopeInternal, groundAreaM2));

    /// <summary>The parts of an area that are not small, each with its ground area; small ones are counted for the rule.</summary>
    internal IReadOnlyList<(Polygon Part, double GroundAreaM2)> PartsAbove(Tolerance tolerance, Geometry area, string rule, LayerName? layer = null)
    {
        List<(Polygon, double)> parts = [];
        foreach (var part in PolygonOverlay.Parts(area))
        {
            var groundAreaM2 = GroundAreaM2(part);
            if (tolerance.IsSmall(part, groundAreaM2))
            {
                Ignore(rule, part, groundAreaM2, layer);
            }
            else
            {
                parts.Add((part, groundAreaM2));
            }
        }

        return parts;
    }

    /// <summary>The parts of many areas that are not small, measured by all processors; small ones are counted for the rule.</summary>
    internal IReadOnlyList<IReadOnlyList<(Polygon Part, double GroundAreaM2)>> PartsAbove(Tolerance tolerance, IReadOnlyList<Geometry> areas, string rule)
    {
        var measured = InParallel(areas, area => PolygonOverlay.Parts(area)
            .Select(part => (Part: part, AreaM2: GroundAreaM2(part)))
            .Select(part => (part.Part, part.AreaM2, IsSmall: tolerance.IsSmall(part.Part, part.AreaM2))).ToList());
        foreach (var part in measured.SelectMany(parts => parts).Where(part => part.IsSmall))
        {
            Ignore(rule, part.Part, part.AreaM2);
        }

        return [.. measured.Select(parts => (IReadOnlyList<(Polygon, double)>)[.. parts.Where(part => !part.IsSmall).Select(part => (part.Part, part.AreaM2))])];
    }

    /// <summary>Works on all items with all processors; results keep the order of the items.</summary>
    internal IReadOnlyList<TResult> InParallel<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> work)
    {
        if (items.Count <= FewItems)
        {
            Cancellation.ThrowIfCancellationRequested();
            return [.. items.Select(work)];
        }

        try
        {
            return [.. items.AsParallel().AsOrdered().WithCancellation(Cancellation).Select(work)];
        }
        catch (AggregateException several)
        {
            throw several.Flatten().InnerExceptions[0];
        }
    }

    // Taken over whole tens of kilometres, so that an edit at the rim of a region changes no area elsewhere.
    private static ScaleDeficit ScaleOf(IReadOnlyList<PlanFeature> features)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (var extent in features.Select(feature => feature.Plane.EnvelopeInternal).Where(extent => !extent.IsNull && UsableFeatures.IsOnEarth(extent)))
        {
            (least, most) = (Math.Min(least, extent.MinY), Math.Max(most, extent.MaxY));
        }

        return ScaleDeficit.Between(least, most);
    }

    private Geometry ComputeNewlyBuilt()
    {
        var planned = CoverageFit.Union([.. Designations(PlanKind.Zone).Where(designation => designation.IsBuilt).Select(designation => designation.Feature.Plane)]);
        var today = CoverageFit.Union([.. BuiltToday.Select(feature => feature.Plane)]);
        return PolygonOverlay.Difference(planned, today);
    }
}
