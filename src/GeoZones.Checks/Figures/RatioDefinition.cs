namespace GeoZones.Checks.Figures;

/// <summary>A share or intensity and what it is the ratio of. Its part is stated for its own subject, its base for the same one or for a whole with a name of its own.</summary>
/// <param name="Quantity">The ratio.</param>
/// <param name="Part">Quantity above the line.</param>
/// <param name="Bases">Quantities below the line; the first that is stated counts.</param>
/// <param name="BaseSubject">Whose the base is; <c>null</c> for the ratio's own subject.</param>
internal sealed record RatioDefinition(string Quantity, string Part, IReadOnlyList<string> Bases, string? BaseSubject = null)
{
    private const string ShareOfCity = "-share-of-city";
    private const string City = "city";
    private const string Year = "全年";

    private static readonly RatioDefinition[] s_named =
    [
        new("share-of-year", "investment", ["investment"], Year),
        new("leading-industries-share", "leading-industries-income", ["income"]),
        new("landless-farmers-share", "landless-farmers-in-work", ["landless-farmers"]),
        new("plot-ratio", "floor-area", ["land-of-these-projects", "area"]),
        new("investment-intensity", "investment", ["built-up-area", "area"]),
        new("output-intensity", "output", ["built-up-area", "area"]),
    ];

    /// <summary>What a quantity is the ratio of; <c>null</c> when it is no ratio that is known.</summary>
    public static RatioDefinition? Of(string quantity) =>
        quantity.EndsWith(ShareOfCity, StringComparison.Ordinal) && quantity[..^ShareOfCity.Length] is { Length: > 0 } whole
            ? new(quantity, whole, [whole], City)
            : Array.Find(s_named, ratio => ratio.Quantity == quantity);

    /// <summary>How large one unit of the ratio is, with part and base in the smallest units of their dimensions; <c>null</c> when the units do not fit each other.</summary>
    public static double? UnitOf(string? unit, StatedUnit part, StatedUnit? baseUnit) => unit switch
    {
        "%" when baseUnit is null || baseUnit.Value.Dimension == part.Dimension => 0.01,
        "1" when baseUnit is null || baseUnit.Value.Dimension == part.Dimension => 1,
        { } when unit.Split('/') is [var above, var below] && StatedUnit.Of(above) is var a && StatedUnit.Of(below) is var b
            && a.Dimension == part.Dimension && (baseUnit is null || b.Dimension == baseUnit.Value.Dimension) => (double)(a.Factor / b.Factor),
        _ => null,
    };

    /// <summary>The unit in which the base is told when none is stated: that of the part, or what stands below the line.</summary>
    public static string? BaseUnitOf(string? unit, string? partUnit) => unit?.Split('/') is [_, var below] ? below : partUnit;
}
