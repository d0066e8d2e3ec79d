using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;

using Place = NetTopologySuite.IO.VectorTiles.Tiles.Tile;

namespace GeoZones.Server.Tests.Tiles;

/// <summary>Tiles asked for and read back, in longitude and latitude.</summary>
internal static class Decoded
{
    /// <summary>The tile around a place.</summary>
    public static Place At(double longitude, double latitude, int zoom) => Place.CreateAroundLocation(latitude, longitude, zoom)!;

    /// <summary>Its address.</summary>
    public static string Address(string collection, Place tile) => $"/api/collections/{collection}/tiles/WebMercatorQuad/{tile.Zoom}/{tile.Y}/{tile.X}";

    /// <summary>The layer of the tile; one without features where the tile is empty.</summary>
    public static async Task<Layer> GetAsync(HttpClient http, string collection, Place tile, string query)
    {
        var answer = await Answer.GetAsync(http, Address(collection, tile) + query);
        if ((int)answer.Status == 204)
        {
            return new Layer { Name = collection };
        }
        Assert.True((int)answer.Status == 200, answer.Text);
        Assert.Equal("application/vnd.mapbox-vector-tile", answer.Type);
        await using var bytes = await answer.Message.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        return Assert.Single(new MapboxTileReader().Read(bytes, tile).Layers);
    }
}
