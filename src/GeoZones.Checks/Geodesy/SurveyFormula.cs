using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Geodesy;

/// <summary>
/// The area formula of the national land survey (国土调查办发〔2008〕32号): every edge, straight in longitude/latitude, spans a trapezoid with
/// a reference meridian; its area is a series in e² with the five terms that the document gives. The binding ellipsoid is that of CGCS2000;
/// Xi'an 80 is here because older documents were measured on it.
/// </summary>
internal sealed class SurveyFormula
{
    private const double RadiansPerDegree = Math.PI / 180;

    private readonly double _polarM;
    private readonly double _a;
    private readonly double _b;
    private readonly double _c;
    private readonly double _d;
    private readonly double _e;

    private SurveyFormula(double equatorialM, double inverseFlattening)
    {
        _polarM = equatorialM * (1 - 1 / inverseFlattening);
        var e2 = (equatorialM * equatorialM - _polarM * _polarM) / (equatorialM * equatorialM);
        var e4 = e2 * e2;
        var e6 = e4 * e2;
        var e8 = e4 * e4;
        _a = 1 + 3.0 / 6 * e2 + 30.0 / 80 * e4 + 35.0 / 112 * e6 + 630.0 / 2304 * e8;
        _b = 1.0 / 6 * e2 + 15.0 / 80 * e4 + 21.0 / 112 * e6 + 420.0 / 2304 * e8;
        _c = 3.0 / 80 * e4 + 7.0 / 112 * e6 + 180.0 / 2304 * e8;
        _d = 1.0 / 112 * e6 + 45.0 / 2304 * e8;
        _e = 5.0 / 2304 * e8;
    }

    /// <summary>On the ellipsoid of CGCS2000.</summary>
    public static SurveyFormula OnCgcs2000 { get; } = new(Cgcs2000.A, Cgcs2000.InverseFlattening);

    /// <summary>With the constants of Xi'an 80 (1980西安坐标系, IAG 1975).</summary>
    public static SurveyFormula OnXian80 { get; } = new(6378140, 298.257);

    /// <summary>Signed area of a closed ring in degrees, m²; positive or negative with its direction.</summary>
    public double RingAreaM2(CoordinateSequence ring)
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
            sum += deltaL * (_a * Math.Sin(deltaB / 2) * Math.Cos(bm)
                - _b * Math.Sin(3 * deltaB / 2) * Math.Cos(3 * bm)
                + _c * Math.Sin(5 * deltaB / 2) * Math.Cos(5 * bm)
                - _d * Math.Sin(7 * deltaB / 2) * Math.Cos(7 * bm)
                + _e * Math.Sin(9 * deltaB / 2) * Math.Cos(9 * bm));
        }

        return 2 * _polarM * _polarM * sum;
    }
}
