using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Cql2;

/// <summary>
/// Writes a filter as SQL: names only from the collection's list, values only as parameters, types checked, and nothing that could fail while the database computes it. What cannot be computed (a division by zero)
/// is unknown, and what is unknown selects nothing.
/// </summary>
internal sealed partial class FilterSql(NpgsqlCommand command, FeatureCollectionInfo collection, string revision, CoordinateReference crs)
{
    private enum Kind
    {
        Text,
        Number,
        // computed exactly, so that nothing overflows
        Computed,
        Truth,
        Instant,
        Interval,
        Geometry,
    }

    /// <summary>A part in SQL. Times have a start and an end.</summary>
    private readonly record struct Part(Kind Kind, string Sql, string? End = null, bool IsProperty = false)
    {
        /// <summary>Where an interval ends with a day, the first moment of that day; else the end.</summary>
        public string LastStart { get; init; } = Sql;

        public bool IsNumber => Kind is Kind.Number or Kind.Computed;
    }

    /// <summary>The condition that a filter is.</summary>
    /// <exception cref="ProblemException">400: an unknown property, or types that do not fit.</exception>
    public string Condition(Expression expression) => Of(expression) is { Kind: Kind.Truth } truth ? truth.Sql
        : throw FilterProblem.At(expression.Place, "此处须为条件，例如比较。", "a condition belongs here, for example a comparison.");

    private Part Of(Expression expression) => expression switch
    {
        PropertyName property => Property(property),
        TextLiteral text => new(Kind.Text, command.Parameter(text.Value, NpgsqlDbType.Text)),
        NumberLiteral number => Number(number),
        TruthLiteral truth => new(Kind.Truth, truth.Value ? "true" : "false"),
        InstantLiteral instant => new(Kind.Instant, Moment(instant.Start), Moment(instant.End)),
        Interval interval => Between(interval),
        GeometryLiteral geometry => Geometry(Geometries.InDegrees(geometry.Value, crs, geometry.Place)),
        BoxLiteral box => Geometry(Geometries.Box(box.Numbers, crs, box.Place)),
        Operation operation => Of(operation),
        _ => throw FilterProblem.At(expression.Place, "不支持。", "not supported."),
    };

    private Part Of(Operation operation) => operation.Operator switch
    {
        "and" => new(Kind.Truth, $"({string.Join(" AND ", operation.Arguments.Select(Condition))})"),
        "or" => new(Kind.Truth, $"({string.Join(" OR ", operation.Arguments.Select(Condition))})"),
        "not" => new(Kind.Truth, $"(NOT {Condition(operation.Arguments[0])})"),
        "isNull" => new(Kind.Truth, $"({Of(operation.Arguments[0]).Sql} IS NULL)"),
        "like" => new(Kind.Truth, $"({Text(operation.Arguments[0])} LIKE {Pattern(operation.Arguments[1], withoutAccents: false)})"),
        "between" => Within(operation),
        "in" => Among(operation),
        "casei" => new(Kind.Text, $"lower({Text(operation.Arguments[0])})"),
        // Letters without their accents; what the database calls unaccent is not installed everywhere.
        "accenti" => new(Kind.Text, $"normalize(regexp_replace(normalize({Text(operation.Arguments[0])}, NFD), '[\\u0300-\\u036f]', '', 'g'), NFC)"),
        var name when Operators.Arithmetic.Contains(name) => Computed(operation),
        var name when Operators.Spatial.TryGetValue(name, out var function) => Spatial(function, operation),
        var name when Operators.Temporal.TryGetValue(name, out var relation) => Temporal(relation, operation),
        var comparison => new(Kind.Truth, Compare(comparison, Of(operation.Arguments[0]), Of(operation.Arguments[1]), operation.Arguments[1].Place)),
    };

    private Part Property(PropertyName name)
    {
        var property = Queryables.Of(collection).FirstOrDefault(one => one.Name == name.Name);
        if (property is not null)
        {
            var sql = property.Sql is null ? revision : $"({property.Sql})";
            return property.Type switch
            {
                PropertyType.Text => new(Kind.Text, sql, IsProperty: true),
                PropertyType.Boolean => new(Kind.Truth, sql, IsProperty: true),
                PropertyType.Instant => new(Kind.Instant, sql, sql, IsProperty: true),
                PropertyType.Date => new(Kind.Instant, $"({sql}::timestamp AT TIME ZONE 'UTC')", $"(({sql}::timestamp + interval '1 day' - interval '1 microsecond') AT TIME ZONE 'UTC')", IsProperty: true),
                _ => new(Kind.Number, sql, IsProperty: true),
            };
        }
        return name.Name == Queryables.Geometry ? new(Kind.Geometry, "f.geom", IsProperty: true)
            : throw FilterProblem.At(name.Place, $"没有可查询的属性“{FilterProblem.Shown(name.Name)}”。可用：{string.Join("、", Queryables.Names(collection))}。",
                $"there is no queryable “{FilterProblem.Shown(name.Name)}”. There are: {string.Join(", ", Queryables.Names(collection))}.");
    }

    private string Text(Expression expression) => Of(expression) is { Kind: Kind.Text } text ? text.Sql : throw FilterProblem.At(expression.Place, "此处须为文字。", "a text belongs here.");

    // A backslash takes its meaning from the next character; alone at the end it would be an error of the database, also where it is alone once the accents behind it are gone.
    private string Pattern(Expression expression, bool withoutAccents)
    {
        switch (expression)
        {
            case TextLiteral { Value: var pattern }:
                var kept = withoutAccents ? string.Concat(pattern.Where(character => character is not (>= '\u0300' and <= '\u036f'))) : pattern;
                return (kept.Length - kept.TrimEnd('\\').Length) % 2 == 0 ? Of(expression).Sql
                    : throw FilterProblem.At(expression.Place, "模式不能以单个反斜杠结尾。", "a pattern does not end with a single backslash.");
            case Operation { Operator: "casei" or "accenti", Arguments: [var inner] } folded:
                Pattern(inner, withoutAccents || folded.Operator == "accenti");
                return Of(folded).Sql;
            default:
                throw FilterProblem.At(expression.Place, "LIKE 之后须为文字模式，例如 'A%'。", "after LIKE comes a pattern, for example 'A%'.");
        }
    }

    private static string Compare(string comparison, Part a, Part b, Place place)
    {
        DemandComparable(comparison, a, b, place);
        if (a.IsNumber)
        {
            var isExact = a.Kind == Kind.Computed || b.Kind == Kind.Computed;
            return $"({Number(a, isExact)} {comparison} {Number(b, isExact)})";
        }
        return a.Kind switch
        {
            // The order of CQL2 is that of the characters, not that of a language.
            Kind.Text => $"({a.Sql} {comparison} {b.Sql} COLLATE \"C\")",
            Kind.Instant => Compare(comparison, a, b),
            _ => $"({a.Sql} {comparison} {b.Sql})",
        };
    }

    private static void DemandComparable(string comparison, Part a, Part b, Place place)
    {
        if (!(a.IsNumber && b.IsNumber) && (a.Kind != b.Kind || a.Kind is Kind.Geometry or Kind.Interval))
        {
            throw FilterProblem.At(place, $"{Name(a.Kind).Zh}不能与{Name(b.Kind).Zh}用 {comparison} 比较。", $"{Name(a.Kind).En} cannot be compared with {Name(b.Kind).En} by {comparison}.");
        }
    }

    // Conditions can hold conditions; each is written once, or the statement would double with every level.
    private Part Among(Operation among)
    {
        var value = Of(among.Arguments[0]);
        var list = among.Arguments[1..].Select(one => (Part: Of(one), one.Place)).ToArray();
        foreach (var (part, place) in list)
        {
            DemandComparable("IN", value, part, place);
        }
        if (value.Kind == Kind.Instant)
        {
            return new(Kind.Truth, $"({string.Join(" OR ", list.Select(one => Compare("=", value, one.Part)))})");
        }
        var isExact = value.Kind == Kind.Computed || list.Any(one => one.Part.Kind == Kind.Computed);
        return new(Kind.Truth, $"({Number(value, isExact)} IN ({string.Join(", ", list.Select(one => Number(one.Part, isExact)))}))");
    }

    // A day is a time with a start and an end: before it is before its start, after it after its end.
    private static string Compare(string comparison, Part a, Part b) => comparison switch
    {
        "<" => $"({a.End} < {b.Sql})",
        ">" => $"({a.Sql} > {b.End})",
        "<=" => $"({a.End} <= {b.End})",
        ">=" => $"({a.Sql} >= {b.Sql})",
        "=" => $"({a.Sql} <= {b.End} AND {a.End} >= {b.Sql})",
        _ => $"(NOT ({a.Sql} <= {b.End} AND {a.End} >= {b.Sql}))",
    };

    private Part Within(Operation between)
    {
        var parts = between.Arguments.Select(argument => Of(argument) is { IsNumber: true } number ? number
            : throw FilterProblem.At(argument.Place, "BETWEEN 只用于数。", "BETWEEN is for numbers.")).ToArray();
        var isExact = parts.Any(part => part.Kind == Kind.Computed);
        return new(Kind.Truth, $"({Number(parts[0], isExact)} BETWEEN {Number(parts[1], isExact)} AND {Number(parts[2], isExact)})");
    }

    private static (string Zh, string En) Name(Kind kind) => kind switch
    {
        Kind.Text => ("文字", "a text"),
        Kind.Truth => ("真假值", "a truth value"),
        Kind.Instant => ("时间", "a time"),
        Kind.Interval => ("时段", "an interval"),
        Kind.Geometry => ("几何", "a geometry"),
        _ => ("数", "a number"),
    };
}
