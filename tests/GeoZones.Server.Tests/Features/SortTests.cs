using System.Buffers.Text;
using System.Text;
using System.Text.Json;

using GeoZones.Server.Features;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GeoZones.Server.Tests.Features;

/// <summary><c>sortby</c> and <c>properties</c>.</summary>
public sealed class SortTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private sealed record Drawn(long Id, string? Name, double? Declared);

    private static async Task<Drawn> DrawAsync(DraftedRegion region, long draft, int at, string? name, double? declared) =>
        new(await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(at, 0), name: name, declaredAreaM2: declared), name, declared);

    private async Task<(string Address, Drawn[] All)> DrawnAsync()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        (string?, double?)[] parks = [("b", 2), (null, 1.5), ("园", null), ("b", 0.1), ("a", 2), ("B", 2), ("b", null), (null, null), ("b'\"", 1e15), ("a", 0.1)];
        var drawn = new List<Drawn>();
        foreach (var (name, declared) in parks)
        {
            drawn.Add(await DrawAsync(region, draft, drawn.Count, name, declared));
        }
        return ($"/api/collections/sub-parks/items?region={region.Id}&sortby=", [.. drawn]);
    }

    private async Task<List<long>> IdsAsync(string address)
    {
        var ids = new List<long>();
        for (var next = address; next is not null;)
        {
            var page = (await Answer.GetAsync(server.Http, next)).Is(200, "application/geo+json");
            ids.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64()));
            next = page.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next").Select(link => link.GetProperty("href").GetString()).SingleOrDefault();
        }
        return ids;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Pages_follow_each_other_in_the_order_that_is_asked_for(int limit)
    {
        var (address, all) = await DrawnAsync();
        var byName = all.OrderBy(park => park.Name is null).ThenBy(park => park.Name, StringComparer.Ordinal);
        var byNameDown = all.OrderBy(park => park.Name is null).ThenByDescending(park => park.Name, StringComparer.Ordinal);
        Assert.Equal(byName.ThenBy(park => park.Id).Select(park => park.Id), await IdsAsync($"{address}name&limit={limit}"));
        Assert.Equal(byName.ThenBy(park => park.Id).Select(park => park.Id), await IdsAsync($"{address}+name&limit={limit}"));
        Assert.Equal(byNameDown.ThenBy(park => park.Id).Select(park => park.Id), await IdsAsync($"{address}-name&limit={limit}"));
        Assert.Equal(byName.ThenBy(park => park.Declared is null).ThenByDescending(park => park.Declared).ThenBy(park => park.Id).Select(park => park.Id), await IdsAsync($"{address}name,-declaredAreaM2&limit={limit}"));
        Assert.Equal(all.OrderBy(park => park.Declared is null).ThenBy(park => park.Declared).ThenByDescending(park => park.Id).Select(park => park.Id), await IdsAsync($"{address}declaredAreaM2,-id&limit={limit}"));
        Assert.Equal(all.Select(park => park.Id), await IdsAsync($"{address}revision,synthetic,plan,madeAt&limit={limit}"));
    }

    [Fact]
    public async Task Nothing_is_missed_or_told_twice_while_others_are_added()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        var there = new List<long>();
        for (var i = 0; i < 30; i++)
        {
            there.Add((await DrawAsync(region, draft, i, $"{i % 7}", i % 3)).Id);
        }
        var seen = new List<long>();
        for (var (next, turn) = ($"/api/collections/sub-parks/items?region={region.Id}&sortby=-name,declaredAreaM2&limit=4", 0); next is not null; turn++)
        {
            var page = (await Answer.GetAsync(server.Http, next)).Is(200, "application/geo+json");
            seen.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64()));
            next = page.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next").Select(link => link.GetProperty("href").GetString()).SingleOrDefault();
            await DrawAsync(region, draft, turn, $"{turn % 7}", turn % 3);
        }
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(there.ToHashSet(), seen.ToHashSet());
    }

    [Fact]
    public async Task Only_the_properties_that_are_asked_for_come()
    {
        var road = (await Answer.GetAsync(server.Http, "/api/collections/roads/items?limit=1")).Json.GetProperty("features")[0];
        static string[] Names(JsonElement feature) => [.. feature.GetProperty("properties").EnumerateObject().Select(member => member.Name)];
        var few = (await Answer.GetAsync(server.Http, "/api/collections/roads/items?limit=1&properties=state,name,madeAt")).Is(200, "application/geo+json").GetProperty("features")[0];
        Assert.Equal(["state", "name", "madeAt"], Names(few));
        Assert.Equal(road.GetProperty("properties").GetProperty("state").GetString(), few.GetProperty("properties").GetProperty("state").GetString());
        Assert.Equal(road.GetProperty("geometry").GetRawText(), few.GetProperty("geometry").GetRawText());
        Assert.Equal(DateTimeKind.Utc, few.GetProperty("properties").GetProperty("madeAt").GetDateTime().Kind);
        var one = (await Answer.GetAsync(server.Http, $"/api/collections/roads/items/{road.GetProperty("id")}?properties=code")).Is(200, "application/geo+json");
        Assert.Equal(["code"], Names(one));
        Assert.Contains("nameSource", Names(road));
    }

    [Theory]
    [InlineData("sortby=", "sortby")]
    [InlineData("sortby=nothing", "sortby")]
    [InlineData("sortby=name,name", "sortby")]
    [InlineData("sortby=geometry", "sortby")]
    [InlineData("sortby=--name", "sortby")]
    [InlineData("sortby=name;drop table region", "sortby")]
    [InlineData("sortby=region,plan,zone,code,name,id", "sortby")]
    [InlineData("properties=", "properties")]
    [InlineData("properties=name,nothing", "properties")]
    [InlineData("properties=geom", "properties")]
    public async Task What_cannot_be_used_is_named(string query, string parameter) =>
        Assert.Equal(parameter, (await Answer.GetAsync(server.Http, $"/api/collections/sub-parks/items?{query}")).IsProblem(400).GetProperty("parameter").GetString());

    [Theory]
    [InlineData("""["QUERY",1]""", "name")]
    [InlineData("""["QUERY",1,"x"]""", "")]
    [InlineData("""["QUERY",1,"x"]""", "declaredAreaM2")]
    [InlineData("""["QUERY",1,{"a":1}]""", "name")]
    [InlineData("""["QUERY",1,"\u0000"]""", "name")]
    [InlineData("""["QUERY",1,1]""", "madeAt")]
    [InlineData("""["QUERY",-1]""", "")]
    [InlineData("""["QUERY","1"]""", "")]
    [InlineData("""["QUERY"]""", "")]
    [InlineData("""["other",1]""", "")]
    [InlineData("[1,1]", "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("[", "")]
    public async Task A_cursor_that_is_not_ours_is_refused(string content, string sort)
    {
        Dictionary<string, StringValues> query = sort == "" ? [] : new() { ["sortby"] = sort };
        var own = ItemsQuery.Fingerprint(new QueryCollection(query), FeatureCollections.Named("sub-parks"));
        var cursor = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content.Replace("QUERY", own, StringComparison.Ordinal)));
        var answer = await Answer.GetAsync(server.Http, $"/api/collections/sub-parks/items?cursor={cursor}{(sort == "" ? "" : $"&sortby={sort}")}");
        Assert.Equal("cursor", answer.IsProblem(400).GetProperty("parameter").GetString());
    }
}
