using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Figures;

/// <summary>What a declared area equals that is not the measured one.</summary>
/// <param name="Kind">Token, see <see cref="AreaDiagnosis"/>.</param>
/// <param name="AreaM2">The area that it equals, m².</param>
/// <param name="LikelyUnit">The unit that the number is really in.</param>
/// <param name="Revision">The earlier revision.</param>
internal readonly record struct Diagnosis(string Kind, double AreaM2, string? LikelyUnit = null, int? Revision = null);

/// <summary>
/// Looks for what a declared area equals if it equals something. Every candidate is computed from the drawing (or is itself declared), none guessed from a ratio, and one is named
/// only where the stated decimals tell it from the measured area.
/// </summary>
internal static class AreaDiagnosis
{
    /// <summary>The decimals explain the difference.</summary>
    public const string Rounding = "rounding";

    /// <summary>投影面积 in the region's plane.</summary>
    public const string Planar = "planar";

    /// <summary>Area on a web map.</summary>
    public const string OnWebMap = "web-mercator";

    /// <summary>Survey formula with the constants of Xi'an 80.</summary>
    public const string Xian80 = "xian-80";

    /// <summary>Converted with 666.67 m² a mu.</summary>
    public const string RoundMu = "mu-666.67";

    /// <summary>The number is in another unit.</summary>
    public const string OtherUnit = "other-unit";

    /// <summary>A floor area that is declared for the same subject.</summary>
    public const string FloorArea = "floor-area";

    /// <summary>What an earlier revision drew.</summary>
    public const string EarlierBoundary = "earlier-boundary";

    /// <summary>Without what is built up today.</summary>
    public const string LessBuiltUp = "less-built-up";

    private const double RoundMuM2 = 666.67;

    // Stored vertices lie on a grid of 0.1 mm: what was measured before they were rounded may differ this much.
    private const double NoiseM2 = 0.01;
    private const double RelativeNoise = 1e-8;

    /// <summary>What the declared area equals; <c>null</c> when nothing known.</summary>
    public static Diagnosis? Of(DeclaredArea declared, CheckContext context)
    {
        var (declaredM2, measuredM2) = (declared.DeclaredM2, declared.MeasuredM2);
        var slackM2 = Math.Max(declared.HalfUnitM2, Math.Max(NoiseM2, RelativeNoise * measuredM2));
        return Math.Abs(declaredM2 - measuredM2) <= slackM2 ? null : Candidates(declared, context)
            .Where(candidate => Math.Abs(candidate.AreaM2 - declaredM2) <= slackM2 && Math.Abs(candidate.AreaM2 - measuredM2) > slackM2)
            .OrderBy(candidate => Math.Abs(candidate.AreaM2 - declaredM2))
            .Select(candidate => (Diagnosis?)candidate)
            .FirstOrDefault();
    }

    private static IEnumerable<Diagnosis> Candidates(DeclaredArea declared, CheckContext context)
    {
        var measuredM2 = declared.MeasuredM2;
        List<Geometry> degrees = [.. declared.Features.Select(feature => context.Plane.ToDegrees(feature.Plane))];
        yield return new(Planar, declared.Features.Sum(feature => feature.Measures!.PlanarAreaM2));
        yield return new(OnWebMap, degrees.Sum(area => AreaMeasure.PlanarAreaM2(WebMercator.OfDegrees(area))));

        // Only what the ellipsoid makes: vertices that went to the plane and back are off by a hair.
        yield return new(Xian80, measuredM2 + degrees.Sum(area => AreaMeasure.EllipsoidalAreaM2(area, SurveyFormula.OnXian80) - AreaMeasure.EllipsoidalAreaM2(area)));
        yield return new(RoundMu, declared.Unit is "mu" or "1e4mu" ? measuredM2 / RoundMuM2 * AreaUnits.M2PerMu : AreaUnits.ToMu(measuredM2) * RoundMuM2);
        foreach (var (from, to) in UnitMixUp.Readings(declared))
        {
            yield return new(OtherUnit, measuredM2 * AreaUnits.ToM2(1, from)!.Value / AreaUnits.ToM2(1, to)!.Value, LikelyUnit: to);
        }

        foreach (var figure in context.Figures.Where(figure => figure.Quantity.EndsWith(FloorArea, StringComparison.Ordinal) && figure.Value is not null && IsAbout(figure.Subject, declared)))
        {
            if (AreaUnits.ToM2(figure.Value!.Value, figure.Unit) is { } floorM2)
            {
                yield return new(FloorArea, floorM2);
            }
        }

        foreach (var earlier in context.Earlier.Where(area => IsForerunner(area, declared)).GroupBy(area => (area.Plan, area.Revision)).OrderByDescending(group => group.Key.Revision))
        {
            yield return new(EarlierBoundary, earlier.Sum(area => area.EllipsoidalAreaM2), Revision: earlier.Key.Revision);
        }

        if (BuiltUpM2(declared, context) is > 0 and var builtUpM2)
        {
            yield return new(LessBuiltUp, measuredM2 - builtUpM2);
        }
    }

    private static bool IsAbout(string subject, DeclaredArea declared) =>
        subject == declared.Subject || declared.Features.Any(feature => feature.Name is { Length: > 0 } name && subject.EndsWith("/" + name, StringComparison.Ordinal));

    // A boundary by its zone, in whatever plan; a sub-park by name or code.
    private static bool IsForerunner(EarlierArea area, DeclaredArea declared) => declared.Features.Any(feature => feature.Collection == area.Collection
        && (area.Collection == Collections.ZoneBoundaries ? feature.Zone == area.Zone : (area.Name is not null && feature.Name == area.Name) || (area.Code is not null && feature.Code == area.Code)));

    private static double BuiltUpM2(DeclaredArea declared, CheckContext context)
    {
        var extent = declared.Features.Aggregate(new Envelope(), (all, feature) => all.ExpandedBy(feature.Plane.EnvelopeInternal));
        List<Geometry> built = [.. context.BuiltToday.Select(feature => feature.Plane).Where(area => extent.Intersects(area.EnvelopeInternal))];
        return built.Count == 0 ? 0 : AreaTable.Of(context.Pack(declared.Features.Select(feature => feature.Plane)), context.Pack(built), cancellation: context.Cancellation)
            .Where(area => area.IsGround).OrderBy(area => area.First).ThenBy(area => area.Second).Sum(area => area.GroundM2);
    }
}
