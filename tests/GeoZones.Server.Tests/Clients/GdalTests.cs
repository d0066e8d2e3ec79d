using System.Text.Json;
using System.Text.RegularExpressions;

using GeoZones.Server.Accounts;
using GeoZones.Server.Tests.Accounts;
using GeoZones.Server.Tests.CommandLine;

namespace GeoZones.Server.Tests.Clients;

/// <summary>GDAL, which QGIS and ogr2ogr read with: layers, counts, filters, and a collection that goes to a GeoPackage and comes back.</summary>
public sealed partial class GdalTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private string Source => $"OAPIF:{server.Http.BaseAddress}api";

    private static async Task<JsonElement[]> FeaturesAsync(HttpClient client, string collection, string query) =>
        [.. (await Answer.GetAsync(client, $"/api/collections/{collection}/items?limit=10000&{query}")).Is(200, "application/geo+json").GetProperty("features").EnumerateArray()];

    private static long[] Ids(IEnumerable<JsonElement> features) => [.. features.Select(feature => feature.GetProperty("id").GetInt64()).Order()];

    [Fact]
    public async Task The_layers_are_the_collections_with_as_many_features()
    {
        var collections = (await Answer.GetAsync(server.Anonymous, "/api/collections")).Is(200).GetProperty("collections").EnumerateArray().Select(collection => collection.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(collections, Layer().Matches(await ClientProgram.RunAsync("ogrinfo", "-ro", Source)).Select(layer => layer.Groups[1].Value));
        foreach (var collection in collections)
        {
            var said = await ClientProgram.RunAsync("ogrinfo", "-ro", "-so", Source, collection, "-oo", "PAGE_SIZE=1000");
            Assert.Contains($"Feature Count: {(await FeaturesAsync(server.Anonymous, collection, "properties=code")).Length}\n", said, StringComparison.Ordinal);
            // Whatever the first features have: a field has the type that the collection gives it.
            if (collection is "sub-parks" or "designations")
            {
                Assert.Contains("declaredAreaM2: Real ", said, StringComparison.Ordinal);
                Assert.Contains("synthetic: Integer(Boolean) ", said, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("sub-parks", "declaredAreaM2 > 3000000", null, "filter=declaredAreaM2%3E3000000")]
    [InlineData("designations", "plan = 'zone' AND region = 'changyuan'", null, "plan=zone&region=changyuan")]
    [InlineData("roads", null, "114.6 35.1 114.7 35.2", "bbox=114.6,35.1,114.7,35.2")]
    [InlineData("designations", "plan = 'urban'", "114.66 35.16 114.68 35.18", "plan=urban&bbox=114.66,35.16,114.68,35.18")]
    [InlineData("townships", "name IS NOT NULL AND code <> 'x'", null, "filter=name%20IS%20NOT%20NULL%20AND%20code%3C%3E'x'")]
    public async Task Filters_and_windows_choose_what_they_choose_here(string collection, string? where, string? window, string query)
    {
        string[] arguments = ["-f", "GeoJSON", "-preserve_fid", "/vsistdout/", Source, collection, "-oo", "PAGE_SIZE=1000", .. where is null ? [] : new[] { "-where", where }, .. window is null ? [] : (string[])["-spat", .. window.Split(' ')]];
        using var written = JsonDocument.Parse(await ClientProgram.RunAsync("ogr2ogr", arguments));
        var expected = Ids(await FeaturesAsync(server.Anonymous, collection, query));
        Assert.Equal(expected, Ids(written.RootElement.GetProperty("features").EnumerateArray()));
        Assert.NotEmpty(expected);
    }

    [Fact]
    public async Task A_closed_collection_goes_to_a_geopackage_and_comes_back_as_it_was()
    {
        var (from, to) = (await DraftedRegion.CreateAsync(server.Database.Source), await DraftedRegion.CreateAsync(server.Database.Source));
        await DrawAsync(from);
        using TemporaryFolder folder = new();
        var package = folder.At("区 划.gpkg");
        Task<string> ReadAsync(params string[] more) => ClientProgram.RunAsync("ogr2ogr", ["-f", "GPKG", package, Source, "designations", "-overwrite", "-where", $"region = '{from.Id}'", "-oo", "PAGE_SIZE=10000", .. more]);

        // Who has not signed in gets none of it, and who has by HTTP Basic with a token gets all.
        await ReadAsync();
        Assert.Contains("Feature Count: 0\n", await ClientProgram.RunAsync("ogrinfo", "-ro", "-so", "-al", package), StringComparison.Ordinal);
        await ReadAsync("-oo", $"USERPWD={await ReaderAsync(from.Id)}");

        var imported = await CommandRun.Of(server.Database.ConnectionString, "import", "--region", to.Id, "--plan", "zone", "--collection", "designations", package);
        Assert.True(imported.ExitCode == 0, imported.Errors);
        var (before, after) = (await FeaturesAsync(server.Http, "designations", $"region={from.Id}&sortby=code"), await FeaturesAsync(server.Http, "designations", $"region={to.Id}&sortby=code"));
        Assert.Equal(23, before.Length);
        Assert.Equal(before.Length, after.Length);
        foreach (var (one, other) in before.Zip(after))
        {
            AssertSame(one.GetProperty("geometry"), other.GetProperty("geometry"), 1e-9, "geometry");
            var properties = one.GetProperty("properties").EnumerateObject().Where(property => property.Name is not ("region" or "revision")).ToArray();
            Assert.Equal(properties.Select(property => property.Name).Order(), other.GetProperty("properties").EnumerateObject().Select(property => property.Name).Except(["region", "revision"]).Order());
            Assert.All(properties, property => AssertSame(property.Value, other.GetProperty("properties").GetProperty(property.Name), 0, property.Name));
        }
    }

    // Holes, several parts, Chinese text, all nine decimals, and numbers of which only the last has decimals.
    private static async Task DrawAsync(DraftedRegion region)
    {
        var draft = await region.ReviseAsync("zone");
        await region.DrawAsync(draft, "designations",
            "POLYGON((114.123456789 34.123456789, 114.223456781 34.123456782, 114.223456783 34.223456784, 114.123456785 34.223456786, 114.123456789 34.123456789), (114.15 34.15, 114.15 34.160000001, 114.160000001 34.160000001, 114.15 34.15), (114.18 34.18, 114.18 34.19, 114.19 34.19, 114.18 34.18))",
            "0012", "Z", """{"function":"I10","备注":"含，逗号、“引号”与\n换行","高度":12.5,"storeys":3,"checked":true}""", "起重园区（二期）𠀀", 5.25);
        await region.DrawAsync(draft, "designations",
            "MULTIPOLYGON(((114.3 34.3, 114.4 34.3, 114.4 34.4, 114.3 34.3)), ((114.5 34.5, 114.6 34.5, 114.6 34.6, 114.5 34.6, 114.5 34.5), (114.52 34.52, 114.52 34.54, 114.54 34.54, 114.52 34.52)))", "0013", "Z", """{"checked":false}""", "两块", 7);
        await region.DrawAsync(draft, "designations", "MULTIPOLYGON(((114.7 34.7, 114.8 34.7, 114.8 34.8, 114.7 34.7)))", "0014", null, """{"class":"M1","备注":"'; DROP TABLE feature; --"}""");
        for (var i = 0; i < 20; i++)
        {
            await region.DrawAsync(draft, "designations", DraftedRegion.Square(5 * i, 0), $"D{i:00}", "Z", name: $"地块 {i}", declaredAreaM2: i < 19 ? i : 0.125);
        }
    }

    private async Task<string> ReaderAsync(string region)
    {
        var name = await People.AddAsync(server.Database.Source, new Grant(Role.Field, region, null));
        await using var desk = new AccountDesk(server.Database.Source);
        var (token, _) = await desk.Tokens.MakeAsync((await desk.Book.NamedAsync(name)).Id, "GDAL", 1, TestContext.Current.CancellationToken);
        server.ForgetPermissions();
        return $"{name}:{token}";
    }

    private static void AssertSame(JsonElement one, JsonElement other, double tolerance, string what)
    {
        Assert.True(one.ValueKind == other.ValueKind, $"{what}: {one} became {other}");
        switch (one.ValueKind)
        {
            case JsonValueKind.Number:
                Assert.True(Math.Abs(one.GetDouble() - other.GetDouble()) <= tolerance, $"{what}: {one} became {other}");
                break;
            case JsonValueKind.Array:
                Assert.Equal(one.GetArrayLength(), other.GetArrayLength());
                foreach (var (part, its) in one.EnumerateArray().Zip(other.EnumerateArray()))
                {
                    AssertSame(part, its, tolerance, what);
                }
                break;
            case JsonValueKind.Object:
                foreach (var member in one.EnumerateObject())
                {
                    AssertSame(member.Value, other.GetProperty(member.Name), tolerance, member.Name);
                }
                break;
            default:
                Assert.Equal(one.ToString(), other.ToString());
                break;
        }
    }

    [GeneratedRegex(@"^\d+: ([a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Layer();
}
