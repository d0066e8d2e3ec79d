using Npgsql;

namespace GeoZones.Server.Plans;

/// <summary>A plan with its revisions, newest last. The survey of facts counts as a plan of kind <c>survey</c>.</summary>
public sealed record Plan(
    string Kind, string NameZh, string NameEn, int? BaseYear, int? TargetYear, string? Stage, IReadOnlyList<Revision> Revisions)
{
    private const string Sql = """
        SELECT p.kind, p.name_zh, p.name_en, p.base_year, p.target_year, p.stage, r.number, r.state, r.note, r.created_at,
            r.created_by, r.submitted_at, r.submitted_by, r.approved_at, r.approved_by
        FROM (SELECT region, kind, name_zh, name_en, base_year, target_year, stage FROM plan
              UNION ALL SELECT id, 'survey', '现状调查', 'Survey of facts', NULL, NULL, NULL FROM region) AS p
        LEFT JOIN revision r ON r.region = p.region AND coalesce(r.plan, 'survey') = p.kind
        WHERE p.region = $1
        ORDER BY array_position(ARRAY['zone', 'urban', 'land-use', 'survey'], p.kind), r.number
        """;

    /// <summary>The plans of a region: zone, urban, land-use, survey.</summary>
    public static async Task<IReadOnlyList<Plan>> OfRegionAsync(NpgsqlDataSource db, string region, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = region });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var plans = new List<Plan>();
        var revisions = new List<Revision>();
        while (await row.ReadAsync(cancel))
        {
            if (plans.Count == 0 || plans[^1].Kind != row.GetString(0))
            {
                revisions = [];
                plans.Add(new(row.GetString(0), row.GetString(1), row.GetString(2),
                    row.IsDBNull(3) ? null : row.GetInt32(3), row.IsDBNull(4) ? null : row.GetInt32(4), Text(row, 5), revisions));
            }
            if (!row.IsDBNull(6))
            {
                revisions.Add(new(row.GetInt32(6), row.GetString(7), Text(row, 8), row.GetFieldValue<DateTimeOffset>(9),
                    row.GetString(10), Time(row, 11), Text(row, 12), Time(row, 13), Text(row, 14)));
            }
        }
        return plans;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>A numbered state of a plan.</summary>
public sealed record Revision(
    int Number, string State, string? Note, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? SubmittedAt, string? SubmittedBy, DateTimeOffset? ApprovedAt, string? ApprovedBy);
