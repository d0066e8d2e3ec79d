using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Geodesy;

/// <summary>The projection of web maps (EPSG:3857). It exaggerates areas by half at 35° N, and is here only to recognise areas that were measured in it.</summary>
internal static class WebMercator
{
    private const double RadiansPerDegree = Math.PI / 180;

    /// <summary>A copy on the map, vertex by vertex, of a geometry in longitude/latitude.</summary>
    public static Geometry OfDegrees(Geometry degrees)
    {
        var copy = degrees.Copy();
        copy.Apply(new VertexProjection());
        return copy;
    }

    private sealed class VertexProjection : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (var i = 0; i < sequence.Count; i++)
            {
                sequence.SetX(i, Cgcs2000.A * sequence.GetX(i) * RadiansPerDegree);
                sequence.SetY(i, Cgcs2000.A * Math.Log(Math.Tan(Math.PI / 4 + sequence.GetY(i) * RadiansPerDegree / 2)));
            }
        }
    }
}
