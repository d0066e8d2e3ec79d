using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GeoZones.Data;

/// <summary>What a planted shift must be found to be: metres to the east and north in the plane of the region, and how many other findings it explains.</summary>
sealed record ExpectedShift(double DxM, double DyM, int Explained);

/// <summary>
/// What the checks must find of a boundary that is drawn moved as a whole. Its line runs through atoms, so here alone ground is cut:
/// with the overlay of NetTopologySuite, and measured like an atom.
/// </summary>
sealed partial class Expected
{
    private readonly List<(int Atom, double GroundAreaM2)> _gained = [];
    private int _explained;

    private double GroundArea(Geometry ground) => AreaMeasure.GroundAreaM2(ground, _plane);

    private Geometry InPlane(IEnumerable<int> atoms, (double, double) movedM = default) => _plane.ToPlane(_draft.Outline.ToDegrees(atoms, movedM));

    private Geometry Drawn(Patch boundary) => InPlane(boundary.Atoms, boundary.MovedM);

    /// <summary>GZ201 of two lines of which one is moved: what is thin and small is counted, the rest is one finding. The shift explains it if nothing else is wrong.</summary>
    private void FindMoved(Patch[] first, Patch[] second, bool elseAlike)
    {
        (Geometry a, Geometry b) = (Drawn(first.Single()), Drawn(second.Single()));
        double area = PartsAbove("GZ201", [.. Parts(a, b, SpatialFunction.Difference), .. Parts(b, a, SpatialFunction.Difference)]).Sum(GroundArea);
        Findings.Add(new("GZ201", "error", [.. first.Concat(second).Select(p => p.Key)], null, area));
        _explained += elseAlike ? 1 : 0;
    }

    /// <summary>The shift itself, and the strips that it adds to the zone: the zone plan says nothing about them.</summary>
    private void FindShift()
    {
        if (_valid.SingleOrDefault(p => p.MovedM != default) is not { } moved)
        {
            return;
        }

        Demand.That(moved.Layer != Layer.ZoneBoundary, "functions and sub-parks would lie outside a moved line of their own plan");
        HashSet<int> zone = [.. Zone];
        List<Polygon> strips = Parts(Drawn(moved), InPlane(zone), SpatialFunction.Difference);
        MultiPolygon all = new([.. strips]);
        foreach (Atom atom in _draft.Mesh.Atoms.Where(a => !zone.Contains(a.Id)))
        {
            Geometry ground = _plane.ToPlane(_draft.Outline.AtomToDegrees(atom));
            if (strips.Any(strip => strip.EnvelopeInternal.Intersects(ground.EnvelopeInternal)) && Parts(ground, all, SpatialFunction.Intersection) is { Count: > 0 } parts)
            {
                _gained.Add((atom.Id, parts.Sum(GroundArea)));
            }
        }

        DemandThatOnlyTheZonePlanIsSilent(strips);
        Patch[] own = [.. _valid.Where(p => p.Layer == Layer.ZoneBoundary && p.Zone == moved.Zone)];
        foreach (Polygon strip in PartsAbove("GZ206", strips))
        {
            Findings.Add(new("GZ206", "warning", [.. own.Select(p => p.Key)], null, GroundArea(strip)));
            _explained++;
        }

        ZoneEllipsoidalAreaM2 = AreaMeasure.EllipsoidalAreaM2(_plane.ToDegrees(OverlayNGRobust.Overlay(InPlane(zone), Drawn(moved), SpatialFunction.Union)));
        Coordinate[] from = InPlane(moved.Atoms).Coordinates, to = Drawn(moved).Coordinates;
        Findings.Add(new("GZ205", "warning", [moved.Key], null, null)
        {
            Shift = new(from.Zip(to, (a, b) => b.X - a.X).Average(), from.Zip(to, (a, b) => b.Y - a.Y).Average(), _explained),
        });
    }

    // Then no other rule has anything to say about the strips.
    private void DemandThatOnlyTheZonePlanIsSilent(List<Polygon> strips)
    {
        Demand.That(Math.Abs(_gained.Sum(g => g.GroundAreaM2) - strips.Sum(GroundArea)) < 1e-3, "a moved line stays on drawn ground");
        foreach ((int atom, _) in _gained)
        {
            Demand.That(_on[Layer.Functions][atom].Count == 0 && _on[Layer.Reserve][atom].Count == 0 && _on[Layer.SubParks][atom].Count == 0, "the zone plan says nothing beside a moved line");
            Demand.That(_on[Layer.Classes][atom] is [var one] && _on[Layer.ControlAreas][atom] is [var other] && _codes.Severity(one, other) is null, "the other plans agree beside a moved line");
        }
    }

    private static List<Polygon> Parts(Geometry a, Geometry b, SpatialFunction function) =>
        [.. PolygonExtracter.GetPolygons(OverlayNGRobust.Overlay(a, b, function)).Cast<Polygon>()];

    /// <summary>Leaves out, counted, what is smaller than a square metre and holds no circle of 0.1 m.</summary>
    private List<Polygon> PartsAbove(string rule, List<Polygon> parts)
    {
        ILookup<bool, Polygon> bySize = parts.ToLookup(part => GroundArea(part) < 1 && part.Buffer(-0.05).IsEmpty);
        (int count, double area) = Ignored.GetValueOrDefault(rule);
        if (bySize[true].Any())
        {
            Ignored[rule] = (count + bySize[true].Count(), area + bySize[true].Sum(GroundArea));
        }

        return [.. bySize[false]];
    }
}
