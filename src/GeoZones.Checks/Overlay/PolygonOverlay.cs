using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// The one place where areas are cut and joined. Input: valid polygons and multipolygons in the plane (metres).
/// Results hold areas only: where two areas share an edge or a point, nothing is left.
/// </summary>
internal static class PolygonOverlay
{
    // Stored vertices lie on a 0.1 mm grid, computed crossings are off by less than a nanometre times a few:
    // what is thinner than this on average comes from computing, not from the plans.
    private const double RoundingWidthM = 1e-6;

    /// <summary>The area that both cover.</summary>
    public static Geometry Intersection(Geometry a, Geometry b) =>
        a.EnvelopeInternal.Intersects(b.EnvelopeInternal) ? Overlaid(a, b, SpatialFunction.Intersection) : a.Factory.CreatePolygon();

    /// <summary>The area of <paramref name="a"/> that <paramref name="b"/> does not cover.</summary>
    public static Geometry Difference(Geometry a, Geometry b) =>
        a.EnvelopeInternal.Intersects(b.EnvelopeInternal) ? Overlaid(a, b, SpatialFunction.Difference) : a;

    /// <summary>The area that any of them covers; empty when there are none.</summary>
    public static Geometry Union(IEnumerable<Geometry> areas)
    {
        var all = areas.Where(area => !area.IsEmpty).ToList();
        return all.Count switch
        {
            0 => GeometryFactory.Default.CreatePolygon(),
            1 => all[0],
            _ => AreasOf(NearOrigin.Of(near => OverlayNGRobust.Union(near), [.. all])),
        };
    }

    /// <summary>
    /// The connected polygons of an area, from west to east, then from south to north (by the corner of the envelope, to 1 mm).
    /// Rounding dust of the overlay is no part.
    /// </summary>
    public static IReadOnlyList<Polygon> Parts(Geometry area)
    {
        if (area is Polygon only)
        {
            return only.IsEmpty || IsRounding(only) ? [] : [(Polygon)CanonicalForm.Of(only)];
        }

        return [.. PolygonExtracter.GetPolygons(area).Cast<Polygon>()
            .Where(polygon => !polygon.IsEmpty && !IsRounding(polygon))
            .Select(polygon => (Polygon)CanonicalForm.Of(polygon))
            .InOrderOfPlace(polygon => polygon)];
    }

    /// <summary>From west to east, then from south to north, by the corner of the envelope, to 1 mm; so places are numbered that have the same features.</summary>
    public static IOrderedEnumerable<T> InOrderOfPlace<T>(this IEnumerable<T> places, Func<T, Geometry> place) =>
        places.OrderBy(one => Math.Round(place(one).EnvelopeInternal.MinX, 3)).ThenBy(one => Math.Round(place(one).EnvelopeInternal.MinY, 3)).ThenBy(one => place(one).Area);

    /// <summary>Whether a polygon is so thin that it comes from computing.</summary>
    public static bool IsRounding(Polygon polygon) => 2 * polygon.Area < RoundingWidthM * polygon.Length;

    /// <summary>One geometry of several polygons.</summary>
    public static Geometry Collected(IReadOnlyList<Polygon> parts) => GeometryFactory.Default.CreateMultiPolygon([.. parts]);

    private static Geometry Overlaid(Geometry a, Geometry b, SpatialFunction function)
    {
        try
        {
            return AreasOf(OverlayNG.Overlay(a, b, function));
        }
        catch (TopologyException)
        {
            return AreasOf(NearOrigin.Of(near => OverlayNGRobust.Overlay(near[0], near[1], function), a, b));
        }
    }

    private static Geometry AreasOf(Geometry result)
    {
        if (result is Polygon or MultiPolygon)
        {
            return result;
        }

        var polygons = PolygonExtracter.GetPolygons(result);
        return polygons.Count == 1 ? polygons[0] : result.Factory.CreateMultiPolygon([.. polygons.Cast<Polygon>()]);
    }
}
