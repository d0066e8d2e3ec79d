using System.Collections.Concurrent;

using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>
/// Which findings a shift explains: those of which nothing is left once the shifted plan is laid back. A finding that would only become smaller has a cause of its own.
/// </summary>
internal sealed class ShiftVerification
{
    private readonly CheckContext _context;
    private readonly LayerShift _shift;
    private readonly ILookup<(string Zone, PlanKind? Plan), PlanFeature> _boundaries;
    private readonly Dictionary<(string, long), PlanFeature> _features;
    private readonly ConcurrentDictionary<(string Zone, PlanKind? Plan), Lazy<Geometry>> _ground = new();
    private readonly bool _movesBoundary;

    /// <param name="context">The snapshot.</param>
    /// <param name="shift">The shift.</param>
    /// <param name="boundaryFindings">What GZ201 found: it tells whether the boundary is shifted along with the designations.</param>
    public ShiftVerification(CheckContext context, LayerShift shift, IReadOnlyList<Finding> boundaryFindings)
    {
        (_context, _shift) = (context, shift);
        _boundaries = context.ValidAreas(Collections.ZoneBoundaries, null).ToLookup(feature => (feature.Zone ?? "", feature.Plan));
        _features = context.Features.Where(feature => feature.Plan == shift.Plan).DistinctBy(feature => (feature.Collection, feature.Id)).ToDictionary(feature => (feature.Collection, feature.Id));
        _movesBoundary = boundaryFindings.Any(finding => PlansOf(finding) is var (first, second) && shift.IsBetween(first, second) && IsBoundaryExplained(finding, first, second));
    }

    /// <summary>The plans that a finding of GZ201 or GZ202 compares.</summary>
    public static (PlanKind First, PlanKind Second)? PlansOf(Finding finding) =>
        PlanKinds.Parse(finding.Params.GetValueOrDefault("firstPlan") as string) is { } first && PlanKinds.Parse(finding.Params.GetValueOrDefault("secondPlan") as string) is { } second
            ? (first, second) : null;

    /// <summary>Whether nothing is left of a finding once the plan is laid back.</summary>
    public bool Explains(Finding finding) => finding.Place is { IsEmpty: false } place && finding.Rule switch
    {
        "GZ201" => PlansOf(finding) is var (first, second) && _shift.IsBetween(first, second) && IsBoundaryExplained(finding, first, second),
        "GZ202" => PlansOf(finding) is var (first, second) && _shift.IsBetween(first, second) && _shift.MayExplain(place) && IsGone(finding, OverlapLeft(finding, place)),
        "GZ206" => _shift.MayExplain(place) && IsGone(finding, UncoveredLeft(finding, place)),
        "GZ109" => !_movesBoundary && finding.Features[0].Plan == _shift.Plan.Text() && _shift.MayExplain(place) && IsGone(finding, OverlapLeft(finding, place)),
        _ => false,
    };

    // The whole line: what remains anywhere has another cause.
    private bool IsBoundaryExplained(Finding finding, PlanKind first, PlanKind second)
    {
        var zone = finding.Params.GetValueOrDefault("zone") as string ?? "";
        Geometry a = Boundary(zone, first), b = Boundary(zone, second);
        (a, b) = (first == _shift.Plan ? _shift.LaidBack(a) : a, second == _shift.Plan ? _shift.LaidBack(b) : b);
        return IsGone(finding, PolygonOverlay.Difference(a, b)) && IsGone(finding, PolygonOverlay.Difference(b, a));
    }

    // What the shifted patch of the finding would still cover of its place.
    private Geometry OverlapLeft(Finding finding, Geometry place)
    {
        var own = finding.Features.Select(reference => _features.GetValueOrDefault((reference.Collection, reference.Id))).OfType<PlanFeature>().FirstOrDefault();
        return own is null ? place : PolygonOverlay.Intersection(_shift.Carried(place), own.Plane);
    }

    // What of the place would still be inside a zone line and not be covered.
    private Geometry UncoveredLeft(Finding finding, Geometry place)
    {
        var zone = finding.Params.GetValueOrDefault("zone") as string ?? "";
        var ground = place;
        if (_movesBoundary)
        {
            ground = PolygonOverlay.Union([PolygonOverlay.Intersection(place, OtherBoundaries(zone)), _shift.LaidBack(PolygonOverlay.Intersection(_shift.Carried(place), Boundary(zone, _shift.Plan)))]);
        }

        return finding.Params.GetValueOrDefault("plan") as string == _shift.Plan.Text() ? PolygonOverlay.Difference(_shift.Carried(ground), _context.Covered(_shift.Plan)) : ground;
    }

    private Geometry Boundary(string zone, PlanKind plan) =>
        _ground.GetOrAdd((zone, plan), _ => new(() => PolygonOverlay.Union(_boundaries[(zone, plan)].Select(feature => feature.Plane)))).Value;

    private Geometry OtherBoundaries(string zone) =>
        _ground.GetOrAdd((zone, null), _ => new(() => PolygonOverlay.Union(PlanKinds.All.Where(plan => plan != _shift.Plan).Select(plan => Boundary(zone, plan))))).Value;

    private bool IsGone(Finding finding, Geometry left)
    {
        Tolerance tolerance = new(finding.Tolerance.GetValueOrDefault("areaM2"), finding.Tolerance.GetValueOrDefault("widthM"));
        return PolygonOverlay.Parts(left).All(part => tolerance.IsSmall(part, _context.GroundAreaM2(part)));
    }
}
