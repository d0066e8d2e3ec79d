using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>Knows quickly, of nearly all areas, that they are valid: one ring that never touches itself.</summary>
internal static class SimpleRing
{
    private const int LargestRing = 4096;

    /// <summary>Whether an area is certainly valid; <c>false</c> says that it must be looked at closely.</summary>
    public static bool Is(Geometry geometry)
    {
        if (geometry is MultiPolygon { NumGeometries: 1 })
        {
            geometry = geometry.GetGeometryN(0);
        }

        return geometry is Polygon { NumInteriorRings: 0, IsEmpty: false } polygon && polygon.ExteriorRing.NumPoints is > 3 and <= LargestRing
            && (IsStar(polygon.ExteriorRing.CoordinateSequence, polygon.EnvelopeInternal.Centre) || NeverTouches(polygon.ExteriorRing.CoordinateSequence));
    }

    // Seen from a point, a ring that goes round it once and never turns back cannot meet itself.
    private static bool IsStar(CoordinateSequence ring, Coordinate from)
    {
        double x0 = ring.GetX(0), y0 = ring.GetY(0);
        if (x0 != ring.GetX(ring.Count - 1) || y0 != ring.GetY(ring.Count - 1))
        {
            return false;
        }

        var (way, turns) = (0.0, 0);
        for (var v = 1; v < ring.Count; v++)
        {
            double x1 = ring.GetX(v), y1 = ring.GetY(v);
            var side = Orientation.Of(from.X, from.Y, x0, y0, x1, y1);
            if (side is not (> 0 or < 0) || (way != 0 && side > 0 != way > 0))
            {
                return false;
            }

            way = side;
            turns += y0 < from.Y != y1 < from.Y ? 1 : 0;
            (x0, y0) = (x1, y1);
        }

        return turns == 2;
    }

    private static bool NeverTouches(CoordinateSequence ring)
    {
        var edges = ring.Count - 1;
        Span<double> x = edges < 128 ? stackalloc double[edges + 1] : new double[edges + 1];
        Span<double> y = edges < 128 ? stackalloc double[edges + 1] : new double[edges + 1];
        Span<double> west = edges < 128 ? stackalloc double[edges] : new double[edges];
        Span<int> order = edges < 128 ? stackalloc int[edges] : new int[edges];
        for (var v = 0; v <= edges; v++)
        {
            (x[v], y[v]) = (ring.GetX(v), ring.GetY(v));
            if (!double.IsFinite(x[v]) || !double.IsFinite(y[v]))
            {
                return false;
            }
        }

        if (x[0] != x[edges] || y[0] != y[edges])
        {
            return false;
        }

        for (var e = 0; e < edges; e++)
        {
            (west[e], order[e]) = (Math.Min(x[e], x[e + 1]), e);
        }

        west.Sort(order);
        for (var i = 0; i < edges; i++)
        {
            var a = order[i];
            double x0 = x[a], y0 = y[a], x1 = x[a + 1], y1 = y[a + 1], east = Math.Max(x0, x1), south = Math.Min(y0, y1), north = Math.Max(y0, y1);
            for (var j = i + 1; j < edges && west[j] <= east; j++)
            {
                var b = order[j];
                double u0 = x[b], v0 = y[b], u1 = x[b + 1], v1 = y[b + 1];
                if (Math.Max(v0, v1) < south || Math.Min(v0, v1) > north)
                {
                    continue;
                }

                // Neighbours may share their common vertex and nothing else.
                var apart = Math.Abs(a - b);
                if (apart == 1 || apart == edges - 1)
                {
                    var aComesFirst = b == a + 1 || (a == edges - 1 && b == 0);
                    var (px, py, qx, qy, rx, ry) = aComesFirst ? (x0, y0, x1, y1, u1, v1) : (u0, v0, u1, v1, x1, y1);
                    if ((px == qx && py == qy) || (qx == rx && qy == ry) || (Orientation.Of(px, py, qx, qy, rx, ry) == 0 && (qx - px) * (rx - qx) + (qy - py) * (ry - qy) < 0))
                    {
                        return false;
                    }
                }
                else if (Touch(x0, y0, x1, y1, u0, v0, u1, v1))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Touch(double x0, double y0, double x1, double y1, double u0, double v0, double u1, double v1)
    {
        double a = Orientation.Of(x0, y0, x1, y1, u0, v0), b = Orientation.Of(x0, y0, x1, y1, u1, v1);
        if ((a > 0 && b > 0) || (a < 0 && b < 0))
        {
            return false;
        }

        double c = Orientation.Of(u0, v0, u1, v1, x0, y0), d = Orientation.Of(u0, v0, u1, v1, x1, y1);
        return !((c > 0 && d > 0) || (c < 0 && d < 0));
    }
}
