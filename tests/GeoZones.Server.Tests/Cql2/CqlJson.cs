using System.Globalization;
using System.Text.Json.Nodes;

using GeoZones.Server.Cql2;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Tests.Cql2;

/// <summary>Writes an expression as CQL2 JSON.</summary>
internal static class CqlJson
{
    public static JsonNode Of(Expression expression) => expression switch
    {
        PropertyName property => new JsonObject { ["property"] = property.Name },
        TextLiteral text => text.Value,
        NumberLiteral { Whole: { } whole } => whole,
        NumberLiteral number => number.Value,
        TruthLiteral truth => truth.Value,
        InstantLiteral instant => new JsonObject { [instant.IsDate ? "date" : "timestamp"] = Instant(instant) },
        Interval interval => new JsonObject { ["interval"] = new JsonArray(End(interval.Start), End(interval.End)) },
        BoxLiteral box => new JsonObject { ["bbox"] = new JsonArray([.. box.Numbers.Select(number => (JsonNode)number)]) },
        GeometryLiteral geometry => Geometry(geometry.Value),
        Operation { Operator: "in" } among => new JsonObject { ["op"] = "in", ["args"] = new JsonArray(Of(among.Arguments[0]), new JsonArray([.. among.Arguments.Skip(1).Select(Of)])) },
        Operation operation => new JsonObject { ["op"] = operation.Operator, ["args"] = new JsonArray([.. operation.Arguments.Select(Of)]) },
        _ => throw new ArgumentException(expression.ToString()),
    };

    private static string Instant(InstantLiteral instant) => instant.Start.ToString(instant.IsDate ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static JsonNode End(Expression? end) => end switch { null => "..", InstantLiteral instant => Instant(instant), _ => Of(end) };

    private static JsonObject Geometry(Geometry geometry) => geometry is GeometryCollection and not (MultiPoint or MultiLineString or MultiPolygon)
        ? new JsonObject { ["type"] = geometry.GeometryType, ["geometries"] = Parts(geometry, Geometry) }
        : new JsonObject { ["type"] = geometry.GeometryType, ["coordinates"] = Coordinates(geometry) };

    private static JsonNode Coordinates(Geometry geometry) => geometry switch
    {
        Point point => At(point.Coordinate),
        LineString line => Line(line),
        Polygon polygon => new JsonArray([.. polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(Line)]),
        _ => Parts(geometry, Coordinates),
    };

    private static JsonArray Parts(Geometry geometry, Func<Geometry, JsonNode> write) => new([.. Enumerable.Range(0, geometry.NumGeometries).Select(i => write(geometry.GetGeometryN(i)))]);

    private static JsonArray Line(LineString line) => new([.. line.Coordinates.Select(At)]);

    private static JsonArray At(Coordinate at) => new(at.X, at.Y);
}
