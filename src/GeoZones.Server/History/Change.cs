using GeoZones.Server.Features;
using GeoZones.Server.Plans;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.History;

/// <summary>One recorded act: who, when, why, and how many features it made, changed and ended.</summary>
public sealed record Change(long Id, DateTimeOffset MadeAt, string MadeBy, string Reason, int Inserted, int Changed, int Deleted)
{
    private const string Sql = """
        SELECT c.id, c.made_at, c.made_by, c.reason, t.inserted, t.changed, t.deleted
        FROM (SELECT c.* FROM change c JOIN revision r ON r.id = c.revision_id
              WHERE r.region = $1 AND r.plan IS NOT DISTINCT FROM $2 AND r.number = $3 AND c.id < $4 ORDER BY c.id DESC LIMIT $5) AS c
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE made AND NOT ended)::int, count(*) FILTER (WHERE made AND ended)::int, count(*) FILTER (WHERE ended AND NOT made)::int
            FROM (SELECT bool_or(is_made) AS made, bool_or(NOT is_made) AS ended
                  FROM (SELECT collection, id, true AS is_made FROM feature WHERE made_by = c.id
                        UNION ALL SELECT collection, id, false FROM feature WHERE ended_by = c.id) AS v
                  GROUP BY collection, id) AS e) AS t (inserted, changed, deleted)
        ORDER BY c.id DESC
        """;

    /// <summary>The changes of a revision, the newest first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">The region.</param>
    /// <param name="plan">The plan; <c>null</c> for the survey.</param>
    /// <param name="number">Number of the revision.</param>
    /// <param name="before">Only those with a smaller id.</param>
    /// <param name="limit">So many at most.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async Task<IReadOnlyList<Change>> OfRevisionAsync(NpgsqlDataSource db, Region region, string? plan, int number, long before, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(Sql);
        command.Parameter(region.Id, NpgsqlDbType.Text);
        command.Parameter<object>((object?)plan ?? DBNull.Value, NpgsqlDbType.Text);
        command.Parameter(number, NpgsqlDbType.Integer);
        command.Parameter(before, NpgsqlDbType.Bigint);
        command.Parameter(limit, NpgsqlDbType.Integer);
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<Change> changes = [];
        while (await row.ReadAsync(cancel))
        {
            changes.Add(new(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6)));
        }

        return changes;
    }
}

/// <summary>A feature that a change concerns.</summary>
/// <param name="Collection">Its collection.</param>
/// <param name="Id">Its id.</param>
/// <param name="Before">The version that the change ended, or <c>null</c>.</param>
/// <param name="After">The version that it made, or <c>null</c>.</param>
internal sealed record ChangedVersions(string Collection, long Id, long? Before, long? After)
{
    private const string Sql = """
        SELECT collection, id, max(version) FILTER (WHERE NOT is_made), max(version) FILTER (WHERE is_made)
        FROM (SELECT collection, id, version, true AS is_made FROM feature WHERE made_by = $1
              UNION ALL SELECT collection, id, version, false FROM feature WHERE ended_by = $1) AS v
        WHERE (collection COLLATE "C", id) > ($2 COLLATE "C", $3) GROUP BY collection, id ORDER BY collection COLLATE "C", id LIMIT $4
        """;

    /// <summary>The features of a change, by collection and id.</summary>
    public static async Task<IReadOnlyList<ChangedVersions>> OfAsync(NpgsqlConnection db, long change, (string Collection, long Id) after, int limit, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Sql, db);
        command.Parameter(change, NpgsqlDbType.Bigint);
        command.Parameter(after.Collection, NpgsqlDbType.Text);
        command.Parameter(after.Id, NpgsqlDbType.Bigint);
        command.Parameter(limit, NpgsqlDbType.Integer);
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<ChangedVersions> edits = [];
        while (await row.ReadAsync(cancel))
        {
            edits.Add(new(row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3)));
        }

        return edits;
    }
}
