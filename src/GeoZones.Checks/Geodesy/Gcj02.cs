namespace GeoZones.Checks.Geodesy;

/// <summary>
/// The coordinates of Chinese web maps (GCJ-02): longitudes and latitudes that are shifted by 100 to 700 m. The formula was never published; it is known from
/// <see href="https://github.com/googollee/eviltransform"/>, on the ellipsoid of Krasovsky, and holds in China. Nothing is measured or stored in it here.
/// </summary>
public static class Gcj02
{
    private const double A = 6378245;
    private const double E2 = 0.00669342162296594323;
    private const double RadiansPerDegree = Math.PI / 180;
    private const int Steps = 10;

    /// <summary>What web maps make of a true longitude and latitude, all in degrees.</summary>
    public static (double LongitudeDeg, double LatitudeDeg) Shifted(double longitudeDeg, double latitudeDeg)
    {
        var (east, north) = ShiftM(longitudeDeg - 105, latitudeDeg - 35);
        var (sin, cos) = Math.SinCos(latitudeDeg * RadiansPerDegree);
        var w2 = 1 - E2 * sin * sin;
        return (
            longitudeDeg + east / (A / Math.Sqrt(w2) * cos) / RadiansPerDegree,
            latitudeDeg + north / (A * (1 - E2) / (w2 * Math.Sqrt(w2))) / RadiansPerDegree);
    }

    /// <summary>The longitude and latitude that a web map has shifted, in degrees: the shift changes so slowly that each step comes some hundred times nearer.</summary>
    public static (double LongitudeDeg, double LatitudeDeg) Restored(double longitudeDeg, double latitudeDeg)
    {
        var (longitude, latitude) = (longitudeDeg, latitudeDeg);
        for (var step = 0; step < Steps; step++)
        {
            var shifted = Shifted(longitude, latitude);
            (longitude, latitude) = (longitude + longitudeDeg - shifted.LongitudeDeg, latitude + latitudeDeg - shifted.LatitudeDeg);
        }

        return (longitude, latitude);
    }

    // Metres to the east and to the north; x and y in degrees.
    private static (double East, double North) ShiftM(double x, double y)
    {
        static double Wave(double amplitude, double halfPeriod, double at) => amplitude * 2 / 3 * Math.Sin(at * Math.PI / halfPeriod);
        var both = Wave(20, 1 / 6.0, x) + Wave(20, 1 / 2.0, x);
        return (
            300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x)) + both + Wave(20, 1, x) + Wave(40, 3, x) + Wave(150, 12, x) + Wave(300, 30, x),
            -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x)) + both + Wave(20, 1, y) + Wave(40, 3, y) + Wave(160, 12, y) + Wave(320, 30, y));
    }
}
