using System.Text;
using System.Text.Json;
using System.Text.Unicode;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;
using GeoZones.Server.Measure;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;

using Npgsql;

namespace GeoZones.Server.Site;

/// <summary>A red line as it was given.</summary>
/// <param name="Degrees">Polygons in longitude and latitude.</param>
/// <param name="Reading">How it was read.</param>
public sealed record SiteInput(Geometry Degrees, Sentence Reading)
{
    private const string FeatureSql = """
        SELECT f.geom, f.plan, f.code FROM feature f
        WHERE f.collection = $1 AND f.region = $2 AND f.lives_to IS NULL AND (f.id = $3 OR f.code = $4) AND ($5::text IS NULL OR f.plan = $5) ORDER BY f.id LIMIT 2
        """;

    /// <summary>Reads a text: GeoJSON, a reference to a stored feature, or a list of coordinates; a text that begins with <c>{</c> is JSON.</summary>
    /// <param name="bytes">UTF-8.</param>
    /// <param name="region">The region.</param>
    /// <param name="db">Where stored features are.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ProblemException">4xx: it is no red line, and why.</exception>
    public static async Task<SiteInput> Read(ReadOnlyMemory<byte> bytes, Region region, NpgsqlDataSource db, CancellationToken cancel)
    {
        bytes = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        if (bytes.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..] || IsSectioned(bytes.Span))
        {
            return OfList(bytes.Span, region);
        }

        using var document = Utf8.IsValid(bytes.Span) ? JsonBody.Parse(bytes) : throw ProblemException.OfBody("", "请求内容不是 UTF-8 文本。", "The body is not UTF-8 text.");
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("feature", out var feature) && !document.RootElement.TryGetProperty("type", out _)
            ? await OfFeature(feature, region, db, cancel)
            : OfGeoJson(document.RootElement);
    }

    // "[属性描述]" heads the exchange format of boundary points.
    private static bool IsSectioned(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8) is [(byte)'[', >= 0x80, ..];

    private static SiteInput OfList(ReadOnlySpan<byte> bytes, Region region)
    {
        // What surveying programs save in China is often GBK.
        var encoding = Utf8.IsValid(bytes) ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var (degrees, reading) = CoordinateList.Read(encoding.GetString(bytes), region.PlaneSrid);
        return new(degrees, reading);
    }

    private static SiteInput OfGeoJson(JsonElement json)
    {
        var at = "";
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("FeatureCollection"))
        {
            if (!json.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array || features.GetArrayLength() != 1)
            {
                throw ProblemException.OfBody("/features", "一次检测一个地块：FeatureCollection 须恰有一个要素。", "One site at a time: the FeatureCollection holds exactly one feature.");
            }

            (json, at) = (features[0], "/features/0");
        }

        var geometry = GeometryBody.Read(json, at);
        return geometry is IPolygonal
            ? new(geometry, new("GeoJSON 经纬度", "GeoJSON longitude and latitude"))
            : throw ProblemException.OfBody(at, "地块须为 Polygon 或 MultiPolygon。", "A site is a Polygon or MultiPolygon.");
    }

    private static async Task<SiteInput> OfFeature(JsonElement reference, Region region, NpgsqlDataSource db, CancellationToken cancel)
    {
        if (reference.ValueKind != JsonValueKind.Object || Text(reference, "collection") is not { } collection || FeatureCollections.All.All(one => one.Id != collection))
        {
            throw ProblemException.OfBody("/feature/collection", "feature 须写明 collection（见 /api/collections）。", "A feature names its collection; /api/collections lists them.");
        }

        long? id = reference.TryGetProperty("id", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var whole) ? whole : null;
        var code = Text(reference, "code");
        if (id is null == code is null)
        {
            throw ProblemException.OfBody("/feature", "feature 须有 id 或 code 之一。", "A feature has an id or a code: one of the two.");
        }

        await using var command = db.CreateCommand(FeatureSql);
        foreach (var value in new object?[] { collection, region.Id, id, code, Text(reference, "plan") })
        {
            command.Parameters.Add(new() { Value = value ?? DBNull.Value, DataTypeName = value is null ? "text" : null });
        }

        command.Parameters[2].DataTypeName = "bigint";
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            throw ProblemException.OfBody("/feature", "该县市最新版本中没有这个要素。", "The newest revisions of this region have no such feature.");
        }

        var geometry = await row.GetFieldValueAsync<Geometry>(0, cancel);
        if (await row.ReadAsync(cancel))
        {
            throw ProblemException.OfBody("/feature", "有多个要素用这个 code：请写明 plan，或改用 id。", "Several features have this code: name the plan as well, or the id.");
        }

        var name = code ?? $"#{id}";
        return geometry is IPolygonal ? new(geometry, new($"库中要素 {collection}/{name}", $"the stored feature {collection}/{name}"))
            : throw ProblemException.OfBody("/feature", "这个要素不是面。", "This feature is no area.");
    }

    // PostgreSQL stores no NUL.
    private static string? Text(JsonElement json, string name) => !json.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.String ? null
        : member.GetString() is { } text && text.Contains('\0', StringComparison.Ordinal)
            ? throw ProblemException.OfBody($"/feature/{name}", $"{name} 含有空字符（U+0000），请删去。", $"{name} has a NUL character (U+0000); remove it.")
            : member.GetString();
}
