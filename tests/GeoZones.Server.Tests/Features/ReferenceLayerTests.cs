using System.Globalization;
using System.Text.Json;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Import.References;
using GeoZones.Server.Tests.Import;

using static GeoZones.Server.Tests.Tiles.Decoded;

namespace GeoZones.Server.Tests.Features;

/// <summary>A layer of somebody's own, served like every other collection.</summary>
public sealed class ReferenceLayerTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>, IAsyncLifetime
{
    private const string Layer = "/api/collections/ref-heritage";

    // Points, lines and areas; Chinese names, names of query parameters and of members, quotes, nulls, and every type.
    private static readonly string s_file = ImportDesk.Collection(
        Feature("""{"type":"Point","coordinates":[114.1,34.1]}""", """{"名称":"古城墙","limit":3,"bbox":1.5,"open":true,"since":"2001-05-01","seen":"2024-02-01T08:00:00+08:00","id":"A-1","name":7,"o'k \"x\"; --":"q"}"""),
        Feature("""{"type":"LineString","coordinates":[[114.2,34.2],[114.3,34.2]]}""", """{"名称":"老渠","limit":10,"bbox":null,"open":false,"since":"2001-05-02","seen":"2024-02-02T00:00:00Z","id":"A-2","name":8,"extra":{"of":[1]}}"""),
        Feature("""{"type":"Polygon","coordinates":[[[114.4,34.4],[114.5,34.4],[114.5,34.5],[114.4,34.4]]]}""", """{"名称":null,"limit":20,"bbox":2,"open":null,"since":null,"seen":null,"id":null,"name":9}"""),
        """{"type":"Feature","geometry":null,"properties":null}""");

    public async ValueTask InitializeAsync() => await PublishAsync("heritage", s_file);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Feature(string geometry, string properties) => ImportDesk.Feature(geometry, properties);

    private async Task<PublishedLayer> PublishAsync(string name, string geoJson, string? region = null)
    {
        using var folder = new TemporaryFolder();
        return await ReferenceImport.PublishAsync(server.Database.Source, new(name, folder.Write("layer.geojson", geoJson), region, new Sentence("文物", "Heritage")), "test", cancel: TestContext.Current.CancellationToken);
    }

    private async Task<JsonElement> JsonAsync(string path) => (await Answer.GetAsync(server.Http, path)).Is(200, path.Contains("items", StringComparison.Ordinal) ? "application/geo+json" : "application/json");

    private async Task<IReadOnlyList<long>> IdsAsync(string query) =>
        [.. (await JsonAsync($"{Layer}/items?{query}")).GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64())];

    [Fact]
    public async Task It_is_listed_with_its_own_names_extent_and_links()
    {
        var one = await JsonAsync(Layer);
        var listed = (await JsonAsync("/api/collections")).GetProperty("collections").EnumerateArray().Single(collection => collection.GetProperty("id").GetString() == "ref-heritage");
        Assert.Equal(one.GetRawText(), listed.GetRawText());
        Assert.Equal("Heritage", one.GetProperty("title").GetString());
        Assert.Equal([114.1, 34.1, 114.5, 34.5], one.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(number => number.GetDouble()));
        Assert.False(one.TryGetProperty("region", out _));
        foreach (var link in one.GetProperty("links").EnumerateArray())
        {
            Assert.Equal(200, (int)(await Answer.GetAsync(server.Http, new Uri(link.GetProperty("href").GetString()!).PathAndQuery)).Status);
        }
    }

    [Fact]
    public async Task Features_have_every_field_with_the_type_of_its_values()
    {
        var features = (await JsonAsync($"{Layer}/items")).GetProperty("features");
        Assert.Equal("""{"id_":"A-1","bbox":1.5,"name":7,"open":true,"seen":"2024-02-01T00:00:00Z","extra":null,"limit":3,"since":"2001-05-01","名称":"古城墙","o'k \"x\"; --":"q"}""", Compact(features[0].GetProperty("properties")));
        Assert.Equal("""{"of":[1]}""", features[1].GetProperty("properties").GetProperty("extra").GetString());
        Assert.All(features[3].GetProperty("properties").EnumerateObject(), member => Assert.Equal(JsonValueKind.Null, member.Value.ValueKind));
        Assert.Equal(JsonValueKind.Null, features[3].GetProperty("geometry").ValueKind);

        var properties = (await Answer.GetAsync(server.Http, $"{Layer}/schema")).Is(200, "application/schema+json").GetProperty("properties").EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value.TryGetProperty("format", out var format) ? format.GetString() : member.Value.GetProperty("type").GetString());
        Assert.Equal(["geometry", "id", "名称", "limit", "bbox", "open", "since", "seen", "id_", "name", "o'k \"x\"; --", "extra"], properties.Keys);
        Assert.Equal(["geometry-any", "integer", "string", "integer", "number", "boolean", "date", "date-time", "string", "integer", "string", "string"], properties.Values);
        Assert.Equal(properties.Keys, (await Answer.GetAsync(server.Http, $"{Layer}/queryables")).Is(200, "application/schema+json").GetProperty("properties").EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("limit >= 10", 2, 3)]
    [InlineData("bbox = 1.5", 1)]
    [InlineData("bbox IS NULL", 2, 4)]
    [InlineData("open = true", 1)]
    [InlineData("名称 LIKE '古%'", 1)]
    [InlineData("\"o'k \\\"x\\\"; --\" = 'q'", 1)]
    [InlineData("id_ = 'A-2' AND id = 2", 2)]
    [InlineData("since = DATE('2001-05-01')", 1)]
    [InlineData("since > DATE('2001-05-01')", 2)]
    [InlineData("since < TIMESTAMP('2001-05-02T00:00:00Z')", 1)]
    [InlineData("since >= TIMESTAMP('2001-05-01T12:00:00Z')", 2)]
    [InlineData("T_DURING(seen, INTERVAL('2024-02-01', '2024-02-01'))")]
    [InlineData("T_INTERSECTS(seen, INTERVAL('2024-02-01', '2024-02-01'))", 1)]
    [InlineData("since IN (DATE('2001-05-02'), DATE('2001-05-03'))", 2)]
    [InlineData("S_INTERSECTS(geometry, BBOX(114.25, 34, 114.6, 35))", 2, 3)]
    [InlineData("name * 2 = 16", 2)]
    public async Task A_filter_asks_about_its_fields(string filter, params int[] expected) =>
        Assert.Equal(expected.Select(id => (long)id), await IdsAsync($"filter={Uri.EscapeDataString(filter)}"));

    [Fact]
    public async Task Pages_windows_orders_and_systems_are_those_of_every_collection()
    {
        Assert.Equal([1, 2, 3], await IdsAsync("bbox=114,34,115,35"));
        Assert.Equal([3, 2, 1, 4], await IdsAsync("sortby=-limit"));
        Assert.Equal([2, 1, 3, 4], await IdsAsync("sortby=-since"));
        Assert.Equal([1, 2, 3, 4], await IdsAsync("plan=survey&region=changyuan&datetime=2020-01-01"));
        Assert.Empty(await IdsAsync("plan=zone"));

        foreach (var sort in new[] { "since", "-seen", "name", "open", "%E5%90%8D%E7%A7%B0" })
        {
            List<long> walked = [];
            for (var next = $"{Layer}/items?limit=1&sortby={sort}"; next is not null;)
            {
                var page = await JsonAsync(next);
                walked.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64()));
                next = page.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next").Select(link => new Uri(link.GetProperty("href").GetString()!).PathAndQuery).SingleOrDefault();
            }
            Assert.Equal(await IdsAsync($"sortby={sort}"), walked);
        }

        var chosen = (await JsonAsync($"{Layer}/items/1?properties=since,seen,limit,open,bbox&crs=[EPSG:4547]")).GetProperty("properties");
        Assert.Equal("""{"since":"2001-05-01","seen":"2024-02-01T00:00:00Z","limit":3,"open":true,"bbox":1.5}""", Compact(chosen));
        var planar = (await JsonAsync($"{Layer}/items/1?crs=[EPSG:4547]")).GetProperty("geometry").GetProperty("coordinates");
        Assert.Equal((3774758, 509227), ((int)planar[0].GetDouble(), (int)planar[1].GetDouble()));
        Assert.Equal(4, (await JsonAsync($"{Layer}/items?limit=2")).GetProperty("numberMatched").GetInt32());
    }

    [Fact]
    public async Task A_tile_has_its_features_with_their_fields()
    {
        var features = (await GetAsync(server.Http, "ref-heritage", At(114.1, 34.1, 14), "")).Features;
        var point = Assert.Single(features);
        Assert.Equal("古城墙", point.Attributes["名称"]);
        Assert.Equal("A-1", point.Attributes["id_"]);
        Assert.Equal("3", Convert.ToString(point.Attributes["limit"], CultureInfo.InvariantCulture));
        Assert.Equal(200, (int)(await Answer.GetAsync(server.Http, Address("ref-heritage", At(114.45, 34.45, 14)))).Status);
        var tileJson = await JsonAsync($"{Layer}/tiles/WebMercatorQuad/tilejson.json");
        Assert.Equal("Boolean", tileJson.GetProperty("vector_layers")[0].GetProperty("fields").GetProperty("open").GetString());
        Assert.Equal(114.1, tileJson.GetProperty("bounds")[0].GetDouble());
        (await Answer.GetAsync(server.Http, Address("ref-heritage", At(114.1, 34.1, 14)) + "?revision=1")).IsProblem(400);
    }

    [Fact]
    public async Task People_read_it_as_pages()
    {
        foreach (var path in new[] { Layer, $"{Layer}/items", $"{Layer}/items/1", $"{Layer}/queryables", $"{Layer}/tiles" })
        {
            var page = await Answer.GetAsync(server.Http, $"{path}?f=html", ("Accept-Language", "zh"));
            Assert.Equal((200, "text/html"), ((int)page.Status, page.Type));
            Assert.Contains("文物", page.Text, StringComparison.Ordinal);
        }
        Assert.Contains("&quot;x&quot;; --", (await Answer.GetAsync(server.Http, $"{Layer}/items/1?f=html")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/items")]
    [InlineData("PUT", "/items/1")]
    [InlineData("PATCH", "/items/1")]
    [InlineData("DELETE", "/items/1")]
    [InlineData("DELETE", "")]
    public async Task Nobody_writes_to_it(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), Layer + path);
        var answer = await Answer.SendAsync(server.Http, request);
        answer.IsProblem(405);
        Assert.Equal(["GET", "HEAD", "OPTIONS"], answer.Message.Content.Headers.Allow.Order(StringComparer.Ordinal));
        using var options = new HttpRequestMessage(HttpMethod.Options, Layer + path);
        var allowed = await Answer.SendAsync(server.Http, options);
        Assert.Equal((204, "GET, HEAD, OPTIONS"), ((int)allowed.Status, string.Join(", ", allowed.Message.Content.Headers.Allow)));
    }

    [Theory]
    [InlineData("/api/collections/ref-none", 404)]
    [InlineData("/api/collections/ref-none/items", 404)]
    [InlineData("/api/collections/ref-'x/items", 404)]
    [InlineData("/api/collections/ref-heritage/items/5", 404)]
    [InlineData("/api/collections/ref-heritage/items?revision=1", 400)]
    [InlineData("/api/collections/ref-heritage/items?sortby=madeAt", 400)]
    [InlineData("/api/collections/ref-heritage/items?filter=none=1", 400)]
    [InlineData("/api/collections/ref-heritage/items?properties=id_;drop", 400)]
    [InlineData("/api/collections/ref-heritage/items?region=nowhere", 400)]
    [InlineData("/api/collections/ref-heritage/items?filter=open=1", 400)]
    public async Task What_it_has_not_is_refused(string path, int status) => (await Answer.GetAsync(server.Http, path)).IsProblem(status);

    [Fact]
    public async Task A_second_import_replaces_it_at_once_and_it_can_be_withdrawn()
    {
        var tile = Address("ref-river", At(114.2, 34.2, 14));
        await PublishAsync("river", ImportDesk.Collection(Feature("""{"type":"Point","coordinates":[114.2,34.2]}""", """{"a":1}""")), "changyuan");
        Assert.Equal("changyuan", (await JsonAsync("/api/collections/ref-river")).GetProperty("region").GetString());
        Assert.Equal(0, (await JsonAsync("/api/collections/ref-river/items?region=lushan")).GetProperty("numberReturned").GetInt32());
        var before = (await Answer.GetAsync(server.Http, tile + "?region=changyuan")).Message.Headers.ETag!.Tag;

        await PublishAsync("river", ImportDesk.Collection(Feature("""{"type":"Point","coordinates":[114.2,34.2]}""", """{"a":"one"}"""), Feature("""{"type":"Point","coordinates":[114.2,34.2]}""", """{"a":null}""")));
        Assert.NotEqual(before, (await Answer.GetAsync(server.Http, tile + "?region=changyuan")).Message.Headers.ETag!.Tag);
        Assert.Equal(2, (await JsonAsync("/api/collections/ref-river/items?filter=a='one'%20OR%20a%20IS%20NULL")).GetProperty("numberMatched").GetInt32());

        await ReferenceImport.RemoveAsync(server.Database.Source, "river", TestContext.Current.CancellationToken);
        (await Answer.GetAsync(server.Http, tile)).IsProblem(404);
        (await Answer.GetAsync(server.Http, "/api/collections/ref-river/items")).IsProblem(404);
        await Assert.ThrowsAsync<Refusal>(() => ReferenceImport.RemoveAsync(server.Database.Source, "river", TestContext.Current.CancellationToken));
    }

    private static string Compact(JsonElement json) => json.GetRawText().Replace("\": ", "\":", StringComparison.Ordinal).Replace(", \"", ",\"", StringComparison.Ordinal);
}
