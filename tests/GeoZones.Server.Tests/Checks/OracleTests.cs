using System.Text.Json;

namespace GeoZones.Server.Tests.Checks;

/// <summary>PostGIS, asked in SQL over the stored planes, gives the answers of the engine (<c>oracle.sql</c>).</summary>
public sealed class OracleTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>, IAsyncLifetime
{
    private const double Relative = 1e-6;
    private Oracle oracle = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => oracle = await Oracle.OfAsync(server.Database.Source);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task Overlaps_are_the_same_pairs_with_the_same_areas(string region) =>
        await SamePairsAsync(region, "GZ103");

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task Basic_farmland_is_taken_by_the_same_patches(string region) =>
        await SamePairsAsync(region, "GZ203");

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task General_farmland_is_taken_by_the_same_patches(string region) =>
        await SamePairsAsync(region, "GZ204");

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task Uncovered_ground_is_as_large(string region)
    {
        var parts = await oracle.PartsAsync("GZ206", region);
        var found = (await FindingsAsync(region, "GZ206")).Sum(f => f.GetProperty("groundAreaM2").GetDouble());
        var ignored = (await Answer.GetAsync(server.Http, $"/api/regions/{region}/checks/latest")).Is(200).GetProperty("ignored");
        var small = ignored.TryGetProperty("GZ206", out var of) ? of.GetProperty("groundAreaM2").GetDouble() : 0;
        Near(parts.Sum(part => part.GroundM2), found + small, "uncovered");
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task Every_class_of_the_ledger_is_as_large(string region)
    {
        var classes = await oracle.LedgerAsync("SELECT oracle.zone_ground($1)", region);
        var rows = (await Answer.GetAsync(server.Http, $"/api/regions/{region}/checks/latest/ledger")).Is(200).GetProperty("rows").EnumerateArray().ToDictionary(
            r => $"{r.GetProperty("zone").GetString()} {r.GetProperty("urban").GetString()} {r.GetProperty("landUse").GetString()}", r => r.GetProperty("groundAreaM2").GetDouble());
        Assert.All(classes, c => Near(c.Value.GroundM2, rows.GetValueOrDefault(c.Key), c.Key));
        Assert.Subset(classes.Keys.ToHashSet(), rows.Keys.ToHashSet());
    }

    [Fact]
    public async Task The_areas_of_every_feature_are_those_of_PostGIS()
    {
        var worst = await oracle.RowsAsync("""
            SELECT count(*), max(abs(planar_area_m2 - ST_Area(plane)) / planar_area_m2),
                -- below 1000 m² to 0.0001 m²: PostGIS's own rounding on the ellipsoid does not shrink with the patch
                max(abs(ground_area_m2 - oracle.ground(oracle.near(plane))) / greatest(ground_area_m2, 1000)) FILTER (WHERE ST_IsValid(plane)),
                max(abs(ellipsoidal_area_m2 - oracle.survey(geom)) / ellipsoidal_area_m2)
            FROM feature WHERE ST_Dimension(geom) = 2 AND planar_area_m2 > 1
            """, row => (Count: row.GetInt64(0), Planar: row.GetDouble(1), Ground: row.GetDouble(2), Ellipsoidal: row.GetDouble(3)));
        var (count, planar, ground, ellipsoidal) = worst.Single();
        Assert.True(count > 1000, $"only {count} patches");
        Assert.InRange(planar, 0, 1e-9);
        Assert.InRange(ground, 0, 1e-7);
        Assert.InRange(ellipsoidal, 0, 1e-9);
    }

    [Fact]
    public async Task The_lengths_of_every_road_are_those_of_PostGIS()
    {
        var worst = await oracle.RowsAsync("""
            SELECT count(*), max(abs(ground_length_m - oracle.length(plane)) / ground_length_m) FROM feature WHERE ST_Dimension(geom) = 1
            """, row => (Count: row.GetInt64(0), Length: row.GetDouble(1)));
        Assert.True(worst.Single().Count > 20);
        Assert.InRange(worst.Single().Length, 0, 1e-8);
    }

    private async Task SamePairsAsync(string region, string rule)
    {
        var pairs = (await oracle.PartsAsync(rule, region)).Where(part => !part.IsSmall).GroupBy(part => part.Features).ToDictionary(pair => pair.Key);
        var found = (await FindingsAsync(region, rule)).GroupBy(f => Pair(f.GetProperty("features"))).ToDictionary(g => g.Key, g => (Parts: g.Count(), Ground: g.Sum(f => f.GetProperty("groundAreaM2").GetDouble())));
        Assert.NotEmpty(pairs);
        Assert.Equal(pairs.Select(pair => (pair.Key, pair.Value.Count())).Order(), found.Select(f => (f.Key, f.Value.Parts)).Order());
        Assert.All(pairs, pair => Near(pair.Value.Sum(part => part.GroundM2), found[pair.Key].Ground, pair.Key));
        var planar = (await oracle.RowsAsync("""
            SELECT f.features, sum(ST_Area(ST_Transform(f.geom, r.plane_srid))) FROM finding f JOIN region r ON r.id = $1
            WHERE f.run_id = (SELECT max(id) FROM check_run WHERE region = $1) AND f.rule = $2 GROUP BY f.features
            """, row => (Pair: Pair(JsonDocument.Parse(row.GetString(0)).RootElement), Planar: row.GetDouble(1)), region, rule)).ToLookup(place => place.Pair, place => place.Planar);
        Assert.All(pairs, pair => Near(pair.Value.Sum(part => part.PlanarM2), planar[pair.Key].Sum(), pair.Key));
    }

    private async Task<JsonElement[]> FindingsAsync(string region, string rule) =>
        [.. (await Answer.GetAsync(server.Http, $"/api/regions/{region}/checks/latest/findings?rule={rule}")).Is(200, "application/geo+json")
            .GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties"))];

    // Areas below a square decimetre say more about rounding than about the engine.
    private static void Near(double oracle, double found, string what) =>
        Assert.True(Math.Abs(oracle - found) <= 0.01 + Relative * oracle, $"{what}: {found} instead of {oracle}");

    private static string Pair(JsonElement features) =>
        Oracle.Joined(features.EnumerateArray().Take(2).Select(f => $"{f.GetProperty("collection").GetString()}#{f.GetProperty("id").GetInt64()}"));
}
