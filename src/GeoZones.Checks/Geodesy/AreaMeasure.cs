using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Geodesy;

/// <summary>
/// The three areas that CHECKS.md tells apart. Shells count positive and holes negative whatever their direction;
/// what has no area (points, lines, empty geometries) measures 0.
/// </summary>
public static class AreaMeasure
{
    /// <summary>All three areas of a geometry in longitude/latitude (CGCS2000, degrees), m².</summary>
    /// <param name="degrees">The geometry; every part with area counts.</param>
    /// <param name="plane">The region's plane.</param>
    public static AreaMeasures Of(Geometry degrees, GaussKrugerPlane plane)
    {
        var onPlane = plane.ToPlane(degrees);
        return new AreaMeasures(EllipsoidalAreaM2(degrees), PlanarAreaM2(onPlane), GroundAreaM2(onPlane, plane));
    }

    /// <summary>椭球面积 of a geometry in longitude/latitude (CGCS2000, degrees) over its own vertices, m²: see <see cref="SurveyFormula"/>.</summary>
    public static double EllipsoidalAreaM2(Geometry degrees) => EllipsoidalAreaM2(degrees, SurveyFormula.OnCgcs2000);

    /// <summary>The same on the ellipsoid of another survey.</summary>
    internal static double EllipsoidalAreaM2(Geometry degrees, SurveyFormula formula) => SumOverRings(degrees, formula.RingAreaM2);

    /// <summary>投影面积 of a geometry in the plane (metres), m²: shoelace.</summary>
    public static double PlanarAreaM2(Geometry plane) => SumOverRings(plane, Area.OfRingSigned);

    /// <summary>Additive area on the ellipsoid of a geometry whose edges are straight in the plane (metres), m²: see <see cref="GroundIntegral"/>.</summary>
    public static double GroundAreaM2(Geometry plane, GaussKrugerPlane p)
    {
        ArgumentNullException.ThrowIfNull(p);
        return SumOverRings(plane, GroundIntegral.RingAreaM2);
    }

    /// <summary>Length on the ellipsoid of the lines (or of the rings of the polygons) of a geometry in the plane (metres), m.</summary>
    public static double GroundLengthM(Geometry plane, GaussKrugerPlane p)
    {
        ArgumentNullException.ThrowIfNull(p);
        return plane switch
        {
            LineString line => GroundIntegral.LengthM(line.CoordinateSequence),
            Polygon polygon => GroundIntegral.LengthM(polygon.ExteriorRing.CoordinateSequence)
                + polygon.InteriorRings.Sum(hole => GroundIntegral.LengthM(hole.CoordinateSequence)),
            GeometryCollection parts => parts.Geometries.Sum(part => GroundLengthM(part, p)),
            _ => 0,
        };
    }

    private static double SumOverRings(Geometry geometry, Func<CoordinateSequence, double> ringArea) => geometry switch
    {
        Polygon polygon => Math.Abs(ringArea(polygon.ExteriorRing.CoordinateSequence))
            - polygon.InteriorRings.Sum(hole => Math.Abs(ringArea(hole.CoordinateSequence))),
        GeometryCollection parts => parts.Geometries.Sum(part => SumOverRings(part, ringArea)),
        _ => 0,
    };
}
