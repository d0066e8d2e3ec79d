using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Checks;

/// <summary>
/// The runs that wait or are being worked on: rows of <c>check_run</c>. A worker holds an advisory lock on its run as long as its session lives,
/// so a run that is <c>running</c> and not locked has lost its worker.
/// </summary>
public static class CheckQueue
{
    /// <summary>The channel on which a new run is announced.</summary>
    public const string Channel = "check_run_queued";

    private const int LargestAttempt = 3;

    private const string SameRevisions = """
        (zone_revision, urban_revision, land_use_revision, survey_revision) IS NOT DISTINCT FROM ($2::bigint, $3::bigint, $4::bigint, $5::bigint)
        """;

    private const string RowOfJob = "c.id, c.region, c.attempts, c.zone_revision, c.urban_revision, c.land_use_revision, c.survey_revision";

    /// <summary>Adds a run and wakes the workers; a run of the same revisions that still waits serves as well.</summary>
    /// <returns>Id of the run.</returns>
    public static async Task<long> AddAsync(NpgsqlDataSource db, string region, RevisionIds revisions, string requestedBy, CancellationToken cancel)
    {
        await using var command = db.CreateCommand($"""
            WITH waiting AS (SELECT id FROM check_run WHERE region = $1 AND state = 'queued' AND {SameRevisions} LIMIT 1),
                 added AS (INSERT INTO check_run (region, zone_revision, urban_revision, land_use_revision, survey_revision, requested_by)
                     SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT FROM waiting) RETURNING id),
                 run AS (SELECT id FROM waiting UNION ALL SELECT id FROM added)
            SELECT id, pg_notify('{Channel}', '') FROM run
            """);
        AddParameters(command, region, revisions, requestedBy);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Adds a run that this session works on itself, whatever waits.</summary>
    /// <param name="session">Keeps the run's lock until it is closed.</param>
    /// <param name="region">The region.</param>
    /// <param name="revisions">What is checked.</param>
    /// <param name="requestedBy">Who asked.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<CheckJob> AddTakenAsync(
        NpgsqlConnection session, string region, RevisionIds revisions, string requestedBy, CancellationToken cancel)
    {
        // The lock is taken before others can see the row, so nobody takes the run for an orphan.
        await using var transaction = await session.BeginTransactionAsync(cancel);
        await using var command = new NpgsqlCommand("""
            WITH c AS (INSERT INTO check_run (region, zone_revision, urban_revision, land_use_revision, survey_revision, requested_by,
                    state, started_at, attempts) VALUES ($1, $2, $3, $4, $5, $6, 'running', now(), 1) RETURNING id)
            SELECT id, pg_advisory_lock(hashtextextended('check_run', id)) FROM c
            """, session);
        AddParameters(command, region, revisions, requestedBy);
        var id = (long)(await command.ExecuteScalarAsync(cancel))!;
        await transaction.CommitAsync(cancel);
        return new(id, region, 1, revisions);
    }

    /// <summary>Takes the oldest waiting run.</summary>
    /// <param name="session">Keeps the run's lock until <see cref="ReleaseAsync"/> or until it breaks.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns><c>null</c> where none waits.</returns>
    public static async Task<CheckJob?> TakeAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            WITH next AS MATERIALIZED (
                SELECT id FROM check_run WHERE state = 'queued' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            UPDATE check_run c SET state = 'running', started_at = now(), attempts = attempts + 1, step = NULL, steps_done = 0
            FROM next WHERE c.id = next.id AND pg_try_advisory_lock(hashtextextended('check_run', next.id))
            RETURNING {RowOfJob}
            """, session);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(row.GetInt64(0), row.GetString(1), row.GetInt32(2), new(Id(row, 3), Id(row, 4), Id(row, 5), Id(row, 6)))
            : null;
    }

    /// <summary>Lets go of a run, whether it has ended or not: a pooled session would keep the lock.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection session, CheckJob job)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock(hashtextextended('check_run', $1))", session);
        command.Parameters.Add(new() { Value = job.Id });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Puts runs whose worker has died back into the queue; one that was begun three times fails instead.</summary>
    /// <returns>How many runs had lost their worker.</returns>
    public static async Task<int> RecoverAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var orphans = 0;
        foreach (var id in await RunningAsync(session, cancel))
        {
            await using var command = new NpgsqlCommand($"""
                WITH mine AS MATERIALIZED (SELECT pg_try_advisory_lock(hashtextextended('check_run', $1)) AS locked),
                     put_back AS (UPDATE check_run SET
                        state = CASE WHEN attempts < {LargestAttempt} THEN 'queued' ELSE 'failed' END,
                        finished_at = CASE WHEN attempts < {LargestAttempt} THEN NULL ELSE now() END,
                        error = CASE WHEN attempts < {LargestAttempt} THEN NULL ELSE '{CheckFailure.ServerStopped}' END
                        FROM mine WHERE id = $1 AND state = 'running' AND mine.locked RETURNING id)
                SELECT (SELECT count(*) FROM put_back), CASE WHEN locked THEN pg_advisory_unlock(hashtextextended('check_run', $1)) END FROM mine
                """, session);
            command.Parameters.Add(new() { Value = id });
            orphans += (int)(long)(await command.ExecuteScalarAsync(cancel))!;
        }
        return orphans;
    }

    private static async Task<List<long>> RunningAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT id FROM check_run WHERE state = 'running' ORDER BY id", session);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var running = new List<long>();
        while (await row.ReadAsync(cancel))
        {
            running.Add(row.GetInt64(0));
        }
        return running;
    }

    private static void AddParameters(NpgsqlCommand command, string region, RevisionIds revisions, string requestedBy)
    {
        command.Parameters.Add(new() { Value = region });
        foreach (var id in new[] { revisions.Zone, revisions.Urban, revisions.LandUse, revisions.Survey })
        {
            command.Parameters.Add(new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        }
        command.Parameters.Add(new() { Value = requestedBy });
    }

    private static long? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
