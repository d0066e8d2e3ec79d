using GeoZones.Checks.Geodesy;

namespace GeoZones.Checks.Figures;

/// <summary>A stated unit taken apart, so that figures of one dimension add up exactly.</summary>
/// <param name="Dimension">What is measured: figures of different dimensions cannot be added.</param>
/// <param name="Factor">How many of the dimension's smallest units one is; areas count in thirds of a square metre, because of the 亩.</param>
internal readonly record struct StatedUnit(string Dimension, decimal Factor)
{
    /// <summary>Reads a unit as written; an unknown one is a dimension of its own.</summary>
    public static StatedUnit Of(string? unit) => unit switch
    {
        _ when AreaUnits.ThirdsOfM2(unit) is { } thirds => new("area", thirds),
        "m" => new("length", 1),
        "km" => new("length", 1000),
        { } when unit.StartsWith("1e4", StringComparison.Ordinal) => new(unit[3..], 10_000),
        { } when unit.StartsWith("1e8", StringComparison.Ordinal) => new(unit[3..], 100_000_000),
        _ => new(unit ?? "", 1),
    };

    /// <summary>Half a unit of the last decimal that a figure states, in its own unit: what rounding may have hidden.</summary>
    public static decimal HalfUnit(Figure figure) => new(5, 0, 0, false, (byte)(Math.Clamp(figure.Decimals, 0, 27) + 1));
}
