using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>A run as stored, with codes for what failed, with the numbers of its revisions and the count of its findings.</summary>
public sealed record CheckRun(
    long Id, string Region, string State, int? ZoneRevision, int? UrbanRevision, int? LandUseRevision, int? SurveyRevision,
    DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Step, int StepsDone, int Steps, string? Error,
    IReadOnlyDictionary<string, IgnoredParts> Ignored, IReadOnlyList<PartFailure> FailedRules, IReadOnlyList<QuotaAccount> Quotas,
    JsonElement Settings, IReadOnlyList<string> RulesOff, int Errors, int Warnings, int Infos)
{
    private const string Sql = """
        SELECT c.id, c.region, c.state, z.number, u.number, l.number, s.number, c.requested_at, c.started_at, c.finished_at,
            c.step, c.steps_done, c.steps, c.error, c.ignored::text, c.failed_rules::text, c.quotas::text, c.settings::text, c.rules_off::text,
            n.errors, n.warnings, n.infos
        FROM check_run c
        LEFT JOIN revision z ON z.id = c.zone_revision
        LEFT JOIN revision u ON u.id = c.urban_revision
        LEFT JOIN revision l ON l.id = c.land_use_revision
        LEFT JOIN revision s ON s.id = c.survey_revision
        CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE severity = 'error')::int AS errors, count(*) FILTER (WHERE severity = 'warning')::int AS warnings,
            count(*) FILTER (WHERE severity = 'info')::int AS infos FROM finding f WHERE f.run_id = c.id) AS n
        WHERE c.region = $1
        """;

    /// <summary>Number of the revision by plan, in the order zone, urban, land-use, survey; without those that there are none of.</summary>
    public IReadOnlyDictionary<string, int> Revisions { get; } =
        new (string Plan, int? Number)[] { ("zone", ZoneRevision), ("urban", UrbanRevision), ("land-use", LandUseRevision), ("survey", SurveyRevision) }
            .Where(revision => revision.Number is not null)
            .ToDictionary(revision => revision.Plan, revision => revision.Number!.Value);

    /// <summary>The same with sentences for what failed.</summary>
    /// <param name="language"><c>zh</c> or <c>en</c>.</param>
    public CheckRun In(string language) => this with
    {
        Error = Error is null ? null : CheckFailure.OfRun(Error).In(language),
        FailedRules = [.. FailedRules.Select(part => part with { Error = CheckFailure.OfPart(part.Rule).In(language) })],
    };

    /// <summary>The newest runs of a region, newest first.</summary>
    public static async Task<IReadOnlyList<CheckRun>> NewestAsync(NpgsqlDataSource db, string region, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand($"{Sql} ORDER BY c.id DESC LIMIT $2");
        command.Parameters.Add(new() { Value = region });
        command.Parameters.Add(new() { Value = limit });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var runs = new List<CheckRun>();
        while (await row.ReadAsync(cancel))
        {
            runs.Add(Read(row));
        }
        return runs;
    }

    /// <summary>A run of a region by id, or the newest finished one.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">The region.</param>
    /// <param name="run">An id, or <c>latest</c>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public static async Task<CheckRun> NamedAsync(NpgsqlDataSource db, string region, string run, CancellationToken cancel)
    {
        var id = await FindAsync(db, region, run, cancel) ?? throw Missing(run);
        await using var command = db.CreateCommand($"{Sql} AND c.id = $2");
        command.Parameters.Add(new() { Value = region });
        command.Parameters.Add(new() { Value = id });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? Read(row) : throw Missing(run);
    }

    /// <summary>The id that <paramref name="run"/> (an id, or <c>latest</c>) stands for; <c>null</c> where there is no such run or none has finished.</summary>
    public static async Task<long?> FindAsync(NpgsqlDataSource db, string region, string run, CancellationToken cancel)
    {
        if (run != "latest")
        {
            return long.TryParse(run, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        await using var command = db.CreateCommand("""
            SELECT id FROM check_run WHERE region = $1 AND state = 'finished' ORDER BY id DESC LIMIT 1
            """);
        command.Parameters.Add(new() { Value = region });
        return (long?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>404: there is no such run.</summary>
    public static ProblemException Missing(string run) => run == "latest"
        ? ProblemException.NotFound("该县市还没有完成的校核；请先 POST …/checks。", "No check run of this region has finished yet; POST …/checks starts one.")
        : ProblemException.NotFound($"没有校核“{run}”。", $"There is no check run “{run}” of this region.");

    private static CheckRun Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), Number(row, 3), Number(row, 4), Number(row, 5), Number(row, 6),
        row.GetFieldValue<DateTimeOffset>(7), Time(row, 8), Time(row, 9),
        row.IsDBNull(10) ? null : row.GetString(10), row.GetInt32(11), row.GetInt32(12), row.IsDBNull(13) ? null : row.GetString(13),
        Json<Dictionary<string, IgnoredParts>>(row, 14), Json<PartFailure[]>(row, 15), Json<QuotaAccount[]>(row, 16),
        Json<JsonElement>(row, 17), Json<string[]>(row, 18), row.GetInt32(19), row.GetInt32(20), row.GetInt32(21));

    private static T Json<T>(NpgsqlDataReader row, int column) => JsonSerializer.Deserialize<T>(row.GetString(column), ApiJson.Options)!;

    private static int? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
