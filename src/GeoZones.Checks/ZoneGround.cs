using GeoZones.Checks.Overlay;
using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>
/// What each plan says about the ground of the zones. Plans cover far more than the zones: only patches that share ground with a zone are looked at closely,
/// and each question is answered once for all rules and the ledger.
/// </summary>
internal sealed class ZoneGround
{
    private readonly CheckContext _context;
    private readonly Dictionary<PlanKind, Lazy<PlanOnZone>> _plans;

    public ZoneGround(CheckContext context)
    {
        _context = context;
        _plans = PlanKinds.All.ToDictionary(plan => plan, plan => new Lazy<PlanOnZone>(() => Of(plan)));
    }

    /// <summary>What a plan says about Z.</summary>
    public PlanOnZone this[PlanKind plan] => _plans[plan].Value;

    private PlanOnZone Of(PlanKind plan) => new(new(() => Cut(plan)), new(() => Uncovered(plan)), _context);

    private (IReadOnlyList<Designation> Designations, IReadOnlyList<Geometry> Clipped) Cut(PlanKind plan)
    {
        var near = _context.Designations(plan).Where(designation => _context.ZoneLines.MayMeet(designation.Feature.Plane)).ToList();
        if (near.Count == 0)
        {
            return ([], []);
        }

        var packed = _context.Pack(near.Select(designation => designation.Feature.Plane));

        var (inside, cut) = SharedGeometry.Clipped(packed, _context.ZoneLines.Index, _context.Cancellation);
        var parts = cut.ToLookup(patch => patch.Area.First, patch => patch.Shape);
        List<Designation> designations = [];
        List<Geometry> clipped = [];
        foreach (var position in inside.Select(area => area.First).Concat(parts.Select(patch => patch.Key)).Distinct().Order())
        {
            designations.Add(near[position]);
            clipped.Add(!parts.Contains(position) ? near[position].Feature.Plane
                : parts[position].Count() == 1 ? parts[position].Single() : PolygonOverlay.Collected([.. parts[position].SelectMany(PolygonOverlay.Parts)]));
        }

        return (designations, clipped);
    }

    // Where a plan's patches end is where their edges have no neighbour: crossed with the zone's line these enclose what is uncovered, however many patches there are.
    private List<Polygon> Uncovered(PlanKind plan)
    {
        if (_context.Window?.IsEdited(new LayerName(Collections.Designations, plan)) == false)
        {
            return [];
        }

        var ground = _context.Window?.PartsInside() ?? _context.ZoneLines.Parts;
        var designations = _context.Designations(plan);
        if (ground.Count == 0 || designations.Count == 0)
        {
            return Closed(ground);
        }

        var attribute = _context.Codes.Of(plan).Attribute;
        var layer = _context.AreaLayers.FirstOrDefault(one => one.Collection == Collections.Designations && one.Plan == plan && one.ClassAttribute == attribute && one.Features.Count == designations.Count);
        var unmatched = layer?.Unmatched ?? EdgeMatching.UnmatchedEdges(_context.Pack(designations.Select(designation => designation.Feature.Plane)));
        var edges = _context.Window is null ? _context.ZoneLines.Edges : EdgeMatching.UnmatchedEdges(_context.Pack(ground));
        return Closed(CoverageGaps.Inside(unmatched, edges, _context.Window?.Frame).InOrderOfPlace(part => part));
    }

    // In a window, what reaches its frame goes on outside.
    private List<Polygon> Closed(IEnumerable<Polygon> parts) => [.. parts.Where(part => _context.Window?.Cuts(part.EnvelopeInternal, Gz206Uncovered.Code) != true)];
}

/// <summary>What one plan says about the ground of the zones.</summary>
internal sealed class PlanOnZone
{
    private readonly Lazy<PackedLayer> _packedClipped;
    private readonly Lazy<OverlayIndex> _index;
    private readonly Lazy<List<Polygon>> _uncovered;
    private readonly Lazy<(IReadOnlyList<Designation> Designations, IReadOnlyList<Geometry> Clipped)> _cut;

    public PlanOnZone(Lazy<(IReadOnlyList<Designation> Designations, IReadOnlyList<Geometry> Clipped)> cut, Lazy<List<Polygon>> uncovered, CheckContext context)
    {
        (_cut, _uncovered) = (cut, uncovered);
        _packedClipped = new(() => context.Pack(Clipped));
        _index = new(() => new OverlayIndex(context.Pack(Designations.Select(designation => designation.Feature.Plane))));
    }

    /// <summary>The designations that share ground with a zone, by key.</summary>
    public IReadOnlyList<Designation> Designations => _cut.Value.Designations;

    /// <summary>Of each designation the part inside the zones.</summary>
    public IReadOnlyList<Geometry> Clipped => _cut.Value.Clipped;

    /// <summary>Ground of the zones about which the plan says nothing, by place.</summary>
    public IReadOnlyList<Polygon> Uncovered => _uncovered.Value;

    /// <summary><see cref="Clipped"/>, packed.</summary>
    public PackedLayer PackedClipped => _packedClipped.Value;

    /// <summary>The whole designations, ready to have other patches laid over them.</summary>
    public OverlayIndex Index => _index.Value;
}
