using GeoZones.Checks;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Import;

/// <summary>Replaces the figures of a draft; a figure that is stated as before keeps its version.</summary>
internal static class FigureWriter
{
    /// <summary>Ends what differs from <paramref name="figures"/> and adds what is new.</summary>
    public static async Task Replace(NpgsqlConnection db, ImportRegion region, string plan, long revision, long change, IReadOnlyList<Figure> figures, CancellationToken cancel)
    {
        Dictionary<(int Ordinal, Figure Figure), long> standing = await Standing(db, region, plan, cancel);
        List<(int Ordinal, Figure Figure)> arriving = [.. figures.Select((figure, i) => (i + 1, figure))];
        await using var batch = new NpgsqlBatch(db);
        foreach (long version in standing.Where(known => !arriving.Contains(known.Key)).Select(known => known.Value))
        {
            batch.BatchCommands.Add(Command("UPDATE figure SET lives_to = $1, ended_by = $2 WHERE version = $3", revision, change, version));
        }

        foreach ((int ordinal, Figure figure) in arriving.Where(figure => !standing.ContainsKey(figure)))
        {
            NpgsqlBatchCommand insert = Command(
                """
                INSERT INTO figure (region, plan, lives_from, made_by, ordinal, decimals, synthetic, subject, quantity, value, unit, qualifier, account, phrase, part_of)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                """,
                region.Id, plan, revision, change, ordinal, figure.Decimals, figure.Synthetic, figure.Subject, figure.Quantity);
            insert.Parameters.Add(new() { Value = (object?)figure.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric });
            foreach (string? text in new[] { figure.Unit, figure.Qualifier, figure.Account, figure.Phrase, figure.PartOf })
            {
                insert.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            }

            batch.BatchCommands.Add(insert);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task<Dictionary<(int Ordinal, Figure Figure), long>> Standing(NpgsqlConnection db, ImportRegion region, string plan, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT version, ordinal, subject, quantity, value, unit, decimals, qualifier, account, phrase, part_of, synthetic
            FROM figure WHERE region = $1 AND plan = $2 AND lives_to IS NULL
            """, db);
        command.Parameters.Add(new() { Value = region.Id });
        command.Parameters.Add(new() { Value = plan });
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancel);
        var standing = new Dictionary<(int, Figure), long>();
        while (await row.ReadAsync(cancel))
        {
            string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
            var figure = new Figure(row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetDecimal(4), Text(5), row.GetInt32(6), Text(7), Text(8), Text(9), Text(10), row.GetBoolean(11))
            {
                Plan = PlanKinds.Parse(plan)!.Value,
            };
            standing.Add((row.GetInt32(1), figure), row.GetInt64(0));
        }

        return standing;
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (object value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
