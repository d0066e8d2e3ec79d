using Npgsql;

namespace GeoZones.Server.Tiles;

/// <summary>
/// Takes edits out of the record that no tile cache can need any more: those that were committed before a snapshot was taken an hour ago or more. It is the snapshot that counts and not when an edit was written:
/// a long transaction may commit late what it wrote early.
/// </summary>
public sealed class EditPruning(NpgsqlDataSource db, ILogger<EditPruning> log) : BackgroundService
{
    /// <summary>How old a snapshot is when what it sees goes.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(10);

    // Servers that share a database take turns.
    private const string Sql = """
        WITH old AS MATERIALIZED (SELECT snapshot FROM feature_edit_pruning WHERE taken_at < clock_timestamp() - $1 FOR UPDATE SKIP LOCKED),
             pruned AS (DELETE FROM feature_edit e USING old WHERE e.xid < pg_snapshot_xmax(old.snapshot) AND pg_visible_in_snapshot(e.xid, old.snapshot) RETURNING 1),
             taken AS (UPDATE feature_edit_pruning SET taken_at = clock_timestamp(), snapshot = pg_current_snapshot() WHERE EXISTS (SELECT FROM old))
        SELECT count(*) FROM pruned
        """;

    /// <summary>Prunes, where the last snapshot is old enough, and takes the next one.</summary>
    /// <returns>How many edits were taken out.</returns>
    public static async Task<long> PruneAsync(NpgsqlDataSource db, TimeSpan age, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = age });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await PruneAsync(db, Age, stoppingToken);
                }
                catch (NpgsqlException failure)
                {
                    log.LogWarning(failure, "The record of edits could not be pruned; it will be tried again.");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
