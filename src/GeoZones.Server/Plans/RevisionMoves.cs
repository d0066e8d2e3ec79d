using GeoZones.Server.CommandLine;
using GeoZones.Server.Editing;
using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Plans;

/// <summary>A revision moves forward: draft, submitted, approved.</summary>
internal static class RevisionMoves
{
    private const int MostTold = 100;

    private const string InvalidSql = """
        SELECT f.collection, f.id, f.code, d.reason, ST_X(d.place), ST_Y(d.place)
        FROM feature f CROSS JOIN LATERAL (
            SELECT reason(v) AS reason, ST_Transform(ST_SetSRID(coalesce(location(v), ST_Centroid(ST_Envelope(f.plane))), f.plane_srid), 4490) AS place FROM ST_IsValidDetail(f.plane) AS v) AS d
        WHERE f.region = $1 AND f.plan IS NOT DISTINCT FROM $2 AND f.lives_from <= $3 AND (f.lives_to IS NULL OR f.lives_to > $3) AND NOT ST_IsValid(f.plane)
        ORDER BY f.collection, f.code, f.id LIMIT $4
        """;

    /// <summary>Submits the newest draft of a plan.</summary>
    /// <exception cref="ProblemException">409: it is no draft, or not the newest revision; 422: geometry is not valid, with every feature.</exception>
    public static Task SubmitAsync(NpgsqlDataSource db, Region region, string? plan, int number, string by, CancellationToken cancel) => MoveAsync(db, region, plan, number, async (connection, newest) =>
    {
        newest.RequireEditable();
        await RequireValidAsync(connection, newest, cancel);
        await SetAsync(connection, "UPDATE revision SET state = 'submitted', submitted_at = clock_timestamp(), submitted_by = $2 WHERE id = $1", newest, by, cancel);
    }, cancel);

    /// <summary>Approves the newest revision of a plan, once it is submitted.</summary>
    /// <exception cref="ProblemException">409: it is not submitted, or not the newest revision.</exception>
    public static Task ApproveAsync(NpgsqlDataSource db, Region region, string? plan, int number, string by, CancellationToken cancel) => MoveAsync(db, region, plan, number, async (connection, newest) =>
    {
        if (newest.State != "submitted")
        {
            throw Conflict(newest.State == "draft"
                ? new($"第 {number} 版还是草案，请先提交。", $"Revision {number} is a draft; it is submitted first.")
                : new($"第 {number} 版已经批准。", $"Revision {number} is approved already."));
        }

        await SetAsync(connection, "UPDATE revision SET state = 'approved', approved_at = clock_timestamp(), approved_by = $2 WHERE id = $1", newest, by, cancel);
    }, cancel);

    private static async Task MoveAsync(NpgsqlDataSource db, Region region, string? plan, int number, Func<NpgsqlConnection, Draft, Task> move, CancellationToken cancel)
    {
        try
        {
            await using var connection = await db.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await EditTrouble.LimitWaitingAsync(connection, cancel);
            var newest = await Draft.LockNewestAsync(connection, region, plan, cancel);
            if (newest.Number != number)
            {
                throw Conflict(new($"第 {number} 版已被第 {newest.Number} 版取代。", $"Revision {number} is superseded by revision {newest.Number}."));
            }

            await move(connection, newest);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (PostgresException refused) when (EditTrouble.Explain(refused) is { } problem)
        {
            throw problem;
        }
    }

    private static async Task RequireValidAsync(NpgsqlConnection connection, Draft draft, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(InvalidSql, connection);
        command.Parameter(draft.Region.Id, NpgsqlDbType.Text);
        command.Parameter<object>((object?)draft.Plan ?? DBNull.Value, NpgsqlDbType.Text);
        command.Parameter(draft.Revision, NpgsqlDbType.Bigint);
        command.Parameter(MostTold, NpgsqlDbType.Integer);
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<ProblemPlace> places = [];
        double[]? first = null;
        while (await row.ReadAsync(cancel))
        {
            var (collection, id, reason) = (row.GetString(0), row.GetInt64(1), row.GetString(3));
            var code = row.IsDBNull(2) ? "" : $"（{row.GetString(2)}）";
            double[] at = [Math.Round(row.GetDouble(4), 9), Math.Round(row.GetDouble(5), 9)];
            var place = FormattableString.Invariant($"{at[0]}, {at[1]}");
            first ??= at;
            places.Add(new(null, FormattableString.Invariant($"/api/collections/{collection}/items/{id}"),
                new($"{collection} {id}{code}：{reason}，位置 {place}。", $"{collection} {id}{code}: {reason}, at {place}.")));
        }

        if (places.Count > 0)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, new(
                $"第 {draft.Number} 版不能提交：有 {places.Count} 个要素的图形无效（规则 GZ101），见 errors。",
                $"Revision {draft.Number} cannot be submitted: the geometry of {places.Count} features is not valid (rule GZ101); see errors."))
            { Places = places, Coordinate = first };
        }
    }

    private static async Task SetAsync(NpgsqlConnection connection, string sql, Draft revision, string by, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameter(revision.Revision, NpgsqlDbType.Bigint);
        command.Parameter(by, NpgsqlDbType.Text);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static ProblemException Conflict(Sentence what) => new(StatusCodes.Status409Conflict, what);
}
