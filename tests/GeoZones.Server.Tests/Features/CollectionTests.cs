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
        const string Classes = """
            cql2/1.0/conf: accent-insensitive-comparison advanced-comparison-operators arithmetic basic-cql2 basic-spatial-functions basic-spatial-functions-plus case-insensitive-comparison cql2-json cql2-text property-property spatial-functions temporal-functions
            ogcapi-common-1/1.0/conf: core html json
            ogcapi-common-2/1.0/conf: collections
            ogcapi-common-3/1.0/conf: advanced-property-roles returnables-and-receivables schemas
            ogcapi-features-1/1.0/conf: core geojson html oas30
            ogcapi-features-11/0.0/conf: atomic-transactions features json-transactions transactions
            ogcapi-features-2/1.0/conf: crs
            ogcapi-features-3/1.0/conf: features-filter filter queryables queryables-query-parameters
            ogcapi-features-4/1.0/conf: create-replace-delete features optimistic-locking-etags update
            ogcapi-features-4/1.0/req: optimistic-locking-etags
            ogcapi-tiles-1/1.0/conf: core geodata-tilesets mvt oas30 tileset tilesets-list
            tms/2.0/conf: json-tilematrixset json-tilesetmetadata tilematrixset tilesetmetadata
            """;
        var declared = (await Answer.GetAsync(server.Http, "/api/conformance")).Is(200).GetProperty("conformsTo").EnumerateArray().Select(name => name.GetString()!);
        var expected = Classes.Split('\n').Select(line => line.Trim().Split(": ")).SelectMany(line => line[1].Split(' ').Select(name => $"http://www.opengis.net/spec/{line[0]}/{name}"));
        Assert.Equal(expected, declared.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_may_see_nothing_is_told_of_no_extent()
    {
        await using var closed = server.Database.Source.CreateCommand("UPDATE region SET open_to_all = NOT open_to_all WHERE open_to_all RETURNING id");
        List<string> opened = [];
        await using (var row = await closed.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await row.ReadAsync(TestContext.Current.CancellationToken))
            {
                opened.Add(row.GetString(0));
            }
        }
        server.ForgetPermissions();
        try
        {
            foreach (var one in (await Answer.GetAsync(server.Anonymous, "/api/collections")).Is(200).GetProperty("collections").EnumerateArray())
            {
                Assert.False(one.TryGetProperty("extent", out _), one.ToString());
            }
            Assert.False((await Answer.GetAsync(server.Anonymous, "/api/collections/roads")).Is(200).TryGetProperty("extent", out _));
            var tileset = await Answer.GetAsync(server.Anonymous, "/api/collections/roads/tiles/WebMercatorQuad");
            Assert.False(tileset.Is(200).TryGetProperty("boundingBox", out _), tileset.Text);
            Assert.Equal("text/html", (await Answer.GetAsync(server.Anonymous, "/api/collections/roads?f=html")).Type);
            Assert.True((await Answer.GetAsync(server.Http, "/api/collections/roads")).Is(200).TryGetProperty("extent", out _));
        }
        finally
        {
            await using var open = server.Database.Source.CreateCommand("UPDATE region SET open_to_all = true WHERE id = ANY ($1)");
            open.Parameters.Add(new() { Value = opened.ToArray() });
            await open.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            server.ForgetPermissions();
        }
        Assert.NotEmpty(opened);
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
