using System.Text.Json;
using System.Text.Unicode;

using Microsoft.Net.Http.Headers;

namespace GeoZones.Server.Problems;

/// <summary>Reads a JSON body that may be anything at all.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private static readonly string[] Usual = ["application/json", "application/geo+json"];

    /// <summary>Reads the whole body, which Kestrel keeps below the endpoint's size limit.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="types">What it may come as; where none is named, JSON and GeoJSON.</param>
    /// <returns>The document, to be disposed; <c>null</c> where the body is empty.</returns>
    /// <exception cref="ProblemException">415 for another content type; 400 for what is no JSON, no UTF-8, nested deeper than 32 or repeats a member.</exception>
    public static async Task<JsonDocument?> ReadAsync(HttpRequest request, CancellationToken cancel, params string[] types)
    {
        var body = await ReadBytesAsync(request, cancel, types);
        return body.IsEmpty ? null : Parse(body);
    }

    /// <summary>Reads bytes that have come already.</summary>
    /// <returns>The document, to be disposed.</returns>
    /// <exception cref="ProblemException">400 for what is no JSON, nested deeper than 32 or repeats a member.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            DemandWholeTextsAndNotTooDeep(body.Span);
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException no) when (no.LineNumber is { } line && no.BytePositionInLine is { } column)
        {
            throw ProblemException.OfBody("", $"请求内容不是可用的 JSON（第 {line + 1} 行第 {column + 1} 字节）：语法错误或成员重复。",
                $"The body is no usable JSON (line {line + 1}, byte {column + 1}): bad syntax or a repeated member.");
        }
        catch (JsonException)
        {
            throw ProblemException.OfBody("", "请求内容不是可用的 JSON：语法错误或成员重复。", "The body is no usable JSON: bad syntax or a repeated member.");
        }
    }

    /// <summary>Reads the whole body as it is written, for a reader of its own.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="types">What it may come as; where none is named, JSON and GeoJSON.</param>
    /// <returns>UTF-8; empty where the body is.</returns>
    /// <exception cref="ProblemException">415 for another content type; 400 for what is no UTF-8.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, CancellationToken cancel, params string[] types)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancel);
        if (bytes.Length == 0)
        {
            return default;
        }
        CheckType(request, types.Length > 0 ? types : Usual);
        var body = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        return Utf8.IsValid(body.Span) ? body : throw ProblemException.OfBody("", "请求内容不是 UTF-8 文本。", "The body is not UTF-8 text.");
    }

    // An escape such as \ud800 is good JSON and yet no text.
    private static void DemandWholeTextsAndNotTooDeep(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= Strict.MaxDepth)
                {
                    throw ProblemException.OfBody("", $"请求内容嵌套过深：最多 {Strict.MaxDepth} 层。", $"The body is nested too deep: {Strict.MaxDepth} levels at most.");
                }
                if (reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            throw ProblemException.OfBody("", "请求内容中有不完整的 Unicode 转义。", "The body has an incomplete Unicode escape.");
        }
    }

    private static void CheckType(HttpRequest request, string[] types)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            var (zh, en) = (string.Join(" 或 ", types), string.Join(" or ", types));
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, new($"请求内容须为 {zh}。", $"The body must be {en}."))
            {
                Header = HttpMethods.IsPatch(request.Method) ? ("Accept-Patch", types[0]) : null,
            };
        }
    }
}
