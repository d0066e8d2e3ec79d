using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace GeoZones.Server.Documents;

/// <summary>A piece of HTML. Made from an interpolated text, whose values are encoded unless they are HTML themselves.</summary>
/// <param name="Text">The markup.</param>
public readonly record struct Html(string Text)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing.</summary>
    public static readonly Html None = new("");

    /// <summary>The piece with its values encoded.</summary>
    public static Html Of(Handler text) => new(text.ToString());

    /// <summary>Pieces one after another.</summary>
    public static Html All(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Text)));

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Gathers the parts of an interpolated text.</summary>
    [InterpolatedStringHandler]
    public readonly struct Handler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + 16 * formattedCount);

        /// <summary>Markup as it is.</summary>
        public void AppendLiteral(string markup) => _text.Append(markup);

        /// <summary>A piece of HTML.</summary>
        public void AppendFormatted(Html piece) => _text.Append(piece.Text);

        /// <summary>Pieces one after another.</summary>
        public void AppendFormatted(IEnumerable<Html> pieces)
        {
            foreach (var piece in pieces)
            {
                _text.Append(piece.Text);
            }
        }

        /// <summary>A value as text.</summary>
        public void AppendFormatted<T>(T value) =>
            _text.Append(Encoder.Encode(value is IFormattable number ? number.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : value?.ToString() ?? ""));

        /// <inheritdoc/>
        public override string ToString() => _text.ToString();
    }
}
