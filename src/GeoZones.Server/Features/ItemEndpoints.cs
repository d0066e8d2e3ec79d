using System.Data;
using System.Globalization;
using System.Text.Json;

using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary><c>GET /api/collections/{id}/items</c> and <c>…/items/{fid}</c>: GeoJSON in CGCS2000, served as CRS84, straight from PostGIS.</summary>
public static class ItemEndpoints
{
    /// <summary>Adds the addresses.</summary>
    public static void MapItems(this IEndpointRouteBuilder api)
    {
        api.MapGet("/collections/{collection}/items", PageAsync).Query([.. ItemsQuery.Parameters, Representation.Parameter])
            .Describe(Topic.Features, "要素集中的要素，分页提供", "The features of a collection, by pages").WithMetadata(new Gives("FeatureCollection", Link.GeoJson));
        api.MapGet("/collections/{collection}/items/{id}", OneAsync).Query([.. ItemsQuery.StateParameters, Representation.Parameter])
            .Describe(Topic.Features, "一个要素", "One feature").WithMetadata(new Gives("Feature", Link.GeoJson));
    }

    private static async Task PageAsync(HttpContext context, string collection, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = FeatureCollections.Named(collection);
        Representation.Check(context.Request);
        var query = ItemsQuery.Parse(context.Request.Query);
        await using var connection = await db.OpenConnectionAsync(cancel);
        await CheckNamesAsync(connection, query, cancel);
        await using var command = ItemsSql.Page(info, query);
        command.Connection = connection;
        await command.PrepareAsync(cancel);
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        var more = await row.ReadAsync(cancel);

        // From here on the answer is on its way; before, a failure could still become a problem document.
        context.Response.ContentType = Link.GeoJson;
        var answer = context.Response.BodyWriter;
        answer.Write($$"""{"type":"FeatureCollection","timeStamp":"{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}}","features":[""");
        var (returned, last) = (0, 0L);
        for (; more && returned < query.Limit; returned++, more = await row.ReadAsync(cancel))
        {
            last = row.GetInt64(0);
            answer.Write(returned == 0 ? "\n" : ",\n");
            await FeatureStream.CopyTextAsync(row, 1, answer, cancel);
            answer.Write("}");
        }
        await row.CloseAsync();
        // Counted once, with the first page.
        long? matched = query.After > 0 ? null : more ? await MatchedAsync(connection, info, query, cancel) : returned;
        answer.Write(Invariant($"\n],{(matched is null ? "" : Invariant($"\"numberMatched\":{matched},"))}\"numberReturned\":{returned},\"links\":"));
        answer.Write(JsonSerializer.Serialize(Links(context.Request, info, more ? last : null), ApiJson.Options));
        answer.Write("}");
        await answer.FlushAsync(cancel);
    }

    private static async Task OneAsync(HttpContext context, string collection, string id, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = FeatureCollections.Named(collection);
        Representation.Check(context.Request);
        var state = ItemsQuery.ParseState(context.Request.Query);
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw Missing(info, id);
        }
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var command = ItemsSql.One(info, number, state);
        command.Connection = connection;
        await command.PrepareAsync(cancel);
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        if (!await row.ReadAsync(cancel))
        {
            throw Missing(info, id);
        }
        context.Response.ContentType = Link.GeoJson;
        var answer = context.Response.BodyWriter;
        await FeatureStream.CopyTextAsync(row, 1, answer, cancel);
        Link[] links =
        [
            new(Link.Here(context.Request), "self", Link.GeoJson),
            new(Link.Address(context.Request, $"/api/collections/{info.Id}"), "collection", Link.Json),
        ];
        answer.Write($",\"links\":{JsonSerializer.Serialize(links, ApiJson.Options)}}}");
        await answer.FlushAsync(cancel);
    }

    // A filter that names nothing is a slip of the caller's, not an empty answer.
    private static async Task CheckNamesAsync(NpgsqlConnection connection, ItemsQuery query, CancellationToken cancel)
    {
        if (query.Region is null && query.State.Revision is null)
        {
            return;
        }
        await using var command = new NpgsqlCommand("""
            SELECT $1::text IS NULL OR EXISTS (SELECT FROM region WHERE id = $1),
                   $2::int IS NULL OR EXISTS (SELECT FROM revision WHERE number = $2
                       AND ($1::text IS NULL OR region = $1) AND ($3::text IS NULL OR coalesce(plan, 'survey') = $3))
            """, connection);
        command.Parameters.Add(new() { Value = (object?)query.Region ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)query.State.Revision ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = (object?)query.Plan ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await command.PrepareAsync(cancel);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        if (!row.GetBoolean(0))
        {
            throw ItemsQuery.UnknownRegion();
        }
        if (!row.GetBoolean(1))
        {
            throw ProblemException.OfParameter("revision",
                $"没有第 {query.State.Revision} 版；/api/regions/县市/plans 列出各规划的版本。",
                $"There is no revision {query.State.Revision}; /api/regions/REGION/plans lists the revisions of each plan.");
        }
    }

    private static async Task<long?> MatchedAsync(NpgsqlConnection connection, FeatureCollectionInfo info, ItemsQuery query, CancellationToken cancel)
    {
        await using var command = ItemsSql.Count(info, query);
        command.Connection = connection;
        await command.PrepareAsync(cancel);
        return await command.ExecuteScalarAsync(cancel) as long?;
    }

    private static List<Link> Links(HttpRequest request, FeatureCollectionInfo info, long? last)
    {
        List<Link> links =
        [
            new(Link.Here(request), "self", Link.GeoJson),
            new(Link.Address(request, $"/api/collections/{info.Id}"), "collection", Link.Json),
        ];
        if (last is { } id)
        {
            links.Add(new(Link.Here(request, ("cursor", Cursor.After(id))), "next", Link.GeoJson));
        }
        return links;
    }

    private static ProblemException Missing(FeatureCollectionInfo collection, string id) => ProblemException.NotFound(
        $"要素集 {collection.Id} 中没有要素“{id}”。", $"There is no feature “{id}” in {collection.Id}.");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
