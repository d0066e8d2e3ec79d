using System.Globalization;
using System.IO.Pipelines;

using GeoZones.Server.Accounts;
using GeoZones.Server.Documents;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>One feature.</summary>
internal static class ItemEndpoint
{
    /// <summary>Answers a request.</summary>
    public static async Task AnswerAsync(HttpContext context, string collection, string id, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = await FeatureCollections.FindAsync(context, db, collection, cancel);
        var isPage = Representation.IsPage(context);
        var state = ItemsQuery.ParseState(context.Request.Query, info);
        var crs = ItemsQuery.ParseCrs(context.Request.Query, "crs");
        var shown = ItemsQuery.ParseShown(context.Request.Query, info);
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw Missing(info, id);
        }
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var command = ItemsSql.One(info, shown, number, state, withGeometry: !isPage, Caller.Of(context).Readable);
        command.Connection = connection;
        if (shown is null && info.Reference is null)
        {
            await command.PrepareAsync(cancel);
        }
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            throw Missing(info, id);
        }

        async Task WriteAsync(PipeWriter answer)
        {
            Link[] links = [.. Representation.Links(context.Request, Link.GeoJson), new(Link.Address(context.Request, $"/api/collections/{info.Id}"), "collection", Link.Json)];
            FeatureDocument.Write(row, info, shown, isPage ? CoordinateReference.Crs84 : crs, links, answer);
            await answer.FlushAsync(cancel);
        }

        if (isPage)
        {
            using var document = await ItemEndpoints.ReadAsync(WriteAsync);
            await FeaturePages.Item(context, info, document.RootElement).WriteAsync(context, cancel);
            return;
        }
        var (version, revision) = FeatureDocument.VersionOf(row);
        var tag = FeatureTag.Of(version, revision, context.Request.QueryString.Value);
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (FeatureTag.IsKnownTo(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = Link.GeoJson;
        context.Response.Headers["Content-Crs"] = crs.Header;
        await WriteAsync(context.Response.BodyWriter);
    }

    internal static ProblemException Missing(FeatureCollectionInfo collection, string id) => ProblemException.NotFound(
        $"要素集 {collection.Id} 中没有要素“{id}”。", $"There is no feature “{id}” in {collection.Id}.");
}
