using System.Globalization;

namespace GeoZones.Server.Cql2;

/// <summary>Reads CQL2 text into an expression. What fits together in type is looked at later, by <see cref="FilterSql"/>.</summary>
internal sealed partial class TextParser
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV",
    };

    private readonly List<Token> _tokens;
    private readonly Limits _limits = new();
    private int _at;

    private TextParser(List<Token> tokens) => _tokens = tokens;

    /// <summary>Reads a filter.</summary>
    /// <exception cref="Problems.ProblemException">400, with the character: it is no CQL2 text, or too large.</exception>
    public static Expression Read(string filter)
    {
        if (filter.Length > Limits.LongestFilter)
        {
            throw FilterProblem.At(new(Limits.LongestFilter), $"超过 {Limits.LongestFilter} 个字符。", $"longer than {Limits.LongestFilter} characters.");
        }
        var parser = new TextParser(TextLexer.Read(filter));
        var expression = parser.Or();
        return parser.Current.Kind == TokenKind.End ? expression : throw parser.Unexpected("AND、OR 或结尾", "AND, OR or the end");
    }

    private Token Current => _tokens[_at];

    private Expression Or() => Chain("or", And);

    private Expression And() => Chain("and", Not);

    private Expression Chain(string keyword, Func<Expression> part)
    {
        var first = part();
        if (!Current.Is(keyword))
        {
            return first;
        }
        var place = Current.Place;
        List<Expression> parts = [first];
        while (Take(keyword))
        {
            parts.Add(part());
        }
        return Make(place, keyword, [.. parts]);
    }

    private Expression Not()
    {
        var place = Current.Place;
        if (!Take("NOT"))
        {
            return Comparison();
        }
        _limits.Enter(place);
        var negated = Make(place, "not", Not());
        _limits.Leave();
        return negated;
    }

    private Expression Comparison()
    {
        var left = Sum();
        var place = Current.Place;
        if (Current.Kind == TokenKind.Symbol && Operators.Comparisons.Contains(Current.Text))
        {
            var comparison = Current.Text;
            _at++;
            return Make(place, comparison, left, Sum());
        }
        if (Take("IS"))
        {
            var isNot = Take("NOT");
            Demand("NULL");
            return Negated(isNot, Make(place, "isNull", left));
        }
        var negated = Take("NOT");
        if (Take("LIKE"))
        {
            return Negated(negated, Make(place, "like", left, Sum()));
        }
        if (Take("BETWEEN"))
        {
            var low = Sum();
            Demand("AND");
            return Negated(negated, Make(place, "between", left, low, Sum()));
        }
        if (Take("IN"))
        {
            DemandSymbol("(");
            List<Expression> values = [left];
            do
            {
                values.Add(Sum());
            }
            while (TakeSymbol(","));
            DemandSymbol(")");
            return Negated(negated, Make(place, "in", [.. values]));
        }
        return negated ? throw Unexpected("LIKE、BETWEEN 或 IN", "LIKE, BETWEEN or IN") : left;
    }

    private Expression Negated(bool isNegated, Operation operation) => isNegated ? Make(operation.Place, "not", operation) : operation;

    private Expression Sum() => Left(Product, "+", "-");

    private Expression Product() => Left(Power, "*", "/", "%", "div");

    // Operators of one rank, from left to right.
    private Expression Left(Func<Expression> part, params string[] ranks)
    {
        var left = part();
        while (ranks.FirstOrDefault(rank => Current.IsSymbol(rank) || Current.Is(rank)) is { } rank)
        {
            var place = Current.Place;
            _at++;
            left = Make(place, rank, left, part());
        }
        return left;
    }

    private Expression Power()
    {
        var raised = Signed();
        var place = Current.Place;
        return TakeSymbol("^") ? Make(place, "^", raised, Signed()) : raised;
    }

    private Expression Signed()
    {
        var place = Current.Place;
        if (!Current.IsSymbol("-") && !Current.IsSymbol("+"))
        {
            return Primary();
        }
        var isNegative = Current.IsSymbol("-");
        _at++;
        _limits.Enter(place);
        var signed = Signed();
        _limits.Leave();
        return !isNegative ? signed
            : signed is NumberLiteral number ? new NumberLiteral(-number.Value) { Place = place, Whole = -number.Whole }
            : Make(place, "*", _limits.Part(new NumberLiteral(-1) { Place = place }), signed);
    }

    private Expression Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                _at++;
                return _limits.Part(new TextLiteral(token.Text) { Place = token.Place });
            case TokenKind.Number:
                _at++;
                return _limits.Part(long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                    ? new NumberLiteral(whole) { Place = token.Place, Whole = whole } : new NumberLiteral(token.Number) { Place = token.Place });
            case TokenKind.QuotedName:
                _at++;
                return _limits.Part(new PropertyName(token.Text) { Place = token.Place });
            case TokenKind.Symbol when TakeSymbol("("):
                _limits.Enter(token.Place);
                var inner = Or();
                DemandSymbol(")");
                _limits.Leave();
                return inner;
            case TokenKind.Word when token.Is("TRUE") || token.Is("FALSE"):
                _at++;
                return _limits.Part(new TruthLiteral(token.Is("TRUE")) { Place = token.Place });
            case TokenKind.Word when !Reserved.Contains(token.Text):
                _at++;
                return Named(token);
            default:
                throw Unexpected("属性名、数值、文字或“(”", "a property, a value or “(”");
        }
    }

    private Expression Named(Token name) => Temporal(name) ?? Geometry(name) ?? (Current.IsSymbol("(") ? Function(name) : _limits.Part(new PropertyName(name.Text) { Place = name.Place }));

    private Operation Function(Token name)
    {
        if (!Operators.Functions.TryGetValue(name.Text, out var function))
        {
            throw FilterProblem.At(name.Place, $"没有函数“{FilterProblem.Shown(name.Text)}”。可用：{string.Join("、", Operators.Functions.Keys)}。",
                $"there is no function “{FilterProblem.Shown(name.Text)}”. There are: {string.Join(", ", Operators.Functions.Keys)}.");
        }
        DemandSymbol("(");
        _limits.Enter(name.Place);
        List<Expression> arguments = [Or()];
        while (TakeSymbol(","))
        {
            arguments.Add(Or());
        }
        DemandSymbol(")");
        _limits.Leave();
        return arguments.Count == function.Arguments ? Make(name.Place, function.Operator, [.. arguments])
            : throw FilterProblem.At(name.Place, $"{name.Text} 须有 {function.Arguments} 个参数。", $"{name.Text} takes {function.Arguments} arguments.");
    }

    private Operation Make(Place place, string name, params Expression[] arguments) => _limits.Part(new Operation(name, arguments) { Place = place });

    private bool Take(string keyword)
    {
        var taken = Current.Is(keyword);
        _at += taken ? 1 : 0;
        return taken;
    }

    private bool TakeSymbol(string symbol)
    {
        var taken = Current.IsSymbol(symbol);
        _at += taken ? 1 : 0;
        return taken;
    }

    private void Demand(string keyword)
    {
        if (!Take(keyword))
        {
            throw Unexpected(keyword, keyword);
        }
    }

    private void DemandSymbol(string symbol)
    {
        if (!TakeSymbol(symbol))
        {
            throw Unexpected($"“{symbol}”", $"“{symbol}”");
        }
    }

    private Problems.ProblemException Unexpected(string zh, string en)
    {
        var (foundZh, foundEn) = Current.Kind == TokenKind.End ? ("结尾", "the end") : ($"“{FilterProblem.Shown(Current.Text)}”", $"“{FilterProblem.Shown(Current.Text)}”");
        return FilterProblem.At(Current.Place, $"此处须为{zh}，而不是{foundZh}。", $"{en} belongs here, not {foundEn}.");
    }
}
