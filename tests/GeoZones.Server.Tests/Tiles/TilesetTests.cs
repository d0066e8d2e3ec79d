using System.Text.Json;

using static GeoZones.Server.Tests.Tiles.Decoded;

namespace GeoZones.Server.Tests.Tiles;

/// <summary>The documents that lead to tiles.</summary>
public sealed class TilesetTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Tiles = "/api/collections/roads/tiles";

    private async Task<JsonElement> GetAsync(string path) => (await Answer.GetAsync(server.Http, path)).Is(200);

    private static string Href(JsonElement document, string rel) =>
        document.GetProperty("links").EnumerateArray().First(link => link.GetProperty("rel").GetString() == rel).GetProperty("href").GetString()!;

    [Fact]
    public async Task A_client_finds_its_way_from_the_collection_to_a_tile()
    {
        var collection = await GetAsync("/api/collections/zone-boundaries");
        var list = await GetAsync(Href(collection, "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector") + "?region=changyuan");
        var tileset = await GetAsync(Href(Assert.Single(list.GetProperty("tilesets").EnumerateArray()), "self"));
        Assert.Equal(("vector", "http://www.opengis.net/def/crs/EPSG/0/3857"), (tileset.GetProperty("dataType").GetString(), tileset.GetProperty("crs").GetString()));
        var item = tileset.GetProperty("links").EnumerateArray().Single(link => link.GetProperty("rel").GetString() == "item");
        Assert.True(item.GetProperty("templated").GetBoolean());
        var limits = tileset.GetProperty("tileMatrixSetLimits").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(0, 23).Select(zoom => $"{zoom}"), limits.Select(limit => limit.GetProperty("tileMatrix").GetString()));
        var found = 0;
        for (var row = limits[7].GetProperty("minTileRow").GetInt32(); row <= limits[7].GetProperty("maxTileRow").GetInt32(); row++)
        {
            for (var column = limits[7].GetProperty("minTileCol").GetInt32(); column <= limits[7].GetProperty("maxTileCol").GetInt32(); column++)
            {
                var tile = await Answer.GetAsync(server.Http, item.GetProperty("href").GetString()!
                    .Replace("{tileMatrix}", "7", StringComparison.Ordinal).Replace("{tileRow}", $"{row}", StringComparison.Ordinal).Replace("{tileCol}", $"{column}", StringComparison.Ordinal));
                found += (int)tile.Status == 200 ? 1 : 0;
            }
        }
        Assert.True(found >= 1);
        var scheme = await GetAsync(Href(tileset, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"));
        Assert.Equal(tileset.GetProperty("tileMatrixSetURI").GetString(), scheme.GetProperty("uri").GetString());
    }

    [Fact]
    public async Task TileJson_names_layer_fields_and_tiles()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        await region.DrawAsync(await region.ReviseAsync("zone"), "roads", "LINESTRING(114.4 34.4, 114.6 34.6)", attributes: """{"state":"planned"}""");
        var json = await GetAsync($"{Tiles}/WebMercatorQuad/tilejson.json?region={region.Id}&plan=zone");
        Assert.Equal(("3.0.0", 0, 22), (json.GetProperty("tilejson").GetString(), json.GetProperty("minzoom").GetInt32(), json.GetProperty("maxzoom").GetInt32()));
        var bounds = json.GetProperty("bounds").EnumerateArray().Select(degree => degree.GetDouble()).ToArray();
        Assert.True(bounds[0] <= 114 && bounds[1] <= 34 && bounds[2] >= 115 && bounds[3] >= 35);
        var layer = Assert.Single(json.GetProperty("vector_layers").EnumerateArray());
        Assert.Equal("roads", layer.GetProperty("id").GetString());
        var at = At(114.5, 34.5, 12);
        var template = json.GetProperty("tiles")[0].GetString()!;
        Assert.EndsWith($"/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}?region={region.Id}&plan=zone", template, StringComparison.Ordinal);
        var feature = Assert.Single((await Decoded.GetAsync(server.Http, "roads", at, $"?region={region.Id}&plan=zone")).Features);
        Assert.Superset(feature.Attributes.GetNames().ToHashSet(), layer.GetProperty("fields").EnumerateObject().Select(field => field.Name).ToHashSet());
    }

    [Fact]
    public async Task The_matrix_set_is_that_of_the_register()
    {
        var matrices = (await GetAsync("/api/tileMatrixSets/WebMercatorQuad")).GetProperty("tileMatrices").EnumerateArray().ToArray();
        Assert.Equal(559082264.028717, matrices[0].GetProperty("scaleDenominator").GetDouble(), 4);
        Assert.Equal(156543.033928041, matrices[0].GetProperty("cellSize").GetDouble(), 6);
        Assert.Equal([-20037508.3427892, 20037508.3427892], matrices[0].GetProperty("pointOfOrigin").EnumerateArray().Select(metres => Math.Round(metres.GetDouble(), 7)));
        Assert.Equal(Enumerable.Range(0, 25).Select(zoom => ($"{zoom}", 1 << zoom)), matrices.Select(matrix => (matrix.GetProperty("id").GetString()!, matrix.GetProperty("matrixWidth").GetInt32())));
    }

    [Theory]
    [InlineData("/api/tileMatrixSets")]
    [InlineData("/api/tileMatrixSets/WebMercatorQuad")]
    [InlineData(Tiles)]
    [InlineData($"{Tiles}/WebMercatorQuad")]
    public async Task Every_document_is_a_page_too(string path)
    {
        var page = await Answer.GetAsync(server.Http, path + "?f=html", ("Accept-Language", "zh"));
        Assert.Equal((200, "text/html"), ((int)page.Status, page.Type));
        Assert.Contains("WebMercatorQuad", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_says_that_it_serves_tiles()
    {
        var classes = (await GetAsync("/api/conformance")).GetProperty("conformsTo").EnumerateArray().Select(name => name.GetString()).ToArray();
        Assert.Contains("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt", classes);
        await GetAsync(Href(await GetAsync("/api"), "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"));
    }
}
