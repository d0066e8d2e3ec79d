using System.Text.Json;

namespace GeoZones.Server.Tests.Features;

/// <summary>Landing page, conformance and collections.</summary>
public sealed class CollectionTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    [Fact]
    public async Task Every_link_of_the_landing_page_leads_somewhere()
    {
        var landing = (await Answer.GetAsync(server.Http, "/api")).Is(200);
        Assert.Equal("GeoZones", landing.GetProperty("title").GetString());
        var links = landing.GetProperty("links").EnumerateArray().ToArray();
        Assert.Superset(new HashSet<string?>(["self", "service-desc", "service-doc", "conformance", "data"]), links.Select(l => l.GetProperty("rel").GetString()).ToHashSet());
        foreach (var link in links)
        {
            var answer = await Answer.GetAsync(server.Http, link.GetProperty("href").GetString()!);
            Assert.Equal(200, (int)answer.Status);
            Assert.Equal(link.GetProperty("type").GetString()!.Split(';')[0], answer.Type);
        }
    }

    [Fact]
    public async Task The_landing_page_speaks_chinese() =>
        Assert.Contains("三规", (await Answer.GetAsync(server.Http, "/api", ("Accept-Language", "zh"))).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Conformance_is_declared()
    {
        var classes = (await Answer.GetAsync(server.Http, "/api/conformance")).Is(200).GetProperty("conformsTo");
        Assert.Superset(
            new HashSet<string?>(((string[])["core", "geojson", "oas30"]).Select(name => $"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}")),
            classes.EnumerateArray().Select(c => c.GetString()).ToHashSet());
    }

    [Fact]
    public async Task Every_collection_is_listed_and_has_items()
    {
        var collections = (await Answer.GetAsync(server.Http, "/api/collections")).Is(200).GetProperty("collections").EnumerateArray().ToArray();
        Assert.Equal(
            ["designations", "existing-land-use", "facilities", "farmland", "land-reserve", "projects", "roads", "sub-parks", "townships", "utility-lines", "zone-boundaries"],
            collections.Select(c => c.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
        foreach (var collection in collections)
        {
            var links = collection.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("type").GetString()!.EndsWith("json", StringComparison.Ordinal)).ToDictionary(l => l.GetProperty("rel").GetString()!, l => l.GetProperty("href").GetString()!);
            var self = (await Answer.GetAsync(server.Http, links["self"])).Is(200);
            Assert.Equal(collection.GetProperty("id").GetString(), self.GetProperty("id").GetString());
            (await Answer.GetAsync(server.Http, links["items"] + "?limit=1")).Is(200, "application/geo+json");
        }
    }

    [Fact]
    public async Task The_extent_holds_every_region()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var extent = (await Answer.GetAsync(server.Http, "/api/collections/roads")).Is(200).GetProperty("extent").GetProperty("spatial");
        Assert.Equal("http://www.opengis.net/def/crs/OGC/1.3/CRS84", extent.GetProperty("crs").GetString());
        var box = extent.GetProperty("bbox")[0].EnumerateArray().Select(c => c.GetDouble()).ToArray();
        var shown = (await Answer.GetAsync(server.Http, $"/api/regions/{region.Id}")).Is(200).GetProperty("extent").EnumerateArray().Select(c => c.GetDouble()).ToArray();
        Assert.Equal([114, 34, 115, 35], shown);
        Assert.True(box[0] <= 114 && box[1] <= 34 && box[2] >= 115 && box[3] >= 35, JsonSerializer.Serialize(box));
    }
}
