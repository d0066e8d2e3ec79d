using System.Globalization;

using GeoZones.Server.Cql2;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Tests.Cql2;

/// <summary>Writes an expression as CQL2 text, with more brackets than needed.</summary>
internal static class CqlText
{
    public static string Of(Expression expression) => expression switch
    {
        PropertyName property => $"\"{property.Name}\"",
        TextLiteral text => $"'{text.Value.Replace("'", "\\'", StringComparison.Ordinal)}'",
        NumberLiteral number => Number(number.Value),
        TruthLiteral truth => truth.Value ? "TRUE" : "false",
        InstantLiteral instant => $"{(instant.IsDate ? "DATE" : "TIMESTAMP")}({Instant(instant)})",
        Interval interval => $"INTERVAL({End(interval.Start)}, {End(interval.End)})",
        BoxLiteral box => $"BBOX({string.Join(",", box.Numbers.Select(Number))})",
        GeometryLiteral geometry => Geometry(geometry.Value),
        Operation { Operator: "and" or "or" } chain => string.Join($" {chain.Operator.ToUpperInvariant()} ", chain.Arguments.Select(Bracketed)),
        Operation { Operator: "not" } not => $"NOT {Bracketed(not.Arguments[0])}",
        Operation { Operator: "isNull" } isNull => $"{Bracketed(isNull.Arguments[0])} is null",
        Operation { Operator: "like" } like => $"{Bracketed(like.Arguments[0])} LIKE {Of(like.Arguments[1])}",
        Operation { Operator: "between" } between => $"{Bracketed(between.Arguments[0])} BETWEEN {Bracketed(between.Arguments[1])} AND {Bracketed(between.Arguments[2])}",
        Operation { Operator: "in" } among => $"{Bracketed(among.Arguments[0])} IN ({string.Join(", ", among.Arguments.Skip(1).Select(Bracketed))})",
        Operation operation when char.IsLetter(operation.Operator[0]) && operation.Operator != "div" => $"{operation.Operator.ToUpperInvariant()}({string.Join(", ", operation.Arguments.Select(Of))})",
        Operation operation => $"{Bracketed(operation.Arguments[0])} {operation.Operator} {Bracketed(operation.Arguments[1])}",
        _ => throw new ArgumentException(expression.ToString()),
    };

    private static string Bracketed(Expression expression) => expression is Operation ? $"({Of(expression)})" : Of(expression);

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Instant(InstantLiteral instant) => instant.IsDate
        ? instant.Start.ToString("\"'\"yyyy-MM-dd\"'\"", CultureInfo.InvariantCulture)
        : instant.Start.ToString("\"'\"yyyy-MM-ddTHH:mm:ss.ffffffZ\"'\"", CultureInfo.InvariantCulture);

    private static string End(Expression? end) => end switch { null => "'..'", InstantLiteral instant => Instant(instant), _ => Of(end) };

    private static string Geometry(Geometry geometry) => geometry switch
    {
        Point => $"POINT({Numbers(geometry)})",
        LineString => $"LINESTRING({Numbers(geometry)})",
        Polygon polygon => $"POLYGON{Rings(polygon)}",
        MultiPoint => $"MULTIPOINT({string.Join(", ", Parts(geometry).Select(part => $"({Numbers(part)})"))})",
        MultiLineString => $"MULTILINESTRING({string.Join(", ", Parts(geometry).Select(part => $"({Numbers(part)})"))})",
        MultiPolygon => $"MULTIPOLYGON({string.Join(", ", Parts(geometry).Select(part => Rings((Polygon)part)))})",
        _ => $"GEOMETRYCOLLECTION({string.Join(", ", Parts(geometry).Select(Geometry))})",
    };

    private static string Rings(Polygon polygon) => $"({string.Join(", ", polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(ring => $"({Numbers(ring)})"))})";

    private static string Numbers(Geometry geometry) => string.Join(", ", geometry.Coordinates.Select(at => $"{Number(at.X)} {Number(at.Y)}"));

    private static IEnumerable<Geometry> Parts(Geometry geometry) => Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN);
}
