using System.Diagnostics;

namespace GeoZones.Benchmarks;

/// <summary>PostGIS doing the same work in the way that suits it best; both cores allowed.</summary>
internal sealed class Peer(CountyDatabase database)
{
    private const string Pairs = "FROM landuse l JOIN urban u ON ST_Intersects(l.geom, u.geom)";
    private const string Conflicting =
        "l.class IN ('basic_farmland', 'farmland') AND u.class IN ('industrial', 'residential', 'commercial', 'transport')";

    /// <summary>Planar area of every pair of classes, m².</summary>
    public async Task<Dictionary<(string, string), double>> ClassSums()
    {
        await using var command = database.Source.CreateCommand($"SELECT l.class, u.class, sum(ST_Area(ST_Intersection(l.geom, u.geom))) {Pairs} GROUP BY 1, 2");
        await using var row = await command.ExecuteReaderAsync();
        Dictionary<(string, string), double> sums = [];
        while (await row.ReadAsync())
        {
            sums[(row.GetString(0), row.GetString(1))] = row.GetDouble(2);
        }

        return sums;
    }

    public Task<double> AreaTableMs() => Timed($"SELECT sum(m2) FROM (SELECT l.class, u.class, sum(ST_Area(ST_Intersection(l.geom, u.geom))) AS m2 {Pairs} GROUP BY 1, 2) AS t");

    public Task<double> AreaTableWithShortCutMs() => Timed(
        $"SELECT sum(m2) FROM (SELECT l.class, u.class, sum(CASE WHEN ST_CoveredBy(l.geom, u.geom) THEN ST_Area(l.geom) ELSE ST_Area(ST_Intersection(l.geom, u.geom)) END) AS m2 {Pairs} GROUP BY 1, 2) AS t");

    public Task<double> OverlayMs() => Written("");

    public Task<double> ConflictsMs() => Written($"WHERE {Conflicting}");

    public Task<double> OverlapsMs() => Timed("SELECT count(*) FROM landuse a JOIN landuse b ON a.id < b.id AND ST_Overlaps(a.geom, b.geom)");

    public static bool IsConflict(string landUse, string urban) =>
        landUse is "basic_farmland" or "farmland" && urban is "industrial" or "residential" or "commercial" or "transport";

    private async Task<double> Written(string where)
    {
        await database.Execute("DROP TABLE IF EXISTS peer_patches");
        return await Timed($"CREATE UNLOGGED TABLE peer_patches AS SELECT l.id AS l, u.id AS u, ST_CollectionExtract(ST_Intersection(l.geom, u.geom), 3) AS geom {Pairs} {where}");
    }

    private async Task<double> Timed(string sql)
    {
        var clock = Stopwatch.StartNew();
        await database.Execute(sql);
        return clock.Elapsed.TotalMilliseconds;
    }
}
