using System.Data;
using System.IO.Pipelines;
using System.Text.Json;

using GeoZones.Server.Accounts;
using GeoZones.Server.Documents;
using GeoZones.Server.Problems;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary>The features of a collection, page by page: written to the caller as they come from the database.</summary>
internal static class ItemsEndpoint
{
    private const int MostMillisecondsOfCounting = 200;

    /// <summary>Answers a request.</summary>
    public static async Task AnswerAsync(HttpContext context, string collection, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = await FeatureCollections.FindAsync(context, db, collection, cancel);
        var isPage = Representation.IsPage(context);
        var query = ItemsQuery.Parse(context.Request.Query, info, Caller.Of(context).Readable);
        if (isPage)
        {
            // The map of a page is drawn in longitude and latitude.
            query = query with { Crs = CoordinateReference.Crs84, Limit = Math.Min(query.Limit, FeaturePages.LargestLimit) };
        }
        await using var connection = await db.OpenConnectionAsync(cancel);
        await CheckNamesAsync(connection, query, cancel);
        // What is counted is what the first page begins, whoever edits meanwhile. The transaction begins with the statement of the page.
        await using var transaction = query.After is null ? await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel) : null;
        await using var command = ItemsSql.Page(info, query, withGeometry: !isPage);
        command.Connection = connection;
        await PrepareAsync(command, info, query, cancel);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var more = await row.ReadAsync(cancel);

        // From here on the answer is on its way; before, a failure could still become a problem document.
        async Task WriteAsync(PipeWriter answer)
        {
            answer.Write($$"""{"type":"FeatureCollection","timeStamp":"{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}}","features":[""");
            var writer = new FeatureWriter(query.Shown ?? info.Served, new GeometryWriter(query.Crs));
            var asked = ItemsQuery.Fingerprint(context.Request.Query, info);
            var (returned, last) = (0, "");
            for (; more && returned < query.Limit; returned++, more = await row.ReadAsync(cancel))
            {
                answer.Write(returned == 0 ? "\n" : ",\n");
                var id = writer.Write(row, answer);
                answer.Write("}");
                if (returned + 1 == query.Limit)
                {
                    last = Cursor.After(asked, id, [.. query.Sort.Select((key, i) => key.Read(row, writer.Columns + i))]);
                }
                await FeatureStream.FlushWhenFullAsync(answer, cancel);
            }
            await row.CloseAsync();
            // Counted once, with the first page.
            long? matched = query.After is not null ? null : more ? await MatchedAsync(connection, info, query, cancel) : returned;
            answer.Write(FormattableString.Invariant($"\n],{(matched is null ? "" : FormattableString.Invariant($"\"numberMatched\":{matched},"))}\"numberReturned\":{returned},\"links\":"));
            answer.Write(JsonSerializer.Serialize(Links(context.Request, info, more ? last : null), ApiJson.Options));
            answer.Write("}");
            await answer.FlushAsync(cancel);
        }

        if (isPage)
        {
            using var document = await ItemEndpoints.ReadAsync(WriteAsync);
            await FeaturePages.Items(context, info, query.Limit, document.RootElement).WriteAsync(context, cancel);
            return;
        }
        context.Response.ContentType = Link.GeoJson;
        context.Response.Headers["Content-Crs"] = query.Crs.Header;
        await WriteAsync(context.Response.BodyWriter);
    }

    private static async Task<long?> MatchedAsync(NpgsqlConnection connection, FeatureCollectionInfo info, ItemsQuery query, CancellationToken cancel)
    {
        await using var command = ItemsSql.Count(info, query);
        command.Connection = connection;
        // The features are written already: the count is an extra that may take a moment, and never costs the caller the page.
        await using var bound = new NpgsqlCommand($"SET LOCAL statement_timeout = {MostMillisecondsOfCounting}", connection);
        await bound.ExecuteNonQueryAsync(cancel);
        try
        {
            await PrepareAsync(command, info, query, cancel);
            return await command.ExecuteScalarAsync(cancel) as long?;
        }
        catch (PostgresException)
        {
            // Too late, or ended by PostGIS in words of its own while it was comparing shapes.
            return null;
        }
    }

    // Every filter, order or choice of properties is another statement, and so is every import of a reference layer; kept prepared, they would fill the connection.
    private static Task PrepareAsync(NpgsqlCommand command, FeatureCollectionInfo info, ItemsQuery query, CancellationToken cancel) => info.Reference is null && query.Filter is null && query.Sort.Count == 0 && query.Shown is null ? command.PrepareAsync(cancel) : Task.CompletedTask;

    // A filter that names nothing is a slip of the caller's, not an empty answer.
    internal static async Task CheckNamesAsync(NpgsqlConnection connection, ItemsQuery query, CancellationToken cancel)
    {
        if (query.Region is null && query.State.Revision is null)
        {
            return;
        }
        await using var command = new NpgsqlCommand("""
            SELECT $1::text IS NULL OR EXISTS (SELECT FROM region WHERE id = $1),
                   $2::int IS NULL OR EXISTS (SELECT FROM revision WHERE number = $2
                       AND ($1::text IS NULL OR region = $1) AND ($4::text[] IS NULL OR region = ANY ($4)) AND ($3::text IS NULL OR coalesce(plan, 'survey') = $3))
            """, connection);
        command.Parameters.Add(new() { Value = (object?)query.Region ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)query.State.Revision ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = (object?)query.Plan ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)query.Among?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
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

    private static List<Link> Links(HttpRequest request, FeatureCollectionInfo info, string? next)
    {
        List<Link> links =
        [
            .. Representation.Links(request, Link.GeoJson),
            new(Link.Address(request, $"/api/collections/{info.Id}"), "collection", Link.Json),
        ];
        if (next is not null)
        {
            links.Add(new(Link.Here(request, ("cursor", next)), "next", Link.GeoJson));
        }
        return links;
    }
}
