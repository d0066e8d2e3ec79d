using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace GeoZones.Checks;

/// <summary>The lines of the zones as the plans draw them, joined once for all rules. Depends on nothing but the valid zone boundaries.</summary>
internal sealed class ZoneLines
{
    private readonly Lazy<List<Geometry>> _different;
    private readonly Lazy<Geometry> _area;
    private readonly Lazy<PreparedPolygon> _prepared;
    private readonly Lazy<IReadOnlyList<Polygon>> _parts;
    private readonly Lazy<OverlayIndex> _index;
    private readonly Lazy<UnmatchedEdges> _edges;
    private readonly Lazy<STRtree<bool>> _places;
    private readonly Dictionary<PlanKind, Lazy<Geometry>> _ofPlan;
    private readonly Dictionary<PlanKind, Lazy<OverlayIndex>> _indexOfPlan;
    private readonly Lazy<IReadOnlyList<ZoneOutline>> _zones;

    /// <param name="boundaries">All valid zone boundaries, by key.</param>
    /// <param name="scale">Scale of the snapshot.</param>
    public ZoneLines(IReadOnlyList<PlanFeature> boundaries, ScaleDeficit scale)
    {
        _different = new(() => Different(boundaries));
        _area = new(() => PolygonOverlay.Union(_different.Value));
        _prepared = new(() => new PreparedPolygon((IPolygonal)Area));
        _parts = new(() => PolygonOverlay.Parts(Area));
        _index = new(() => new OverlayIndex(PackedLayerBuilder.Packed(Parts, scale)));
        _edges = new(() => EdgeMatching.UnmatchedEdges(Index.Grid.Layer));
        _places = new(() =>
        {
            STRtree<bool> places = new();
            foreach (var part in Parts)
            {
                places.Insert(part.EnvelopeInternal, true);
            }

            places.Build();
            return places;
        });
        _ofPlan = PlanKinds.All.ToDictionary(plan => plan, plan => new Lazy<Geometry>(() =>
        {
            var own = Different(boundaries.Where(feature => feature.Plan == plan));
            return own.Count == _different.Value.Count ? Area : PolygonOverlay.Union(own);
        }));
        _indexOfPlan = PlanKinds.All.ToDictionary(plan => plan, plan => new Lazy<OverlayIndex>(() => new(PackedLayerBuilder.Packed(PolygonOverlay.Parts(OfPlan(plan)), scale))));
        _zones = new(() =>
        [
            .. boundaries.GroupBy(feature => feature.Zone ?? "").OrderBy(zone => zone.Key, StringComparer.Ordinal)
                .Select(zone => new ZoneOutline(zone.Key, [.. zone], Joined(zone))),
        ]);
    }

    /// <summary>Z: union of all valid zone boundaries of all plans.</summary>
    public Geometry Area => _area.Value;

    /// <summary>Z, ready to be asked what it covers.</summary>
    public PreparedPolygon Prepared => _prepared.Value;

    /// <summary>The polygons of Z.</summary>
    public IReadOnlyList<Polygon> Parts => _parts.Value;

    /// <summary>The polygons of Z, ready to have patches laid over them.</summary>
    public OverlayIndex Index => _index.Value;

    /// <summary>The edges of Z.</summary>
    public UnmatchedEdges Edges => _edges.Value;

    /// <summary>The zones by their code, each with all boundaries that are drawn for it.</summary>
    public IReadOnlyList<ZoneOutline> Zones => _zones.Value;

    /// <summary>The ground of all zones as one plan draws them.</summary>
    public Geometry OfPlan(PlanKind plan) => _ofPlan[plan].Value;

    /// <summary>The same ground, ready to have patches laid over it.</summary>
    public OverlayIndex IndexOfPlan(PlanKind plan) => _indexOfPlan[plan].Value;

    /// <summary>Whether an area comes near a zone.</summary>
    public bool MayMeet(Geometry area) => _places.Value.Query(area.EnvelopeInternal).Count > 0;

    // Plans that agree draw the same line: once is enough.
    private static List<Geometry> Different(IEnumerable<PlanFeature> boundaries)
    {
        List<Geometry> different = [];
        foreach (var boundary in boundaries.Select(feature => feature.Plane))
        {
            if (!different.Any(boundary.EqualsExact))
            {
                different.Add(boundary);
            }
        }

        return different;
    }

    private static Geometry Joined(IEnumerable<PlanFeature> boundaries) => PolygonOverlay.Union(Different(boundaries));
}

/// <summary>One zone.</summary>
/// <param name="Zone">Its code; empty where none is stated.</param>
/// <param name="Boundaries">What the plans draw, by key.</param>
/// <param name="Ground">All of that joined.</param>
internal sealed record ZoneOutline(string Zone, IReadOnlyList<PlanFeature> Boundaries, Geometry Ground)
{
    private readonly Lazy<PreparedPolygon> _prepared = new(() => new PreparedPolygon((IPolygonal)Ground));

    /// <summary>What of an area lies in the zone, part by part; what its line does not touch need not be cut.</summary>
    public IEnumerable<Polygon> PartsInside(Polygon area) =>
        !area.EnvelopeInternal.Intersects(Ground.EnvelopeInternal) ? [] : _prepared.Value.ContainsProperly(area) ? [area] : PolygonOverlay.Parts(PolygonOverlay.Intersection(area, Ground));
}
