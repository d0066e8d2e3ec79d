using System.Globalization;

using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.VectorTiles;

using static GeoZones.Server.Tests.Tiles.Decoded;

namespace GeoZones.Server.Tests.Tiles;

/// <summary>What is in a tile.</summary>
public sealed class TileTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private async Task<(string Region, long Id)> DrawnAsync(string collection, string wkt, string? code = null, string attributes = "{}", string? name = null)
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        return (region.Id, await region.DrawAsync(draft, collection, wkt, code, attributes: attributes, name: name));
    }

    [Theory]
    [InlineData("POLYGON((114.2 34.2, 114.4 34.2, 114.4 34.4, 114.2 34.4, 114.2 34.2))")]
    [InlineData("POLYGON((114.2 34.2, 114.4 34.2, 114.4 34.4, 114.2 34.4, 114.2 34.2), (114.25 34.25, 114.25 34.3, 114.3 34.3, 114.3 34.25, 114.25 34.25))")]
    [InlineData("MULTIPOLYGON(((114.2 34.2, 114.301 34.2, 114.301 34.301, 114.2 34.2)), ((114.31 34.3, 114.4 34.3, 114.4 34.4, 114.31 34.4, 114.31 34.3)))")]
    public async Task An_area_is_in_its_tile_at_every_zoom(string wkt)
    {
        var (region, id) = await DrawnAsync("designations", wkt);
        var drawn = new WKTReader().Read(wkt);
        for (var zoom = 0; zoom <= 22; zoom++)
        {
            var at = At(114.3005, 34.3002, zoom);
            var tile = await GetAsync(server.Http, "designations", at, $"?region={region}");
            var window = GeometryFactory.Default.ToGeometry(new Envelope(at.Left, at.Right, at.Bottom, at.Top));
            var (expected, step) = (drawn.Intersection(window), (at.Right - at.Left) / 4096);
            if (zoom > 1 && expected.IsEmpty)
            {
                continue;
            }
            var feature = Assert.Single(tile.Features);
            if (zoom <= 1)
            {
                // Smaller than a pixel: drawn as one, where it is.
                Assert.Equal(8 * step, feature.Geometry.EnvelopeInternal.Width, 1e-4 * step);
                Assert.True(feature.Geometry.EnvelopeInternal.Intersects(drawn.EnvelopeInternal));
                continue;
            }
            Assert.Equal(id, Convert.ToInt64(feature.Attributes["id"], CultureInfo.InvariantCulture));
            var difference = feature.Geometry.Buffer(0).Intersection(window).SymmetricDifference(expected).Area;
            Assert.True(difference <= expected.Length * step, $"zoom {zoom}: {difference} of {expected.Area}");
        }
    }

    [Fact]
    public async Task A_line_is_simplified_to_the_steps_of_the_tile()
    {
        var wave = string.Join(", ", Enumerable.Range(0, 1001).Select(i => string.Create(CultureInfo.InvariantCulture, $"{114.2 + (i * 0.0002):F6} {34.3 + (i % 2 * 0.000005):F6}")));
        var (region, _) = await DrawnAsync("roads", $"LINESTRING({wave})", attributes: """{"state":"planned"}""");
        async Task<int> VerticesAsync(int zoom) => Assert.Single((await GetAsync(server.Http, "roads", At(114.3, 34.3, zoom), $"?region={region}")).Features).Geometry.NumPoints;
        Assert.InRange(await VerticesAsync(8), 2, 10);
        Assert.InRange(await VerticesAsync(16), 20, 1001);
    }

    [Fact]
    public async Task A_point_is_in_the_tile_of_the_whole_world()
    {
        var (region, _) = await DrawnAsync("facilities", "POINT(114.5 34.5)");
        var point = Assert.Single((await GetAsync(server.Http, "facilities", At(114.5, 34.5, 0), $"?region={region}")).Features).Geometry;
        Assert.True(point.Distance(new Point(114.5, 34.5)) < 360d / 4096);
    }

    [Fact]
    public async Task Two_points_at_one_place_are_one_from_afar_and_two_from_close_by()
    {
        var (region, _) = await DrawnAsync("facilities", "POINT(114.5 34.5)");
        var again = await DraftedRegion.CreateAsync(server.Database.Source);
        await again.DrawAsync(await again.ReviseAsync("zone"), "facilities", "POINT(114.5 34.5)");
        async Task<int> CountAsync(int zoom) => (await GetAsync(server.Http, "facilities", At(114.5, 34.5, zoom), "")).Features.Count(
            feature => ((string[])[region, again.Id]).Contains((string)feature.Attributes["region"]));
        Assert.InRange(await CountAsync(5), 0, 1);
        Assert.Equal(2, await CountAsync(14));
        Assert.Equal(2, await CountAsync(22));
    }

    [Fact]
    public async Task A_feature_has_what_the_map_tells_it_by()
    {
        var (region, id) = await DrawnAsync("designations", DraftedRegion.Square(500, 500), "A-01", """{"class":"M1","note":"no"}""", "先进制造业园“一期”");
        var tile = await GetAsync(server.Http, "designations", At(114.5005, 34.5005, 15), $"?region={region}");
        Assert.Equal("designations", tile.Name);
        var attributes = Assert.Single(tile.Features).Attributes;
        Assert.Equal(id, Convert.ToInt64(attributes["id"], CultureInfo.InvariantCulture));
        Assert.Equal((region, "zone", "A-01", "先进制造业园“一期”", "M1"),
            ((string)attributes["region"], (string)attributes["plan"], (string)attributes["code"], (string)attributes["name"], (string)attributes["class"]));
        Assert.False(attributes.Exists("note"));
    }

    [Fact]
    public async Task A_feature_that_crosses_itself_is_drawn()
    {
        var (region, _) = await DrawnAsync("designations", "POLYGON((114.5 34.5, 114.502 34.502, 114.502 34.5, 114.5 34.502, 114.5 34.5))");
        var drawn = Assert.Single((await GetAsync(server.Http, "designations", At(114.5005, 34.501, 14), $"?region={region}")).Features).Geometry;
        Assert.Equal((2, 2e-6), (drawn.NumGeometries, Math.Round(drawn.Area, 7)));
    }

    [Fact]
    public async Task Region_plan_and_revision_choose_the_features()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var first = await region.ReviseAsync("zone");
        var goes = await region.DrawAsync(first, "sub-parks", DraftedRegion.Square(500, 500));
        await region.DrawAsync(await region.ReviseAsync("urban"), "sub-parks", DraftedRegion.Square(500, 500));
        async Task<int> CountAsync(string query) => (await GetAsync(server.Http, "sub-parks", At(114.5005, 34.5005, 14), query)).Features.Count;
        Assert.Equal((2, 1, 0), (await CountAsync($"?region={region.Id}"), await CountAsync($"?region={region.Id}&plan=zone"), await CountAsync($"?region={region.Id}&plan=survey")));
        Assert.Equal((2, 0), (await CountAsync($"?region={region.Id}&revision=1"), await CountAsync("?region=jiaozuo")));

        var second = await region.ReviseAsync("zone");
        Assert.Equal(1, await CountAsync($"?region={region.Id}&revision=2"));
        await region.EndAsync(second, "sub-parks", goes);
        Assert.Equal((1, 2, 0), (await CountAsync($"?region={region.Id}"), await CountAsync($"?region={region.Id}&revision=1"), await CountAsync($"?region={region.Id}&revision=2")));
    }

    [Fact]
    public async Task The_same_features_are_in_the_tiles_as_in_the_items()
    {
        var items = (await Answer.GetAsync(server.Http, "/api/collections/zone-boundaries/items?region=changyuan&limit=10000")).Is(200, "application/geo+json");
        var ids = items.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64()).Order().ToArray();
        Assert.NotEmpty(ids);
        var place = new GeoJsonPlace(items.GetProperty("features")[0]).First;
        var drawn = (await GetAsync(server.Http, "zone-boundaries", At(place.X, place.Y, 6), "?region=changyuan")).Features.Select(feature => Convert.ToInt64(feature.Attributes["id"], CultureInfo.InvariantCulture));
        Assert.Equal(ids, drawn.Order());
    }

    [Theory]
    [InlineData("/WebMercatorQuad/23/0/0")]
    [InlineData("/WebMercatorQuad/-1/0/0")]
    [InlineData("/WebMercatorQuad/x/0/0")]
    [InlineData("/WebMercatorQuad/%2B1/0/0")]
    [InlineData("/WebMercatorQuad/0/1/0")]
    [InlineData("/WebMercatorQuad/0/0/1")]
    [InlineData("/WebMercatorQuad/5/32/0")]
    [InlineData("/WebMercatorQuad/5/0/32")]
    [InlineData("/WebMercatorQuad/5/-1/0")]
    [InlineData("/WebMercatorQuad/5/0/1.5")]
    [InlineData("/WebMercatorQuad/5/0/99999999999999999999")]
    [InlineData("/WebMercatorQuad/5/0/'; DROP TABLE feature; --")]
    [InlineData("/WebMercatorQuad/5/0/0/0")]
    [InlineData("/WorldCRS84Quad/0/0/0")]
    [InlineData("/WorldCRS84Quad")]
    [InlineData("/WorldCRS84Quad/tilejson.json")]
    public async Task A_tile_that_does_not_exist_is_not_found(string path) =>
        (await Answer.GetAsync(server.Http, "/api/collections/roads/tiles" + path)).IsProblem(404);

    [Theory]
    [InlineData("/api/collections/nothing/tiles")]
    [InlineData("/api/collections/nothing/tiles/WebMercatorQuad")]
    [InlineData("/api/collections/nothing/tiles/WebMercatorQuad/0/0/0")]
    [InlineData("/api/tileMatrixSets/nothing")]
    public async Task A_collection_or_matrix_set_that_does_not_exist_is_not_found(string path) => (await Answer.GetAsync(server.Http, path)).IsProblem(404);

    [Theory]
    [InlineData("region=atlantis", "region")]
    [InlineData("region=", "region")]
    [InlineData("region=%00", "region")]
    [InlineData("region='; DROP TABLE region; --", "region")]
    [InlineData("plan=sea", "plan")]
    [InlineData("plan=", "plan")]
    [InlineData("revision=0", "revision")]
    [InlineData("revision=x", "revision")]
    [InlineData("revision=99999", "revision")]
    [InlineData("revision=99999999999", "revision")]
    [InlineData("datetime=2026-01-01", "datetime")]
    [InlineData("limit=5", "limit")]
    [InlineData("Region=jiaozuo", "Region")]
    [InlineData("plan=zone&plan=urban", "plan")]
    public async Task A_parameter_that_cannot_be_used_is_named(string query, string parameter)
    {
        var problem = (await Answer.GetAsync(server.Http, "/api/collections/roads/tiles/WebMercatorQuad/6/25/52?" + query)).IsProblem(400);
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    private readonly record struct GeoJsonPlace(System.Text.Json.JsonElement Feature)
    {
        public Coordinate First
        {
            get
            {
                var at = Feature.GetProperty("geometry").GetProperty("coordinates");
                while (at[0].ValueKind == System.Text.Json.JsonValueKind.Array)
                {
                    at = at[0];
                }
                return new(at[0].GetDouble(), at[1].GetDouble());
            }
        }
    }
}
