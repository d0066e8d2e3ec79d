using GeoZones.Server.CommandLine;

using NetTopologySuite.Geometries;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Import;

/// <summary>Loads a case: its region, its plans and their revisions, through the import that every file takes; all or nothing, and once.</summary>
public static class CaseImport
{
    private const string ImportedBy = "case";

    /// <summary>Loads the case in a folder.</summary>
    /// <param name="source">The database.</param>
    /// <param name="folder">Folder of <c>region.json</c>.</param>
    /// <param name="progress">Told of each file.</param>
    /// <param name="cancel">Gives up; nothing is kept.</param>
    /// <returns>Id of the region, and whether it was loaded now; a region that is there already stays as it is.</returns>
    /// <exception cref="Refusal">Nothing was loaded; the sentence tells every problem.</exception>
    public static async Task<(string Region, bool Loaded)> Run(NpgsqlDataSource source, string folder, IProgress<Sentence>? progress = null, CancellationToken cancel = default)
    {
        CaseFile read = await CaseFile.Read(folder, cancel);
        await using NpgsqlConnection db = await source.OpenConnectionAsync(cancel);
        await using NpgsqlTransaction transaction = await db.BeginTransactionAsync(cancel);
        try
        {
            if (!await AddRegion(db, read, cancel))
            {
                return (read.Id, false);
            }

            var region = new ImportRegion(read.Id, read.PlaneSrid, new Envelope(read.Extent[0], read.Extent[2], read.Extent[1], read.Extent[3]));
            foreach (CaseRevision revision in read.Revisions)
            {
                var files = new RevisionFiles(
                    revision.Plan, revision.Note, revision.Files.ToDictionary(file => file.Key, file => Path.Combine(folder, file.Value)),
                    revision.Figures is null ? null : Path.Combine(folder, revision.Figures));
                ImportedRevision imported = await RevisionImport.Write(db, region, files, ImportedBy, progress, cancel);
                if (revision.State == "submitted")
                {
                    await Submit(db, read, revision.Plan, imported, cancel);
                }
            }

            await transaction.CommitAsync(cancel);
            return (read.Id, true);
        }
        catch (PostgresException e) when (e.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            throw new Refusal($"案例 {read.Id} 不能载入：违反数据库的约束 {e.ConstraintName}。", $"The case {read.Id} cannot be loaded: it breaks the database's constraint {e.ConstraintName}.", e);
        }
    }

    // What is submitted holds valid geometry only; the database would say so in its own words.
    private static async Task Submit(NpgsqlConnection db, CaseFile read, string? plan, ImportedRevision imported, CancellationToken cancel)
    {
        await using (var command = new NpgsqlCommand(
            """
            SELECT string_agg(place, ', ') FROM (
                SELECT f.collection || '/' || coalesce(f.code, f.id::text) AS place FROM feature f
                WHERE f.region = $1 AND f.plan IS NOT DISTINCT FROM $2 AND f.lives_to IS NULL AND NOT ST_IsValid(f.plane)
                ORDER BY f.collection, f.code, f.id LIMIT 10) AS first
            """,
            db)
        { CommandTimeout = 0 })
        {
            command.Parameters.Add(new() { Value = read.Id });
            command.Parameters.Add(Text(plan));
            if (await command.ExecuteScalarAsync(cancel) is string invalid)
            {
                throw new Refusal(
                    $"案例 {read.Id} 不能载入：{plan ?? "survey"} 的第 {imported.Number} 版不能提交，以下图形无效：{invalid}。",
                    $"The case {read.Id} cannot be loaded: revision {imported.Number} of {plan ?? "survey"} cannot be submitted with invalid geometry in {invalid}.");
            }
        }

        await Execute(db, "UPDATE revision SET state = 'submitted', submitted_at = now() WHERE id = $1", cancel, imported.Id);
    }

    private static async Task<bool> AddRegion(NpgsqlConnection db, CaseFile read, CancellationToken cancel)
    {
        int added = await Execute(
            db,
            """
            INSERT INTO region (id, name_zh, name_en, plane_srid, extent, code_set, synthetic, note_zh, note_en, checks, open_to_all)
            VALUES ($1, $2, $3, $4, ST_MakeEnvelope($5, $6, $7, $8, 4490), $9, $10, $11, $12, $13, $14) ON CONFLICT (id) DO NOTHING
            """,
            cancel, read.Id, read.NameZh, read.NameEn, read.PlaneSrid, read.Extent[0], read.Extent[1], read.Extent[2], read.Extent[3], read.CodeSet,
            read.Synthetic, Text(read.NoteZh), Text(read.NoteEn), read.Checks?.GetRawText() ?? "{}", read.OpenToAll);
        foreach (CasePlan plan in added == 0 ? [] : read.Plans)
        {
            await Execute(
                db,
                "INSERT INTO plan (region, kind, name_zh, name_en, base_year, target_year, stage) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                cancel, read.Id, plan.Kind, plan.NameZh, plan.NameEn, Year(plan.BaseYear), Year(plan.TargetYear), Text(plan.Stage));
        }

        return added > 0;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Year(int? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    private static async Task<int> Execute(NpgsqlConnection db, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, db) { CommandTimeout = 0 };
        foreach (object value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        }

        return await command.ExecuteNonQueryAsync(cancel);
    }
}
