namespace GeoZones.Checks.Geodesy;

/// <summary>
/// The Gauss–Krüger projection of the CGCS2000 ellipsoid about any meridian by Krüger's series in the third flattening to its sixth power: within a micrometre up to 30° from the central meridian,
/// and without an object for a vertex. Easting has 500 km at the central meridian; metres and degrees.
/// </summary>
/// <param name="centralMeridianDeg">Longitude of the central meridian.</param>
public sealed class KruegerSeries(double centralMeridianDeg)
{
    private const double RadiansPerDegree = Math.PI / 180;
    private const double N = Cgcs2000.N;
    private const double N2 = N * N;
    private const double N3 = N2 * N;
    private const double N4 = N3 * N;
    private const double N5 = N4 * N;
    private const double N6 = N5 * N;
    private const double Radius = Cgcs2000.A / (1 + N) * (1 + N2 / 4 + N4 / 64 + N6 / 256);

    // L. Krüger, Konforme Abbildung des Erdellipsoids in der Ebene (1912), continued to the sixth power as in C. F. F. Karney, Transverse Mercator with an accuracy of a few nanometers (2011).
    private static readonly double[] s_forward =
    [
        N / 2 - 2 * N2 / 3 + 5 * N3 / 16 + 41 * N4 / 180 - 127 * N5 / 288 + 7891 * N6 / 37800,
        13 * N2 / 48 - 3 * N3 / 5 + 557 * N4 / 1440 + 281 * N5 / 630 - 1983433 * N6 / 1935360,
        61 * N3 / 240 - 103 * N4 / 140 + 15061 * N5 / 26880 + 167603 * N6 / 181440,
        49561 * N4 / 161280 - 179 * N5 / 168 + 6601661 * N6 / 7257600,
        34729 * N5 / 80640 - 3418889 * N6 / 1995840,
        212378941 * N6 / 319334400,
    ];

    private static readonly double[] s_inverse =
    [
        N / 2 - 2 * N2 / 3 + 37 * N3 / 96 - N4 / 360 - 81 * N5 / 512 + 96199 * N6 / 604800,
        N2 / 48 + N3 / 15 - 437 * N4 / 1440 + 46 * N5 / 105 - 1118711 * N6 / 3870720,
        17 * N3 / 480 - 37 * N4 / 840 - 209 * N5 / 4480 + 5569 * N6 / 90720,
        4397 * N4 / 161280 - 11 * N5 / 504 - 830251 * N6 / 7257600,
        4583 * N5 / 161280 - 108847 * N6 / 3991680,
        20648693 * N6 / 638668800,
    ];

    private static readonly double s_e = Math.Sqrt(Cgcs2000.E2);

    /// <summary>From longitude and latitude to easting and northing.</summary>
    public (double EastingM, double NorthingM) ToPlane(double longitudeDeg, double latitudeDeg)
    {
        var lambda = (longitudeDeg - centralMeridianDeg) * RadiansPerDegree;
        var (sin, cos) = Math.SinCos(latitudeDeg * RadiansPerDegree);
        var tau = sin / cos;
        // tangent of the conformal latitude
        var sigma = Math.Sinh(s_e * Math.Atanh(s_e * sin));
        var tangent = tau * Math.Sqrt(1 + sigma * sigma) - sigma * Math.Sqrt(1 + tau * tau);
        var (sinLambda, cosLambda) = Math.SinCos(lambda);
        var xi = Math.Atan2(tangent, cosLambda);
        var eta = Math.Asinh(sinLambda / Math.Sqrt(tangent * tangent + cosLambda * cosLambda));
        var (northing, easting) = Sum(s_forward, xi, eta, 1);
        return (GaussKrugerPlane.FalseEastingM + Radius * easting, Radius * northing);
    }

    /// <summary>From easting and northing to longitude and latitude; not finite where the plane has no such point.</summary>
    public (double LongitudeDeg, double LatitudeDeg) ToDegrees(double eastingM, double northingM)
    {
        var (xi, eta) = Sum(s_inverse, northingM / Radius, (eastingM - GaussKrugerPlane.FalseEastingM) / Radius, -1);
        var (sinXi, cosXi) = Math.SinCos(xi);
        var sinh = Math.Sinh(eta);
        var tangent = sinXi / Math.Sqrt(sinh * sinh + cosXi * cosXi);
        return (centralMeridianDeg + Math.Atan2(sinh, cosXi) / RadiansPerDegree, Math.Atan(GeodeticTangent(tangent)) / RadiansPerDegree);
    }

    /// <summary>(ξ, η) plus or minus the sum of aⱼ sin 2j(ξ + iη), by Clenshaw's recurrence in complex numbers.</summary>
    private static (double Xi, double Eta) Sum(double[] a, double xi, double eta, int sign)
    {
        var (sin, cos) = Math.SinCos(2 * xi);
        var (sinh, cosh) = (Math.Sinh(2 * eta), Math.Cosh(2 * eta));
        var (re, im) = (2 * cos * cosh, -2 * sin * sinh);
        double re1 = 0, im1 = 0, re2 = 0, im2 = 0;
        for (var j = a.Length - 1; j >= 0; j--)
        {
            var (nextRe, nextIm) = (re * re1 - im * im1 - re2 + a[j], re * im1 + im * re1 - im2);
            (re2, im2, re1, im1) = (re1, im1, nextRe, nextIm);
        }
        var (sinRe, sinIm) = (sin * cosh, cos * sinh);
        return (xi + sign * (re1 * sinRe - im1 * sinIm), eta + sign * (re1 * sinIm + im1 * sinRe));
    }

    // Newton's method on the tangent of the conformal latitude; three steps are more than doubles need.
    private static double GeodeticTangent(double conformal)
    {
        var tau = conformal / (1 - Cgcs2000.E2);
        for (var step = 0; step < 5; step++)
        {
            var root = Math.Sqrt(1 + tau * tau);
            var sigma = Math.Sinh(s_e * Math.Atanh(s_e * tau / root));
            var reached = tau * Math.Sqrt(1 + sigma * sigma) - sigma * root;
            var correction = (conformal - reached) / Math.Sqrt(1 + reached * reached) * (1 + (1 - Cgcs2000.E2) * tau * tau) / ((1 - Cgcs2000.E2) * root);
            tau += correction;
            if (!(Math.Abs(correction) > 1e-15 * Math.Max(1, Math.Abs(tau))))
            {
                break;
            }
        }
        return tau;
    }
}
