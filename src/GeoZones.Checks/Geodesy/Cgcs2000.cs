namespace GeoZones.Checks.Geodesy;

/// <summary>The ellipsoid of CGCS2000 (国家大地坐标系). Lengths in metres.</summary>
internal static class Cgcs2000
{
    /// <summary>Equatorial radius.</summary>
    public const double A = 6378137;

    /// <summary>Inverse flattening.</summary>
    public const double InverseFlattening = 298.257222101;

    /// <summary>Polar radius.</summary>
    public const double B = A * (1 - 1 / InverseFlattening);

    /// <summary>First eccentricity squared.</summary>
    public const double E2 = (A * A - B * B) / (A * A);

    /// <summary>Second eccentricity squared.</summary>
    public const double SecondE2 = (A * A - B * B) / (B * B);

    /// <summary>Third flattening, (a − b)/(a + b).</summary>
    public const double N = (A - B) / (A + B);

    /// <summary>Radius of the sphere whose meridian is as long as the ellipsoid's.</summary>
    public const double RectifyingRadius = A / (1 + N) * (1 + N * N / 4 + N * N * N * N / 64);
}
