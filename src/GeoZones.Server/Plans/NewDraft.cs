using GeoZones.Server.Editing;
using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Plans;

/// <summary>The next draft of a plan: as the newest revision is, or as an earlier one was.</summary>
internal static class NewDraft
{
    private const string Content = """
        zone, code, name, synthetic, attributes, declared_area_m2, ellipsoidal_area_m2, planar_area_m2, ground_area_m2, ground_length_m, geom, plane
        """;

    private const string Figures = "ordinal, subject, quantity, value, unit, decimals, qualifier, account, phrase, part_of, synthetic";

    // What the earlier revision did not show ends, and what it showed and has ended since is made again, to the last bit.
    private const string PutBackSql = $"""
        UPDATE feature SET lives_to = $4, ended_by = $5 WHERE region = $1 AND plan IS NOT DISTINCT FROM $2 AND lives_to IS NULL AND lives_from > $3;
        INSERT INTO feature (collection, id, region, plan, plane_srid, lives_from, made_by, {Content})
            SELECT collection, id, region, plan, plane_srid, $4, $5, {Content} FROM feature
            WHERE region = $1 AND plan IS NOT DISTINCT FROM $2 AND lives_from <= $3 AND lives_to > $3 ORDER BY version;
        UPDATE figure SET lives_to = $4, ended_by = $5 WHERE region = $1 AND plan = $2 AND lives_to IS NULL AND lives_from > $3;
        INSERT INTO figure (region, plan, lives_from, made_by, {Figures})
            SELECT region, plan, $4, $5, {Figures} FROM figure WHERE region = $1 AND plan = $2 AND lives_from <= $3 AND lives_to > $3 ORDER BY version
        """;

    /// <summary>Begins it.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">The region.</param>
    /// <param name="plan">The plan; <c>null</c> for the survey.</param>
    /// <param name="from">Number of the revision that the draft is as; <c>null</c>: the newest.</param>
    /// <param name="note">What the draft is.</param>
    /// <param name="by">Who begins it.</param>
    /// <param name="cancel">Gives up; nothing is kept.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="ProblemException">409: the newest revision is a draft already; 422: there is no revision <paramref name="from"/>.</exception>
    public static async Task<int> BeginAsync(NpgsqlDataSource db, Region region, string? plan, int? from, string? note, string by, CancellationToken cancel)
    {
        try
        {
            await using var connection = await db.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await EditTrouble.LimitWaitingAsync(connection, cancel);
            await TakeTurnAsync(connection, region, plan, cancel);
            var source = from is { } earlier ? await IdOfAsync(connection, region, plan, earlier, cancel) ?? throw NoRevision(plan, earlier) : (long?)null;
            if (source is null && await OpenDraftAsync(connection, region, plan, cancel) is { } open)
            {
                throw new ProblemException(StatusCodes.Status409Conflict, new(
                    $"规划 {Draft.NameOf(plan)} 的第 {open} 版还是草案，请直接修改它。", $"Revision {open} of the plan {Draft.NameOf(plan)} is a draft still; edit that one."));
            }

            var reason = note ?? (from is null ? "new draft" : $"put back to revision {from}");
            var draft = await InsertAsync(connection, region, plan, reason, by, cancel);
            var change = await draft.RecordAsync(connection, by, reason, cancel);
            if (source is { } shown)
            {
                await PutBackAsync(connection, draft, change, shown, cancel);
            }

            await transaction.CommitAsync(CancellationToken.None);
            return draft.Number;
        }
        catch (PostgresException refused) when (EditTrouble.Explain(refused) is { } problem)
        {
            throw problem;
        }
    }

    // As imports do, so that each new revision follows the one before it.
    private static async Task TakeTurnAsync(NpgsqlConnection connection, Region region, string? plan, CancellationToken cancel)
    {
        await using var turn = Command(connection, "SELECT pg_advisory_xact_lock(hashtextextended('revision of ' || $1 || '/' || coalesce($2, ''), 0))", region, plan);
        await turn.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<long?> IdOfAsync(NpgsqlConnection connection, Region region, string? plan, int number, CancellationToken cancel)
    {
        await using var command = Command(connection, "SELECT id FROM revision WHERE region = $1 AND plan IS NOT DISTINCT FROM $2 AND number = $3", region, plan);
        command.Parameter(number, NpgsqlDbType.Integer);
        return await command.ExecuteScalarAsync(cancel) as long?;
    }

    private static async Task<int?> OpenDraftAsync(NpgsqlConnection connection, Region region, string? plan, CancellationToken cancel)
    {
        await using var command = Command(connection, "SELECT number FROM revision WHERE region = $1 AND plan IS NOT DISTINCT FROM $2 AND NOT superseded AND state = 'draft'", region, plan);
        return await command.ExecuteScalarAsync(cancel) as int?;
    }

    private static async Task<Draft> InsertAsync(NpgsqlConnection connection, Region region, string? plan, string note, string by, CancellationToken cancel)
    {
        await using var command = Command(connection, """
            INSERT INTO revision (region, plan, number, note, created_at, created_by)
            SELECT $1, $2, coalesce(max(number), 0) + 1, $3, clock_timestamp(), $4 FROM revision WHERE region = $1 AND plan IS NOT DISTINCT FROM $2 RETURNING id, number
            """, region, plan);
        command.Parameter(note, NpgsqlDbType.Text);
        command.Parameter(by, NpgsqlDbType.Text);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(region, plan, row.GetInt64(0), row.GetInt32(1), "draft");
    }

    private static async Task PutBackAsync(NpgsqlConnection connection, Draft draft, long change, long shown, CancellationToken cancel)
    {
        foreach (var sql in PutBackSql.Split(';'))
        {
            await using var command = Command(connection, sql, draft.Region, draft.Plan);
            command.Parameter(shown, NpgsqlDbType.Bigint);
            command.Parameter(draft.Revision, NpgsqlDbType.Bigint);
            command.Parameter(change, NpgsqlDbType.Bigint);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Region region, string? plan)
    {
        NpgsqlCommand command = new(sql, connection);
        command.Parameter(region.Id, NpgsqlDbType.Text);
        command.Parameter<object>((object?)plan ?? DBNull.Value, NpgsqlDbType.Text);
        return command;
    }

    private static ProblemException NoRevision(string? plan, int number) => FeatureBody.Wrong("/from", new($"规划 {Draft.NameOf(plan)} 没有第 {number} 版", $"the plan {Draft.NameOf(plan)} has no revision {number}"));
}
