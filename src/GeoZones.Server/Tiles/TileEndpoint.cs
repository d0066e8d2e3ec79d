using GeoZones.Server.Accounts;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.ResponseCompression;

using Npgsql;

namespace GeoZones.Server.Tiles;

/// <summary><c>GET /api/collections/{id}/tiles/WebMercatorQuad/{z}/{y}/{x}</c>.</summary>
internal static class TileEndpoint
{
    /// <summary>Media type of a tile.</summary>
    public const string MediaType = "application/vnd.mapbox-vector-tile";

    /// <summary>The query parameters that choose features.</summary>
    public static readonly string[] Parameters = ["region", "plan", "revision"];

    /// <summary>Adds the address.</summary>
    public static void MapTile(this IEndpointRouteBuilder api) =>
        api.MapGet("/collections/{collection}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", AnswerAsync).Query(Parameters)
            .Describe(Topic.Tiles, "一块矢量瓦片", "One vector tile").WithMetadata(new OperationId(".collection.vector.getTile"), new Gives("", MediaType), new AlsoServes(MediaType));

    private static async Task<IResult> AnswerAsync(
        HttpContext context, string collection, string tileMatrixSetId, string tileMatrix, string tileRow, string tileCol, TileCache cache, IResponseCompressionProvider compression, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = await FeatureCollections.FindAsync(context, db, collection, cancel);
        WebMercatorQuad.Require(tileMatrixSetId);
        var (zoom, row, column) = WebMercatorQuad.Parse(tileMatrix, tileRow, tileCol);
        var query = ItemsQuery.Parse(context.Request.Query, info, Caller.Of(context).Readable);
        var tile = new Tile(info.Id, query.Region, query.Region is null && query.Among is { } among ? string.Join(Tile.Between, among) : null, query.Plan, query.State.Revision, zoom, row, column);
        var made = await cache.FindAsync(tile, cancel);
        context.Response.Headers["Cache-Status"] = made is null ? "GeoZones; fwd=miss" : "GeoZones; hit";
        if (made is null)
        {
            await using (var connection = await db.OpenConnectionAsync(cancel))
            {
                await ItemsEndpoint.CheckNamesAsync(connection, query, cancel);
            }
            made = await cache.MakeAsync(tile, cancel);
        }
        context.Response.Headers.CacheControl = "no-cache";
        if (made.Bytes.Length == 0)
        {
            return Results.NoContent();
        }
        context.Response.Headers.Vary = "Accept-Encoding";
        if (compression.GetCompressionProvider(context) is not { } encoding || FeatureTag.IsKnownTo(context.Request, made.Tag.Tag.Value!))
        {
            return Results.Bytes(made.Bytes, MediaType, entityTag: made.Tag);
        }
        context.Response.Headers.ContentEncoding = encoding.EncodingName;
        return Results.Bytes(made.Compressed(encoding), MediaType, entityTag: made.Tag);
    }
}
