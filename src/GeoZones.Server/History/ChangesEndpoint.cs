using System.Buffers;
using System.Text.Json;

using GeoZones.Server.Editing;
using GeoZones.Server.Features;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using MapsterMapper;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.History;

/// <summary>The recorded changes of a revision.</summary>
internal static class ChangesEndpoint
{
    /// <summary>Answers <c>GET …/changes</c>.</summary>
    public static async Task<IResult> ListAsync(
        HttpContext context, string region, string plan, string revision, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var of = await RevisionAsync(db, region, plan, revision, cancel);
        var limit = HistoryEndpoints.LimitOf(context.Request);
        var before = !context.Request.Query.TryGetValue("cursor", out var cursor) ? long.MaxValue : HistoryEndpoints.NumberOf(cursor.ToString());
        var changes = await Change.OfRevisionAsync(db, of.Region, of.Plan, of.Number, before, limit + 1, cancel);
        var next = changes.Count > limit ? FormattableString.Invariant($"{changes[limit - 1].Id}") : null;
        return Results.Ok(new ChangeList(mapper.Map<ChangeView[]>(changes.Take(limit)), HistoryEndpoints.Links(context.Request, next)));
    }

    /// <summary>Answers <c>GET …/changes/{change}</c>.</summary>
    public static async Task<IResult> OneAsync(
        HttpContext context, string region, string plan, string revision, string change, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var of = await RevisionAsync(db, region, plan, revision, cancel);
        var limit = HistoryEndpoints.LimitOf(context.Request);
        var after = CursorOf(context.Request);
        var number = ItemEdits.Number(change);
        var changes = number is > 0 and < long.MaxValue ? await Change.OfRevisionAsync(db, of.Region, of.Plan, of.Number, number.Value + 1, 1, cancel) : [];
        if (changes is not [{ } known] || known.Id != number)
        {
            throw ProblemException.NotFound($"第 {of.Number} 版没有编号为“{change}”的修改。", $"Revision {of.Number} has no change “{change}”.");
        }

        await using var connection = await db.OpenConnectionAsync(cancel);
        var edits = await ChangedVersions.OfAsync(connection, known.Id, after, limit + 1, cancel);
        ArrayBufferWriter<byte> answer = new();
        await using Utf8JsonWriter json = new(answer, new() { Encoder = ApiJson.Options.Encoder });
        json.WriteStartObject();
        json.WritePropertyName("change");
        JsonSerializer.Serialize(json, mapper.Map<ChangeView>(known), ApiJson.Options);
        json.WriteStartArray("edits");
        foreach (var edit in edits.Take(limit))
        {
            json.WriteStartObject();
            json.WriteString("collection", edit.Collection);
            json.WriteNumber("id", edit.Id);
            await WriteAsync(connection, json, "before", edit.Collection, edit.Before, cancel);
            await WriteAsync(connection, json, "after", edit.Collection, edit.After, cancel);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("links");
        var next = edits.Count > limit ? FormattableString.Invariant($"{edits[limit - 1].Collection}/{edits[limit - 1].Id}") : null;
        JsonSerializer.Serialize(json, HistoryEndpoints.Links(context.Request, next), ApiJson.Options);
        json.WriteEndObject();
        await json.FlushAsync(cancel);
        return Results.Text(answer.WrittenSpan, Link.Json);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, Utf8JsonWriter json, string name, string collection, long? version, CancellationToken cancel)
    {
        json.WritePropertyName(name);
        if (version is not { } number)
        {
            json.WriteNullValue();
            return;
        }

        var info = FeatureCollections.Named(collection);
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = $"""
            {ItemsSql.Version(info, "")} JOIN revision l ON l.id = f.lives_from WHERE f.collection = '{info.Id}' AND f.version = {command.Parameter(number, NpgsqlDbType.Bigint)}
            """;
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        json.WriteRawValue(VersionsEndpoint.FeatureOf(row, info));
    }

    private static async Task<(Region Region, string? Plan, int Number)> RevisionAsync(NpgsqlDataSource db, string region, string plan, string revision, CancellationToken cancel)
    {
        var (known, kind) = await RevisionEndpoints.PlanNamedAsync(db, region, plan, cancel);
        return (known, kind, (await RevisionEndpoints.NamedAsync(db, known, kind, revision, cancel)).Number);
    }

    private static (string Collection, long Id) CursorOf(HttpRequest request)
    {
        if (!request.Query.TryGetValue("cursor", out var cursor))
        {
            return ("", 0);
        }

        return cursor.ToString().Split('/') is [var collection, var id] && !collection.Contains('\0', StringComparison.Ordinal) ? (collection, HistoryEndpoints.NumberOf(id))
            : throw HistoryEndpoints.UnknownCursor();
    }

    /// <summary>Changes of a revision.</summary>
    public sealed record ChangeList(IReadOnlyList<ChangeView> Changes, IReadOnlyList<Link> Links);
}

/// <summary>A change as the API shows it; the counts are of features.</summary>
public sealed record ChangeView(long Id, DateTimeOffset MadeAt, string MadeBy, string Reason, int Inserted, int Changed, int Deleted);
