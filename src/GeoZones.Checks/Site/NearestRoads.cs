using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Operation.OverlayNG;

namespace GeoZones.Checks.Site;

/// <summary>Looks for the roads near a site. Planned roads are no access yet, so that each state of building has its own nearest.</summary>
internal static class NearestRoads
{
    /// <summary>The nearest road of each state, nearest first.</summary>
    public static IReadOnlyList<NearestRoad> Of(SiteGround site, IEnumerable<PlanFeature> roads)
    {
        PreparedPolygon inside = new((IPolygonal)site.Area);
        IndexedFacetDistance edge = new(site.Area);
        var extent = site.Area.EnvelopeInternal;
        List<NearestRoad> nearest = [];
        foreach (var state in roads.GroupBy(road => road.Attribute(Road.StateAttribute)))
        {
            (PlanFeature? Road, double DistanceM) best = (null, double.PositiveInfinity);
            foreach (var (road, leastM) in state.Select(road => (road, extent.Distance(road.Plane.EnvelopeInternal))).OrderBy(one => one.Item2).ThenBy(one => one.road.Key, StringComparer.Ordinal))
            {
                if (leastM > best.DistanceM)
                {
                    break;
                }

                var distanceM = inside.Intersects(road.Plane) ? 0 : edge.Distance(road.Plane);
                if (distanceM < best.DistanceM)
                {
                    best = (road, distanceM);
                }
            }

            if (best.Road is { } found)
            {
                nearest.Add(At(site, found, best.DistanceM > 0, edge));
            }
        }

        return [.. nearest.OrderBy(road => road.DistanceM).ThenBy(road => road.State, StringComparer.Ordinal)];
    }

    /// <summary>The roads that run over the site, each name once, with the length inside, m.</summary>
    public static IReadOnlyList<(PlanFeature Road, Geometry Inside, double LengthM)> Crossing(SiteGround site, IEnumerable<PlanFeature> roads)
    {
        PreparedPolygon inside = new((IPolygonal)site.Area);
        return
        [
            .. roads.Where(road => inside.Intersects(road.Plane)).OrderBy(road => road.Key, StringComparer.Ordinal)
                .DistinctBy(road => road.Name ?? road.Key)
                .Select(road => (Road: road, Inside: OverlayNGRobust.Overlay(site.Area, road.Plane, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection)))
                .Select(one => (one.Road, one.Inside, AreaMeasure.GroundLengthM(one.Inside, site.Plane)))
                .Where(one => one.Item3 > 1),
        ];
    }

    private static NearestRoad At(SiteGround site, PlanFeature road, bool isApart, IndexedFacetDistance edge)
    {
        Coordinate[] ends = isApart ? edge.NearestPoints(road.Plane) : [road.Plane.Coordinate, road.Plane.Coordinate];
        var distanceM = isApart ? AreaMeasure.GroundLengthM(new LineString([ends[0], ends[1]]), site.Plane) : 0;
        var at = isApart ? new Point(ends[1].Copy()) : OverlayNGRobust.Overlay(site.Area, road.Plane, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection).InteriorPoint;
        return new NearestRoad(road.Reference(), road.Attribute("class"), road.Attribute(Road.StateAttribute), distanceM, at);
    }
}
