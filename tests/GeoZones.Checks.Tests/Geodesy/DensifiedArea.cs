using GeoZones.Checks.Geodesy;

using NetTopologySuite.Densify;
using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests.Geodesy;

/// <summary>
/// Ground area computed another way than the engine does: edges cut to a few metres, each vertex taken to longitude and latitude, and
/// the area between a piece and the equator, ½b²(sin φ / (1 − e² sin² φ) + artanh(e sin φ) / e) per radian, summed by Simpson's rule.
/// </summary>
internal static class DensifiedArea
{
    private const double A = 6_378_137, F = 1 / 298.257222101, E2 = F * (2 - F), StepM = 5;

    /// <summary>Ground area of an area in the plane, m².</summary>
    public static double GroundM2(Geometry plane, GaussKrugerPlane projection) => plane switch
    {
        Polygon { IsEmpty: false } polygon => RingM2(polygon.ExteriorRing, projection) - polygon.InteriorRings.Sum(hole => RingM2(hole, projection)),
        GeometryCollection parts => parts.Geometries.Sum(part => GroundM2(part, projection)),
        _ => 0,
    };

    private static double RingM2(LineString ring, GaussKrugerPlane projection)
    {
        var dense = projection.ToDegrees(Densifier.Densify(ring, StepM)).Coordinates;
        var zero = BelowM2PerRad(dense[0].Y);
        return Math.Abs(dense.Zip(dense[1..]).Sum(edge =>
        {
            var (from, to) = edge;
            var mean = (BelowM2PerRad(from.Y) + 4 * BelowM2PerRad((from.Y + to.Y) / 2) + BelowM2PerRad(to.Y)) / 6;
            return (to.X - from.X) * Math.PI / 180 * (mean - zero);
        }));
    }

    private static double BelowM2PerRad(double latitudeDeg)
    {
        double sin = Math.Sin(latitudeDeg * Math.PI / 180), e = Math.Sqrt(E2);
        return A * A * (1 - E2) / 2 * (sin / (1 - E2 * sin * sin) + Math.Atanh(e * sin) / e);
    }
}
