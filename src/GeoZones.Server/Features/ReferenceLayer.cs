using System.Text;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Features;

/// <summary>A layer that planners work over and do not change.</summary>
/// <param name="Id">Of this import of it.</param>
/// <param name="Region">The region that it is shown in; <c>null</c> for all.</param>
/// <param name="Properties">Its fields.</param>
/// <param name="GeometryTypes">GeoJSON types of its geometries.</param>
/// <param name="Features">How many features it has.</param>
/// <param name="Extent">West, south, east, north, degrees; <c>null</c> where nothing is drawn.</param>
/// <param name="ImportedAt">When it was imported.</param>
public sealed record ReferenceLayer(
    long Id, string? Region, IReadOnlyList<FeatureProperty> Properties, IReadOnlyList<string> GeometryTypes, long Features, double[]? Extent, DateTime ImportedAt)
{
    /// <summary>Whether a region (<c>null</c>: any) and a plan (likewise; <c>survey</c> for what belongs to none) ask for it.</summary>
    public bool IsAskedFor(string? region, string? plan) => plan is null or "survey" && (region is null || Region is null || region == Region);

    /// <summary>A field as a property.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What it holds.</param>
    public static FeatureProperty Field(string name, PropertyType type)
    {
        var text = $"f.attributes ->> {Literal(name)}";
        return new(name, type, new Sentence(name, name), type switch
        {
            PropertyType.Number => $"({text})::double precision",
            PropertyType.Integer => $"({text})::bigint",
            PropertyType.Boolean => $"({text})::boolean",
            PropertyType.Date => $"({text})::date",
            PropertyType.Instant => $"({text})::timestamptz",
            _ => text,
        })
        {
            IsAttribute = true,
        };
    }

    // A name is whatever its author called it: nothing of it but letters and digits of ASCII comes into a statement as it is.
    private static string Literal(string name)
    {
        var text = new StringBuilder("E'");
        foreach (var unit in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(unit) ? unit.ToString() : FormattableString.Invariant($"\\u{(int)unit:x4}"));
        }
        return text.Append('\'').ToString();
    }
}
