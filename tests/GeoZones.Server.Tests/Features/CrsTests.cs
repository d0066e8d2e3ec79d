using System.Globalization;
using System.Text.Json;

using GeoZones.Checks.Geodesy;
using GeoZones.Server.Features;

namespace GeoZones.Server.Tests.Features;

/// <summary>Features in every system that is served, against what PostGIS makes of the same geometry.</summary>
public sealed class CrsTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Epsg = "http://www.opengis.net/def/crs/EPSG/0/";

    /// <summary>All systems.</summary>
    public static TheoryData<string> Systems => [.. CoordinateReference.All.Select(crs => crs.Uri)];

    private async Task<JsonElement> GetAsync(string path) => (await Answer.GetAsync(server.Http, path)).Is(200, "application/geo+json");

    private async Task<(double X, double Y)[]> OracleAsync(long id, int srid)
    {
        await using var command = server.Database.Source.CreateCommand("""
            SELECT ST_X(p.geom), ST_Y(p.geom) FROM feature f, ST_DumpPoints(ST_Transform(f.geom, $2)) AS p WHERE f.collection = 'roads' AND f.id = $1 ORDER BY p.path
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = srid });
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var places = new List<(double, double)>();
        while (await row.ReadAsync(TestContext.Current.CancellationToken))
        {
            places.Add((row.GetDouble(0), row.GetDouble(1)));
        }
        return [.. places];
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task A_road_is_where_PostGIS_puts_it_in_the_order_of_the_axes(string uri)
    {
        var road = (await GetAsync("/api/collections/roads/items?region=lushan&limit=1")).GetProperty("features")[0].GetProperty("id").GetInt64();
        var answer = await Answer.GetAsync(server.Http, $"/api/collections/roads/items/{road}?crs={Uri.EscapeDataString(uri)}");
        Assert.Equal($"<{uri}>", answer.Message.Headers.GetValues("Content-Crs").Single());
        var served = answer.Is(200, "application/geo+json").GetProperty("geometry").GetProperty("coordinates").EnumerateArray()
            .Select(point => (First: point[0].GetDouble(), Second: point[1].GetDouble())).ToArray();
        var isCrs84 = uri.EndsWith("CRS84", StringComparison.Ordinal);
        var code = isCrs84 ? 4326 : int.Parse(uri[Epsg.Length..], CultureInfo.InvariantCulture);
        var isSwapped = !isCrs84 && code != 3857;
        var expected = await OracleAsync(road, code);
        Assert.Equal(expected.Length, served.Length);
        // 0.1 mm; degrees are stored with nine decimals and come back as they are stored
        var within = code is 4326 or 4490 ? 1e-10 : 1e-4;
        Assert.All(served.Zip(expected), pair =>
        {
            var (x, y) = isSwapped ? (pair.First.Second, pair.First.First) : pair.First;
            Assert.Equal(pair.Second.X, x, within);
            Assert.Equal(pair.Second.Y, y, within);
        });
    }

    [Fact]
    public async Task The_systems_are_those_that_the_collection_names()
    {
        var collection = (await Answer.GetAsync(server.Http, "/api/collections/roads")).Is(200);
        var named = collection.GetProperty("crs").EnumerateArray().Select(crs => crs.GetString()!).ToArray();
        Assert.Equal("http://www.opengis.net/def/crs/OGC/1.3/CRS84", named[0]);
        var codes = ((int[])[4326, 4490, 3857]).Concat(Enumerable.Range(4534, 21)).Concat(Enumerable.Range(4513, 21));
        Assert.Equal(codes.Select(code => Epsg + code).Order(), named.Skip(1).Order());
        Assert.Equal(Epsg + "4490", collection.GetProperty("storageCrs").GetString());
    }

    [Theory]
    [InlineData("[EPSG:4547]", Epsg + "4547")]
    [InlineData("[OGC:CRS84]", "http://www.opengis.net/def/crs/OGC/1.3/CRS84")]
    public async Task A_system_can_be_named_by_a_safe_curie(string curie, string uri) => Assert.Equal($"<{uri}>",
        (await Answer.GetAsync(server.Http, $"/api/collections/roads/items?limit=1&crs={curie}")).Message.Headers.GetValues("Content-Crs").Single());

    [Fact]
    public async Task Without_a_system_it_is_longitude_and_latitude()
    {
        var answer = await Answer.GetAsync(server.Http, "/api/collections/roads/items?limit=1");
        Assert.Equal("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>", answer.Message.Headers.GetValues("Content-Crs").Single());
    }

    [Theory]
    [InlineData("34.0001,114.0001,34.0009,114.0009", "4326")]
    [InlineData("34.0001,114.0001,34.0009,114.0009", "4490")]
    [InlineData("3763696,500030,3763736,500060", "4547")]
    [InlineData("3763696,38500030,3763736,38500060", "4526")]
    [InlineData("3763696,38500030,0,3763736,38500060,9", "4526")]
    [InlineData("12690430,4028850,12690440,4028860", "3857")]
    public async Task A_window_is_read_in_its_own_system(string bbox, string code)
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        var inside = await region.DrawAsync(draft, "projects", DraftedRegion.Square(0, 0));
        await region.DrawAsync(draft, "projects", DraftedRegion.Square(500, 500));
        var items = $"/api/collections/projects/items?region={region.Id}&bbox-crs=[EPSG:{code}]&bbox=";
        var features = (await GetAsync(items + bbox)).GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64());
        Assert.Equal([inside], features);
    }

    [Fact]
    public async Task A_window_in_metres_is_exact_at_its_border()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        await region.DrawAsync(draft, "facilities", "POINT(114.123456789 34.987654321)");
        var place = GaussKrugerPlane.ForSrid(4547).ToPlane(114.123456789, 34.987654321);
        async Task<int> FoundAsync(double shift) => (await GetAsync(string.Create(CultureInfo.InvariantCulture,
            $"/api/collections/facilities/items?region={region.Id}&bbox-crs=[EPSG:4547]&bbox={place.Y + shift},{place.X - 90_000},{place.Y + 100_000},{place.X + 70_000}"))).GetProperty("numberReturned").GetInt32();
        Assert.Equal((1, 0), (await FoundAsync(-0.0005), await FoundAsync(0.0005)));
    }

    [Fact]
    public async Task A_window_may_be_the_whole_web_map() =>
        Assert.NotEqual(0, (await GetAsync("/api/collections/roads/items?limit=1&bbox-crs=[EPSG:3857]&bbox=-20037508.342789244,-20037508.342789244,20037508.342789244,20037508.342789244")).GetProperty("numberReturned").GetInt32());

    [Theory]
    [InlineData("crs=EPSG:4547", "crs")]
    [InlineData("crs=[EPSG:4555]", "crs")]
    [InlineData("crs=http://www.opengis.net/def/crs/EPSG/0/9999", "crs")]
    [InlineData("crs=", "crs")]
    [InlineData("crs=%00", "crs")]
    [InlineData("bbox-crs=[EPSG:1]", "bbox-crs")]
    [InlineData("bbox-crs=[EPSG:4326]&bbox=114,34,115,35", "bbox")]
    [InlineData("bbox-crs=[EPSG:4547]&bbox=500000,3884000,512000,38960000", "bbox")]
    [InlineData("bbox-crs=[EPSG:4547]&bbox=1e300,1e300,1e301,1e301", "bbox")]
    [InlineData("bbox-crs=[EPSG:4547]&bbox=3884000,512000,3896000,500000", "bbox")]
    [InlineData("bbox-crs=[EPSG:3857]&bbox=-3e7,0,3e7,1", "bbox")]
    public async Task A_system_or_window_that_cannot_be_used_is_named(string query, string parameter) =>
        Assert.Equal(parameter, (await Answer.GetAsync(server.Http, $"/api/collections/roads/items?{query}")).IsProblem(400).GetProperty("parameter").GetString());
}
