using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Geodesy;

/// <summary>
/// Integrals over the ellipsoid of figures drawn with straight edges in a Gauss–Krüger plane. Lengths there are too long by the point scale factor k,
/// areas by k². With X = easting − 500 km, w = −ln k and K the Gaussian curvature, Liouville's equation Δw = −K e^(2w) together with w = ∂w/∂X = 0 on the
/// central meridian gives, K and η² = e′²cos²φ taken at the footpoint latitude,
/// <code>1/k² = 1 − KX² + (2 − η²)/3·K²X⁴ − 17/45·K³X⁶ + 62/315·K⁴X⁸ …</code>
/// which is good to 1e-11 within 300 km of the meridian. By Green's theorem ∬dA/k² = ∮P dY with P = ∫₀ˣ dX/k²; each edge is integrated by
/// Gauss–Legendre quadrature, so that it does not matter how an edge is cut.
/// </summary>
internal static class GroundIntegral
{
    private const double LongestStepM = 20_000;

    // Gauss–Legendre nodes and weights of order 6 on [0, 1].
    private static readonly double s_outer = Math.Sqrt(0.6) / 2;
    private static readonly (double At, double Weight)[] s_nodes = [(0.5 - s_outer, 5.0 / 18), (0.5, 8.0 / 18), (0.5 + s_outer, 5.0 / 18)];

    /// <summary>Signed ground area of a closed ring in the plane, m²; positive when it runs counter-clockwise.</summary>
    public static double RingAreaM2(CoordinateSequence ring)
    {
        if (ring.Count < 4)
        {
            return 0;
        }

        double south = ring.GetY(0), north = south;
        for (var i = 1; i < ring.Count; i++)
        {
            (south, north) = (Math.Min(south, ring.GetY(i)), Math.Max(north, ring.GetY(i)));
        }

        // ∮P₀ dY = 0 for any constant P₀; one at the ring keeps rounding small.
        var curvature = new EllipsoidCurvature(south, north);
        var reference = PrimitiveM(ring.GetX(0) - GaussKrugerPlane.FalseEastingM, ring.GetY(0), curvature);
        double sum = 0;
        for (var i = 1; i < ring.Count; i++)
        {
            sum += Edge(ring.GetX(i - 1), ring.GetY(i - 1), ring.GetX(i), ring.GetY(i), reference, curvature);
        }

        return sum;
    }

    /// <summary>Ground length of a line in the plane, m.</summary>
    public static double LengthM(CoordinateSequence line)
    {
        double sum = 0;
        for (var i = 1; i < line.Count; i++)
        {
            double x0 = line.GetX(i - 1), y0 = line.GetY(i - 1), dx = line.GetX(i) - x0, dy = line.GetY(i) - y0;
            var length = Math.Sqrt(dx * dx + dy * dy);
            var steps = Steps(length);
            double mean = 0;
            for (var step = 0; step < steps; step++)
            {
                foreach (var (at, weight) in s_nodes)
                {
                    var t = (step + at) / steps;
                    mean += weight * Math.Sqrt(InverseAreaScale(x0 + t * dx - GaussKrugerPlane.FalseEastingM, y0 + t * dy));
                }
            }

            sum += length * mean / steps;
        }

        return sum;
    }

    private static double Edge(double x0, double y0, double x1, double y1, double reference, in EllipsoidCurvature curvature)
    {
        double dx = x1 - x0, dy = y1 - y0;
        if (dy == 0)
        {
            return 0;
        }

        var steps = Steps(Math.Abs(dx) + Math.Abs(dy));
        double mean = 0;
        for (var step = 0; step < steps; step++)
        {
            foreach (var (at, weight) in s_nodes)
            {
                var t = (step + at) / steps;
                mean += weight * (PrimitiveM(x0 + t * dx - GaussKrugerPlane.FalseEastingM, y0 + t * dy, curvature) - reference);
            }
        }

        return dy * mean / steps;
    }

    private static int Steps(double lengthM) => lengthM <= LongestStepM ? 1 : (int)Math.Min(10_000, Math.Ceiling(lengthM / LongestStepM));

    private static double PrimitiveM(double x, double northing, in EllipsoidCurvature curvature)
    {
        var (k, eta2) = curvature.At(northing);
        var u = k * x * x;
        return x * (1 - u * (1.0 / 3 - u * ((2 - eta2) / 15 - u * (17.0 / 315 - u * (62.0 / 2835)))));
    }

    private static double InverseAreaScale(double x, double northing)
    {
        var (k, eta2) = EllipsoidCurvature.Exact(northing);
        var u = k * x * x;
        return 1 - u * (1 - u * ((2 - eta2) / 3 - u * (17.0 / 45 - u * (62.0 / 315))));
    }
}
