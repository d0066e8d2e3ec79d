using System.Text.Json;

namespace GeoZones.Server.Tests.Clients;

/// <summary>OWSLib, which Python programs read with.</summary>
public sealed class OwsLibTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Script = """
        import json, sys
        from owslib.ogcapi.features import Features
        api = Features(sys.argv[1])
        page = api.collection_items("roads", bbox=[114.6, 35.1, 114.7, 35.2], limit=5, filter="plan = 'zone' AND name IS NOT NULL")
        print(json.dumps({
            "conformance": api.conformance()["conformsTo"],
            "openapi": api.api()["openapi"],
            "collections": api.feature_collections(),
            "title": api.collection("roads")["title"],
            "queryables": list(api.collection_queryables("roads")["properties"]),
            "matched": page["numberMatched"],
            "ids": [feature["id"] for feature in page["features"]],
            "item": api.collection_item("roads", page["features"][0]["id"]),
        }))
        """;

    [Fact]
    public async Task It_reads_conformance_collections_and_items()
    {
        using var read = JsonDocument.Parse(await ClientProgram.RunAsync(ClientProgram.Python, "-c", Script, $"{server.Http.BaseAddress}api/"));
        var root = read.RootElement;
        static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
        async Task<JsonElement> GetAsync(string path) => (await Answer.GetAsync(server.Anonymous, $"/api/{path}")).Json;

        Assert.Equal(Texts((await GetAsync("conformance")).GetProperty("conformsTo")), Texts(root.GetProperty("conformance")));
        Assert.StartsWith("3.0.", root.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal((await GetAsync("collections")).GetProperty("collections").EnumerateArray().Select(collection => collection.GetProperty("id").GetString()), Texts(root.GetProperty("collections")));
        Assert.Equal((await GetAsync("collections/roads")).GetProperty("title").GetString(), root.GetProperty("title").GetString());
        Assert.Equal((await GetAsync("collections/roads/queryables")).GetProperty("properties").EnumerateObject().Select(property => property.Name), Texts(root.GetProperty("queryables")));

        var page = await GetAsync("collections/roads/items?bbox=114.6,35.1,114.7,35.2&limit=5&plan=zone&filter=name%20IS%20NOT%20NULL");
        Assert.Equal(page.GetProperty("numberMatched").GetInt32(), root.GetProperty("matched").GetInt32());
        Assert.Equal(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64()), root.GetProperty("ids").EnumerateArray().Select(id => id.GetInt64()));
        Assert.Equal(5, root.GetProperty("ids").GetArrayLength());
        var item = root.GetProperty("item");
        Assert.Equal(page.GetProperty("features")[0].GetProperty("geometry").GetRawText().Replace(" ", "", StringComparison.Ordinal), item.GetProperty("geometry").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(page.GetProperty("features")[0].GetProperty("properties").GetProperty("name").GetString(), item.GetProperty("properties").GetProperty("name").GetString());
    }
}
