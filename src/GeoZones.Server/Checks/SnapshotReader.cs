using System.Text;

using GeoZones.Checks;
using GeoZones.Checks.Settings;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>Reads what a run looks at: the features and figures that its revisions show.</summary>
public static class SnapshotReader
{
    private const string FiguresSql = """
        SELECT f.subject, f.quantity, f.value, f.unit, f.decimals, f.qualifier, f.account, f.phrase, f.part_of, f.synthetic, f.plan
        FROM revision r
        JOIN figure f ON f.region = r.region AND f.plan = r.plan AND f.lives_from <= r.id AND (f.lives_to IS NULL OR f.lives_to > r.id)
        WHERE r.id = ANY ($1)
        ORDER BY f.plan, f.ordinal, f.version
        """;

    private const string EarlierSql = """
        SELECT f.collection, f.plan, e.number, f.zone, f.code, f.name, f.ellipsoidal_area_m2
        FROM revision r
        JOIN revision e ON e.region = r.region AND e.plan = r.plan AND e.number < r.number
        JOIN feature f ON f.region = e.region AND f.plan = e.plan AND f.collection IN ('zone-boundaries', 'sub-parks')
            AND f.lives_from <= e.id AND (f.lives_to IS NULL OR f.lives_to > e.id)
        WHERE r.id = ANY ($1)
        ORDER BY e.number, f.id
        """;

    /// <summary>Reads a snapshot, all of it as of one moment.</summary>
    /// <param name="db">The database.</param>
    /// <param name="job">Region and revisions.</param>
    /// <param name="codes">The region's code lists.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="settings">What is set about the checks; <c>null</c>: what the region sets now.</param>
    /// <exception cref="SettingsException">What the region sets about the checks cannot be read by this release.</exception>
    public static async Task<PlanSnapshot> ReadAsync(NpgsqlDataSource db, CheckJob job, CodeLists codes, CancellationToken cancel, CheckSettings? settings = null)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var (planeSrid, checks) = (0, "");
        await using (var command = Command("SELECT plane_srid, checks FROM region WHERE id = $1", job.Region))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            (planeSrid, checks) = (row.GetInt32(0), row.GetString(1));
        }
        settings ??= SettingsReader.Read(Encoding.UTF8.GetBytes(checks));
        var features = await FeatureReader.ReadAsync(db, moment, job.Revisions.Known, cancel);
        var figures = new List<Figure>();
        await using (var command = Command(FiguresSql, job.Revisions.Known))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                figures.Add(Figure(row));
            }
        }
        var earlier = new List<EarlierArea>();
        await using (var command = Command(EarlierSql, job.Revisions.Known))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                earlier.Add(new(row.GetString(0), PlanKinds.Parse(row.GetString(1))!.Value, row.GetInt32(2), Text(row, 3), Text(row, 4), Text(row, 5), row.GetDouble(6)));
            }
        }
        return new(job.Region, planeSrid, features, figures, codes) { Earlier = earlier, Settings = settings };

        NpgsqlCommand Command(string sql, object value) => new(sql, connection, moment) { Parameters = { new() { Value = value } }, CommandTimeout = 0 };
    }

    private static Figure Figure(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetDecimal(2), Text(row, 3), row.GetInt32(4),
        Text(row, 5), Text(row, 6), Text(row, 7), Text(row, 8), row.GetBoolean(9))
    {
        Plan = PlanKinds.Parse(row.GetString(10))!.Value,
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
