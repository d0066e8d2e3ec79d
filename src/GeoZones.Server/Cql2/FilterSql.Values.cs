using GeoZones.Server.Features;

using NetTopologySuite.Geometries;

using NpgsqlTypes;

namespace GeoZones.Server.Cql2;

/// <summary>Computing, places and times in SQL.</summary>
internal sealed partial class FilterSql
{
    // PostgreSQL computes numeric values exactly up to 131 072 digits; this bound keeps every result within.
    private const int MostComputations = 40;

    // An exact power takes longer the larger its exponent is.
    private const int LargestExactExponent = 32;

    private int _computations;

    // Compared with a fraction, whole numbers are read as fractions, and an index on them is of no use.
    private Part Number(NumberLiteral number) => new(Kind.Number, number.Whole is { } whole ? command.Parameter(whole, NpgsqlDbType.Bigint) : command.Parameter(number.Value, NpgsqlDbType.Double));

    private static string Number(Part number, bool isExact) => isExact && number.Kind == Kind.Number ? $"{number.Sql}::numeric" : number.Sql;

    private Part Computed(Operation operation)
    {
        if (++_computations > MostComputations)
        {
            throw FilterProblem.At(operation.Place, $"算术运算超过 {MostComputations} 次，请简化。", $"more than {MostComputations} computations; make it simpler.");
        }
        var (left, right) = (Numeric(operation.Arguments[0]), Numeric(operation.Arguments[1]));
        return new(Kind.Computed, operation.Operator switch
        {
            "/" => $"({left} / nullif({right}, 0))",
            "%" => $"mod({left}, nullif({right}, 0))",
            "div" => $"div({left}, nullif({right}, 0))",
            "^" => Power(left, right),
            var name => $"({left} {name} {right})",
        });
    }

    // Whole exponents are computed exactly, others as doubles. Whatever power() or a conversion to doubles would refuse is unknown: zero to a negative power, a root of a negative number, a result (e⁷⁰⁰ is 10³⁰⁴) or base
    // beyond what a double holds; a result that is too small for one is zero. The size is the logarithm of the result, or nearer to zero than that where base or exponent had to be cut to what a double holds.
    // OFFSET keeps base, exponent and size from being written out wherever they are used, or a power of a power would grow with every level.
    private static string Power(string raised, string exponent) => $"""
        (SELECT CASE WHEN b = 0 THEN CASE WHEN e > 0 THEN 0 WHEN e = 0 THEN 1 END
             WHEN b < 0 AND e <> trunc(e) THEN NULL
             WHEN size < -700 THEN 0
             WHEN size > 700 OR abs(b) NOT BETWEEN 1e-300 AND 1e300 THEN NULL
             WHEN e = trunc(e) AND abs(e) <= {LargestExactExponent} THEN power(b, e)
             ELSE power(b::float8, x)::numeric END
         FROM (SELECT b, e, x, x * ln(least(greatest(abs(b), 1e-300), 1e300)::float8) AS size
             FROM (SELECT b, e, round(least(greatest(e, -1e300), 1e300), 300)::float8 AS x FROM (SELECT {raised} AS b, {exponent} AS e OFFSET 0) AS p WHERE b IS NOT NULL AND e IS NOT NULL OFFSET 0) AS q OFFSET 0) AS r)
        """;

    private string Numeric(Expression expression) => Of(expression) is { IsNumber: true } number ? Number(number, isExact: true)
        : throw FilterProblem.At(expression.Place, "算术运算只用于数。", "computing is for numbers.");

    private Part Geometry(Geometry degrees) => new(Kind.Geometry, command.Parameter(degrees, NpgsqlDbType.Geometry));

    private Part Spatial(string function, Operation operation)
    {
        // A part of a collection meets what the collection meets; every other relation is one to the whole.
        var isOfParts = function is "ST_Intersects" or "ST_Disjoint";
        var (a, b) = (Place(operation.Arguments[0], !isOfParts), Place(operation.Arguments[1], !isOfParts));
        if (function == "ST_Disjoint")
        {
            return new(Kind.Truth, $"(NOT ST_Intersects({Mended(a)}, {Mended(b)}))");
        }
        // The index tells which features can be related at all.
        var near = a.IsProperty == b.IsProperty ? "" : $"{a.Sql} && {b.Sql} AND ";
        return new(Kind.Truth, $"({near}{function}({Mended(a)}, {Mended(b)}))");
    }

    // A draft may hold a geometry that is not valid; it is mended for the question.
    private static string Mended(Part place) => place.IsProperty ? "(CASE WHEN ST_IsValid(f.geom) THEN f.geom ELSE ST_CollectionExtract(ST_MakeValid(f.geom)) END)" : place.Sql;

    private Part Place(Expression expression, bool asOne)
    {
        var place = asOne && expression is GeometryLiteral { Value.OgcGeometryType: OgcGeometryType.GeometryCollection } collection
            ? Geometry(Geometries.AsOne(Geometries.InDegrees(collection.Value, crs, collection.Place), collection.Place)) : Of(expression);
        return place.Kind == Kind.Geometry ? place
            : throw FilterProblem.At(expression.Place, "空间函数只用于几何：geometry 属性、WKT 或 BBOX。", "spatial functions are for geometries: the property geometry, WKT or BBOX.");
    }

    private Part Temporal(string relation, Operation operation)
    {
        var (a, b) = (Time(operation.Arguments[0]), Time(operation.Arguments[1]));
        // Six names of two characters, none of which is part of another.
        var sql = relation.Replace("a0", a.Sql, StringComparison.Ordinal).Replace("a1", a.End, StringComparison.Ordinal).Replace("a2", a.LastStart, StringComparison.Ordinal)
            .Replace("b0", b.Sql, StringComparison.Ordinal).Replace("b1", b.End, StringComparison.Ordinal).Replace("b2", b.LastStart, StringComparison.Ordinal);
        return new(Kind.Truth, $"({sql})");
    }

    private Part Time(Expression expression) => Of(expression) is { Kind: Kind.Instant or Kind.Interval } time ? time
        : throw FilterProblem.At(expression.Place, "时间函数只用于日期、时间和区间。", "temporal functions are for dates, times and intervals.");

    private Part Between(Interval interval)
    {
        var (start, _) = interval.Start is null ? ("'-infinity'::timestamptz", "") : End(interval.Start, isLast: false);
        var (lastStart, end) = interval.End is null ? ("'infinity'::timestamptz", "'infinity'::timestamptz") : End(interval.End, isLast: true);
        if (interval is { Start: InstantLiteral first, End: InstantLiteral last } && first.Start > last.End)
        {
            throw FilterProblem.At(interval.Place, "区间的起点晚于终点。", "the interval starts after it ends.");
        }
        return new(Kind.Interval, start, end) { LastStart = lastStart };
    }

    // The first and the last moment of an end. A property without value is an open end.
    private (string First, string Last) End(Expression expression, bool isLast)
    {
        var part = Of(expression);
        if (part.Kind != Kind.Instant)
        {
            throw FilterProblem.At(expression.Place, "区间两端须为时间。", "an end of an interval is a time.");
        }
        if (!part.IsProperty)
        {
            return (part.Sql, part.End!);
        }
        var moment = $"coalesce({part.Sql}, '{(isLast ? "" : "-")}infinity')";
        return (moment, moment);
    }

    private string Moment(DateTime moment) => command.Parameter(moment, NpgsqlDbType.TimestampTz);
}
