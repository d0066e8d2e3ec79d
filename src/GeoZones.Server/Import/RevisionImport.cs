using GeoZones.Checks;
using GeoZones.Server.CommandLine;

using NetTopologySuite.Geometries;

using Npgsql;

namespace GeoZones.Server.Import;

/// <summary>Makes a new draft revision of a plan from files: all or nothing.</summary>
public static class RevisionImport
{
    /// <summary>Imports in a transaction of its own.</summary>
    /// <param name="source">The database.</param>
    /// <param name="regionId">Id of a region.</param>
    /// <param name="files">What to import.</param>
    /// <param name="importedBy">Who imports.</param>
    /// <param name="progress">Told of each file.</param>
    /// <param name="cancel">Gives up; nothing is kept.</param>
    /// <exception cref="Refusal">Nothing was imported; the sentence tells every problem.</exception>
    public static async Task<ImportedRevision> Run(NpgsqlDataSource source, string regionId, RevisionFiles files, string importedBy, IProgress<Sentence>? progress = null, CancellationToken cancel = default)
    {
        await using NpgsqlConnection db = await source.OpenConnectionAsync(cancel);
        await using NpgsqlTransaction transaction = await db.BeginTransactionAsync(cancel);
        ImportRegion region = await FindRegion(db, regionId, cancel);
        ImportedRevision imported = await Write(db, region, files, importedBy, progress, cancel);
        await transaction.CommitAsync(cancel);
        return imported;
    }

    /// <summary>Imports within the caller's transaction, which must not be committed when this throws.</summary>
    internal static async Task<ImportedRevision> Write(NpgsqlConnection db, ImportRegion region, RevisionFiles files, string importedBy, IProgress<Sentence>? progress, CancellationToken cancel)
    {
        Dictionary<string, CollectionShape> shapes = files.Files.Keys.ToDictionary(name => name, name => CollectionShape.Of(name, files.Plan));
        if (files.Figures is not null && files.Plan is null)
        {
            throw new Refusal("指标属于某个规划，不能随现状调查导入。", "Figures belong to a plan; they cannot be imported with the survey.");
        }

        (long revision, long change, int number) = await NewDraft(db, region.Id, files, importedBy, cancel);
        var problems = new ProblemList(new("未导入任何内容", "Nothing was imported"));
        await FeatureStaging.Begin(db, cancel);
        var withoutHeights = new Dictionary<string, int>();
        foreach ((string collection, string path) in files.Files)
        {
            progress?.Report(new($"正在读取 {collection}……", $"Reading {collection} …"));
            var file = new FeatureFile(shapes[collection], region.Extent);
            FeatureSource source = FeatureSource.Of(path, collection);
            await FeatureStaging.Copy(db, region, collection, file.Read(source, problems.In(source.Name), cancel), () => problems.Count > 0, cancel);
            withoutHeights[collection] = file.WithoutHeights;
        }

        IReadOnlyList<Figure> figures = [];
        if (files.Figures is string figureFile)
        {
            await FeatureSource.Open(figureFile).DisposeAsync();
            figures = await FigureFile.Read(figureFile, files.Plan!, problems.In(Path.GetFileName(figureFile)), cancel);
        }

        problems.Refuse();
        progress?.Report(new("正在写入……", "Writing …"));
        IReadOnlyList<ImportedCollection> collections = await FeatureStaging.Replace(db, region, files.Plan, revision, change, [.. files.Files.Keys], cancel);
        if (files.Figures is not null)
        {
            await FigureWriter.Replace(db, region, files.Plan!, revision, change, figures, cancel);
        }

        return new(revision, number, [.. collections.Select(one => one with { WithoutHeights = withoutHeights[one.Name] })], files.Figures is null ? null : figures.Count);
    }

    private static async Task<ImportRegion> FindRegion(NpgsqlConnection db, string id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT plane_srid, ST_XMin(extent), ST_YMin(extent), ST_XMax(extent), ST_YMax(extent) FROM region WHERE id = $1", db);
        command.Parameters.Add(new() { Value = id });
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(id, row.GetInt32(0), new Envelope(row.GetDouble(1), row.GetDouble(3), row.GetDouble(2), row.GetDouble(4)))
            : throw new Refusal($"没有县市 {id}；请先用 import --case 建立。", $"There is no region {id}; make it with import --case first.");
    }

    private static async Task<(long Revision, long Change, int Number)> NewDraft(NpgsqlConnection db, string region, RevisionFiles files, string importedBy, CancellationToken cancel)
    {
        if (files.Plan is not null)
        {
            await using var find = new NpgsqlCommand("SELECT FROM plan WHERE region = $1 AND kind = $2", db) { Parameters = { new() { Value = region }, new() { Value = files.Plan } } };
            await using NpgsqlDataReader found = await find.ExecuteReaderAsync(cancel);
            if (!found.HasRows)
            {
                throw new Refusal($"县市 {region} 没有规划 {files.Plan}。", $"The region {region} has no plan {files.Plan}.");
            }
        }

        // Imports of one plan take turns, so that each follows the revision before it.
        await using var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('revision of ' || $1 || '/' || coalesce($2, ''), 0))", db);
        AddText(turn, region, files.Plan);
        await turn.ExecuteNonQueryAsync(cancel);

        await using var begin = new NpgsqlCommand("""
            INSERT INTO revision (region, plan, number, note, created_by)
            SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4 FROM revision WHERE region = $1 AND plan IS NOT DISTINCT FROM $2 RETURNING id, number
            """, db);
        AddText(begin, region, files.Plan, files.Note, importedBy);
        long revision;
        int number;
        await using (NpgsqlDataReader row = await begin.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            (revision, number) = (row.GetInt64(0), row.GetInt32(1));
        }

        await using var record = new NpgsqlCommand("INSERT INTO change (revision_id, made_by, reason) VALUES ($1, $2, $3) RETURNING id", db);
        record.Parameters.Add(new() { Value = revision });
        AddText(record, importedBy, string.IsNullOrEmpty(files.Note) ? "import" : files.Note);
        return (revision, (long)(await record.ExecuteScalarAsync(cancel))!, number);
    }

    private static void AddText(NpgsqlCommand command, params string?[] values)
    {
        foreach (string? value in values)
        {
            command.Parameters.Add(new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        }
    }
}
