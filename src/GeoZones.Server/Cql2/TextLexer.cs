using System.Globalization;
using System.Text;

namespace GeoZones.Server.Cql2;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>A name or keyword.</summary>
    Word,

    /// <summary>A name between double quotes.</summary>
    QuotedName,

    /// <summary>A text between single quotes.</summary>
    Text,

    /// <summary>A number without sign.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>The end of the filter.</summary>
    End,
}

/// <summary>A token of CQL2 text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Number">Its value, where it is a number.</param>
/// <param name="Place">Where it starts.</param>
internal readonly record struct Token(TokenKind Kind, string Text, double Number, Place Place)
{
    /// <summary>Whether it is this keyword; keywords have no case.</summary>
    public bool Is(string keyword) => Kind == TokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this symbol.</summary>
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}

/// <summary>Cuts CQL2 text into tokens.</summary>
internal static class TextLexer
{
    private static readonly string[] Symbols = ["<>", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "^", "(", ")", ","];

    /// <summary>All tokens, the last of which is the end.</summary>
    /// <exception cref="Problems.ProblemException">400: a character that begins nothing, a text without end, a number beyond all bounds.</exception>
    public static List<Token> Read(string filter)
    {
        var tokens = new List<Token>();
        for (var at = 0; ;)
        {
            while (at < filter.Length && char.IsWhiteSpace(filter[at]))
            {
                at++;
            }
            var place = new Place(at + 1);
            if (at == filter.Length)
            {
                tokens.Add(new(TokenKind.End, "", 0, place));
                return tokens;
            }
            tokens.Add(Next(filter, ref at, place));
        }
    }

    private static Token Next(string filter, ref int at, Place place)
    {
        var first = filter[at];
        if (first is '\'' or '"')
        {
            return new(first == '\'' ? TokenKind.Text : TokenKind.QuotedName, Quoted(filter, ref at, place), 0, place);
        }
        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < filter.Length && char.IsAsciiDigit(filter[at + 1])))
        {
            return Number(filter, ref at, place);
        }
        var start = at;
        if (IsNameStart(filter, at))
        {
            while (at < filter.Length && (IsNameStart(filter, at) || char.IsAsciiDigit(filter[at]) || filter[at] == '.' || char.GetUnicodeCategory(filter, at) is UnicodeCategory.NonSpacingMark))
            {
                at += char.IsSurrogatePair(filter, at) ? 2 : 1;
            }
            return new(TokenKind.Word, filter[start..at], 0, place);
        }
        var rest = filter.AsSpan(at);
        foreach (var symbol in Symbols)
        {
            if (rest.StartsWith(symbol, StringComparison.Ordinal))
            {
                at += symbol.Length;
                return new(TokenKind.Symbol, symbol, 0, place);
            }
        }
        throw FilterProblem.At(place, $"不认识字符“{first}”。", $"the character “{first}” means nothing here.");
    }

    private static bool IsNameStart(string filter, int at) => filter[at] is ':' or '_' || char.IsLetter(filter, at);

    // A quote is doubled, or has a backslash before it.
    private static string Quoted(string filter, ref int at, Place place)
    {
        var quote = filter[at++];
        var text = new StringBuilder();
        for (; at < filter.Length; at++)
        {
            var next = at + 1 < filter.Length ? filter[at + 1] : '\0';
            if (next == quote && filter[at] is var escape && (escape == '\\' || escape == quote))
            {
                text.Append(quote);
                at++;
            }
            else if (filter[at] == quote)
            {
                at++;
                return Whole(text.ToString(), place);
            }
            else
            {
                text.Append(filter[at]);
            }
        }
        throw FilterProblem.At(place, $"缺少结尾的 {quote}。", $"the closing {quote} is missing.");
    }

    /// <summary>A text that can be stored.</summary>
    public static string Whole(string text, Place place) => !text.Contains('\0', StringComparison.Ordinal) && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar)
        ? text
        : throw FilterProblem.At(place, "文字中有空字符或不完整的字符。", "the text holds a null character or a broken one.");

    private static Token Number(string filter, ref int at, Place place)
    {
        var start = at;
        Digits(filter, ref at);
        if (at < filter.Length && filter[at] == '.')
        {
            at++;
            Digits(filter, ref at);
        }
        if (at < filter.Length && (filter[at] is 'e' or 'E'))
        {
            var exponent = at + 1;
            exponent += exponent < filter.Length && (filter[exponent] is '+' or '-') ? 1 : 0;
            if (exponent < filter.Length && char.IsAsciiDigit(filter[exponent]))
            {
                at = exponent;
                Digits(filter, ref at);
            }
        }
        var text = filter[start..at];
        return double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new(TokenKind.Number, text, number, place)
            : throw FilterProblem.At(place, $"{FilterProblem.Shown(text)} 不是有限的数。", $"{FilterProblem.Shown(text)} is no finite number.");
    }

    private static void Digits(string filter, ref int at)
    {
        while (at < filter.Length && char.IsAsciiDigit(filter[at]))
        {
            at++;
        }
    }
}
