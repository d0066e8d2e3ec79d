namespace GeoZones.Checks.Rules;

/// <summary>A number of a rule that a region may set.</summary>
/// <param name="Name">Name in the configuration, unit at its end: <c>widthM</c>, <c>areaM2</c>, <c>angleDegrees</c>.</param>
/// <param name="Default">What holds where the region sets nothing.</param>
/// <param name="Least">Smallest value allowed.</param>
/// <param name="Most">Largest value allowed.</param>
/// <param name="Meaning">What it decides.</param>
public sealed record RuleSetting(string Name, double Default, double Least, double Most, Bilingual Meaning)
{
    /// <summary>Whether a region may set it for single classes as well.</summary>
    public bool IsPerClass { get; init; }

    /// <summary>Its unit, as its name ends: <c>m²</c>, <c>m</c>, <c>°</c>; empty for a number or a ratio.</summary>
    public string Unit => Name switch
    {
        _ when Name.EndsWith("M2", StringComparison.Ordinal) => "m²",
        _ when Name.EndsWith('M') => "m",
        _ when Name.EndsWith("Degrees", StringComparison.Ordinal) => "°",
        _ => "",
    };

    /// <summary>Area, m², below which a part is ignored when it is narrow as well.</summary>
    internal static RuleSetting SliverAreaM2 { get; } = new("areaM2", 1, 0, 10_000,
        new("小于此面积、同时又窄于 widthM 的部分忽略不计（计入“忽略”合计）。", "Parts below this area that are narrower than widthM as well are ignored, and summed as ignored."));

    /// <summary>Width, m, below which a part is ignored when it is small as well.</summary>
    internal static RuleSetting SliverWidthM { get; } = new("widthM", 0.1, 0, 100,
        new("窄于此宽度（最大内切圆直径）、同时又小于 areaM2 的部分忽略不计。", "Parts narrower than this (diameter of the largest circle inside) that are below areaM2 as well are ignored."));
}
