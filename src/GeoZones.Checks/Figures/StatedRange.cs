namespace GeoZones.Checks.Figures;

/// <summary>What a figure may have been before it was rounded and worded, in the smallest unit of its dimension.</summary>
/// <param name="Least">No less.</param>
/// <param name="Most">No more; <see cref="double.PositiveInfinity"/> after 超 多 余 以上.</param>
internal readonly record struct StatedRange(double Least, double Most)
{
    private const decimal NearlyAtLeast = 0.9m;

    /// <summary>The range of a stated number.</summary>
    public static StatedRange Of(Figure figure)
    {
        var (value, half, factor) = (figure.Value!.Value, StatedUnit.HalfUnit(figure), StatedUnit.Of(figure.Unit).Factor);
        return IsAtLeast(figure.Qualifier) ? new((double)((value - half) * factor), double.PositiveInfinity)
            : IsNearly(figure.Qualifier) ? new((double)(NearlyAtLeast * value * factor), (double)((value + half) * factor))
            : new((double)((value - half) * factor), (double)((value + half) * factor));
    }

    /// <summary>Whether the words state a least: 超 多 余 以上.</summary>
    public static bool IsAtLeast(string? qualifier) => qualifier is not null && (qualifier.AsSpan().IndexOfAny('超', '多', '余') >= 0 || qualifier.Contains("以上", StringComparison.Ordinal));

    /// <summary>Whether the words state a most that is nearly reached: 近.</summary>
    public static bool IsNearly(string? qualifier) => qualifier is not null && qualifier.Contains('近');
}
