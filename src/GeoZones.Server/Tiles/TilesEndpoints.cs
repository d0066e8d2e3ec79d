namespace GeoZones.Server.Tiles;

/// <summary>OGC API – Tiles: vector tiles of every collection.</summary>
public static class TilesEndpoints
{
    /// <summary>The conformance classes.</summary>
    internal static readonly string[] Classes =
    [
        .. ((string[])["core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "oas30"]).Select(name => $"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/{name}"),
        "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
        "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
        "http://www.opengis.net/spec/tms/2.0/conf/tilesetmetadata",
        "http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata",
    ];

    /// <summary>Registers the tiles that are kept in memory, and what keeps the record of edits short.</summary>
    public static void AddTiles(this IServiceCollection services) => services.AddSingleton<TileCache>().AddHostedService<EditPruning>();

    /// <summary>Adds tile matrix sets, tilesets and tiles.</summary>
    public static void MapTiles(this IEndpointRouteBuilder api)
    {
        api.MapTileMatrixSets();
        api.MapTilesets();
        api.MapTile();
    }
}
