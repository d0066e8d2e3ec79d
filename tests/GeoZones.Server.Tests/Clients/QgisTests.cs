using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

using GeoZones.Server.Accounts;

namespace GeoZones.Server.Tests.Clients;

/// <summary>QGIS, which planners have open all day: it counts, reads, filters and draws what the server has.</summary>
public sealed partial class QgisTests(QgisReading qgis) : IClassFixture<QgisReading>
{
    // What every feature has; of further attributes QGIS knows those that the first features have.
    private static readonly string[] s_everywhere = ["region", "plan", "revision", "zone", "code", "name", "synthetic"];

    private async Task<JsonElement[]> ServedAsync(string collection, string query) =>
        [.. (await Answer.GetAsync(qgis.Server.Http, $"/api/collections/{collection}/items?limit=10000&{query}")).Is(200, "application/geo+json").GetProperty("features").EnumerateArray()];

    [Fact]
    public async Task A_collection_has_its_count_its_system_and_every_feature_as_it_is_served()
    {
        var served = await ServedAsync("roads", $"sortby=region,plan,code");
        Assert.Equal(served.Length, qgis.Read.GetProperty("counted").GetInt32());
        Assert.Equal("EPSG:4326", qgis.Read.GetProperty("crs").GetString());
        Assert.Equal("LineString", qgis.Read.GetProperty("geometry").GetString());
        AssertSame(served, qgis.Read.GetProperty("roads"));
        Assert.Contains(served, road => road.GetProperty("properties").GetProperty("name").GetString() == "起重一路");
    }

    [Theory]
    [InlineData("window", "bbox=114.6,35.1,114.7,35.2")]
    [InlineData("named", "filter=plan='zone'%20AND%20name%20LIKE%20'起重%25'")]
    public async Task Windows_and_filters_choose_what_they_choose_here(string reading, string query)
    {
        var served = await ServedAsync("roads", query);
        Assert.NotEmpty(served);
        AssertSame(served, qgis.Read.GetProperty(reading));
    }

    [Fact]
    public async Task A_closed_region_is_read_with_credentials_and_not_without()
    {
        Assert.Empty(qgis.Read.GetProperty("anonymous").EnumerateArray());
        var served = await ServedAsync("sub-parks", $"region={qgis.Region}");
        Assert.Equal(3, served.Length);
        AssertSame(served, qgis.Read.GetProperty("closed"));
    }

    [Fact]
    public void Numbers_are_numbers_with_decimals_whatever_the_first_of_them_are()
    {
        Assert.All(["declaredAreaM2", "ellipsoidalAreaM2", "planarAreaM2", "groundAreaM2"], name => Assert.Equal("Real", qgis.Read.GetProperty("fields").GetProperty(name).GetString()));
        Assert.Equal("Integer", qgis.Read.GetProperty("fields").GetProperty("revision").GetString());
        Assert.Contains(0.125, qgis.Read.GetProperty("closed").EnumerateArray().Select(park => park.GetProperty("declaredAreaM2").GetDouble()));
    }

    [Fact]
    public void Tiles_are_drawn_and_those_of_a_closed_region_only_with_credentials()
    {
        Assert.All(["tiles", "closedTiles", "anonymousTiles"], name => Assert.Empty(qgis.Read.GetProperty(name).GetProperty("errors").EnumerateArray()));
        Assert.InRange(qgis.Read.GetProperty("tiles").GetProperty("drawn").GetDouble(), 0.2, 0.9);
        // A square of half the degrees each way; in Web Mercator degrees of latitude are longer, and the picture is wider than what it shows.
        var share = Math.Cos(double.DegreesToRadians(34.05)) / 4;
        Assert.InRange(qgis.Read.GetProperty("closedTiles").GetProperty("drawn").GetDouble(), share, share + 0.02);
        Assert.Equal(0, qgis.Read.GetProperty("anonymousTiles").GetProperty("drawn").GetDouble());
    }

    // QGIS promises no order.
    private static void AssertSame(IEnumerable<JsonElement> served, JsonElement read)
    {
        static string Of(string region, string? plan, string? code) => $"{region}/{plan}/{code}";
        var expected = served.ToDictionary(feature => feature.GetProperty("properties") is var of ? Of(of.GetProperty("region").GetString()!, of.GetProperty("plan").GetString(), of.GetProperty("code").GetString()) : "");
        var found = read.EnumerateArray().ToDictionary(of => Of(of.GetProperty("region").GetString()!, of.GetProperty("plan").GetString(), of.GetProperty("code").GetString()));
        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        foreach (var (name, feature) in expected)
        {
            Assert.All(s_everywhere, property => Assert.True(found[name].TryGetProperty(property, out _), property));
            foreach (var property in feature.GetProperty("properties").EnumerateObject())
            {
                if (found[name].TryGetProperty(property.Name, out var its))
                {
                    AssertSame(property.Value, its, $"{name} {property.Name}");
                }
            }
            var (geometry, wkt) = (feature.GetProperty("geometry"), found[name].GetProperty("wkt").GetString()!);
            Assert.StartsWith($"{geometry.GetProperty("type").GetString()} ", wkt, StringComparison.Ordinal);
            var (numbers, others) = (Numbers(geometry.GetProperty("coordinates")).ToArray(), Number().Matches(wkt).Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture)).ToArray());
            Assert.Equal(numbers.Length, others.Length);
            Assert.All(numbers.Zip(others), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }
    }

    private static void AssertSame(JsonElement served, JsonElement read, string what)
    {
        if (served.ValueKind == JsonValueKind.Number)
        {
            Assert.True(served.GetDouble() == read.GetDouble(), $"{what}: {served} became {read}");
            return;
        }
        Assert.True(served.ToString() == read.ToString(), $"{what}: {served} became {read}");
    }

    private static IEnumerable<double> Numbers(JsonElement coordinates) =>
        coordinates.ValueKind == JsonValueKind.Number ? [coordinates.GetDouble()] : coordinates.EnumerateArray().SelectMany(Numbers);

    [GeneratedRegex(@"-?[0-9]+(\.[0-9]+)?")]
    private static partial Regex Number();
}

/// <summary>A class fixture: one start of QGIS (<c>planner.py</c>), which takes seconds, and all that it read from a server with the cases and a closed region.</summary>
public sealed class QgisReading(PostGis postGis) : IAsyncLifetime
{
    private readonly TemporaryFolder _credentials = new();

    /// <summary>The server that it read from.</summary>
    public GeoZonesServer Server { get; } = new(postGis);

    /// <summary>The region that is closed, with three sub-parks and a square to draw.</summary>
    public string Region { get; private set; } = "";

    /// <summary>What it printed.</summary>
    public JsonElement Read { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        var region = await DraftedRegion.CreateAsync(Server.Database.Source);
        Region = region.Id;
        var draft = await region.ReviseAsync("zone");
        await region.DrawAsync(draft, "sub-parks", "POLYGON((114.1 34.1, 114.2 34.1, 114.2 34.2, 114.1 34.1), (114.15 34.11, 114.16 34.12, 114.17 34.12, 114.15 34.11))", "A", "Z", """{"备注":"含，逗号、“引号”与\n换行"}""", "带洞𠀀", 5.25);
        await region.DrawAsync(draft, "sub-parks", "MULTIPOLYGON(((114.3 34.3, 114.4 34.3, 114.4 34.4, 114.3 34.3)), ((114.5 34.5, 114.6 34.5, 114.6 34.6, 114.5 34.5)))", "B", "Z", name: "两块", declaredAreaM2: 0.125);
        await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(700, 700), "C", "Z", name: "一块", declaredAreaM2: 7);
        await region.DrawAsync(draft, "designations", DraftedRegion.Square(0, 0, 50), "D", "Z");
        await using var desk = new AccountDesk(Server.Database.Source);
        var account = await desk.Book.AddAsync("规划员", "correct horse battery", null, [new(Role.Field, Region, null)], "tests", TestContext.Current.CancellationToken);
        var (token, _) = await desk.Tokens.MakeAsync(account.Id, "QGIS", 1, TestContext.Current.CancellationToken);
        Server.ForgetPermissions();
        Read = JsonDocument.Parse(await ClientProgram.RunAsync(
            ClientProgram.Python, Path.Combine(AppContext.BaseDirectory, "Clients", "planner.py"), $"{Server.Http.BaseAddress}", Region, account.Name, token, _credentials.At("qgis"))).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _credentials.Dispose();
    }
}
