using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary>The place where a page ended, as the opaque text of a <c>next</c> link.</summary>
/// <param name="Id">Id of the last feature.</param>
/// <param name="Values">Its values of the sort keys.</param>
public sealed record Cursor(long Id, IReadOnlyList<JsonElement> Values)
{
    // Five keys of text as long as a name can be stay far below; a request line takes 64 KB.
    private const int Longest = 32 * 1024;
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The place before all features.</summary>
    public static Cursor Start { get; } = new(0, []);

    /// <summary>The text for "after the feature <paramref name="id"/>, whose sort keys have these values", of one query.</summary>
    /// <param name="query">What tells the query from others.</param>
    /// <param name="id">Id of the last feature.</param>
    /// <param name="values">Its values of the sort keys.</param>
    public static string After(string query, long id, IReadOnlyList<object?> values) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<object?[]>([query, id, .. values], Compact));

    /// <summary>Reads a text of ours.</summary>
    /// <param name="text">The text.</param>
    /// <param name="query">What tells the query from others.</param>
    /// <param name="keys">How many sort keys there are.</param>
    /// <exception cref="ProblemException">400: not a cursor of ours, or one of another query.</exception>
    public static Cursor Parse(string text, string query, int keys)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text))
        {
            throw Unknown();
        }
        try
        {
            var values = JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(text));
            return values is [{ ValueKind: JsonValueKind.String } its, { ValueKind: JsonValueKind.Number } first, .. var rest] && its.ValueEquals(query) && rest.Length == keys && first.TryGetInt64(out var id) && id >= 0 ? new(id, rest) : throw Unknown();
        }
        catch (JsonException)
        {
            throw Unknown();
        }
    }

    /// <summary>400: not a cursor of ours.</summary>
    public static ProblemException Unknown() => ProblemException.OfParameter("cursor",
        "cursor 不是本服务为此查询给出的游标；请使用上一页 next 链接中的值。",
        "cursor is none that this server gave for this query; take it from the next link of the page before.");
}
