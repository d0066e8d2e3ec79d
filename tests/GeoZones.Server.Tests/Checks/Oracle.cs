using GeoZones.Server.Plans;

using NetTopologySuite.Geometries;

using Npgsql;

namespace GeoZones.Server.Tests.Checks;

/// <summary>The second answer: PostGIS, asked in SQL over the stored planes (<c>oracle.sql</c>).</summary>
internal sealed class Oracle(NpgsqlDataSource db)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A part that a rule has to find or, where it is small, to ignore. Names of features are <c>collection#id</c>.</summary>
    public sealed record Part(string Features, double PlanarM2, double GroundM2, bool IsSmall);

    /// <summary>Names as one text, whichever order they come in.</summary>
    public static string Joined(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));

    /// <summary>Makes the oracle of a database in which all regions are loaded; once.</summary>
    public static async Task<Oracle> OfAsync(NpgsqlDataSource db)
    {
        var oracle = new Oracle(db);
        if ((await oracle.RowsAsync("SELECT to_regnamespace('oracle') IS NOT NULL", row => row.GetBoolean(0))).Single())
        {
            return oracle;
        }

        await oracle.RowsAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Checks", "oracle.sql"), Cancel), _ => 0);
        foreach (var (region, codeSet) in await oracle.RowsAsync("SELECT id, code_set FROM region", row => (row.GetString(0), row.GetString(1))))
        {
            var codes = RegionCodes.Find(codeSet)!;
            foreach (var (plan, list) in new[] { ("zone", codes.Zone), ("urban", codes.Urban), ("land-use", codes.ControlArea), ("", codes.ExistingLandUse) })
            {
                await oracle.RowsAsync("INSERT INTO oracle.class SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[])", _ => 0,
                    region, plan, Texts(list.Classes, one => one.Code), Texts(list.Classes, one => one.State), Texts(list.Classes, one => one.Group));
            }

            await oracle.RowsAsync("INSERT INTO oracle.conflict SELECT $1, * FROM unnest($2::text[], $3::text[]) UNION SELECT $1, * FROM unnest($3::text[], $2::text[])", _ => 0,
                region, Texts(codes.Matrix.Conflicts, pair => pair.A), Texts(codes.Matrix.Conflicts, pair => pair.B));
            await oracle.RowsAsync("INSERT INTO oracle.patch SELECT $1, * FROM oracle.work_out_patches($1)", _ => 0, region);
        }

        await oracle.RowsAsync("ANALYZE oracle.patch", _ => 0);
        return oracle;

        static string[] Texts<T>(IReadOnlyList<T> items, Func<T, string> text) => [.. items.Select(text)];
    }

    /// <summary>Every part that a rule has to find or to ignore, with its default tolerance.</summary>
    public Task<List<Part>> PartsAsync(string rule, string region) => RowsAsync(
        "SELECT features, planar, ground, is_small FROM oracle.parts($1, $2, $3, $4)",
        row => new Part(Joined(row.GetFieldValue<string[]>(0)), row.GetDouble(1), row.GetDouble(2), row.GetBoolean(3)),
        rule, region, 1.0, rule == "GZ104" ? null : rule == "GZ109" ? 0.002 : 0.1);

    /// <summary>The ledger of some ground: classes <c>zone urban land-use</c> with patches and area.</summary>
    /// <param name="ground">SQL of the ground, in which <c>$1</c> is the region.</param>
    /// <param name="region">The region.</param>
    public async Task<Dictionary<string, (long Patches, double GroundM2)>> LedgerAsync(string ground, string region) => (await RowsAsync(
        $"SELECT * FROM oracle.ledger($1, ({ground})) WHERE ground > 0",
        row => (Class: $"{row.GetString(0)} {row.GetString(1)} {row.GetString(2)}", Patches: row.GetInt64(3), GroundM2: row.GetDouble(4)), region))
        .ToDictionary(row => row.Class, row => (row.Patches, row.GroundM2));

    /// <summary>One number for each place: an expression of SQL over <c>place</c>, in which <c>$1</c> is the region.</summary>
    public Task<List<T>> OfPlacesAsync<T>(string expression, string region, IEnumerable<Geometry> places, Func<NpgsqlDataReader, T> read) => RowsAsync(
        $"SELECT {expression} FROM (SELECT $1::text, i, oracle.near(ST_GeomFromWKB(wkb, 4547)) AS place FROM unnest($2::bytea[]) WITH ORDINALITY AS p (wkb, i)) AS placed ORDER BY i",
        read, region, places.Select(place => place.AsBinary()).ToArray());

    /// <summary>The rows of a query.</summary>
    public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] values)
    {
        await using var command = db.CreateCommand(sql);
        command.CommandTimeout = 300;
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        }

        await using var row = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<T>();
        while (await row.ReadAsync(Cancel))
        {
            rows.Add(read(row));
        }

        return rows;
    }
}
