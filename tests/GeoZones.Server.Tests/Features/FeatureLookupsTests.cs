using GeoZones.Server.Features;

using Npgsql;

namespace GeoZones.Server.Tests.Features;

/// <summary>Single features that many ask for at the same time.</summary>
public sealed class FeatureLookupsTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const int Callers = 300;

    private static FeatureReading Reading(params string[]? among) => new(FeatureCollections.Named("sub-parks"), null, default, true, among);

    private async Task<(string Region, long Id)> DrawnAsync(string code)
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        return (region.Id, await region.DrawAsync(await region.ReviseAsync("zone"), "sub-parks", DraftedRegion.Square(100, 100), code));
    }

    [Fact]
    public async Task Everybody_gets_the_feature_that_he_asked_for_and_only_where_he_may()
    {
        var lookups = new FeatureLookups(server.Database.Source);
        var ((first, a), (second, b)) = (await DrawnAsync("A"), await DrawnAsync("B"));
        async Task<string?> CodeAsync(long id, params string[]? among)
        {
            string? code = null;
            var found = await lookups.ReadAsync(Reading(among), id, row => code = row.GetString(row.GetOrdinal("code")), TestContext.Current.CancellationToken);
            Assert.Equal(found, code is not null);
            return code;
        }
        var asked = Enumerable.Range(0, Callers).Select<int, (Task<string?>, string?)>(i => (i % 6) switch
        {
            0 => (CodeAsync(a, first), "A"),
            1 => (CodeAsync(b, second), "B"),
            2 => (CodeAsync(a, second), null),
            3 => (CodeAsync(a, null), "A"),
            4 => (CodeAsync(long.MaxValue, null), null),
            _ => (CodeAsync(b, []), null),
        }).ToArray();
        foreach (var (code, expected) in asked)
        {
            Assert.Equal(expected, await code);
        }
    }

    [Fact]
    public async Task What_goes_wrong_with_one_answer_is_that_ones_alone()
    {
        var lookups = new FeatureLookups(server.Database.Source);
        var (_, id) = await DrawnAsync("A");
        Task<bool> AskAsync(int i) => lookups.ReadAsync(Reading(null), id, _ => Assert.False(i == 7), TestContext.Current.CancellationToken);
        var asked = Enumerable.Range(0, Callers).Select(AskAsync).ToArray();
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => asked[7]);
        Assert.All(await Task.WhenAll(asked.Where((_, i) => i != 7)), Assert.True);
    }

    [Fact]
    public async Task Who_has_left_is_not_read_for_and_keeps_nobody_waiting()
    {
        var lookups = new FeatureLookups(server.Database.Source);
        var (_, id) = await DrawnAsync("A");
        var taken = 0;
        Task<bool> AskAsync(int i) => lookups.ReadAsync(Reading(null), id, _ => Interlocked.Increment(ref taken), new CancellationToken(canceled: i % 2 == 1));
        var asked = Enumerable.Range(0, Callers).Select(AskAsync).ToArray();
        Assert.All(await Task.WhenAll(asked.Where((_, i) => i % 2 == 0)), Assert.True);
        Assert.All(asked.Where((_, i) => i % 2 == 1), task => Assert.True(task.IsCanceled));
        Assert.Equal(Callers / 2, taken);
    }

    [Fact]
    public async Task A_database_that_fails_fails_those_who_waited_and_nobody_after_them()
    {
        await using var broken = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.Database.ConnectionString) { Database = "nowhere" }.ConnectionString);
        var lookups = new FeatureLookups(broken);
        for (var time = 0; time < 2; time++)
        {
            var asked = Enumerable.Range(0, 20).Select(id => lookups.ReadAsync(Reading(null), id, _ => { }, TestContext.Current.CancellationToken)).ToArray();
            foreach (var one in asked)
            {
                await Assert.ThrowsAsync<PostgresException>(() => one);
            }
        }
    }
}
