using System.Globalization;
using System.Text.Json;

using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Cql2;

/// <summary>Reads CQL2 JSON into an expression. What fits together in type is looked at later, by <see cref="FilterSql"/>.</summary>
internal sealed class JsonParser
{
    private readonly Limits _limits = new();

    /// <summary>Reads a filter.</summary>
    /// <exception cref="ProblemException">400, with a JSON pointer: it is no CQL2 JSON, or too large.</exception>
    public static Expression Read(string filter)
    {
        if (filter.Length > Limits.LongestFilter)
        {
            throw FilterProblem.At(new(0, ""), $"超过 {Limits.LongestFilter} 个字符。", $"longer than {Limits.LongestFilter} characters.");
        }
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(filter, new JsonDocumentOptions { MaxDepth = 128, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw FilterProblem.At(new(0, ""), "不是 JSON，或成员重复、嵌套过深。若为文本，请用 filter-lang=cql2-text。", "no JSON, a repeated member, or nested too deep. For text say filter-lang=cql2-text.");
        }
        using (document)
        {
            return new JsonParser().Expression(document.RootElement, "");
        }
    }

    private Expression Expression(JsonElement json, string pointer)
    {
        var place = new Place(0, pointer);
        return json.ValueKind switch
        {
            JsonValueKind.String => _limits.Part(new TextLiteral(Text(json, pointer)) { Place = place }),
            JsonValueKind.Number when json.TryGetInt64(out var whole) => _limits.Part(new NumberLiteral(whole) { Place = place, Whole = whole }),
            JsonValueKind.Number => _limits.Part(new NumberLiteral(Number(json, pointer)) { Place = place }),
            JsonValueKind.True or JsonValueKind.False => _limits.Part(new TruthLiteral(json.GetBoolean()) { Place = place }),
            JsonValueKind.Object => Object(json, pointer, place),
            _ => throw FilterProblem.At(place, "此处须为表达式。", "an expression belongs here."),
        };
    }

    private Expression Object(JsonElement json, string pointer, Place place)
    {
        if (json.TryGetProperty("op", out var op))
        {
            return Operation(json, Text(op, pointer + "/op"), pointer, place);
        }
        if (json.TryGetProperty("property", out var property))
        {
            return _limits.Part(new PropertyName(Text(property, pointer + "/property")) { Place = place });
        }
        if (json.TryGetProperty("date", out var date))
        {
            return _limits.Part(Instants.Read(Text(date, pointer + "/date"), true, new(0, pointer + "/date")));
        }
        if (json.TryGetProperty("timestamp", out var timestamp))
        {
            return _limits.Part(Instants.Read(Text(timestamp, pointer + "/timestamp"), false, new(0, pointer + "/timestamp")));
        }
        if (json.TryGetProperty("interval", out var interval))
        {
            var ends = Items(interval, pointer + "/interval");
            return ends.Length == 2
                ? _limits.Part(new Interval(End(ends[0], pointer + "/interval/0"), End(ends[1], pointer + "/interval/1")) { Place = place })
                : throw FilterProblem.At(place, "区间须有两端。", "an interval has two ends.");
        }
        if (json.TryGetProperty("bbox", out var bbox))
        {
            return _limits.Part(new BoxLiteral([.. Items(bbox, pointer + "/bbox").Select((number, i) => Number(number, $"{pointer}/bbox/{i}"))]) { Place = place });
        }
        return json.TryGetProperty("type", out _)
            ? _limits.Part(new GeometryLiteral(Geometry(json, pointer)) { Place = place })
            : throw FilterProblem.At(place, "对象须有 op、property、date、timestamp、interval、bbox 或几何的 type。", "an object has op, property, date, timestamp, interval, bbox, or the type of a geometry.");
    }

    private Operation Operation(JsonElement json, string name, string pointer, Place place)
    {
        var arity = Operators.Arity(name) ?? throw FilterProblem.At(new(0, pointer + "/op"), $"没有运算符“{FilterProblem.Shown(name)}”。", $"there is no operator “{FilterProblem.Shown(name)}”.");
        if (!json.TryGetProperty("args", out var args))
        {
            throw FilterProblem.At(place, "缺少 args。", "args is missing.");
        }
        _limits.Enter(place);
        var given = Items(args, pointer + "/args");
        List<Expression> arguments = [];
        for (var i = 0; i < given.Length; i++)
        {
            var at = $"{pointer}/args/{i}";
            if (name == "in" && i == 1 && given.Length == 2)
            {
                arguments.AddRange(Items(given[1], at).Select((value, j) => Expression(value, $"{at}/{j}")));
            }
            else
            {
                arguments.Add(Expression(given[i], at));
            }
        }
        _limits.Leave();
        var fits = arguments.Count >= arity.Least && arguments.Count <= arity.Most && (name != "in" || given.Length == 2);
        return fits ? _limits.Part(new Operation(name, [.. arguments]) { Place = place })
            : throw FilterProblem.At(new(0, pointer + "/args"), $"{name} 的参数个数不对。", $"{name} has another number of arguments.");
    }

    private Expression? End(JsonElement json, string pointer)
    {
        var place = new Place(0, pointer);
        if (json.ValueKind == JsonValueKind.String)
        {
            var text = Text(json, pointer);
            return text == ".." ? null : _limits.Part(Instants.Read(text, null, place));
        }
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("property", out _) ? Expression(json, pointer)
            : throw FilterProblem.At(place, "区间两端须为日期、时间、“..”或属性。", "an end of an interval is a date, a time, “..” or a property.");
    }

    private Geometry Geometry(JsonElement json, string pointer)
    {
        var type = Text(json.GetProperty("type"), pointer + "/type");
        var place = new Place(0, pointer);
        if (!Geometries.IsType(type))
        {
            throw FilterProblem.At(new(0, pointer + "/type"), $"没有几何类型“{FilterProblem.Shown(type)}”。", $"there is no type of geometry “{FilterProblem.Shown(type)}”.");
        }
        var member = type == "GeometryCollection" ? "geometries" : "coordinates";
        var inside = pointer + "/" + member;
        if (!json.TryGetProperty(member, out var parts))
        {
            throw FilterProblem.At(place, $"缺少 {member}。", $"{member} is missing.");
        }
        _limits.Enter(place);
        var geometry = Geometries.Make(place, factory => type switch
        {
            "Point" => factory.CreatePoint(Point(parts, inside)),
            "LineString" => factory.CreateLineString(Points(parts, inside)),
            "Polygon" => Polygon(factory, parts, inside),
            "MultiPoint" => factory.CreateMultiPointFromCoords(Points(parts, inside)),
            "MultiLineString" => factory.CreateMultiLineString(Each(parts, inside, (line, at) => factory.CreateLineString(Points(line, at)))),
            "MultiPolygon" => factory.CreateMultiPolygon(Each(parts, inside, (polygon, at) => Polygon(factory, polygon, at))),
            "GeometryCollection" => factory.CreateGeometryCollection(Each(parts, inside, (one, at) => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("type", out _)
                ? Geometry(one, at) : throw FilterProblem.At(new(0, at), "此处须为几何。", "a geometry belongs here."))),
            _ => throw FilterProblem.At(new(0, pointer + "/type"), $"请写作 GeoJSON 的大小写。", $"write it in GeoJSON's upper and lower case."),
        });
        _limits.Leave();
        return geometry;
    }

    private Polygon Polygon(GeometryFactory factory, JsonElement json, string pointer)
    {
        var rings = Each(json, pointer, (ring, at) => factory.CreateLinearRing(Points(ring, at)));
        return rings.Length == 0 ? throw FilterProblem.At(new(0, pointer), "面须有环。", "a polygon has a ring.") : factory.CreatePolygon(rings[0], rings[1..]);
    }

    private Coordinate[] Points(JsonElement json, string pointer) => Each(json, pointer, Point);

    private Coordinate Point(JsonElement json, string pointer)
    {
        _limits.Vertex(new(0, pointer));
        var numbers = Items(json, pointer);
        return numbers.Length is 2 or 3 ? new(Number(numbers[0], pointer + "/0"), Number(numbers[1], pointer + "/1"))
            : throw FilterProblem.At(new(0, pointer), "点须有 2 个或 3 个坐标。", "a point has 2 or 3 coordinates.");
    }

    private static T[] Each<T>(JsonElement json, string pointer, Func<JsonElement, string, T> read) =>
        [.. Items(json, pointer).Select((item, i) => read(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}")))];

    private static JsonElement[] Items(JsonElement json, string pointer) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()]
        : throw FilterProblem.At(new(0, pointer), "此处须为数组。", "an array belongs here.");

    private static double Number(JsonElement json, string pointer) => json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number
        : throw FilterProblem.At(new(0, pointer), "此处须为有限的数。", "a finite number belongs here.");

    private static string Text(JsonElement json, string pointer)
    {
        var place = new Place(0, pointer);
        try
        {
            return json.ValueKind == JsonValueKind.String ? TextLexer.Whole(json.GetString()!, place) : throw FilterProblem.At(place, "此处须为文字。", "a text belongs here.");
        }
        catch (InvalidOperationException)
        {
            throw FilterProblem.At(place, "文字中有不完整的 Unicode 转义。", "the text has an incomplete Unicode escape.");
        }
    }
}
