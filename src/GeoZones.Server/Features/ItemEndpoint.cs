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
    public static async Task AnswerAsync(HttpContext context, string collection, string id, FeatureLookups lookups, NpgsqlDataSource db, CancellationToken cancel)
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

        void Write(NpgsqlDataReader row, PipeWriter answer)
        {
            Link[] links = [.. Representation.Links(context.Request, Link.GeoJson), new(Link.Address(context.Request, $"/api/collections/{info.Id}"), "collection", Link.Json)];
            FeatureDocument.Write(row, info, shown, isPage ? CoordinateReference.Crs84 : crs, links, answer);
        }

        var reading = new FeatureReading(info, shown, state, WithGeometry: !isPage, Caller.Of(context).Readable);
        if (isPage)
        {
            using var document = await ItemEndpoints.ReadAsync(async answer => await FindAsync(row => Write(row, answer)));
            await FeaturePages.Item(context, info, document.RootElement).WriteAsync(context, cancel);
            return;
        }
        await FindAsync(row =>
        {
            if (!IsKnown(context, row))
            {
                context.Response.ContentType = Link.GeoJson;
                context.Response.Headers["Content-Crs"] = crs.Header;
                Write(row, context.Response.BodyWriter);
            }
        });
        await context.Response.BodyWriter.FlushAsync(cancel);

        async Task FindAsync(Action<NpgsqlDataReader> take)
        {
            if (!await lookups.ReadAsync(reading, number, take, cancel))
            {
                throw Missing(info, id);
            }
        }
    }

    private static bool IsKnown(HttpContext context, NpgsqlDataReader row)
    {
        var (version, revision) = FeatureDocument.VersionOf(row);
        var tag = FeatureTag.Of(version, revision, context.Request.QueryString.Value);
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        var isKnown = FeatureTag.IsKnownTo(context.Request, tag);
        context.Response.StatusCode = isKnown ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
        return isKnown;
    }

    internal static ProblemException Missing(FeatureCollectionInfo collection, string id) => ProblemException.NotFound(
        $"要素集 {collection.Id} 中没有要素“{id}”。", $"There is no feature “{id}” in {collection.Id}.");
}
