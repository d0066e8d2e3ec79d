namespace GeoZones.Checks.Overlay;

/// <summary>
/// What the Gauss–Krüger plane has too much of: planar area − ground area = ∬ (1 − 1/k²) dA, k being the point scale factor, taken along
/// edges by Green's theorem. 1 − 1/k² = q(y)·x² − ⅔·q(y)²·x⁴ with x the distance from the meridian and q = 1/(M·N) of the footpoint latitude;
/// the next term is below 1e-9 of the area inside a 3° zone. q is linear in y to 1e-5 over one layer, which is 1e-9 of the area.
/// </summary>
public sealed class ScaleDeficit
{
    private const double A = 6378137;
    private const double Flattening = 1 / 298.257222101;
    private const double E2 = Flattening * (2 - Flattening);
    private const double FalseEastingM = 500000;
    private const double StepM = 10_000;
    // abscissae of the two-point Gauss rule on 0…1: exact for cubic integrands, which the main term is along a straight edge
    private const double First = 0.21132486540518711775, Second = 1 - First;

    private readonly double middleY, q, qSlope;

    /// <summary>The deficit for layers around a northing.</summary>
    /// <param name="middleNorthingM">Northing of the middle of the region, metres.</param>
    /// <param name="halfHeightM">How far the region reaches to the north and south of it.</param>
    public ScaleDeficit(double middleNorthingM, double halfHeightM)
    {
        middleY = middleNorthingM;
        double step = Math.Max(halfHeightM, 1000);
        q = Curvature(middleY);
        qSlope = (Curvature(middleY + step) - Curvature(middleY - step)) / (2 * step);
    }

    /// <summary>The deficit for layers between two northings, each taken to the next ten kilometres; of nothing where there are none.</summary>
    internal static ScaleDeficit Between(double leastNorthingM, double mostNorthingM)
    {
        if (!(leastNorthingM <= mostNorthingM))
        {
            return new ScaleDeficit(0, 0) { Span = (0, 0) };
        }

        double south = Math.Floor(leastNorthingM / StepM) * StepM, north = (Math.Floor(mostNorthingM / StepM) + 1) * StepM;
        return new ScaleDeficit((south + north) / 2, (north - south) / 2) { Span = (south, north) };
    }

    /// <summary>The northings that <see cref="Between"/> made it for, m.</summary>
    internal (double SouthM, double NorthM) Span { get; private init; }

    /// <summary>Part of ∮ (∫₀ˣ (1 − 1/k²) dx) dy that one straight edge gives, m²; x is easting, y northing, metres.</summary>
    public double Along(double x0, double y0, double x1, double y1)
    {
        double dx = x1 - x0, dy = y1 - y0;
        double u = x0 - FalseEastingM, v = y0 - middleY;
        return 0.5 * dy * (Inner(u + First * dx, v + First * dy) + Inner(u + Second * dx, v + Second * dy));
    }

    private double Inner(double x, double dy)
    {
        double qx2 = (q + qSlope * dy) * x * x;
        return x * qx2 * (1.0 / 3 - 2.0 / 15 * qx2);
    }

    /// <summary>1/(M·N) at the latitude whose meridian arc is <paramref name="northingM"/>, m⁻².</summary>
    private static double Curvature(double northingM)
    {
        double n = Flattening / (2 - Flattening);
        double rectifying = northingM * (1 + n) / (A * (1 + n * n / 4 + n * n * n * n / 64));
        double latitude = rectifying + (1.5 * n - 27.0 / 32 * n * n * n) * Math.Sin(2 * rectifying) + 21.0 / 16 * n * n * Math.Sin(4 * rectifying)
            + 151.0 / 96 * n * n * n * Math.Sin(6 * rectifying);
        double w2 = 1 - E2 * Math.Sin(latitude) * Math.Sin(latitude);
        return w2 * w2 / (A * A * (1 - E2));
    }
}
