using System.Text.Json;

using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Measure;

/// <summary>Reads a GeoJSON geometry (RFC 7946, CGCS2000 longitude and latitude) and tells the JSON pointer of whatever is wrong with it.</summary>
public sealed class GeometryBody
{
    /// <summary>Most positions of one geometry.</summary>
    public const int LargestVertexCount = 100_000;

    // What is stored is rounded to 1e-9°; what is measured must not differ from it.
    private const int Decimals = 9;

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4490);

    private int _vertices;

    /// <summary>Reads a geometry, or the geometry of a Feature.</summary>
    /// <param name="json">The JSON value.</param>
    /// <param name="at">JSON pointer to it.</param>
    /// <returns>A polygon, a line, or several of one kind; coordinates x = longitude, y = latitude, degrees, rounded to 1e-9°.</returns>
    /// <exception cref="ProblemException">400, with pointer: no such geometry.</exception>
    public static Geometry Read(JsonElement json, string at = "")
    {
        var geometry = json;
        if (Type(json, at) == "Feature")
        {
            (geometry, at) = (Member(json, "geometry", at), at + "/geometry");
        }
        var reader = new GeometryBody();
        var type = Type(geometry, at);
        var inside = at + "/coordinates";
        JsonElement Coordinates() => Member(geometry, "coordinates", at);
        return type switch
        {
            "Polygon" => reader.ReadPolygon(Coordinates(), inside),
            "MultiPolygon" => Factory.CreateMultiPolygon(Parts(Coordinates(), inside, reader.ReadPolygon)),
            "LineString" => reader.ReadLine(Coordinates(), inside),
            "MultiLineString" => Factory.CreateMultiLineString(Parts(Coordinates(), inside, reader.ReadLine)),
            _ => throw ProblemException.OfBody(at + "/type",
                $"“{Shown(type)}”无法量算；须为 Polygon、MultiPolygon、LineString、MultiLineString，或含有这些几何的 Feature。",
                $"“{Shown(type)}” cannot be measured; give a Polygon, MultiPolygon, LineString or MultiLineString, or a Feature with one of them."),
        };
    }

    private Polygon ReadPolygon(JsonElement json, string at)
    {
        var rings = Parts(json, at, ReadRing);
        return Factory.CreatePolygon(rings[0], rings[1..]);
    }

    private LinearRing ReadRing(JsonElement json, string at)
    {
        var positions = Parts(json, at, ReadPosition);
        if (positions.Length < 4)
        {
            throw ProblemException.OfBody(at, $"环至少需要 4 个点，现有 {positions.Length} 个。", $"A ring needs at least 4 positions; this one has {positions.Length}.");
        }
        if (!positions[0].Equals2D(positions[^1]))
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, new(
                "环没有闭合：末点须与首点相同。", "The ring is not closed: its last position must equal its first."))
            {
                Pointer = $"{at}/{positions.Length - 1}",
                Coordinate = [positions[^1].X, positions[^1].Y],
            };
        }
        return Factory.CreateLinearRing(positions);
    }

    private LineString ReadLine(JsonElement json, string at)
    {
        var positions = Parts(json, at, ReadPosition);
        return positions.Length >= 2
            ? Factory.CreateLineString(positions)
            : throw ProblemException.OfBody(at, "线至少需要 2 个点。", "A line needs at least 2 positions.");
    }

    private Coordinate ReadPosition(JsonElement json, string at)
    {
        if (++_vertices > LargestVertexCount)
        {
            throw new ProblemException(StatusCodes.Status413PayloadTooLarge, new(
                $"图形超过 {LargestVertexCount} 个点。", $"The geometry has more than {LargestVertexCount} positions."))
            { Pointer = at };
        }
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is not (2 or 3))
        {
            throw ProblemException.OfBody(at, "坐标须为 [经度, 纬度]。", "A position is [longitude, latitude].");
        }
        return new Coordinate(Degrees(json[0], at + "/0"), Degrees(json[1], at + "/1"));
    }

    private static double Degrees(JsonElement json, string at) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var degrees) && double.IsFinite(degrees)
            ? Math.Round(degrees, Decimals)
            : throw ProblemException.OfBody(at, "坐标值须为有限的数。", "A coordinate is a finite number.");

    private static T[] Parts<T>(JsonElement json, string at, Func<JsonElement, string, T> read)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
        {
            throw ProblemException.OfBody(at, "此处须为非空数组。", "A non-empty array belongs here.");
        }
        var parts = new T[json.GetArrayLength()];
        var index = 0;
        foreach (var part in json.EnumerateArray())
        {
            parts[index] = read(part, $"{at}/{index}");
            index++;
        }
        return parts;
    }

    private static string Type(JsonElement json, string at)
    {
        var type = Member(json, "type", at);
        return type.ValueKind == JsonValueKind.String
            ? type.GetString()!
            : throw ProblemException.OfBody(at + "/type", "type 须为文字。", "type is a text.");
    }

    private static JsonElement Member(JsonElement json, string name, string at) =>
        json.ValueKind != JsonValueKind.Object
            ? throw ProblemException.OfBody(at, "此处须为 GeoJSON 对象。", "A GeoJSON object belongs here.")
            : json.TryGetProperty(name, out var member)
                ? member
                : throw ProblemException.OfBody(at, $"缺少成员“{name}”；须为 GeoJSON 几何或 Feature。", $"The member “{name}” is missing; give a GeoJSON geometry or Feature.");

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
