using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>Which features of a snapshot the rules over areas can use: those with a valid geometry and, where it matters what the ground is for, with a class of the region's code lists.</summary>
internal sealed class UsableFeatures
{
    // From the equator to the pole, and a little.
    private const double QuadrantM = 10_010_000;

    // Eastings may carry the number of their zone before them.
    private const double FarthestEastM = 1e8;

    private readonly IReadOnlyList<PlanFeature> _features;
    private readonly CodeLists _codes;
    private readonly HashSet<(string Collection, long Id)> _invalid;
    private readonly ILookup<string, PlanFeature> _areas;
    private readonly ILookup<LayerName, PlanFeature> _areasOfPlan;
    private readonly Dictionary<PlanKind, IReadOnlyList<Designation>> _designations;
    private readonly Lazy<IReadOnlyList<PlanFeature>> _builtToday;

    /// <param name="features">All features, by key.</param>
    /// <param name="codes">The region's code lists.</param>
    /// <param name="invalid">Those whose geometry is not valid.</param>
    public UsableFeatures(IReadOnlyList<PlanFeature> features, CodeLists codes, IReadOnlyList<PlanFeature> invalid)
    {
        Invalid = invalid;
        _features = features;
        _codes = codes;
        _invalid = [.. invalid.Select(feature => (feature.Collection, feature.Id))];
        _areas = features.Where(feature => feature.Plane is IPolygonal && IsValid(feature)).ToLookup(feature => feature.Collection, StringComparer.Ordinal);
        _areasOfPlan = _areas.SelectMany(areas => areas).ToLookup(LayerName.Of);
        _designations = PlanKinds.All.ToDictionary(plan => plan, KnownDesignations);
        _builtToday = new(ComputeBuiltToday);
    }

    /// <summary>Features whose geometry is not valid or empty, by key.</summary>
    public IReadOnlyList<PlanFeature> Invalid { get; }

    /// <summary>Surveyed ground that is built up today, by key.</summary>
    public IReadOnlyList<PlanFeature> BuiltToday => _builtToday.Value;

    /// <summary>Whether a box in the plane is a place: coordinates beyond the pole are none.</summary>
    public static bool IsOnEarth(Envelope extent) => extent.MinY >= -QuadrantM && extent.MaxY <= QuadrantM && extent.MinX >= -FarthestEastM && extent.MaxX <= FarthestEastM;

    /// <summary>Whether a geometry is valid, not empty and somewhere.</summary>
    public static bool IsSound(Geometry plane) => !plane.IsEmpty && IsOnEarth(plane.EnvelopeInternal) && (SimpleRing.Is(plane) || plane.IsValid);

    /// <summary>Whether a feature's geometry is valid, not empty and somewhere.</summary>
    public bool IsValid(PlanFeature feature) => !_invalid.Contains((feature.Collection, feature.Id));

    /// <summary>Features with valid areas of one collection, of one plan (or of all, <paramref name="plan"/> = <c>null</c>), by key.</summary>
    public IEnumerable<PlanFeature> ValidAreas(string collection, PlanKind? plan) =>
        plan is null ? _areas[collection] : _areasOfPlan[new LayerName(collection, plan)];

    /// <summary>A plan's valid designations with known class, by key; for the land-use plan those that state a control area.</summary>
    public IReadOnlyList<Designation> Designations(PlanKind plan) => _designations[plan];

    /// <summary>Boundaries and designations that rules over areas and the ledger leave out.</summary>
    public IEnumerable<LeftOut> LeftOut() =>
        from feature in _features
        where feature.Collection is Collections.ZoneBoundaries or Collections.Designations
        let reason = !IsValid(feature) ? Checks.LeftOut.InvalidGeometry
            : feature.Collection == Collections.Designations && HasUnknownClass(feature) ? Checks.LeftOut.UnknownCode
            : null
        where reason is not null
        select new LeftOut(feature.Reference(), reason);

    private IReadOnlyList<Designation> KnownDesignations(PlanKind plan)
    {
        var list = _codes.Of(plan);
        var classes = list.Classes.ToLookup(one => one.Code, StringComparer.Ordinal);
        return
        [
            .. from feature in ValidAreas(Collections.Designations, plan)
               let code = feature.Attribute(list.Attribute)
               where code is not null && classes.Contains(code)
               select new Designation(feature, classes[code].First()),
        ];
    }

    private bool HasUnknownClass(PlanFeature feature)
    {
        if (feature.Plan is not { } plan)
        {
            return true;
        }

        var list = _codes.Of(plan);
        var code = feature.Attribute(list.Attribute);
        var onlyUseArea = plan == PlanKind.LandUse && code is null && feature.Attribute(_codes.UseArea.Attribute) is not null;
        return !onlyUseArea && list.Classes.All(one => one.Code != code);
    }

    private IReadOnlyList<PlanFeature> ComputeBuiltToday()
    {
        var built = _codes.ExistingLandUse.Classes.Where(one => one.State == CodeClass.Built).Select(one => one.Code).ToHashSet();
        return [.. ValidAreas(Collections.ExistingLandUse, null).Where(feature => feature.Attribute(_codes.ExistingLandUse.Attribute) is { } code && built.Contains(code))];
    }
}
