namespace GeoZones.Checks.Geodesy;

/// <summary>
/// Gaussian curvature K of the ellipsoid and η² = e′²cos²φ at the footpoint latitude φ of a northing. Over the few kilometres of one ring both are parabolas to
/// 2e-11 of themselves, which spares the trigonometry at every point.
/// </summary>
internal readonly struct EllipsoidCurvature
{
    private const double LongestParabolaM = 20_000;

    // Footpoint latitude from rectifying latitude: series in the third flattening n (Helmert 1880).
    private const double N = Cgcs2000.N;
    private const double D2 = 3 * N / 2 - 27 * N * N * N / 32;
    private const double D4 = 21 * N * N / 16 - 55 * N * N * N * N / 32;
    private const double D6 = 151 * N * N * N / 96;
    private const double D8 = 1097 * N * N * N * N / 512;

    private readonly double _middle, _half;
    private readonly (double At, double Slope, double Bend) _perM2, _eta2;

    /// <summary>Ready to be asked between two northings.</summary>
    public EllipsoidCurvature(double south, double north)
    {
        (_middle, _half) = (0.5 * (south + north), 0.5 * (north - south));
        if (!IsParabola)
        {
            return;
        }

        _half = Math.Max(_half, 1);
        var (below, at, above) = (Exact(_middle - _half), Exact(_middle), Exact(_middle + _half));
        _perM2 = Parabola(below.PerM2, at.PerM2, above.PerM2);
        _eta2 = Parabola(below.Eta2, at.Eta2, above.Eta2);
    }

    private bool IsParabola => 2 * _half <= LongestParabolaM;

    /// <summary>K, m⁻², and η² at a northing.</summary>
    public (double PerM2, double Eta2) At(double northing)
    {
        if (!IsParabola)
        {
            return Exact(northing);
        }

        var t = (northing - _middle) / _half;
        return (_perM2.At + t * (_perM2.Slope + t * _perM2.Bend), _eta2.At + t * (_eta2.Slope + t * _eta2.Bend));
    }

    private static (double At, double Slope, double Bend) Parabola(double below, double at, double above) => (at, 0.5 * (above - below), 0.5 * (above + below) - at);

    /// <summary>K, m⁻², and η² at a northing, by its footpoint latitude.</summary>
    public static (double PerM2, double Eta2) Exact(double northing)
    {
        var mu = northing / Cgcs2000.RectifyingRadius;
        var (sin2, cos2) = Math.SinCos(2 * mu);
        var sin4 = 2 * sin2 * cos2;
        var sin6 = sin2 * (3 - 4 * sin2 * sin2);
        var sin8 = 2 * sin4 * (1 - 2 * sin2 * sin2);
        var sin = Math.Sin(mu + D2 * sin2 + D4 * sin4 + D6 * sin6 + D8 * sin8);
        var w2 = 1 - Cgcs2000.E2 * sin * sin;
        return (w2 * w2 / (Cgcs2000.B * Cgcs2000.B), Cgcs2000.SecondE2 * (1 - sin * sin));
    }
}
