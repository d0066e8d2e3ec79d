using System.Text.Json;

namespace GeoZones.Server.Tests.Features;

/// <summary>Keyset paging.</summary>
public sealed class PagingTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static string? Next(JsonElement page) => page.GetProperty("links").EnumerateArray()
        .Where(l => l.GetProperty("rel").GetString() == "next").Select(l => l.GetProperty("href").GetString()).SingleOrDefault();

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    public async Task Pages_end_exactly_where_the_features_end(int limit, int pages)
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        for (var i = 0; i < 5; i++)
        {
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(i, 0));
        }
        var seen = new List<long>();
        var read = 0;
        for (var next = $"/api/collections/sub-parks/items?region={region.Id}&plan=zone&bbox=114,34,115,35&limit={limit}"; next is not null; read++)
        {
            var page = (await Answer.GetAsync(server.Http, next)).Is(200, "application/geo+json");
            var features = page.GetProperty("features").EnumerateArray().ToArray();
            Assert.Equal(features.Length, page.GetProperty("numberReturned").GetInt32());
            Assert.Equal(DateTime.UtcNow, page.GetProperty("timeStamp").GetDateTime().ToUniversalTime(), TimeSpan.FromMinutes(1));
            seen.AddRange(features.Select(f => f.GetProperty("id").GetInt64()));
            next = Next(page);
        }
        Assert.Equal(pages, read);
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public async Task A_next_link_belongs_to_its_query_and_may_be_long()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        for (var i = 0; i < 3; i++)
        {
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(i, 0));
        }
        var filter = Uri.EscapeDataString($"name IS NULL OR name = '{new string('x', 19_000)}'");
        var next = Next((await Answer.GetAsync(server.Http, $"/api/collections/sub-parks/items?region={region.Id}&limit=1&filter={filter}")).Is(200, "application/geo+json"))!;
        (await Answer.GetAsync(server.Http, next)).Is(200, "application/geo+json");
        (await Answer.GetAsync(server.Http, next + "&crs=[EPSG:4547]")).Is(200, "application/geo+json");
        foreach (var other in ((string[])[next + "&plan=zone", next + "&bbox=114,34,115,35", next + "&datetime=2026-01-01", next.Replace("sub-parks", "roads", StringComparison.Ordinal), next.Replace("xx", "x", StringComparison.Ordinal)]))
        {
            Assert.Equal("cursor", (await Answer.GetAsync(server.Http, other)).IsProblem(400).GetProperty("parameter").GetString());
        }
    }

    [Fact]
    public async Task Every_feature_comes_once_while_others_are_added()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        var there = new List<long>();
        for (var i = 0; i < 40; i++)
        {
            there.Add(await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(i, 0)));
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var added = 0;
        var adding = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested && added < 400; added++)
            {
                await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(added, 5));
            }
        }, TestContext.Current.CancellationToken);
        var seen = new List<long>();
        var next = $"/api/collections/sub-parks/items?region={region.Id}&limit=3";
        while (next is not null)
        {
            var page = (await Answer.GetAsync(server.Http, next)).Is(200, "application/geo+json");
            seen.AddRange(page.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetInt64()));
            next = Next(page);
        }
        await stop.CancelAsync();
        await adding;
        Assert.True(added > 0);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(there.ToHashSet(), seen.ToHashSet());
    }

    [Fact]
    public async Task A_page_much_larger_than_a_buffer_arrives_whole()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        var ring = Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant(
            $"{Math.Round(114.5 + 0.1 * Math.Cos(i * Math.PI / 10_000), 9)} {Math.Round(34.5 + 0.1 * Math.Sin(i * Math.PI / 10_000), 9)}")).ToArray();
        for (var i = 0; i < 5; i++)
        {
            await region.DrawAsync(draft, "sub-parks", $"POLYGON(({string.Join(',', ring)},{ring[0]}))");
        }
        var page = (await Answer.GetAsync(server.Http, $"/api/collections/sub-parks/items?region={region.Id}&limit=10000", ("Accept-Encoding", "identity"))).Is(200, "application/geo+json");
        Assert.All(page.GetProperty("features").EnumerateArray(), f => Assert.Equal(20_001, f.GetProperty("geometry").GetProperty("coordinates")[0].GetArrayLength()));
        Assert.Equal(5, page.GetProperty("numberReturned").GetInt32());
    }
}
