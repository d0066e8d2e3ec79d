namespace GeoZones.Checks.Geodesy;

/// <summary>Area units by their written form: <c>m2</c>, <c>mu</c> 亩, <c>ha</c> 公顷, <c>km2</c> 平方公里, <c>1e4m2</c> 万平方米, <c>1e4mu</c> 万亩.</summary>
public static class AreaUnits
{
    /// <summary>Square metres in a hectare.</summary>
    public const double M2PerHa = 10_000;

    /// <summary>Square metres in a square kilometre.</summary>
    public const double M2PerKm2 = 1_000_000;

    /// <summary>Square metres in a mu 亩: 15 亩 are one hectare.</summary>
    public const double M2PerMu = 2000.0 / 3;

    /// <summary>Square metres in hectares.</summary>
    public static double ToHa(double areaM2) => areaM2 / M2PerHa;

    /// <summary>Square metres in square kilometres.</summary>
    public static double ToKm2(double areaM2) => areaM2 / M2PerKm2;

    /// <summary>Square metres in mu 亩.</summary>
    public static double ToMu(double areaM2) => areaM2 * 3 / 2000;

    /// <summary>
    /// How many thirds of a square metre one <paramref name="unit"/> is (so that 亩 stays a whole number and sums stay exact);
    /// <c>null</c> when it is no area unit.
    /// </summary>
    public static decimal? ThirdsOfM2(string? unit) => unit switch
    {
        "m2" => 3m,
        "mu" => 2000m,
        "ha" => 30_000m,
        "km2" => 3_000_000m,
        "1e4m2" => 30_000m,
        "1e4mu" => 20_000_000m,
        _ => null,
    };

    /// <summary>A stated number of <paramref name="unit"/> in m²; <c>null</c> when it is no area unit.</summary>
    public static double? ToM2(decimal value, string? unit) => ThirdsOfM2(unit) is { } thirds ? (double)(value * thirds) / 3 : null;
}
