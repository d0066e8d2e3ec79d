using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Plans;

/// <summary>A region as stored.</summary>
/// <param name="Id">Its name in URLs.</param>
/// <param name="NameZh">中文 name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="PlaneSrid">EPSG code of its 3° Gauss–Krüger plane.</param>
/// <param name="West">Western bound of its extent, degrees.</param>
/// <param name="South">Southern bound, degrees.</param>
/// <param name="East">Eastern bound, degrees.</param>
/// <param name="North">Northern bound, degrees.</param>
/// <param name="Synthetic">Whether its geometry is made up.</param>
/// <param name="NoteZh">A word to its readers in 中文.</param>
/// <param name="NoteEn">The same in English.</param>
/// <param name="CodeSet">Name of the set of code lists that its plans are read with.</param>
public sealed record Region(
    string Id, string NameZh, string NameEn, int PlaneSrid, double West, double South, double East, double North,
    bool Synthetic, string? NoteZh, string? NoteEn, string CodeSet)
{
    private const string Columns = """
        id, name_zh, name_en, plane_srid, ST_XMin(extent), ST_YMin(extent), ST_XMax(extent), ST_YMax(extent),
        synthetic, note_zh, note_en, code_set
        """;

    /// <summary>All regions, by id.</summary>
    public static async Task<IReadOnlyList<Region>> AllAsync(NpgsqlDataSource db, CancellationToken cancel)
    {
        await using var command = db.CreateCommand($"SELECT {Columns} FROM region ORDER BY id");
        await using var row = await command.ExecuteReaderAsync(cancel);
        var regions = new List<Region>();
        while (await row.ReadAsync(cancel))
        {
            regions.Add(Read(row));
        }
        return regions;
    }

    /// <summary>The region of that name, or <c>null</c>.</summary>
    public static async Task<Region?> FindAsync(NpgsqlDataSource db, string id, CancellationToken cancel)
    {
        if (!ItemsQuery.CanBeRegion(id))
        {
            return null;
        }
        await using var command = db.CreateCommand($"SELECT {Columns} FROM region WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? Read(row) : null;
    }

    /// <summary>The region of that name.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public static async Task<Region> NamedAsync(NpgsqlDataSource db, string id, CancellationToken cancel) =>
        await FindAsync(db, id, cancel) ?? throw ProblemException.NotFound(
            "没有这个县市；/api/regions 列出全部县市。", "There is no such region; /api/regions lists them all.");

    private static Region Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3),
        row.GetDouble(4), row.GetDouble(5), row.GetDouble(6), row.GetDouble(7),
        row.GetBoolean(8), Text(row, 9), Text(row, 10), row.GetString(11));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
