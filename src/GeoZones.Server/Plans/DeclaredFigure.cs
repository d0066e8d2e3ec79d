using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Plans;

/// <summary>A figure with the plan and the revision that declare it; the other members as in <see cref="GeoZones.Checks.Figure"/>.</summary>
public sealed record DeclaredFigure(
    string Plan, int Revision, string Subject, string Quantity, decimal? Value, string? Unit, int Decimals, string? Qualifier,
    string? Account, string? PartOf, string? Phrase, bool Synthetic)
{
    private const string Sql = """
        WITH shown AS (
            SELECT DISTINCT ON (plan) id, plan, number FROM revision
            WHERE region = $1 AND plan IS NOT NULL AND ($2::text IS NULL OR plan = $2) AND ($3::int IS NULL OR number = $3)
            ORDER BY plan, id DESC)
        SELECT f.plan, s.number, f.subject, f.quantity, f.value, f.unit, f.decimals, f.qualifier, f.account, f.part_of, f.phrase, f.synthetic
        FROM shown s JOIN figure f ON f.region = $1 AND f.plan = s.plan AND f.lives_from <= s.id AND (f.lives_to IS NULL OR f.lives_to > s.id)
        ORDER BY array_position(ARRAY['zone', 'urban', 'land-use'], f.plan), f.ordinal, f.version
        """;

    /// <summary>The figures of a region as its documents state them, in their order.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">The region.</param>
    /// <param name="plan">Only of this plan.</param>
    /// <param name="revision">As of this revision of the plan; the newest where not stated.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<IReadOnlyList<DeclaredFigure>> OfRegionAsync(
        NpgsqlDataSource db, string region, string? plan, int? revision, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = region });
        command.Parameters.Add(new() { Value = (object?)plan ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)revision ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var figures = new List<DeclaredFigure>();
        while (await row.ReadAsync(cancel))
        {
            figures.Add(new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3),
                row.IsDBNull(4) ? null : row.GetDecimal(4), Text(row, 5), row.GetInt32(6), Text(row, 7), Text(row, 8), Text(row, 9), Text(row, 10),
                row.GetBoolean(11)));
        }
        return figures;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
