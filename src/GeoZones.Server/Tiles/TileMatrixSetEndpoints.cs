using GeoZones.Server.CommandLine;
using GeoZones.Server.Documents;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Tiles;

/// <summary><c>GET /api/tileMatrixSets</c> and <c>/api/tileMatrixSets/WebMercatorQuad</c>: how the map is cut into tiles.</summary>
public static class TileMatrixSetEndpoints
{
    /// <summary>Relation of the landing page to the list.</summary>
    public const string ListRelation = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";

    /// <summary>Relation of tiles to their set.</summary>
    public const string Relation = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

    // The set of the OGC goes on for two zooms after the last one that is served.
    private const int LastOfSet = 24;
    private const int PixelsOfTile = 256;
    private const double MetresOfPixel = 0.00028;

    /// <summary>Where the set is described.</summary>
    public static string Address(HttpRequest request) => Link.Address(request, $"/api/tileMatrixSets/{WebMercatorQuad.Id}");

    /// <summary>Adds the addresses.</summary>
    public static void MapTileMatrixSets(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tileMatrixSets", ListAsync).Query(Representation.Parameter)
            .Describe(Topic.Tiles, "瓦片矩阵集", "Tile matrix sets").WithMetadata(new OperationId("getTileMatrixSetsList")).Produces<TileMatrixSetList>().AlsoAsPage();
        api.MapGet("/tileMatrixSets/{tileMatrixSetId}", OneAsync).Query(Representation.Parameter)
            .Describe(Topic.Tiles, "一个瓦片矩阵集", "One tile matrix set").WithMetadata(new OperationId("getTileMatrixSet")).Produces<TileMatrixSet>().AlsoAsPage();
    }

    private static async Task<IResult> ListAsync(HttpContext context, CancellationToken cancel)
    {
        var isPage = Representation.IsPage(context);
        var address = Address(context.Request);
        if (!isPage)
        {
            Representation.LinkToPage(context);
            return Results.Ok(new TileMatrixSetList([new(WebMercatorQuad.Id, WebMercatorQuad.Id, WebMercatorQuad.Uri, [new(address, "self", Link.Json)])]));
        }
        var language = Language.Speak(context, besides: "Accept");
        await FeaturePages.Page(context, language, new Sentence("瓦片矩阵集", "Tile matrix sets").In(language), [FeaturePages.Above(language).First()], Html.Of($"""
            <ul><li><a href="{address}">{WebMercatorQuad.Id}</a></li></ul>
            """), Link.Json, withMap: false).WriteAsync(context, cancel);
        return Results.Empty;
    }

    private static async Task<IResult> OneAsync(HttpContext context, string tileMatrixSetId, CancellationToken cancel)
    {
        WebMercatorQuad.Require(tileMatrixSetId);
        var isPage = Representation.IsPage(context);
        TileMatrix[] matrices = [.. Enumerable.Range(0, LastOfSet + 1).Select(Matrix)];
        if (!isPage)
        {
            Representation.LinkToPage(context);
            return Results.Ok(new TileMatrixSet(WebMercatorQuad.Id, WebMercatorQuad.Id, WebMercatorQuad.Uri, WebMercatorQuad.Crs, ["X", "Y"],
                "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible", matrices));
        }
        var language = Language.Speak(context, besides: "Accept");
        string Say(string zh, string en) => new Sentence(zh, en).In(language);
        await FeaturePages.Page(context, language, WebMercatorQuad.Id, [FeaturePages.Above(language).First()], Html.Of($"""
            <table class="members"><thead><tr><th scope="col">{Say("级别", "Zoom")}</th><th scope="col">{Say("像素边长（米）", "Metres of a pixel")}</th></tr></thead>
            <tbody>{matrices.Select(matrix => Html.Of($"<tr><th scope=\"row\">{matrix.Id}</th><td>{matrix.CellSize}</td></tr>"))}</tbody></table>
            """), Link.Json, withMap: false).WriteAsync(context, cancel);
        return Results.Empty;
    }

    private static TileMatrix Matrix(int zoom)
    {
        var pixel = WebMercatorQuad.TileSide(zoom) / PixelsOfTile;
        return new(FormattableString.Invariant($"{zoom}"), pixel / MetresOfPixel, pixel, [-WebMercatorQuad.HalfSide, WebMercatorQuad.HalfSide], PixelsOfTile, PixelsOfTile, 1 << zoom, 1 << zoom);
    }

    /// <summary>All sets.</summary>
    public sealed record TileMatrixSetList(IReadOnlyList<TileMatrixSetItem> TileMatrixSets);

    /// <summary>A set in the list.</summary>
    public sealed record TileMatrixSetItem(string Id, string Title, string Uri, IReadOnlyList<Link> Links);

    /// <summary>A set.</summary>
    public sealed record TileMatrixSet(
        string Id, string Title, string Uri, string Crs, IReadOnlyList<string> OrderedAxes, string WellKnownScaleSet, IReadOnlyList<TileMatrix> TileMatrices);

    /// <summary>The tiles of one zoom; <paramref name="CellSize"/> in metres of a pixel.</summary>
    public sealed record TileMatrix(
        string Id, double ScaleDenominator, double CellSize, IReadOnlyList<double> PointOfOrigin, int TileWidth, int TileHeight, int MatrixWidth, int MatrixHeight);
}
