using System.Text.Json;

using Npgsql;

namespace GeoZones.Server.Tests.Checks;

/// <summary>PostGIS, asked in SQL over the stored planes, gives the answers of the engine (<c>oracle.sql</c>).</summary>
public sealed class OracleTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>, IAsyncLifetime
{
    private const double Relative = 1e-6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var known = server.Database.Source.CreateCommand("SELECT to_regnamespace('oracle') IS NOT NULL");
        if ((bool)(await known.ExecuteScalarAsync(Cancel))!)
        {
            return;
        }
        await using var create = server.Database.Source.CreateCommand(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Checks", "oracle.sql"), Cancel));
        await create.ExecuteNonQueryAsync(Cancel);
        foreach (var region in Cases.Regions)
        {
            var codes = (await Answer.GetAsync(server.Http, $"/api/regions/{region}/codes")).Is(200);
            foreach (var (plan, list) in new[] { ("zone", "zone"), ("urban", "urban"), ("land-use", "controlArea") })
            {
                var classes = codes.GetProperty(list).GetProperty("classes").EnumerateArray().ToArray();
                await using var fill = server.Database.Source.CreateCommand("INSERT INTO oracle.class SELECT $1, $2, * FROM unnest($3::text[], $4::text[])");
                fill.Parameters.Add(new() { Value = region });
                fill.Parameters.Add(new() { Value = plan });
                fill.Parameters.Add(new() { Value = classes.Select(c => c.GetProperty("code").GetString()!).ToArray() });
                fill.Parameters.Add(new() { Value = classes.Select(c => c.GetProperty("state").GetString()!).ToArray() });
                await fill.ExecuteNonQueryAsync(Cancel);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task Overlaps_are_the_same_pairs_with_the_same_areas(string region) =>
        await SamePairsAsync("SELECT * FROM oracle.overlaps($1)", region, "GZ103");

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task Basic_farmland_is_taken_by_the_same_patches(string region) =>
        await SamePairsAsync("SELECT * FROM oracle.taken($1, 'basic')", region, "GZ203");

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task General_farmland_is_taken_by_the_same_patches(string region) =>
        await SamePairsAsync("SELECT * FROM oracle.taken($1, 'general')", region, "GZ204");

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task Uncovered_ground_is_as_large(string region)
    {
        var oracle = await RowsAsync("SELECT sum(ground), 0 FROM oracle.uncovered($1)", region, row => row.GetDouble(0));
        var found = (await FindingsAsync(region, "GZ206")).Sum(f => f.GetProperty("groundAreaM2").GetDouble());
        var ignored = (await Answer.GetAsync(server.Http, $"/api/regions/{region}/checks/latest")).Is(200).GetProperty("ignored");
        var small = ignored.TryGetProperty("GZ206", out var parts) ? parts.GetProperty("groundAreaM2").GetDouble() : 0;
        Near(oracle.Single(), found + small, "uncovered");
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task Every_class_of_the_ledger_is_as_large(string region)
    {
        var oracle = await RowsAsync("SELECT * FROM oracle.ledger($1)", region,
            row => (Class: $"{row.GetString(0)} {row.GetString(1)} {row.GetString(2)}", Area: row.IsDBNull(3) ? 0 : row.GetDouble(3)));
        var rows = (await Answer.GetAsync(server.Http, $"/api/regions/{region}/checks/latest/ledger")).Is(200).GetProperty("rows").EnumerateArray().ToDictionary(
            r => $"{r.GetProperty("zone").GetString()} {r.GetProperty("urban").GetString()} {r.GetProperty("landUse").GetString()}", r => r.GetProperty("groundAreaM2").GetDouble());
        Assert.Equal(27, oracle.Count);
        Assert.All(oracle, c => Near(c.Area, rows.GetValueOrDefault(c.Class), c.Class));
        Assert.Subset(oracle.Select(c => c.Class).ToHashSet(), rows.Keys.ToHashSet());
    }

    [Fact]
    public async Task The_areas_of_every_feature_are_those_of_PostGIS()
    {
        var worst = await RowsAsync("""
            SELECT count(*), max(abs(planar_area_m2 - ST_Area(plane)) / planar_area_m2),
                -- below 1000 m² to 0.0001 m²: PostGIS's own rounding on the ellipsoid does not shrink with the patch
                max(abs(ground_area_m2 - oracle.ground(plane)) / greatest(ground_area_m2, 1000)) FILTER (WHERE ST_IsValid(plane)),
                max(abs(ellipsoidal_area_m2 - oracle.survey(geom)) / ellipsoidal_area_m2)
            FROM feature WHERE ST_Dimension(geom) = 2 AND $1 <> '' AND planar_area_m2 > 1
            """, "all", row => (Count: row.GetInt64(0), Planar: row.GetDouble(1), Ground: row.GetDouble(2), Ellipsoidal: row.GetDouble(3)));
        var (count, planar, ground, ellipsoidal) = worst.Single();
        Assert.True(count > 1000, $"only {count} patches");
        Assert.InRange(planar, 0, 1e-9);
        Assert.InRange(ground, 0, 1e-7);
        Assert.InRange(ellipsoidal, 0, 1e-9);
    }

    [Fact]
    public async Task The_lengths_of_every_road_are_those_of_PostGIS()
    {
        var worst = await RowsAsync("""
            SELECT count(*), max(abs(ground_length_m - oracle.length(plane)) / ground_length_m) FROM feature WHERE ST_Dimension(geom) = 1 AND $1 <> ''
            """, "all", row => (Count: row.GetInt64(0), Length: row.GetDouble(1)));
        Assert.True(worst.Single().Count > 20);
        Assert.InRange(worst.Single().Length, 0, 1e-8);
    }

    private async Task SamePairsAsync(string sql, string region, string rule)
    {
        var oracle = await RowsAsync(sql, region, row => (
            Pair: $"{row.GetString(0)} {row.GetString(1)}", Parts: (int)row.GetInt64(2), Planar: row.GetDouble(3), Ground: row.GetDouble(4)));
        var found = (await FindingsAsync(region, rule))
            .GroupBy(f => string.Join(' ', f.GetProperty("features").EnumerateArray().Take(2).Select(Key)))
            .ToDictionary(g => g.Key, g => (Parts: g.Count(), Ground: g.Sum(f => f.GetProperty("groundAreaM2").GetDouble())));
        Assert.NotEmpty(oracle);
        Assert.Equal(oracle.Select(o => (o.Pair, o.Parts)).Order(), found.Select(f => (f.Key, f.Value.Parts)).Order());
        Assert.All(oracle, o => Near(o.Ground, found[o.Pair].Ground, o.Pair));
        var planar = await RowsAsync("""
            SELECT f.features, sum(ST_Area(ST_Transform(f.geom, r.plane_srid))) FROM finding f JOIN region r ON r.id = $1
            WHERE f.run_id = (SELECT max(id) FROM check_run WHERE region = $1) AND f.rule = $2 GROUP BY f.features
            """, region, row => (Pair: string.Join(' ', JsonDocument.Parse(row.GetString(0)).RootElement.EnumerateArray().Take(2).Select(Key)), Planar: row.GetDouble(1)), rule);
        Assert.All(oracle, o => Near(o.Planar, planar.Where(p => p.Pair == o.Pair).Sum(p => p.Planar), o.Pair));
    }

    private async Task<JsonElement[]> FindingsAsync(string region, string rule) =>
        [.. (await Answer.GetAsync(server.Http, $"/api/regions/{region}/checks/latest/findings?rule={rule}")).Is(200, "application/geo+json")
            .GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties"))];

    private async Task<List<T>> RowsAsync<T>(string sql, string region, Func<NpgsqlDataReader, T> read, string? rule = null)
    {
        await using var command = server.Database.Source.CreateCommand(sql);
        command.CommandTimeout = 300;
        command.Parameters.Add(new() { Value = region });
        if (rule is not null)
        {
            command.Parameters.Add(new() { Value = rule });
        }
        await using var row = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<T>();
        while (await row.ReadAsync(Cancel))
        {
            rows.Add(read(row));
        }
        return rows;
    }

    // Areas below a square decimetre say more about rounding than about the engine.
    private static void Near(double oracle, double found, string what) =>
        Assert.True(Math.Abs(oracle - found) <= 0.01 + Relative * oracle, $"{what}: {found} instead of {oracle}");

    private static string Key(JsonElement f) =>
        $"{f.GetProperty("plan").GetString() ?? "survey"}/{f.GetProperty("collection").GetString()}/{f.GetProperty("zone").GetString()}/{f.GetProperty("code").GetString()}";
}
