using System.Globalization;

using NetTopologySuite.Geometries;

using Npgsql;

using static GeoZones.Server.Tests.Tiles.Decoded;

namespace GeoZones.Server.Tests.Tiles;

/// <summary>Layers that hold far more than a tile can show.</summary>
public sealed class LargeLayerTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const int Side = 220;
    private const int MostFeatures = 20_000;
    private const int MostBytes = 4 << 20;

    // So many features on a grid over 2.2° by 2.2°, none of them larger than a hundredth of its cell of 0.01°, at its south-western corner.
    private async Task<string> LayerAsync(string geometry, string type)
    {
        var name = $"large-{Guid.NewGuid():N}";
        await using var command = server.Database.Source.CreateCommand($$"""
            WITH layer AS (
                INSERT INTO reference_layer (name, name_zh, name_en, fields, geometry_types, features, extent, imported_by)
                VALUES ($1, '大图层', 'Large', '[{"name": "n", "type": "integer"}]', ARRAY[$2], {{Side * Side}}, ARRAY[112, 33, 114.2, 35.2], 'test') RETURNING id)
            INSERT INTO reference_feature (layer, id, attributes, geom)
            SELECT layer.id, n + 1, jsonb_build_object('n', n), {{geometry}}
            FROM layer, generate_series(0, {{(Side * Side) - 1}}) AS n, LATERAL (SELECT ST_SetSRID(ST_MakePoint(112 + n % {{Side}} * 0.01, 33 + n / {{Side}} * 0.01), 4490) AS at) AS place
            """);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = type });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return $"ref-{name}";
    }

    [Theory]
    [InlineData("at", "Point")]
    [InlineData("ST_MakeLine(at, ST_Translate(at, 0.0001, 0))", "LineString")]
    [InlineData("ST_Expand(at, 0.00005)", "Polygon")]
    public async Task Every_zoom_shows_where_they_are_in_a_tile_that_can_be_carried(string geometry, string type)
    {
        var layer = await LayerAsync(geometry, type);
        HashSet<long> before = [];
        for (var zoom = 0; zoom <= 22; zoom++)
        {
            // The last zooms are around one of the features.
            var at = At(113.1, 34.1, zoom);
            var answer = await server.Http.GetByteArrayAsync(Address(layer, at), TestContext.Current.CancellationToken);
            Assert.InRange(answer.Length, 1, MostBytes);
            var tile = await GetAsync(server.Http, layer, at, "");
            Assert.InRange(tile.Features.Count, 1, MostFeatures);
            // What was shown is still shown, closer to.
            var ids = tile.Features.Select(feature => Convert.ToInt64(feature.Attributes["id"], CultureInfo.InvariantCulture)).ToHashSet();
            var window = new Envelope(at.Left, at.Right, at.Bottom, at.Top);
            Assert.All(before.Where(id => window.Contains(Place(id))), id => Assert.Contains(id, ids));
            before = ids;
        }
    }

    private static Coordinate Place(long id) => new(112 + ((id - 1) % Side * 0.01), 33 + ((id - 1) / Side * 0.01));

    [Fact]
    public async Task Seen_from_afar_they_are_spread_as_they_are()
    {
        var layer = await LayerAsync("at", "Point");
        var at = At(113.1, 34.1, 6);
        var tile = await GetAsync(server.Http, layer, at, "");
        Assert.True(tile.Features.Count > 1000, $"{tile.Features.Count}");
        var window = new Envelope(at.Left, at.Right, at.Bottom, at.Top).Intersection(new Envelope(112, 114.2, 33, 35.2));
        int In(Envelope part) => tile.Features.Count(feature => part.Contains(feature.Geometry.Coordinate));
        var west = In(new(window.MinX, window.Centre.X, window.MinY, window.MaxY));
        var south = In(new(window.MinX, window.MaxX, window.MinY, window.Centre.Y));
        Assert.InRange((double)west / tile.Features.Count, 0.45, 0.55);
        Assert.InRange((double)south / tile.Features.Count, 0.45, 0.55);
    }
}
