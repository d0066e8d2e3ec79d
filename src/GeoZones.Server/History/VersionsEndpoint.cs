using System.Buffers;
using System.Globalization;
using System.Text.Json;

using GeoZones.Server.Accounts;
using GeoZones.Server.Editing;
using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.History;

/// <summary><c>GET /api/collections/{collection}/items/{id}/versions</c>: what a feature was, who made it so, when and why; who ended it.</summary>
internal static class VersionsEndpoint
{
    private const string Columns = """
        , f.version, l.number, m.made_at, m.made_by, m.reason, e.made_at, e.made_by, e.reason
        """;

    /// <summary>Answers a request.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext context, string collection, string id, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = FeatureCollections.Named(collection);
        var limit = HistoryEndpoints.LimitOf(context.Request);
        var before = !context.Request.Query.TryGetValue("cursor", out var cursor) ? long.MaxValue : HistoryEndpoints.NumberOf(cursor.ToString());
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = $"""
            {ItemsSql.Version(info, Columns)} JOIN revision l ON l.id = f.lives_from JOIN change m ON m.id = f.made_by LEFT JOIN change e ON e.id = f.ended_by
            WHERE f.collection = '{info.Id}' AND f.id = {command.Parameter(ItemEdits.Number(id) ?? throw ItemEndpoint.Missing(info, id), NpgsqlDbType.Bigint)}
                AND f.version < {command.Parameter(before, NpgsqlDbType.Bigint)}{ItemsSql.Among(command, Caller.Of(context).Readable)}
            ORDER BY f.version DESC LIMIT {command.Parameter(limit + 1, NpgsqlDbType.Integer)}
            """;
        await using var row = await command.ExecuteReaderAsync(cancel);
        ArrayBufferWriter<byte> answer = new();
        await using Utf8JsonWriter json = new(answer, new() { Encoder = ApiJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteStartArray("versions");
        var (written, last, more) = (0, 0L, false);
        while (await row.ReadAsync(cancel))
        {
            if (written == limit)
            {
                more = true;
                break;
            }

            last = Write(row, info, json);
            written++;
        }

        if (written == 0 && before == long.MaxValue)
        {
            throw ItemEndpoint.Missing(info, id);
        }

        json.WriteEndArray();
        json.WritePropertyName("links");
        JsonSerializer.Serialize(json, HistoryEndpoints.Links(context.Request, more ? last.ToString(CultureInfo.InvariantCulture) : null), ApiJson.Options);
        json.WriteEndObject();
        await json.FlushAsync(cancel);
        return Results.Text(answer.WrittenSpan, Link.Json);
    }

    private static long Write(NpgsqlDataReader row, FeatureCollectionInfo info, Utf8JsonWriter json)
    {
        var at = row.FieldCount - 8;
        var version = row.GetInt64(at);
        json.WriteStartObject();
        json.WriteNumber("version", version);
        json.WriteNumber("revision", row.GetInt32(at + 1));
        json.WriteString("madeAt", row.GetFieldValue<DateTimeOffset>(at + 2));
        json.WriteString("madeBy", row.GetString(at + 3));
        json.WriteString("reason", row.GetString(at + 4));
        if (row.IsDBNull(at + 5))
        {
            json.WriteNull("ended");
        }
        else
        {
            json.WriteStartObject("ended");
            json.WriteString("at", row.GetFieldValue<DateTimeOffset>(at + 5));
            json.WriteString("by", row.GetString(at + 6));
            json.WriteString("reason", row.GetString(at + 7));
            json.WriteEndObject();
        }

        json.WritePropertyName("feature");
        json.WriteRawValue(FeatureOf(row, info));
        json.WriteEndObject();
        return version;
    }

    /// <summary>The GeoJSON feature of a row.</summary>
    internal static ReadOnlySpan<byte> FeatureOf(NpgsqlDataReader row, FeatureCollectionInfo info)
    {
        ArrayBufferWriter<byte> feature = new();
        new FeatureWriter(info.Served, new GeometryWriter(CoordinateReference.Crs84)).Write(row, feature);
        feature.Write("}"u8);
        return feature.WrittenSpan;
    }
}
