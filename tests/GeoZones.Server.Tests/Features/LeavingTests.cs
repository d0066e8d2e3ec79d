using System.Diagnostics;

using Npgsql;

namespace GeoZones.Server.Tests.Features;

/// <summary>Who leaves before he is answered takes his query with him.</summary>
public sealed class LeavingTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    // Far below the 30 s after which a command gives up by itself.
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Single features that are read as they usually are share a command with others, which goes on for those.
    [Theory]
    [InlineData("")]
    [InlineData("?filter=code%3D'A'")]
    [InlineData("?f=html")]
    [InlineData("/1?properties=code")]
    [InlineData("/1?properties=code&f=html")]
    public async Task A_client_that_disconnects_stops_its_query(string asked)
    {
        var address = "/api/collections/sub-parks/items" + asked;
        await using var other = await server.Database.Source.OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await using (var hold = new NpgsqlCommand("LOCK TABLE feature_sub_parks IN ACCESS EXCLUSIVE MODE", other))
        {
            await hold.ExecuteNonQueryAsync(Cancel);
        }

        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var answer = server.Http.GetAsync(new Uri(address, UriKind.Relative), leave.Token);
        await UntilWaitingAsync(1);
        Assert.False(answer.IsCompleted);
        await leave.CancelAsync();
        await UntilWaitingAsync(0);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);

        await transaction.RollbackAsync(Cancel);
        Assert.True((int)(await Answer.GetAsync(server.Http, address)).Status is 200 or 404);
    }

    private async Task UntilWaitingAsync(long expected)
    {
        await using var count = server.Database.Source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        var (watch, waiting) = (Stopwatch.StartNew(), -1L);
        while (watch.Elapsed < s_soon && (waiting = (long)(await count.ExecuteScalarAsync(Cancel))!) != expected)
        {
            await Task.Delay(20, Cancel);
        }

        Assert.Equal(expected, waiting);
    }
}
