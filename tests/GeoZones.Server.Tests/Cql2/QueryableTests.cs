using System.Text.Json;

namespace GeoZones.Server.Tests.Cql2;

/// <summary>What can be asked about is told, and can be asked about.</summary>
[Collection<Readers>]
public sealed class QueryableTests(GeoZonesServer server)
{
    [Fact]
    public async Task Every_queryable_of_every_collection_can_be_asked_about()
    {
        foreach (var collection in (await Answer.GetAsync(server.Http, "/api/collections")).Is(200).GetProperty("collections").EnumerateArray())
        {
            var links = collection.GetProperty("links").EnumerateArray().ToLookup(link => link.GetProperty("rel").GetString()!, link => link.GetProperty("href").GetString()!);
            var queryables = (await Answer.GetAsync(server.Http, links["http://www.opengis.net/def/rel/ogc/1.0/queryables"].Single())).Is(200, "application/schema+json");
            Assert.Equal("https://json-schema.org/draft/2020-12/schema", queryables.GetProperty("$schema").GetString());
            Assert.False(queryables.GetProperty("additionalProperties").GetBoolean());
            foreach (var queryable in queryables.GetProperty("properties").EnumerateObject())
            {
                var value = queryable.Value.TryGetProperty("type", out var type) ? type.GetString() : "geometry";
                var filter = (value, queryable.Value.TryGetProperty("format", out _)) switch
                {
                    ("geometry", _) => $"S_INTERSECTS({queryable.Name}, POINT(114 34))",
                    ("string", true) => $"{queryable.Name} > DATE('2020-01-01')",
                    ("string", false) => $"{queryable.Name} = 'x'",
                    ("boolean", _) => $"{queryable.Name} = TRUE",
                    _ => $"{queryable.Name} > 1",
                };
                (await Answer.GetAsync(server.Http, $"/api/collections/{collection.GetProperty("id").GetString()}/items?limit=1&filter={Uri.EscapeDataString(filter)}")).Is(200, "application/geo+json");
            }
        }
    }

    [Fact]
    public async Task The_schema_names_what_features_have()
    {
        foreach (var collection in ((string[])["roads", "designations", "farmland", "facilities", "townships"]))
        {
            var schema = (await Answer.GetAsync(server.Http, $"/api/collections/{collection}/schema")).Is(200, "application/schema+json").GetProperty("properties");
            Assert.Equal("id", schema.GetProperty("id").GetProperty("x-ogc-role").GetString());
            Assert.Equal("primary-geometry", schema.GetProperty("geometry").GetProperty("x-ogc-role").GetString());
            var features = (await Answer.GetAsync(server.Http, $"/api/collections/{collection}/items?limit=20")).Is(200, "application/geo+json").GetProperty("features").EnumerateArray().ToArray();
            Assert.NotEmpty(features);
            foreach (var member in schema.EnumerateObject().Where(member => member.Name is not ("id" or "geometry")))
            {
                foreach (var feature in features)
                {
                    var kind = feature.GetProperty("properties").TryGetProperty(member.Name, out var value) ? value.ValueKind : JsonValueKind.Null;
                    Assert.Contains(kind, member.Value.GetProperty("type").GetString() switch
                    {
                        "string" => (JsonValueKind[])[JsonValueKind.String, JsonValueKind.Null],
                        "boolean" => [JsonValueKind.True, JsonValueKind.False],
                        _ => [JsonValueKind.Number, JsonValueKind.Null],
                    });
                }
            }
        }
    }

    [Theory]
    [InlineData("queryables")]
    [InlineData("schema")]
    [InlineData("feature-schema")]
    public async Task They_come_as_JSON_schema_where_just_that_is_asked_for(string document)
    {
        var address = $"/api/collections/roads/{document}";
        (await Answer.GetAsync(server.Http, address, ("Accept", "application/schema+json"))).Is(200, "application/schema+json");
        (await Answer.GetAsync(server.Http, address + "?f=json", ("Accept", "text/html"))).Is(200, "application/schema+json");
        Assert.Equal("text/html", (await Answer.GetAsync(server.Http, address, ("Accept", "text/html"))).Type);
        Assert.Equal("text/html", (await Answer.GetAsync(server.Http, address + "?f=html")).Type);
        var refused = (await Answer.GetAsync(server.Http, address, ("Accept", "image/png"))).IsProblem(406);
        Assert.Contains("application/schema+json", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_only_be_read_is_marked()
    {
        var roads = (await Answer.GetAsync(server.Http, "/api/collections/roads/schema")).Is(200, "application/schema+json").GetProperty("properties").EnumerateObject()
            .Where(member => member.Value.TryGetProperty("readOnly", out var only) && only.GetBoolean()).Select(member => member.Name);
        Assert.Equal(["groundLengthM", "id", "revision"], roads.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task They_speak_both_languages_and_are_pages_too()
    {
        Assert.Contains("建设状态", (await Answer.GetAsync(server.Http, "/api/collections/roads/queryables", ("Accept-Language", "zh"))).Text, StringComparison.Ordinal);
        var page = await Answer.GetAsync(server.Http, "/api/collections/roads/queryables?f=html");
        Assert.Equal("text/html", page.Type);
        Assert.Contains("<code>madeAt</code>", page.Text, StringComparison.Ordinal);
    }
}
