using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GeoZones.Checks;

/// <summary>
/// What each plan says about the ground of the zones. Plans cover far more than the zones: only patches that share ground with a zone are looked at closely,
/// and each question is answered once for all rules and the ledger.
/// </summary>
internal sealed class ZoneGround
{
    private readonly CheckContext _context;
    private readonly Lazy<Geometry> _area;
    private readonly Lazy<IReadOnlyList<Polygon>> _parts;
    private readonly Lazy<PackedLayer> _packedParts;
    private readonly Dictionary<PlanKind, Lazy<PlanOnZone>> _plans;

    public ZoneGround(CheckContext context)
    {
        _context = context;
        _area = new(() => PolygonOverlay.Union(context.Features.Where(feature => feature.Collection == Collections.ZoneBoundaries && context.IsValid(feature)).Select(feature => feature.Plane)));
        _parts = new(() => PolygonOverlay.Parts(Area));
        _packedParts = new(() => context.Pack(_parts.Value));
        _plans = PlanKinds.All.ToDictionary(plan => plan, plan => new Lazy<PlanOnZone>(() => Of(plan)));
    }

    /// <summary>Z: union of all valid zone boundaries of all plans.</summary>
    public Geometry Area => _area.Value;

    /// <summary>What a plan says about Z.</summary>
    public PlanOnZone this[PlanKind plan] => _plans[plan].Value;

    private PlanOnZone Of(PlanKind plan)
    {
        var near = Near(_context.Designations(plan));
        var shared = SharedGeometry.Of(_context.Pack(near.Select(designation => designation.Feature.Plane)), _packedParts.Value, _ => true, _context.Cancellation);
        List<Designation> designations = [];
        List<Geometry> clipped = [];
        foreach (var patch in shared.GroupBy(patch => patch.Area.First))
        {
            designations.Add(near[patch.Key]);
            clipped.Add(patch.Count() == 1 ? patch.Single().Shape : PolygonOverlay.Collected([.. patch.SelectMany(part => PolygonOverlay.Parts(part.Shape))]));
        }

        return new PlanOnZone(designations, clipped, Uncovered(plan), _context);
    }

    private List<Designation> Near(IReadOnlyList<Designation> designations)
    {
        STRtree<bool> zones = new();
        foreach (var part in _parts.Value)
        {
            zones.Insert(part.EnvelopeInternal, true);
        }

        zones.Build();
        return [.. designations.Where(designation => zones.Query(designation.Feature.Plane.EnvelopeInternal).Count > 0)];
    }

    // Where a plan's patches end is where their edges have no neighbour: crossed with the zone's line these enclose what is uncovered, however many patches there are.
    private List<Polygon> Uncovered(PlanKind plan)
    {
        if (_parts.Value.Count == 0)
        {
            return [];
        }

        var designations = _context.Designations(plan);
        if (designations.Count == 0)
        {
            return [.. _parts.Value];
        }

        var attribute = _context.Codes.Of(plan).Attribute;
        var layer = _context.AreaLayers.FirstOrDefault(one => one.Collection == Collections.Designations && one.Plan == plan && one.ClassAttribute == attribute && one.Features.Count == designations.Count);
        var unmatched = layer?.Unmatched ?? EdgeMatching.UnmatchedEdges(_context.Pack(designations.Select(designation => designation.Feature.Plane)));
        return [.. CoverageGaps.Inside(unmatched, EdgeMatching.UnmatchedEdges(_packedParts.Value)).InOrderOfPlace(part => part)];
    }
}

/// <summary>What one plan says about the ground of the zones.</summary>
internal sealed class PlanOnZone
{
    private readonly Lazy<PackedLayer> _packedClipped;
    private readonly Lazy<OverlayIndex> _index;

    public PlanOnZone(IReadOnlyList<Designation> designations, IReadOnlyList<Geometry> clipped, IReadOnlyList<Polygon> uncovered, CheckContext context)
    {
        (Designations, Clipped, Uncovered) = (designations, clipped, uncovered);
        _packedClipped = new(() => context.Pack(clipped));
        _index = new(() => new OverlayIndex(context.Pack(designations.Select(designation => designation.Feature.Plane))));
    }

    /// <summary>The designations that share ground with a zone, by key.</summary>
    public IReadOnlyList<Designation> Designations { get; }

    /// <summary>Of each designation the part inside the zones.</summary>
    public IReadOnlyList<Geometry> Clipped { get; }

    /// <summary>Ground of the zones about which the plan says nothing, by place.</summary>
    public IReadOnlyList<Polygon> Uncovered { get; }

    /// <summary><see cref="Clipped"/>, packed.</summary>
    public PackedLayer PackedClipped => _packedClipped.Value;

    /// <summary>The whole designations, ready to have other patches laid over them.</summary>
    public OverlayIndex Index => _index.Value;
}
