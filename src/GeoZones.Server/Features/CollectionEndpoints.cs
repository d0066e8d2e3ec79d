using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary><c>GET /api/collections</c> and <c>/api/collections/{id}</c>.</summary>
public static class CollectionEndpoints
{
    private const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    // Nothing can lie outside of its region, so the regions' extents bound every collection without reading its features.
    private const string ExtentSql = """
        SELECT ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e) FROM (SELECT ST_Extent(extent) FROM region) AS t (e)
        """;

    /// <summary>Adds the addresses.</summary>
    public static void MapCollections(this IEndpointRouteBuilder api)
    {
        api.MapGet("/collections", ListAsync);
        api.MapGet("/collections/{collection}", OneAsync);
    }

    private static async Task<CollectionList> ListAsync(HttpRequest request, NpgsqlDataSource db, CancellationToken cancel)
    {
        var extent = await ExtentAsync(db, cancel);
        return new(
            [new(Link.Address(request, "/api/collections"), "self", Link.Json)],
            [.. FeatureCollections.All.Select(collection => Show(request, collection, extent))]);
    }

    private static async Task<CollectionDocument> OneAsync(HttpRequest request, string collection, NpgsqlDataSource db, CancellationToken cancel) =>
        Show(request, FeatureCollections.Named(collection), await ExtentAsync(db, cancel));

    private static CollectionDocument Show(HttpRequest request, FeatureCollectionInfo collection, Extent? extent)
    {
        var language = Language.Of(request);
        var self = Link.Address(request, $"/api/collections/{collection.Id}");
        return new(collection.Id, collection.Title.In(language), collection.Description.In(language), extent, "feature", [Crs84], Crs84,
            [new(self, "self", Link.Json), new(self + "/items", "items", Link.GeoJson)]);
    }

    private static async Task<Extent?> ExtentAsync(NpgsqlDataSource db, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(ExtentSql);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return row.IsDBNull(0)
            ? null
            : new(new([[row.GetDouble(0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3)]], Crs84));
    }

    /// <summary>All collections.</summary>
    public sealed record CollectionList(IReadOnlyList<Link> Links, IReadOnlyList<CollectionDocument> Collections);

    /// <summary>One collection.</summary>
    public sealed record CollectionDocument(
        string Id, string Title, string Description, Extent? Extent, string ItemType, IReadOnlyList<string> Crs, string StorageCrs, IReadOnlyList<Link> Links);

    /// <summary>Where the features can lie.</summary>
    public sealed record Extent(SpatialExtent Spatial);

    /// <summary>Boxes west, south, east, north in degrees.</summary>
    public sealed record SpatialExtent(IReadOnlyList<double[]> Bbox, string Crs);
}
