using GeoZones.Server.Documents;
using GeoZones.Server.Features;

namespace GeoZones.Server.Tiles;

/// <summary>Tilesets as pages to read.</summary>
internal static class TilePages
{
    private const string Address = "/api/collections/{collection}/tiles";

    /// <summary>A tileset as TileJSON.</summary>
    public static readonly ResourcePage TileJson = new($"{Address}/{{tileMatrixSetId}}/tilejson.json", new("TileJSON", "TileJSON"),
        new($"{Address}/{{tileMatrixSetId}}", new("{tileMatrixSetId}", "{tileMatrixSetId}"), new(Address, new("矢量瓦片", "Vector tiles"), CollectionTrail.Collection)))
    {
        Map = $"{Address}/{{tileMatrixSetId}}/tilejson.json",
    };
}
