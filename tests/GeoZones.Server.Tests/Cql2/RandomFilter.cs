using GeoZones.Server.Cql2;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Tests.Cql2;

/// <summary>Filters made by chance whose types fit, about the properties of sub-parks.</summary>
internal sealed class RandomFilter(int seed)
{
    private static readonly GeometryFactory Factory = new();
    private static readonly string[] Texts = ["region", "plan", "zone", "code", "name", "part"];
    private static readonly string[] Numbers = ["declaredAreaM2", "ellipsoidalAreaM2", "groundAreaM2", "revision", "id"];
    private static readonly string[] Characters = ["a", "Z", "0", "'", "\"", "%", "_", "\\", "园", "Ä", "é", " ", "\n", "😀", "{", "}", "--", "$1", ";"];
    private static readonly string[] Comparisons = ["=", "<>", "<", ">", "<=", ">="];

    private readonly Random _random = new(seed);

    public Expression Condition(int depth = 3) => (depth > 0 ? _random.Next(16) : 3 + _random.Next(13)) switch
    {
        0 => new Operation("and", [.. Several(() => Condition(depth - 1))]),
        1 => new Operation("or", [.. Several(() => Condition(depth - 1))]),
        2 => new Operation("not", Condition(depth - 1)),
        3 => new Operation("like", Text(1), _random.Next(2) == 0 ? Pattern() : new Operation("casei", Pattern())),
        4 => new Operation("between", Number(2), Number(1), Number(1)),
        5 => new Operation("in", [Text(1), .. Several(() => Text(0))]),
        6 => new Operation("in", [Number(1), .. Several(() => Number(1))]),
        7 => new Operation("isNull", _random.Next(3) switch { 0 => Text(1), 1 => Number(1), _ => new PropertyName("geometry") }),
        8 => new Operation(Any(Comparisons), Text(1), Text(1)),
        9 => new Operation(Any(Comparisons), Number(3), Number(2)),
        10 => new Operation(Any(Comparisons), new PropertyName("synthetic"), new TruthLiteral(_random.Next(2) == 0)),
        11 => new Operation(Any(Comparisons), Time(), Time()),
        12 => new Operation(Any([.. Operators.Temporal.Keys]), TimeOrInterval(), TimeOrInterval()),
        13 => new TruthLiteral(_random.Next(2) == 0),
        14 => new Operation("s_intersects", new PropertyName("geometry"), Place(isMixed: true)),
        _ => new Operation(Any([.. Operators.Spatial.Keys]), new PropertyName("geometry"), _random.Next(8) == 0 ? Triangles() : Place(isMixed: false)),
    };

    private Expression Number(int depth) => (depth > 0 ? _random.Next(5) : _random.Next(2)) switch
    {
        0 => new PropertyName(Any(Numbers)),
        1 => new NumberLiteral(Any([0, 1, -1, 0.1, -2.5e-300, 1e300, 12345.678901234567, Math.PI, _random.NextDouble() * 1e6])),
        2 => new Operation("^", Number(depth - 1), Number(depth - 1)),
        _ => new Operation(Any(["+", "-", "*", "/", "%", "div"]), Number(depth - 1), Number(depth - 1)),
    };

    private Expression Text(int depth) => (depth > 0 ? _random.Next(4) : _random.Next(2)) switch
    {
        0 => new PropertyName(Any(Texts)),
        1 => new TextLiteral(Chars()),
        2 => new Operation("casei", Text(depth - 1)),
        _ => new Operation("accenti", Text(depth - 1)),
    };

    private TextLiteral Pattern() => new(Chars().Replace("\\", "", StringComparison.Ordinal) + Any(["%", "_", "\\%", ""]));

    // A backslash at the end cannot be said in text.
    private string Chars() => string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => Any(Characters))).TrimEnd('\\');

    private Expression Time() => _random.Next(3) switch
    {
        0 => new PropertyName(_random.Next(2) == 0 ? "madeAt" : "endedAt"),
        1 => new InstantLiteral(Day(), IsDate: true),
        _ => new InstantLiteral(Day().AddMicroseconds(_random.NextInt64(86_400_000_000)), IsDate: false),
    };

    private Expression TimeOrInterval()
    {
        if (_random.Next(2) == 0)
        {
            return Time();
        }
        var (start, end) = (_random.Next(4) == 0 ? null : Time(), _random.Next(4) == 0 ? null : Time());
        return start is InstantLiteral first && end is InstantLiteral last && first.Start > last.End ? new Interval(end, start) : new Interval(start, end);
    }

    private DateTime Day() => new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(_random.Next(20_000));

    private Expression Place(bool isMixed) => _random.Next(isMixed ? 8 : 7) switch
    {
        0 => new GeometryLiteral(Factory.CreatePoint(At())),
        1 => new GeometryLiteral(Factory.CreateLineString([At(), At(), At()])),
        2 => new GeometryLiteral(Triangle()),
        3 => new GeometryLiteral(Factory.CreateMultiPointFromCoords([At(), At()])),
        4 => new GeometryLiteral(Factory.CreateMultiLineString([Factory.CreateLineString([At(), At()]), Factory.CreateLineString([At(), At()])])),
        5 => new BoxLiteral(112 + _random.NextDouble(), 33 + _random.NextDouble(), 114 + _random.NextDouble(), 35 + _random.NextDouble()),
        6 => new GeometryLiteral(Factory.CreateMultiPolygon([Triangle()])),
        _ => new GeometryLiteral(Factory.CreateGeometryCollection([Factory.CreatePoint(At()), Triangle()])),
    };

    private GeometryLiteral Triangles() => new(Factory.CreateGeometryCollection([Triangle(), Triangle(), Triangle()]));

    private Polygon Triangle()
    {
        var (a, size) = (At(), 0.01 + _random.NextDouble());
        return Factory.CreatePolygon([a, new(a.X + size, a.Y), new(a.X, a.Y + size), a.Copy()]);
    }

    private Coordinate At() => new(112 + 3 * _random.NextDouble(), 33 + 3 * _random.NextDouble());

    private IEnumerable<T> Several<T>(Func<T> one) => Enumerable.Range(0, 2 + _random.Next(2)).Select(_ => one());

    private T Any<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
