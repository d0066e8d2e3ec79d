using GeoZones.Server.Accounts;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Cql2;
using GeoZones.Server.Documents;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Tiles;

/// <summary><c>GET /api/collections/{id}/tiles</c>, <c>…/tiles/WebMercatorQuad</c> and its <c>tilejson.json</c>: what tiles there are. The parameters that choose features go on to the tiles.</summary>
internal static class TilesetEndpoints
{
    /// <summary>Relation of a collection to its tilesets.</summary>
    public const string Relation = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

    private const string Vector = "vector";

    /// <summary>Adds the addresses.</summary>
    public static void MapTilesets(this IEndpointRouteBuilder api)
    {
        api.MapGet("/collections/{collection}/tiles", ListAsync).Query([.. TileEndpoint.Parameters, Representation.Parameter])
            .Describe(Topic.Tiles, "要素集的瓦片集", "The tilesets of a collection").WithMetadata(new OperationId(".collection.vector.getTileSetsList")).Produces<TilesetList>().AlsoAsPage();
        api.MapGet("/collections/{collection}/tiles/{tileMatrixSetId}", OneAsync).Query([.. TileEndpoint.Parameters, Representation.Parameter])
            .Describe(Topic.Tiles, "一个瓦片集", "One tileset").WithMetadata(new OperationId(".collection.vector.getTileSet")).Produces<Tileset>().AlsoAsPage();
        api.MapGet("/collections/{collection}/tiles/{tileMatrixSetId}/tilejson.json", TileJsonAsync).Query([.. TileEndpoint.Parameters, Representation.Parameter])
            .Describe(Topic.Tiles, "瓦片集的 TileJSON 3.0 说明", "A tileset as TileJSON 3.0").Produces<TileJson>().AlsoAsPage(TilePages.TileJson);
    }

    private static async Task<IResult> ListAsync(HttpContext context, string collection, NpgsqlDataSource db, CancellationToken cancel)
    {
        var (request, info) = (context.Request, await FeatureCollections.FindAsync(context, db, collection, cancel));
        var isPage = Representation.IsPage(context);
        var language = Language.Speak(context, besides: "Accept");
        await CheckAsync(context, info, db, cancel);
        var address = Address(request, info, "");
        if (!isPage)
        {
            return Results.Ok(new TilesetList(Representation.Links(request, Link.Json),
                [new(info.Title.In(language), Vector, WebMercatorQuad.Crs, WebMercatorQuad.Uri, [new(address, "self", Link.Json), Scheme(request)])]));
        }
        await FeaturePages.Page(context, language, Name(language), [.. FeaturePages.Trail(info, language)], Html.Of($"""
            {Preview(request, info, language)}
            <ul><li><a href="{address}">{WebMercatorQuad.Id}</a></li></ul>
            """), Link.Json, withMap: true).WriteAsync(context, cancel);
        return Results.Empty;
    }

    private static async Task<IResult> OneAsync(HttpContext context, string collection, string tileMatrixSetId, NpgsqlDataSource db, CancellationToken cancel)
    {
        var (request, info) = (context.Request, await FeatureCollections.FindAsync(context, db, collection, cancel));
        WebMercatorQuad.Require(tileMatrixSetId);
        var isPage = Representation.IsPage(context);
        var language = Language.Speak(context, besides: "Accept");
        await CheckAsync(context, info, db, cancel);
        var (tiles, tileJson) = (Address(request, info, "/{tileMatrix}/{tileRow}/{tileCol}"), Address(request, info, "/tilejson.json"));
        if (!isPage)
        {
            var box = await BoxAsync(context, db, info, cancel);
            return Results.Ok(new Tileset(
                info.Title.In(language), info.Description.In(language), Vector, WebMercatorQuad.Crs, WebMercatorQuad.Uri, [.. Limits(box)],
                [new(info.Id, info.Title.In(language), Vector, info.Dimension, new("object", Properties(info).ToDictionary(property => property.Name, property => new TilesetProperty(property.Title.In(language), Type(property)))))],
                [
                    .. Representation.Links(request, Link.Json),
                    new(tiles, "item", TileEndpoint.MediaType) { Templated = true },
                    new(tileJson, "describedby", Link.Json, "TileJSON"),
                    Scheme(request),
                ])
            {
                BoundingBox = box is null ? null : new(box[..2], box[2..], CoordinateReference.Crs84.Uri),
            });
        }
        await FeaturePages.Page(context, language, Name(language), [.. FeaturePages.Trail(info, language)], Html.Of($"""
            {Preview(request, info, language)}
            <p><code>{tiles}</code></p>
            <p><a href="{tileJson}">TileJSON</a></p>
            """), Link.Json, withMap: true).WriteAsync(context, cancel);
        return Results.Empty;
    }

    private static async Task<IResult> TileJsonAsync(HttpContext context, string collection, string tileMatrixSetId, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = await FeatureCollections.FindAsync(context, db, collection, cancel);
        WebMercatorQuad.Require(tileMatrixSetId);
        var language = Language.Speak(context, besides: "Accept");
        await CheckAsync(context, info, db, cancel);
        return Results.Ok(new TileJson(
            "3.0.0", info.Title.In(language), info.Description.In(language), "xyz", [Address(context.Request, info, "/{z}/{y}/{x}")], 0, WebMercatorQuad.LastZoom, await BoxAsync(context, db, info, cancel),
            [new(info.Id, info.Description.In(language), 0, WebMercatorQuad.LastZoom, Properties(info).ToDictionary(property => property.Name, property => Type(property) switch { "integer" or "number" => "Number", "boolean" => "Boolean", _ => "String" }))]));
    }

    // What chooses features goes into the addresses of the tiles: it is told here what cannot be found there.
    private static async Task CheckAsync(HttpContext context, FeatureCollectionInfo collection, NpgsqlDataSource db, CancellationToken cancel)
    {
        var query = ItemsQuery.Parse(context.Request.Query, collection, Caller.Of(context).Readable);
        await using var connection = await db.OpenConnectionAsync(cancel);
        await ItemsEndpoint.CheckNamesAsync(connection, query, cancel);
    }

    // An address below the tileset, with the features that were chosen.
    private static string Address(HttpRequest request, FeatureCollectionInfo collection, string path) =>
        Link.Address(request, $"/api/collections/{collection.Id}/tiles/{WebMercatorQuad.Id}{path}") + QueryString.Create(
            request.Query.Where(parameter => TileEndpoint.Parameters.Contains(parameter.Key)).Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));

    private static Html Preview(HttpRequest request, FeatureCollectionInfo collection, string language) =>
        PlaceMap.Of(Address(request, collection, "/tilejson.json"), new Sentence("瓦片预览", "Preview of the tiles").In(language));

    private static Link Scheme(HttpRequest request) => new(TileMatrixSetEndpoints.Address(request), TileMatrixSetEndpoints.Relation, Link.Json);

    private static string Name(string language) => new Sentence("矢量瓦片", "Vector tiles").In(language);

    private static IEnumerable<FeatureProperty> Properties(FeatureCollectionInfo collection) => [Queryables.Id, .. TileSql.Properties(collection)];

    private static string Type(FeatureProperty property) => property.Type switch { PropertyType.Integer => "integer", PropertyType.Number => "number", PropertyType.Boolean => "boolean", _ => "string" };

    private static IEnumerable<TilesetLimits> Limits(double[]? box) => box is null ? [] : Enumerable.Range(0, WebMercatorQuad.LastZoom + 1).Select(zoom =>
    {
        var (first, last) = (WebMercatorQuad.TileAt(zoom, box[0], box[3]), WebMercatorQuad.TileAt(zoom, box[2], box[1]));
        return new TilesetLimits(FormattableString.Invariant($"{zoom}"), first.Row, last.Row, first.Column, last.Column);
    });

    private static async Task<double[]?> BoxAsync(HttpContext context, NpgsqlDataSource db, FeatureCollectionInfo collection, CancellationToken cancel) => (await CollectionEndpoints.ExtentAsync(context, db, collection, cancel))?.Spatial.Bbox[0];
}
