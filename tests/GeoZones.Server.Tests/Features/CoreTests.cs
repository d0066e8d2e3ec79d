using System.Net;
using System.Text.Json;

using GeoZones.Server.Features;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GeoZones.Server.Tests.Features;

/// <summary>What the core of OGC API – Features asks of every resource: links, counts, methods.</summary>
public sealed class CoreTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private async Task<DraftedRegion> DrawnAsync(int squares)
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        for (var i = 0; i < squares; i++)
        {
            await region.DrawAsync(draft, "projects", DraftedRegion.Square(i, 0));
        }
        return region;
    }

    private async Task<JsonElement> GetAsync(string path, string type = "application/json") => (await Answer.GetAsync(server.Http, path)).Is(200, type);

    [Fact]
    public async Task A_collection_is_the_same_alone_and_in_the_list()
    {
        foreach (var collection in (await GetAsync("/api/collections")).GetProperty("collections").EnumerateArray())
        {
            var alone = await GetAsync($"/api/collections/{collection.GetProperty("id").GetString()}");
            Assert.Equal(collection.GetRawText(), alone.GetRawText());
        }
    }

    [Fact]
    public async Task Time_of_a_collection_begins_with_its_first_revision()
    {
        await DrawnAsync(1);
        var interval = (await GetAsync("/api/collections/projects")).GetProperty("extent").GetProperty("temporal").GetProperty("interval")[0];
        await using var first = server.Database.Source.CreateCommand("SELECT min(made_at) FROM change");
        Assert.True(interval[0].GetDateTime() <= (DateTime)(await first.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
        Assert.Equal(JsonValueKind.Null, interval[1].ValueKind);
    }

    [Theory]
    [InlineData("/api", "application/json")]
    [InlineData("/api/conformance", "application/json")]
    [InlineData("/api/collections", "application/json")]
    [InlineData("/api/collections/projects", "application/json")]
    [InlineData("/api/collections/projects/items?limit=2", "application/geo+json")]
    public async Task Every_resource_links_to_itself_with_type(string path, string type)
    {
        await DrawnAsync(3);
        var links = (await GetAsync(path, type)).GetProperty("links").EnumerateArray().ToArray();
        Assert.All(links, link => Assert.All(["href", "rel", "type"], member => Assert.NotEmpty(link.GetProperty(member).GetString()!)));
        var self = Assert.Single(links, link => link.GetProperty("rel").GetString() == "self");
        Assert.Equal(new Uri(server.Http.BaseAddress!, path).AbsoluteUri, self.GetProperty("href").GetString());
        Assert.Equal(type, self.GetProperty("type").GetString());
        foreach (var link in links.Where(link => link.GetProperty("href").GetString()!.Contains("/collections", StringComparison.Ordinal)))
        {
            var behind = await Answer.GetAsync(server.Http, link.GetProperty("href").GetString()!);
            Assert.Equal((HttpStatusCode.OK, link.GetProperty("type").GetString()), (behind.Status, behind.Type));
        }
    }

    [Theory]
    [InlineData("9999", 9999)]
    [InlineData("10001", 10_000)]
    [InlineData("1000000000", 10_000)]
    [InlineData("99999999999999999999999", 10_000)]
    [InlineData("0003", 3)]
    public async Task A_page_larger_than_the_largest_is_cut_to_it(string limit, int most)
    {
        var query = new QueryCollection(new Dictionary<string, StringValues> { ["limit"] = limit });
        Assert.Equal(most, ItemsQuery.Parse(query, FeatureCollections.Named("projects")).Limit);
        var region = await DrawnAsync(4);
        var page = await GetAsync($"/api/collections/projects/items?region={region.Id}&limit={limit}", "application/geo+json");
        Assert.Equal(Math.Min(4, most), page.GetProperty("numberReturned").GetInt32());
    }

    [Fact]
    public async Task What_matches_is_counted_exactly_or_not_told()
    {
        var region = await DrawnAsync(25);
        var items = $"/api/collections/projects/items?region={region.Id}&bbox=114,34,114.0205,34.0005";
        // One feature is written at the cost of 20 counted ones.
        Assert.False((await GetAsync($"{items}&limit=1", "application/geo+json")).TryGetProperty("numberMatched", out _));
        var first = await GetAsync($"{items}&limit=7", "application/geo+json");
        Assert.Equal(21, first.GetProperty("numberMatched").GetInt32());
        var next = first.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("rel").GetString() == "next").GetProperty("href").GetString()!;
        Assert.False((await GetAsync(next, "application/geo+json")).TryGetProperty("numberMatched", out _));
        Assert.Equal(21, (await GetAsync($"{items}&limit=21", "application/geo+json")).GetProperty("numberMatched").GetInt32());
        Assert.Equal(0, (await GetAsync($"{items}&plan=urban", "application/geo+json")).GetProperty("numberMatched").GetInt32());
    }

    [Fact]
    public async Task What_takes_long_to_count_is_not_told_and_costs_no_page()
    {
        var region = await DrawnAsync(2);
        var draft = await region.ReviseAsync("zone");
        long[] first = [await region.DrawAsync(draft, "projects", DraftedRegion.Square(0, 5)), await region.DrawAsync(draft, "projects", DraftedRegion.Square(1, 5))];
        var ring = Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant(
            $"{Math.Round(114.5 + 0.1 * Math.Cos(i * Math.PI / 10_000), 9)} {Math.Round(34.5 + 0.1 * Math.Sin(i * Math.PI / 10_000), 9)}")).ToArray();
        for (var i = 0; i < 12; i++)
        {
            await region.DrawAsync(draft, "projects", $"POLYGON(({string.Join(',', ring)},{ring[0]}))");
        }
        var filter = Uri.EscapeDataString($"id = {first[0]} OR id = {first[1]} OR S_OVERLAPS(geometry, geometry)");
        var page = await GetAsync($"/api/collections/projects/items?region={region.Id}&limit=1&filter={filter}", "application/geo+json");
        Assert.Equal(1, page.GetProperty("numberReturned").GetInt32());
        Assert.False(page.TryGetProperty("numberMatched", out _));
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/collections/projects/items")]
    [InlineData("/api/regions")]
    public async Task The_headers_can_be_asked_for_alone(string path)
    {
        var get = await Answer.GetAsync(server.Http, path);
        var head = await Answer.SendAsync(server.Http, new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(HttpStatusCode.OK, head.Status);
        Assert.Equal(get.Type, head.Type);
        Assert.Empty(head.Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await Answer.SendAsync(server.Http, new HttpRequestMessage(HttpMethod.Head, path + "?no=1"))).Status);
    }

    [Theory]
    [InlineData("/api/collections", new[] { "GET", "HEAD", "OPTIONS" })]
    [InlineData("/api/measure", new[] { "OPTIONS", "POST" })]
    public async Task Options_name_the_methods(string path, string[] methods)
    {
        var options = await Answer.SendAsync(server.Http, new HttpRequestMessage(HttpMethod.Options, path));
        Assert.Equal(HttpStatusCode.NoContent, options.Status);
        Assert.Equal(methods, options.Message.Content.Headers.Allow.Order());
        Assert.Equal(HttpStatusCode.NotFound, (await Answer.SendAsync(server.Http, new HttpRequestMessage(HttpMethod.Options, "/api/nothing"))).Status);
    }
}
