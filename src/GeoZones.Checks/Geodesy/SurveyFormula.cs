using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Geodesy;

/// <summary>
/// The area formula of the national land survey (国土调查办发〔2008〕32号): every edge, straight in longitude/latitude, spans a trapezoid with
/// a reference meridian; its area is a series in e² (here over CGCS2000) with the five terms that the document gives.
/// </summary>
internal static class SurveyFormula
{
    private const double E2 = Cgcs2000.E2;
    private const double E4 = E2 * E2;
    private const double E6 = E4 * E2;
    private const double E8 = E4 * E4;
    private const double A = 1 + 3.0 / 6 * E2 + 30.0 / 80 * E4 + 35.0 / 112 * E6 + 630.0 / 2304 * E8;
    private const double B = 1.0 / 6 * E2 + 15.0 / 80 * E4 + 21.0 / 112 * E6 + 420.0 / 2304 * E8;
    private const double C = 3.0 / 80 * E4 + 7.0 / 112 * E6 + 180.0 / 2304 * E8;
    private const double D = 1.0 / 112 * E6 + 45.0 / 2304 * E8;
    private const double E = 5.0 / 2304 * E8;
    private const double RadiansPerDegree = Math.PI / 180;

    /// <summary>Signed area of a closed ring in degrees, m²; positive or negative with its direction.</summary>
    public static double RingAreaM2(CoordinateSequence ring)
    {
        if (ring.Count < 4)
        {
            return 0;
        }

        // The reference meridian cancels over a closed ring; one at the ring keeps rounding small.
        var reference = ring.GetX(0);
        double sum = 0;
        for (var i = 1; i < ring.Count; i++)
        {
            var deltaL = ((ring.GetX(i - 1) - reference) + (ring.GetX(i) - reference)) / 2 * RadiansPerDegree;
            var deltaB = (ring.GetY(i) - ring.GetY(i - 1)) * RadiansPerDegree;
            var bm = (ring.GetY(i) + ring.GetY(i - 1)) / 2 * RadiansPerDegree;
            sum += deltaL * (A * Math.Sin(deltaB / 2) * Math.Cos(bm)
                - B * Math.Sin(3 * deltaB / 2) * Math.Cos(3 * bm)
                + C * Math.Sin(5 * deltaB / 2) * Math.Cos(5 * bm)
                - D * Math.Sin(7 * deltaB / 2) * Math.Cos(7 * bm)
                + E * Math.Sin(9 * deltaB / 2) * Math.Cos(9 * bm));
        }

        return 2 * Cgcs2000.B * Cgcs2000.B * sum;
    }
}
