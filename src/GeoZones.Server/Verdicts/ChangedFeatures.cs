using GeoZones.Checks;
using GeoZones.Checks.Live;
using GeoZones.Server.Checks;
using GeoZones.Server.PlanFiles;

using Npgsql;

namespace GeoZones.Server.Verdicts;

/// <summary>What recorded changes come to, as edits that a live check can follow.</summary>
internal static class ChangedFeatures
{
    // Of several changes of one feature only what it is now matters.
    private const string Sql = """
        SELECT t.collection, t.id, f.plan, r.number, f.zone, f.code, f.name, f.plane::bytea,
            f.ellipsoidal_area_m2, f.planar_area_m2, f.ground_area_m2, f.declared_area_m2, f.attributes::text
        FROM (SELECT f.collection, f.id, c.revision_id FROM change c JOIN feature f ON f.made_by = c.id WHERE c.id = ANY ($1)
              UNION SELECT f.collection, f.id, c.revision_id FROM change c JOIN feature f ON f.ended_by = c.id WHERE c.id = ANY ($1)) AS t
        JOIN revision r ON r.id = t.revision_id
        LEFT JOIN feature f ON f.collection = t.collection AND f.id = t.id AND f.lives_from <= r.id AND (f.lives_to IS NULL OR f.lives_to > r.id)
        ORDER BY t.collection, t.id
        """;

    private const string SinceSql = "SELECT id FROM change WHERE revision_id = ANY ($1) AND id > $2 ORDER BY id";

    /// <summary>The newest change of some revisions; 0 where there is none.</summary>
    public static async Task<long> NewestAsync(NpgsqlDataSource db, IReadOnlyList<long> revisions, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("SELECT coalesce(max(id), 0) FROM change WHERE revision_id = ANY ($1)");
        command.Parameters.Add(new() { Value = revisions });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The changes of some revisions that came after one: changes of a revision are committed in the order of their ids.</summary>
    public static async Task<IReadOnlyList<long>> SinceAsync(NpgsqlConnection db, IReadOnlyList<long> revisions, long after, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(SinceSql, db);
        command.Parameters.Add(new() { Value = revisions });
        command.Parameters.Add(new() { Value = after });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<long> changes = [];
        while (await row.ReadAsync(cancel))
        {
            changes.Add(row.GetInt64(0));
        }

        return changes;
    }

    /// <summary>The features that changes concern, as they are now in the revisions of the changes.</summary>
    public static async Task<IReadOnlyList<FeatureEdit>> ReadAsync(NpgsqlConnection db, IReadOnlyList<long> changes, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Sql, db);
        command.Parameters.Add(new() { Value = changes });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<FeatureEdit> edits = [];
        while (await row.ReadAsync(cancel))
        {
            var (collection, id) = (row.GetString(0), row.GetInt64(1));
            edits.Add(new(collection, id, row.IsDBNull(7) ? null : new PlanFeature(
                id, collection, PlanKinds.Parse(Text(2)), row.GetInt32(3), Text(4), Text(5), Text(6), PlaneGeometry.Read(row.GetFieldValue<byte[]>(7)),
                row.IsDBNull(8) ? null : new(row.GetDouble(8), row.GetDouble(9), row.GetDouble(10)),
                row.IsDBNull(11) ? null : row.GetDouble(11), AttributeTexts.Of(row.GetString(12)))));
        }

        return edits;

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
