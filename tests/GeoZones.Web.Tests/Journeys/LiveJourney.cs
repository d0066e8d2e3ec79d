using System.Diagnostics;

using GeoZones.Server.Checks;
using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

using Npgsql;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>What one planner does shows on the map of the other.</summary>
public sealed class LiveJourney(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EditOfOneShowsInTheOtherWithOneQuietLine()
    {
        await using var mine = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "zh-CN", "#region=changyuan");
        await using var theirs = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=changyuan");
        var (name, rest) = await SubParkAsync(mine);
        await Assertions.Expect(theirs.Find("#sub-parks tbody button")).ToHaveCountAsync(rest + 1);
        await mine.WaitUntilDrawnAsync("sub-parks");
        List<string> fetched = [];
        theirs.Page.Request += (_, request) => fetched.Add(request.Url);

        var edited = Stopwatch.StartNew();
        await EndSubParkAsync("changyuan", name, "Zhang");
        foreach (var visit in new[] { mine, theirs })
        {
            await Assertions.Expect(visit.Find("#sub-parks tbody button")).ToHaveCountAsync(rest);
            await Assertions.Expect(visit.Find("#sub-parks tbody button", name)).ToHaveCountAsync(0);
        }
        Assert.True(edited.Elapsed < s_soon, $"It took {edited.Elapsed}.");
        await Assertions.Expect(theirs.Find("#notice")).ToContainTextAsync("Zhang changed Sub-parks");
        await Assertions.Expect(mine.Find("#notice")).ToContainTextAsync("Zhang 修改了园区");
        Assert.Contains(fetched, url => url.Contains("collections/sub-parks/items", StringComparison.Ordinal));
        Assert.All(fetched.Where(url => url.Contains("/items?", StringComparison.Ordinal)), url => Assert.Contains("collections/sub-parks/items", url, StringComparison.Ordinal));
        await mine.KeepPictureAsync("live-edit");
        await mine.AssertQuietAsync();
        await theirs.AssertQuietAsync();
    }

    [Fact]
    public async Task RunThatSomebodyElseStartedShowsWhenItHasFinished()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=lushan&mode=review");
        await Assertions.Expect(visit.Find("#findings .rows li").First).ToBeVisibleAsync();
        await Assertions.Expect(visit.Find("#ledger .verdict")).ToBeVisibleAsync();
        var latest = visit.Page.WaitForResponseAsync(response => response.Url.EndsWith("/checks/latest", StringComparison.Ordinal), new() { Timeout = 60_000 });
        await CheckRegion.RunAsync(server.Database.Source, "lushan", "tests", NullLogger.Instance, null, Cancel);
        await using var newest = server.Database.Source.CreateCommand("SELECT max(id) FROM check_run WHERE region = 'lushan' AND state = 'finished'");
        Assert.Equal((long)(await newest.ExecuteScalarAsync(Cancel))!, (await (await latest).JsonAsync())!.Value.GetProperty("id").GetInt64());
        await Assertions.Expect(visit.Find("#findings .rows li").First).ToBeVisibleAsync();
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task AfterTheConnectionWasLostEverythingThatIsShownIsFetchedAgain()
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        var connections = 0;
        using var comeBack = new SemaphoreSlim(0);
        // The first connection ends after a moment; the browser comes back with an id that this server does not know, as after its restart.
        await visit.Page.RouteAsync("**/events*", async route =>
        {
            if (Interlocked.Increment(ref connections) > 1)
            {
                await comeBack.WaitAsync(Cancel);
                await route.ContinueAsync();
                return;
            }
            await route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "retry: 100\nid: before-1\nevent: ready\ndata: {}\n\n" });
        });
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=jiaozuo").ToString());
        var (name, rest) = await SubParkAsync(visit);
        await EndSubParkAsync("jiaozuo", name, "Li");
        await Assertions.Expect(visit.Find("#sub-parks tbody button")).ToHaveCountAsync(rest + 1);
        comeBack.Release(10);
        await Assertions.Expect(visit.Find("#sub-parks tbody button")).ToHaveCountAsync(rest);
        Assert.True(connections > 1);
        await visit.AssertQuietAsync();
    }

    private static async Task<(string Name, int Others)> SubParkAsync(Visit visit)
    {
        var names = visit.Find("#sub-parks tbody button");
        await Assertions.Expect(names.First).ToBeVisibleAsync();
        return ((await names.Last.InnerTextAsync()).Trim(), await visit.Find("#sub-parks tbody button").CountAsync() - 1);
    }

    // As the database has it when somebody deletes a sub-park in the newest draft.
    private async Task EndSubParkAsync(string region, string name, string who)
    {
        await using var command = server.Database.Source.CreateCommand("""
            WITH draft AS (SELECT id FROM revision WHERE region = $1 AND plan = 'zone' AND NOT superseded),
                 made AS (INSERT INTO change (revision_id, made_by, reason) SELECT id, $3, 'test' FROM draft RETURNING id, revision_id)
            UPDATE feature SET lives_to = made.revision_id, ended_by = made.id FROM made
            WHERE collection = 'sub-parks' AND region = $1 AND plan = 'zone' AND name = $2 AND lives_to IS NULL
            """);
        command.Parameters.Add(new() { Value = region });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = who });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
    }
}
