using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Geodesy;

/// <summary>The projection of web maps (EPSG:3857). It exaggerates areas by half at 35° N: features are served in it, and areas that were measured in it are recognised; nothing is measured in it here.</summary>
public static class WebMercator
{
    private const double RadiansPerDegree = Math.PI / 180;

    /// <summary>A copy on the map, vertex by vertex, of a geometry in longitude/latitude.</summary>
    public static Geometry OfDegrees(Geometry degrees)
    {
        var copy = degrees.Copy();
        copy.Apply(new VertexProjection());
        return copy;
    }

    /// <summary>From longitude and latitude in degrees to metres on the map.</summary>
    public static (double X, double Y) OfDegrees(double longitudeDeg, double latitudeDeg) => (
        Cgcs2000.A * longitudeDeg * RadiansPerDegree,
        Cgcs2000.A * Math.Log(Math.Tan(Math.PI / 4 + latitudeDeg * RadiansPerDegree / 2)));

    /// <summary>From metres on the map to longitude and latitude in degrees.</summary>
    public static (double LongitudeDeg, double LatitudeDeg) ToDegrees(double x, double y) => (
        x / Cgcs2000.A / RadiansPerDegree,
        (2 * Math.Atan(Math.Exp(y / Cgcs2000.A)) - Math.PI / 2) / RadiansPerDegree);

    private sealed class VertexProjection : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (var i = 0; i < sequence.Count; i++)
            {
                var (x, y) = OfDegrees(sequence.GetX(i), sequence.GetY(i));
                sequence.SetX(i, x);
                sequence.SetY(i, y);
            }
        }
    }
}
