using System.Diagnostics;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Tiles;

/// <summary>
/// Learns what was committed to the features, whoever did it. One look at the database is shared by all who ask while the look before it is under way:
/// each gets one that begins after he asked, so nobody misses an edit that was committed before.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="learn">Told what is new before anybody goes on; <c>null</c> where that is too much to tell.</param>
internal sealed class FeatureEdits(NpgsqlDataSource db, Action<IReadOnlyList<FeatureEdit>?> learn)
{
    private const int Most = 1000;

    // Edits are recorded for an hour at least; whoever has looked no later than half of it before has missed none.
    private static readonly TimeSpan s_memory = EditPruning.Age / 2;

    // What this snapshot sees and the last one did not. An xid from before a restore may lie in the future; nobody has committed that one yet.
    private const string Sql = """
        SELECT now.snapshot::text, e.west IS NOT NULL, e.collection, e.west, e.south, e.east, e.north
        FROM (SELECT pg_current_snapshot() AS snapshot) AS now
        LEFT JOIN feature_edit e ON e.xid >= pg_snapshot_xmin($1::pg_snapshot) AND e.xid < pg_snapshot_xmax(pg_current_snapshot()) AND NOT pg_visible_in_snapshot(e.xid, $1::pg_snapshot)
        LIMIT $2
        """;

    private readonly Lock _lock = new();
    private Task _looking = Task.CompletedTask;
    private Task? _next;
    private string? _snapshot;
    private long _looked;

    /// <summary>Completes when everything that was committed before the call is learnt.</summary>
    public Task CatchUpAsync()
    {
        lock (_lock)
        {
            return _next ??= LookAfterAsync(_looking);
        }
    }

    private async Task LookAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
        {
            // Who comes from here on may have seen a commit that this look does not see.
            (_looking, _next) = (_next!, null);
        }
        await LookAsync();
    }

    private async Task LookAsync()
    {
        var now = Stopwatch.GetTimestamp();
        await using var connection = await db.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = (object?)_snapshot ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = Most + 1, NpgsqlDbType = NpgsqlDbType.Integer });
        await command.PrepareAsync();
        List<FeatureEdit> edits = [];
        string? snapshot = null;
        await using (var row = await command.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                snapshot = row.GetString(0);
                if (row.GetBoolean(1))
                {
                    edits.Add(new(row.IsDBNull(2) ? null : row.GetString(2), row.GetDouble(3), row.GetDouble(4), row.GetDouble(5), row.GetDouble(6)));
                }
            }
        }
        var isLate = _snapshot is not null && Stopwatch.GetElapsedTime(_looked) > s_memory;
        if (edits.Count > 0 || isLate)
        {
            learn(edits.Count <= Most && !isLate ? edits : null);
        }
        (_snapshot, _looked) = (snapshot, now);
    }
}
