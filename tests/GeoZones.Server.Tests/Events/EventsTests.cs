using System.Diagnostics;

using GeoZones.Server.Accounts;
using GeoZones.Server.Checks;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Events;
using GeoZones.Server.Import.References;
using GeoZones.Server.Problems;
using GeoZones.Server.Tests.Accounts;
using GeoZones.Server.Tests.Import;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GeoZones.Server.Tests.Events;

/// <summary>What happens to a region is told to whoever listens.</summary>
public sealed class EventsTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private EventFeed Feed => server.Services.GetRequiredService<EventFeed>();

    private Task<Hearing> HearAsync(string region, string? after = null) => Hearing.BeginAsync(server.Http, region, after);

    [Fact]
    public async Task An_edit_is_told_at_once_with_its_place_and_its_author()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        await using var hearing = await HearAsync(region.Id);
        Assert.Equal("ready", (await hearing.NextAsync()).Kind);

        var drawn = Stopwatch.StartNew();
        var id = await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(100, 100));
        var (_, told) = await hearing.NextAsync("features");
        Assert.True(drawn.Elapsed < TimeSpan.FromSeconds(5), $"{drawn.Elapsed}");
        Assert.Equal(("features", region.Id, "zone", "sub-parks", 1, "test"), (told.GetProperty("kind").GetString(), told.GetProperty("region").GetString(), told.GetProperty("plan").GetString(),
            told.GetProperty("collection").GetString(), told.GetProperty("revision").GetInt32(), told.GetProperty("who").GetString()));
        Assert.Equal([114.1, 34.1, 114.101, 34.101], told.GetProperty("bbox").EnumerateArray().Select(number => number.GetDouble()));

        await region.EndAsync(draft, "sub-parks", id);
        Assert.Equal("sub-parks", (await hearing.NextAsync("features")).Data.GetProperty("collection").GetString());
    }

    [Fact]
    public async Task Revisions_runs_and_reference_layers_are_told_and_other_regions_are_not()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var other = await DraftedRegion.CreateAsync(server.Database.Source);
        await using var hearing = await HearAsync(region.Id);
        await hearing.NextAsync("ready");

        await other.DrawAsync(await other.ReviseAsync("urban"), "designations", DraftedRegion.Square(1, 1));
        await region.ReviseAsync("urban");
        var (kind, told) = await hearing.NextAsync();
        Assert.Equal(("revision", "urban", 1, "draft", "test"), (kind, told.GetProperty("plan").GetString(), told.GetProperty("revision").GetInt32(), told.GetProperty("state").GetString(), told.GetProperty("who").GetString()));

        await CheckRegion.RunAsync(server.Database.Source, region.Id, "tester", NullLogger.Instance, null, Cancel);
        Assert.Equal("running", (await hearing.NextAsync("check-run")).Data.GetProperty("state").GetString());
        Assert.Equal("finished", (await hearing.NextAsync("check-run")).Data.GetProperty("state").GetString());

        using var folder = new TemporaryFolder();
        var file = folder.Write("a.geojson", ImportDesk.Collection(ImportDesk.Feature("""{"type":"Point","coordinates":[114.2,34.2]}""")));
        await ReferenceImport.PublishAsync(server.Database.Source, new("told", file, null, new Sentence("a", "a")), "test", cancel: Cancel);
        Assert.Equal("ref-told", (await hearing.NextAsync("reference-layer")).Data.GetProperty("collection").GetString());
    }

    [Fact]
    public async Task Who_may_no_longer_read_the_region_hears_no_more()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        var name = await People.AddAsync(server.Database.Source, new Grant(Role.Field, region.Id, null));
        await using var desk = new AccountDesk(server.Database.Source);
        var account = await desk.Book.NamedAsync(name);
        var tokens = new[] { await desk.Tokens.MakeAsync(account.Id, "kept", 1, Cancel), await desk.Tokens.MakeAsync(account.Id, "revoked", 1, Cancel) };
        server.ForgetPermissions();
        HttpClient[] clients = [.. tokens.Select(token => new HttpClient { BaseAddress = server.Http.BaseAddress, DefaultRequestHeaders = { Authorization = new("Bearer", token.Token) } })];
        await using var kept = await Hearing.BeginAsync(clients[0], region.Id);
        await using var revoked = await Hearing.BeginAsync(clients[1], region.Id);
        await kept.NextAsync("ready");
        await revoked.NextAsync("ready");

        await desk.Tokens.RevokeAsync(account.Id, tokens[1].View.Id, Cancel);
        server.ForgetPermissions();
        await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(1, 1));
        await kept.NextAsync("features");
        Assert.True(await revoked.HasEndedAsync());

        await desk.Book.RevokeAsync(account, [], Cancel);
        // Nothing happens, and the next comment finds it out.
        Assert.True(await kept.HasEndedAsync());
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task A_reference_layer_is_told_only_to_those_who_may_read_it()
    {
        var (one, other) = (await DraftedRegion.CreateAsync(server.Database.Source), await DraftedRegion.CreateAsync(server.Database.Source));
        await using var ofOne = await HearAsync(one.Id);
        await using var ofOther = await HearAsync(other.Id);
        await using var stranger = await Hearing.BeginAsync(server.Anonymous, "changyuan");
        foreach (var hearing in new[] { ofOne, ofOther, stranger })
        {
            await hearing.NextAsync("ready");
        }
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.geojson", ImportDesk.Collection(ImportDesk.Feature("""{"type":"Point","coordinates":[114.2,34.2]}""")));
        Task PublishAsync(string name, string? region) => ReferenceImport.PublishAsync(server.Database.Source, new(name, file, region, new Sentence("a", "a")), "test", cancel: Cancel);
        await PublishAsync("hidden-tombs", one.Id);
        await PublishAsync("all-tombs", null);
        await PublishAsync("shown-tombs", "changyuan");
        Assert.Equal("ref-hidden-tombs", (await ofOne.NextAsync("reference-layer")).Data.GetProperty("collection").GetString());
        Assert.Equal("ref-all-tombs", (await ofOther.NextAsync("reference-layer")).Data.GetProperty("collection").GetString());
        Assert.Equal("ref-shown-tombs", (await stranger.NextAsync("reference-layer")).Data.GetProperty("collection").GetString());

        await PublishAsync("hidden-tombs", other.Id);
        Assert.Equal("ref-hidden-tombs", (await ofOther.NextAsync("reference-layer")).Data.GetProperty("collection").GetString());
        string collection;
        do
        {
            collection = (await ofOne.NextAsync("reference-layer")).Data.GetProperty("collection").GetString()!;
        }
        while (collection != "ref-hidden-tombs");
    }

    [Fact]
    public async Task Who_comes_back_gets_what_he_missed_or_is_told_that_it_is_not_known()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        string last;
        await using (var hearing = await HearAsync(region.Id))
        {
            await hearing.NextAsync("ready");
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(1, 1));
            await hearing.NextAsync("features");
            last = hearing.LastId;
        }
        await using (var watch = await HearAsync(region.Id))
        {
            await watch.NextAsync("ready");
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(2, 2));
            await region.DrawAsync(draft, "land-reserve", DraftedRegion.Square(3, 3));
            await watch.NextAsync("features");
            await watch.NextAsync("features");
        }
        await using (var again = await HearAsync(region.Id, last))
        {
            Assert.Equal("ready", (await again.NextAsync()).Kind);
            Assert.Equal("sub-parks", (await again.NextAsync("features")).Data.GetProperty("collection").GetString());
            Assert.Equal("land-reserve", (await again.NextAsync("features")).Data.GetProperty("collection").GetString());
        }
        foreach (var unknown in new[] { "other-1", last.Split('-')[0] + "-999999", last.Split('-')[0] + "-x", "" })
        {
            await using var stranger = await HearAsync(region.Id, unknown);
            Assert.Equal("missed", (await stranger.NextAsync()).Kind);
        }
        await using var byAddress = await Hearing.BeginAsync(server.Http, region.Id, query: "?after=other-1");
        Assert.Equal("missed", (await byAddress.NextAsync()).Kind);
    }

    [Fact]
    public async Task After_the_database_was_lost_listeners_are_told_and_go_on_listening()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        await using var hearing = await HearAsync(region.Id);
        await hearing.NextAsync("ready");
        await using (var end = server.Database.Source.CreateCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))
        {
            await end.ExecuteNonQueryAsync(Cancel);
        }
        await hearing.NextAsync("missed");
        Npgsql.NpgsqlConnection.ClearAllPools();
        await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(1, 1));
        await hearing.NextAsync("features");
    }

    [Fact]
    public async Task Many_listen_over_one_connection_and_whoever_leaves_is_forgotten()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        await UntilNobodyListensAsync();
        var connections = await ConnectionsAsync();
        List<Hearing> hearings = [];
        for (var i = 0; i < 30; i++)
        {
            hearings.Add(await HearAsync(region.Id));
            await hearings[i].NextAsync("ready");
        }
        Assert.Equal(30, Feed.Listeners);
        Assert.True(await ConnectionsAsync() - connections < 10);
        foreach (var hearing in hearings)
        {
            await hearing.DisposeAsync();
        }
        await UntilNobodyListensAsync();
    }

    [Fact]
    public async Task While_nothing_happens_a_comment_comes_now_and_then()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/regions/{region.Id}/events");
        using var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        List<string> heard = [];
        while (heard is not [.., ": "])
        {
            heard.Add((await lines.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel))!);
        }
        Assert.Contains("event: ready", heard);
        Assert.Contains("retry: 2000", heard);
        Assert.Contains("no-cache", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_so_many_listen_and_who_is_too_slow_is_let_go()
    {
        using var feed = new EventFeed(server.Database.Source, NullLogger<EventFeed>.Instance);
        var slow = feed.Listen("changyuan", null, "0");
        for (var i = 1; i < EventFeed.MostListeners; i++)
        {
            Assert.NotNull(feed.Listen("changyuan", null, $"{i}"));
        }
        Assert.Equal(503, Assert.Throws<ProblemException>(() => feed.Listen("changyuan", null, "another")).Status);
        slow.Dispose();
        using var next = feed.Listen("changyuan", null, "another");
        Assert.NotNull(next);

        for (var i = 0; i < 2000; i++)
        {
            next.Tell(new($"{i}", "features", i % 2 == 0 ? "lushan" : null, "{}"));
        }
        Assert.Equal(1000, await next.Told.ReadAllAsync(Cancel).CountAsync(Cancel));
    }

    [Fact]
    public void One_alone_does_not_take_the_places_of_all()
    {
        using var feed = new EventFeed(server.Database.Source, NullLogger<EventFeed>.Instance);
        var his = Enumerable.Range(0, EventFeed.MostListenersOfOne).Select(i => feed.Listen(i % 2 == 0 ? "changyuan" : "lushan", null, "account 1")).ToArray();
        Assert.Equal(429, Assert.Throws<ProblemException>(() => feed.Listen("jiaozuo", null, "account 1")).Status);
        Assert.NotNull(feed.Listen("changyuan", null, "account 2"));
        his[0].Dispose();
        Assert.NotNull(feed.Listen("changyuan", null, "account 1"));
    }

    [Fact]
    public async Task What_does_not_exist_is_refused_and_the_head_alone_ends()
    {
        (await Answer.GetAsync(server.Http, "/api/regions/nowhere/events")).IsProblem(404);
        (await Answer.GetAsync(server.Http, "/api/regions/changyuan/events?since=1")).IsProblem(400);
        (await Answer.GetAsync(server.Http, "/api/regions/changyuan/events", ("Accept", "text/html"))).IsProblem(406);
        using var head = new HttpRequestMessage(HttpMethod.Head, "/api/regions/changyuan/events");
        var answer = await Answer.SendAsync(server.Http, head);
        Assert.Equal((200, "text/event-stream"), ((int)answer.Status, answer.Type));
    }

    private async Task UntilNobodyListensAsync()
    {
        for (var waited = Stopwatch.StartNew(); Feed.Listeners > 0 && waited.Elapsed < TimeSpan.FromSeconds(30);)
        {
            await Task.Delay(50, Cancel);
        }
        Assert.Equal(0, Feed.Listeners);
    }

    private async Task<long> ConnectionsAsync()
    {
        await using var command = server.Database.Source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
