using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Import;

/// <summary>
/// Reads a GeoJSON FeatureCollection (RFC 7946) feature by feature, so that a file of any size needs the memory of its largest feature.
/// What ends the reading (a file that is no JSON, not UTF-8, or cut off) is noted as a problem of the file.
/// </summary>
internal sealed class GeoJsonStream(Stream stream, ProblemSource problems)
{
    private const int LargestFeature = 128 << 20;
    private readonly HashSet<string> seen = [];
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool isFinal;
    private JsonReaderState state;
    private Place place = Place.BeforeRoot;

    private enum Place
    {
        BeforeRoot,
        InRoot,
        InFeatures,
        AfterRoot,
    }

    private enum Step
    {
        Moved,
        NeedsMore,
        Feature,
        Done,
    }

    /// <summary>The features, each as its own document; the caller disposes it.</summary>
    public async IAsyncEnumerable<JsonDocument> Features([EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (!await Begin(cancel))
        {
            yield break;
        }

        while (true)
        {
            switch (TryAdvance(out JsonDocument? feature))
            {
                case Step.Done:
                    yield break;
                case Step.Feature:
                    yield return feature!;
                    break;
                case Step.NeedsMore when end - start >= LargestFeature:
                    problems.Add(new("一个要素超过 128 MB", "one feature is larger than 128 MB"), new("请把它拆成几个要素", "Split it into several features"));
                    yield break;
                case Step.NeedsMore:
                    await Fill(cancel);
                    break;
            }
        }
    }

    private async Task<bool> Begin(CancellationToken cancel)
    {
        await Fill(cancel);
        ReadOnlySpan<byte> head = buffer.AsSpan(0, end);
        if (head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]))
        {
            AddEncoding();
            return false;
        }

        start = head.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? 3 : 0;
        if (isFinal && buffer.AsSpan(start, end - start).Trim(" \t\r\n"u8).IsEmpty)
        {
            problems.Add(new("文件是空的", "the file is empty"), new("请导出为 GeoJSON FeatureCollection", "Export a GeoJSON FeatureCollection"));
            return false;
        }

        return true;
    }

    private async Task Fill(CancellationToken cancel)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = await stream.ReadAtLeastAsync(buffer.AsMemory(end), buffer.Length - end, throwOnEndOfStream: false, cancel);
        isFinal = read < buffer.Length - end;
        end += read;
    }

    private Step TryAdvance(out JsonDocument? feature)
    {
        feature = null;
        try
        {
            return Advance(out feature);
        }
        catch (JsonException e)
        {
            string where = $"{e.LineNumber + 1}:{e.BytePositionInLine + 1}";
            if (e.Message.Contains("maximum configured depth", StringComparison.Ordinal))
            {
                problems.Add(new($"嵌套过深（{where}）", $"it is nested too deeply ({where})"), new("请去掉属性中的嵌套内容", "Remove what is nested in the properties"));
            }
            else if (!BufferIsUtf8())
            {
                AddEncoding();
            }
            else
            {
                problems.Add(
                    new($"不是完整的 JSON（行:列 {where}）", $"it is no complete JSON (line:column {where})"),
                    new("请检查此处，文件可能被截断，或含有 NaN、注释、多余的逗号", "Look there: the file may be cut off, or hold NaN, a comment or a comma too many"));
            }

            return Step.Done;
        }
        catch (InvalidOperationException)
        {
            AddEncoding();
            return Step.Done;
        }
    }

    // The last character may be cut off where the buffer ends.
    private bool BufferIsUtf8() => Enumerable.Range(0, Math.Min(4, end - start + 1)).Any(cut => Utf8.IsValid(buffer.AsSpan(start, end - start - cut)));

    private Step Advance(out JsonDocument? feature)
    {
        feature = null;
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinal, state);
        if (!reader.Read())
        {
            return isFinal ? Finish() : Step.NeedsMore;
        }

        Step step = Step.Moved;
        if (place == Place.BeforeRoot)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                AddNotACollection("");
                return Step.Done;
            }

            place = Place.InRoot;
        }
        else if (place == Place.InFeatures)
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                place = Place.InRoot;
            }
            else if (JsonDocument.TryParseValue(ref reader, out feature))
            {
                step = Step.Feature;
            }
            else
            {
                return Step.NeedsMore;
            }
        }
        else if (reader.TokenType == JsonTokenType.EndObject)
        {
            place = Place.AfterRoot;
        }
        else if (!TryReadMember(ref reader, out step))
        {
            return Step.NeedsMore;
        }

        int consumed = (int)reader.BytesConsumed;
        if (!Utf8.IsValid(buffer.AsSpan(start, consumed)))
        {
            AddEncoding();
            return Step.Done;
        }

        start += consumed;
        state = reader.CurrentState;
        return step;
    }

    private bool TryReadMember(ref Utf8JsonReader reader, out Step step)
    {
        step = Step.Moved;
        string name = reader.GetString()!;
        if (name == "features")
        {
            if (!reader.Read())
            {
                return false;
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                AddNotACollection("");
                step = Step.Done;
                return true;
            }

            place = Place.InFeatures;
        }
        else
        {
            if (!JsonDocument.TryParseValue(ref reader, out JsonDocument? member))
            {
                return false;
            }

            using (member)
            {
                CheckMember(name, member.RootElement);
            }
        }

        if (!seen.Add(name))
        {
            problems.Add(new($"成员 {name} 出现了两次", $"the member {name} is there twice"), new("只保留一个", "Keep one of them"));
        }

        return true;
    }

    private void CheckMember(string name, JsonElement value)
    {
        if (name == "type" && !(value.ValueKind == JsonValueKind.String && value.ValueEquals("FeatureCollection")))
        {
            AddNotACollection(value.GetRawText());
        }
        else if (name == "crs" && value.ValueKind != JsonValueKind.Null && !LegacyCrs.IsLongitudeLatitude(value))
        {
            problems.Add(
                new("坐标系（crs）不是 CGCS2000 或 WGS 84 经纬度", "its coordinate system (crs) is not longitude/latitude on CGCS2000 or WGS 84"),
                new("请转换为 EPSG:4490（经度在前）后重新导出", "Transform it to EPSG:4490, longitude first, and export it again"));
        }
    }

    private Step Finish()
    {
        if (!seen.Contains("type") || !seen.Contains("features"))
        {
            AddNotACollection("");
        }

        return Step.Done;
    }

    private void AddNotACollection(string found) => problems.Add(
        new($"不是 GeoJSON FeatureCollection{(found == "" ? "" : $"，而是 {found}")}", $"it is no GeoJSON FeatureCollection{(found == "" ? "" : $" but {found}")}"),
        new("文件应形如 {\"type\":\"FeatureCollection\",\"features\":[…]}", "A file looks like {\"type\":\"FeatureCollection\",\"features\":[…]}"));

    private void AddEncoding() => problems.Add(
        new("文件不是 UTF-8 编码（可能是 GBK 或 UTF-16）", "the file is not in UTF-8 (perhaps GBK or UTF-16)"),
        new("请以 UTF-8 重新保存", "Save it as UTF-8"));
}
