using System.Text.Json.Serialization;

using GeoZones.Server.Accounts;
using GeoZones.Server.Documents;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;
using GeoZones.Server.Tiles;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary><c>GET /api/collections</c> and <c>/api/collections/{id}</c>.</summary>
public static class CollectionEndpoints
{
    private const string Gregorian = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

    // Nothing can lie outside of its region or before its revision, so these bound every collection without reading its features.
    private const string ExtentSql = """
        SELECT ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e), (SELECT min(created_at) FROM revision WHERE $1::text[] IS NULL OR region = ANY ($1))
        FROM (SELECT ST_Extent(extent) FROM region WHERE $1::text[] IS NULL OR id = ANY ($1)) AS t (e)
        """;

    private static readonly string[] s_crs = [.. CoordinateReference.All.Select(crs => crs.Uri)];

    /// <summary>Adds the addresses.</summary>
    public static void MapCollections(this IEndpointRouteBuilder api)
    {
        api.MapGet("/collections", ListAsync).Query(Representation.Parameter)
            .Describe(Topic.Features, "全部要素集", "All collections").Produces<CollectionList>().AlsoAsPage();
        api.MapGet("/collections/{collection}", OneAsync).Query(Representation.Parameter)
            .Describe(Topic.Features, "一个要素集", "One collection").Produces<CollectionDocument>().AlsoAsPage();
    }

    private static async Task<IResult> ListAsync(HttpContext context, NpgsqlDataSource db, CancellationToken cancel)
    {
        var isPage = Representation.IsPage(context);
        var language = Language.Speak(context, besides: "Accept");
        var extent = await ExtentAsync(context, db, cancel);
        var caller = Caller.Of(context);
        IReadOnlyList<FeatureCollectionInfo> collections = [.. FeatureCollections.All, .. (await ReferenceLayers.ListAsync(db, cancel)).Where(layer => caller.MayReadReference(layer.Reference!.Region))];
        var list = new CollectionList(
            Representation.Links(context.Request, Link.Json), DateTime.UtcNow, [.. collections.Select(collection => Show(context.Request, collection, extent, language))]);
        if (!isPage)
        {
            return Results.Ok(list);
        }
        await CollectionPages.List(context, list, language).WriteAsync(context, cancel);
        return Results.Empty;
    }

    private static async Task<IResult> OneAsync(HttpContext context, string collection, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = await FeatureCollections.FindAsync(context, db, collection, cancel);
        var isPage = Representation.IsPage(context);
        var language = Language.Speak(context, besides: "Accept");
        var document = Show(context.Request, info, info.Reference is null ? await ExtentAsync(context, db, cancel) : null, language);
        if (!isPage)
        {
            return Results.Ok(document);
        }
        await CollectionPages.One(context, info, document, language).WriteAsync(context, cancel);
        return Results.Empty;
    }

    // The same wherever it is shown, so its links are those of the collection and not of the request.
    private static CollectionDocument Show(HttpRequest request, FeatureCollectionInfo collection, Extent? extent, string language)
    {
        var self = Link.Address(request, $"/api/collections/{collection.Id}");
        return new(collection.Id, collection.Title.In(language), collection.Description.In(language), "feature", s_crs, CoordinateReference.Storage.Uri,
        [
            new(self, "self", Link.Json),
            new(self + "?f=html", "alternate", HtmlPage.MediaType),
            new(self + "/items", "items", Link.GeoJson),
            new(self + "/items?f=html", "items", HtmlPage.MediaType),
            new(self + "/queryables", SchemaEndpoints.QueryablesRelation, SchemaEndpoints.MediaType),
            new(self + "/schema", SchemaEndpoints.SchemaRelation, SchemaEndpoints.MediaType),
            new(self + "/feature-schema", SchemaEndpoints.DescribedByRelation, SchemaEndpoints.MediaType),
            new(self + "/tiles", TilesetEndpoints.Relation, Link.Json),
        ])
        {
            Extent = collection.Reference is { } layer ? Of(layer) : extent,
            Region = collection.Reference?.Region,
        };
    }

    /// <summary>The extent of a collection, as far as the caller may read.</summary>
    internal static async ValueTask<Extent?> ExtentAsync(HttpContext context, NpgsqlDataSource db, FeatureCollectionInfo collection, CancellationToken cancel) =>
        collection.Reference is { } layer ? Of(layer) : await ExtentAsync(context, db, cancel);

    private static Extent? Of(ReferenceLayer layer) => layer.Extent is null ? null
        : new(new([layer.Extent], CoordinateReference.Crs84.Uri), new([[layer.ImportedAt, null]], Gregorian));

    // Where features of plans and survey can lie that the caller may read, and since when; null where there are no regions.
    private static async Task<Extent?> ExtentAsync(HttpContext context, NpgsqlDataSource db, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(ExtentSql);
        command.Parameters.Add(new() { Value = (object?)Caller.Of(context).Readable?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        if (row.IsDBNull(0))
        {
            return null;
        }
        DateTime? first = row.IsDBNull(4) ? null : row.GetDateTime(4);
        return new(
            new([[row.GetDouble(0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3)]], CoordinateReference.Crs84.Uri),
            new([[first, null]], Gregorian));
    }

    /// <summary>All collections.</summary>
    public sealed record CollectionList(IReadOnlyList<Link> Links, DateTime TimeStamp, IReadOnlyList<CollectionDocument> Collections);

    /// <summary>One collection.</summary>
    public sealed record CollectionDocument(
        string Id, string Title, string Description, string ItemType, IReadOnlyList<string> Crs, string StorageCrs, IReadOnlyList<Link> Links)
    {
        /// <summary>Where the features can lie; left out where the caller may see none.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Extent? Extent { get; init; }

        /// <summary>The only region that a reference layer is shown in; left out where there is no such bound.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Region { get; init; }
    }

    /// <summary>Where the features can lie, and since when.</summary>
    public sealed record Extent(SpatialExtent Spatial, TemporalExtent Temporal);

    /// <summary>Boxes west, south, east, north in degrees.</summary>
    public sealed record SpatialExtent(IReadOnlyList<double[]> Bbox, string Crs);

    /// <summary>First and last moment; <c>null</c> is open.</summary>
    public sealed record TemporalExtent(IReadOnlyList<DateTime?[]> Interval, string Trs);
}
