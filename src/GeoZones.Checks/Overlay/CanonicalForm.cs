using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// One way to write down an area, whatever way it was drawn: every ring begins at its most south-western vertex (by x, then y), shells run clockwise and holes the other way.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>The geometry itself where it has the form already, else a copy that has.</summary>
    public static Geometry Of(Geometry geometry) => geometry is Polygon { NumInteriorRings: 0, IsEmpty: false } polygon && HasForm(polygon.ExteriorRing.CoordinateSequence)
        ? geometry
        : geometry.Normalized();

    // A start that comes twice is left to the copy: it decides for the same one however the ring was drawn.
    private static bool HasForm(CoordinateSequence ring)
    {
        double x = ring.GetX(0), y = ring.GetY(0);
        for (var v = 1; v < ring.Count - 1; v++)
        {
            var vx = ring.GetX(v);
            if (!(vx > x || (vx == x && ring.GetY(v) > y)))
            {
                return false;
            }
        }

        return ring.Count > 3 && !NetTopologySuite.Algorithm.Orientation.IsCCW(ring);
    }
}
