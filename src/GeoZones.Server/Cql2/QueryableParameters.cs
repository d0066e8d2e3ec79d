using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using GeoZones.Server.Features;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Cql2;

/// <summary>
/// Queryables as query parameters (part 3 of OGC API – Features): <c>?code=0012&amp;synthetic=true</c> selects what has these values. Where a property is called like a parameter of the API's own, only a filter asks about it.
/// </summary>
public static partial class QueryableParameters
{
    // A double holds every whole number up to here.
    private const long LargestWhole = 1L << 53;

    private static readonly HashSet<string> s_own = [.. ItemsQuery.Parameters, Representation.Parameter];

    /// <summary>The queryables of a collection that can be parameters.</summary>
    public static IEnumerable<FeatureProperty> Of(FeatureCollectionInfo collection) => Queryables.Of(collection).Where(property => !s_own.Contains(property.Name));

    /// <summary>The names that a query gives besides the API's own parameters, in order.</summary>
    public static IEnumerable<string> NamedBy(IQueryCollection query) => query.Keys.Where(name => !s_own.Contains(name)).Order(StringComparer.Ordinal);

    /// <summary>Reads them as comparisons.</summary>
    /// <exception cref="ProblemException">400: no queryable of that name, or no value of its type.</exception>
    public static IReadOnlyList<Expression> Parse(IQueryCollection query, FeatureCollectionInfo collection) => [.. NamedBy(query).Select(name =>
    {
        var property = Of(collection).FirstOrDefault(one => one.Name == name) ?? throw ProblemException.UnknownParameter(name, [.. ItemsQuery.Parameters, Representation.Parameter, .. Of(collection).Select(one => one.Name)]);
        return new Operation("=", new PropertyName(name), Literal(property, query[name].ToString()));
    })];

    private static Expression Literal(FeatureProperty property, string text) => property.Type switch
    {
        PropertyType.Text when property.Values is { } values && !values.Contains(text, StringComparer.Ordinal) => throw ProblemException.OfParameter(
            property.Name, $"{property.Name} 须为 {string.Join("、", values)} 之一。", $"{property.Name} is one of {string.Join(", ", values)}."),
        PropertyType.Text when text.Contains('\0', StringComparison.Ordinal) || text.EnumerateRunes().Contains(Rune.ReplacementChar) => throw Wrong(property, "UTF-8 文字", "a text in UTF-8"),
        PropertyType.Text => new TextLiteral(text),
        PropertyType.Boolean when text is "true" or "false" => new TruthLiteral(text == "true"),
        PropertyType.Boolean => throw Wrong(property, " true 或 false", "true or false"),
        PropertyType.Integer when Whole().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && Math.Abs((decimal)whole) <= LargestWhole => new NumberLiteral(whole),
        PropertyType.Integer => throw Wrong(property, "整数", "a whole number"),
        PropertyType.Number when Decimal().IsMatch(text) && double.Parse(text, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) => new NumberLiteral(number),
        PropertyType.Number => throw Wrong(property, "数", "a number"),
        _ => Instants.Parse(text) ?? throw Wrong(property, "日期或时间，例如 2026-05-01、2026-05-01T08:00:00Z", "a date or a time, for example 2026-05-01, 2026-05-01T08:00:00Z"),
    };

    private static ProblemException Wrong(FeatureProperty property, string zh, string en) => ProblemException.OfParameter(property.Name, $"{property.Name} 须为{zh}。", $"{property.Name} is {en}.");

    [GeneratedRegex(@"^-?[0-9]{1,19}\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Decimal();
}
