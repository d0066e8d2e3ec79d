using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>When two findings say the same.</summary>
internal static class FindingText
{
    private const double RoundingOfSums = 1e-9;

    // Where two lines cross is computed to a few units in the last place of a northing, in one order or the other.
    private const double RoundingOfPlacesM = 1e-8;

    /// <summary>Whether two findings would be told alike, to the last digit that is told: what is summed and where lines cross may differ by rounding.</summary>
    public static bool Says(this Finding one, Finding other) =>
        ReferenceEquals(one, other)
        || (one.Id == other.Id && one.Severity == other.Severity && one.Figure == other.Figure && one.Part == other.Part
            && AreSame(one.GroundAreaM2, other.GroundAreaM2) && one.Features.SequenceEqual(other.Features) && AreSame(one.Place, other.Place)
            && AreSame(one.Params, other.Params) && one.Tolerance.Count == other.Tolerance.Count && one.Tolerance.All(other.Tolerance.Contains));

    // A line that ends on another leaves a vertex there, which is one more of the same line.
    private static bool AreSame(Geometry? one, Geometry? other) =>
        one is null ? other is null : other is not null && (ReferenceEquals(one, other) || one.EqualsExact(other, RoundingOfPlacesM) || SameLine.Is(one, other, RoundingOfPlacesM));

    private static bool AreSame(double? one, double? other) => one is { } a && other is { } b ? Math.Abs(a - b) <= RoundingOfSums * Math.Max(1, Math.Abs(a)) : one == other;

    private static bool AreSame(IReadOnlyDictionary<string, object> one, IReadOnlyDictionary<string, object> other) => one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value)
        && (pair.Value is double a && value is double b ? AreSame(a, b) : Equals(pair.Value, value)));
}
