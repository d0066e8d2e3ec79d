using NetTopologySuite.Geometries;

namespace GeoZones.Server.Cql2;

/// <summary>Times and geometries in CQL2 text.</summary>
internal sealed partial class TextParser
{
    private static readonly string[] Open = [".."];

    private Expression? Temporal(Token name)
    {
        if (!Current.IsSymbol("(") || !(name.Is("DATE") || name.Is("TIMESTAMP") || name.Is("INTERVAL")))
        {
            return null;
        }
        DemandSymbol("(");
        Expression time = name.Is("INTERVAL")
            ? Between(name.Place)
            : Instants.Read(DemandText(), name.Is("DATE"), name.Place);
        DemandSymbol(")");
        return _limits.Part(time);
    }

    private Interval Between(Place place)
    {
        var start = End();
        DemandSymbol(",");
        return new(start, End()) { Place = place };
    }

    private Expression? End()
    {
        var token = Current;
        _at++;
        return token.Kind switch
        {
            TokenKind.Text when Open.Contains(token.Text) => null,
            TokenKind.Text => _limits.Part(Instants.Read(token.Text, null, token.Place)),
            TokenKind.QuotedName => _limits.Part(new PropertyName(token.Text) { Place = token.Place }),
            TokenKind.Word when !Reserved.Contains(token.Text) => _limits.Part(new PropertyName(token.Text) { Place = token.Place }),
            _ => throw FilterProblem.At(token.Place, "区间两端须为 '日期'、'时间'、'..' 或属性名。", "an end of an interval is a 'date', a 'time', '..' or a property."),
        };
    }

    private string DemandText()
    {
        var token = Current;
        _at++;
        return token.Kind == TokenKind.Text ? token.Text : throw FilterProblem.At(token.Place, "此处须为单引号中的文字。", "a text between single quotes belongs here.");
    }

    private Expression? Geometry(Token name)
    {
        if (name.Is("BBOX") && Current.IsSymbol("("))
        {
            DemandSymbol("(");
            List<double> numbers = [DemandNumber()];
            while (TakeSymbol(","))
            {
                numbers.Add(DemandNumber());
            }
            DemandSymbol(")");
            return _limits.Part(new BoxLiteral([.. numbers]) { Place = name.Place });
        }
        if (!Geometries.IsType(name.Text))
        {
            return null;
        }
        // A third number of each point is read and not looked at.
        if (!Take("Z") && !Current.IsSymbol("("))
        {
            return null;
        }
        return _limits.Part(new GeometryLiteral(Tagged(name.Text, name.Place)) { Place = name.Place });
    }

    private Geometry Tagged(string type, Place place) => Geometries.Make(place, factory => type.ToUpperInvariant() switch
    {
        "POINT" => factory.CreatePoint(Bracketed(Point)),
        "LINESTRING" => factory.CreateLineString(Points()),
        "POLYGON" => Polygon(factory),
        // Each point of several may be in brackets of its own.
        "MULTIPOINT" => factory.CreateMultiPointFromCoords(Several(() => Current.IsSymbol("(") ? Bracketed(Point) : Point())),
        "MULTILINESTRING" => factory.CreateMultiLineString(Several(() => factory.CreateLineString(Points()))),
        "MULTIPOLYGON" => factory.CreateMultiPolygon(Several(() => Polygon(factory))),
        _ => factory.CreateGeometryCollection(Several(Member)),
    });

    private Geometry Member()
    {
        var token = Current;
        _at++;
        if (token.Kind != TokenKind.Word || !Geometries.IsType(token.Text))
        {
            throw FilterProblem.At(token.Place, "此处须为几何类型，例如 POINT。", "a type of geometry belongs here, for example POINT.");
        }
        Take("Z");
        _limits.Enter(token.Place);
        var member = Tagged(token.Text, token.Place);
        _limits.Leave();
        return member;
    }

    private Polygon Polygon(GeometryFactory factory)
    {
        var rings = Several(() => factory.CreateLinearRing(Points()));
        return factory.CreatePolygon(rings[0], rings[1..]);
    }

    private Coordinate[] Points() => Several(Point);

    private T[] Several<T>(Func<T> one) => Bracketed(() =>
    {
        List<T> all = [one()];
        while (TakeSymbol(","))
        {
            all.Add(one());
        }
        return all.ToArray();
    });

    private T Bracketed<T>(Func<T> inner)
    {
        DemandSymbol("(");
        var value = inner();
        DemandSymbol(")");
        return value;
    }

    private Coordinate Point()
    {
        _limits.Vertex(Current.Place);
        var point = new Coordinate(DemandNumber(), DemandNumber());
        if (Current.Kind == TokenKind.Number || Current.IsSymbol("-") || Current.IsSymbol("+"))
        {
            DemandNumber();
        }
        return point;
    }

    private double DemandNumber()
    {
        var sign = TakeSymbol("-") ? -1 : 1;
        if (sign > 0)
        {
            TakeSymbol("+");
        }
        var token = Current;
        if (token.Kind != TokenKind.Number)
        {
            throw Unexpected("数", "a number");
        }
        _at++;
        return sign * token.Number;
    }
}
