using GeoZones.Server.Database;
using GeoZones.Server.Tiles;

using Npgsql;

namespace GeoZones.Server.Tests.Tiles;

/// <summary>The record of edits does not grow for ever, and nobody misses an edit because of that.</summary>
public sealed class EditPruningTests(PostGis postGis) : IAsyncLifetime
{
    private ServerDatabase database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await postGis.NewDatabase();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<long> EditsAsync()
    {
        await using var command = database.Source.CreateCommand("SELECT count(*) FROM feature_edit");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private Task<long> PruneAsync(TimeSpan age) => EditPruning.PruneAsync(database.Source, age, Cancel);

    [Fact]
    public async Task What_was_committed_before_an_old_snapshot_goes_and_nothing_else()
    {
        var region = await DraftedRegion.CreateAsync(database.Source);
        var draft = await region.ReviseAsync("zone");
        await PruneAsync(TimeSpan.Zero);
        await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(1, 1));

        // Written before the next snapshot, committed after it.
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using (var late = new NpgsqlCommand("INSERT INTO feature_edit (collection, west, south, east, north) VALUES ('late', 0, 0, 0, 0)", connection))
        {
            await late.ExecuteNonQueryAsync(Cancel);
        }
        var before = await EditsAsync();
        Assert.Equal(0, await PruneAsync(TimeSpan.FromHours(1)));
        Assert.Equal(before, await EditsAsync());
        await PruneAsync(TimeSpan.Zero);
        await transaction.CommitAsync(Cancel);

        await PruneAsync(TimeSpan.Zero);
        Assert.Equal(1, await EditsAsync());
        Assert.Equal(1, await PruneAsync(TimeSpan.Zero));
        Assert.Equal(0, await EditsAsync());
    }
}
