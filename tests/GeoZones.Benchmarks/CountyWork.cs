using System.Diagnostics;

using GeoZones.Checks.Overlay;

using Npgsql;

namespace GeoZones.Benchmarks;

/// <summary>What we do with the county, timed; all from PostGIS, in a process of its own so that its peak memory is that of the work alone.</summary>
internal sealed class CountyWork(NpgsqlDataSource db, int rounds)
{
    private const double TouchingM2 = 1e-6;

    private static readonly ScaleDeficit s_scale = new(County.SouthM + County.HeightM / 2, County.HeightM / 2);

    /// <summary>Medians in ms by name of the work, and planar area by pair of classes, m².</summary>
    public sealed record Result(Dictionary<string, double> Ms, Dictionary<string, double> ClassSums, int Pairs, double PeakMB);

    public async Task<Result> Run(string urbanTable)
    {
        Dictionary<string, double> ms = [];
        var (land, urban) = await Load(urbanTable);
        IReadOnlyList<SharedArea> table = [];
        ms["area table"] = await Median(() => Sync(() => table = AreaTable.Of(land.Layer, urban.Layer)));
        var sums = Sums(table, land, urban);
        var pairs = table.Count(area => area.IsGround);
        table = [];
        ms["overlaps"] = await Median(() => Sync(() => OverlapTable.Of(land.Layer)));
        ms["all patches"] = await Median(() => Write(land, urban, area => area.PlanarM2 > TouchingM2));
        ms["conflicts"] = await Median(() => Write(land, urban, area => area.PlanarM2 > TouchingM2 && Peer.IsConflict(land.Classes[area.First], urban.Classes[area.Second])));
        (land, urban) = (null!, null!);
        ms["loading and area table"] = await Median(async () =>
        {
            var (a, b) = await Load(urbanTable);
            Sums(AreaTable.Of(a.Layer, b.Layer), a, b);
        });
        return new(ms, sums, pairs, Child.PeakMB());
    }

    private async Task<(CountyLayer Land, CountyLayer Urban)> Load(string urbanTable)
    {
        // TID ranges: each connection reads its half of the table's pages in order.
        long pages;
        await using (var ask = db.CreateCommand("SELECT pg_relation_size('landuse') / current_setting('block_size')::int"))
        {
            pages = (long)(await ask.ExecuteScalarAsync())!;
        }

        var land = CountyLayer.ReadAsync(db,
            [$"SELECT id, class, geom FROM landuse WHERE ctid < '({pages / 2},0)'", $"SELECT id, class, geom FROM landuse WHERE ctid >= '({pages / 2},0)'"], s_scale, default);
        var urban = CountyLayer.ReadAsync(db, [$"SELECT id, class, geom FROM {urbanTable}"], s_scale, default);
        return (await land, await urban);
    }

    private async Task Write(CountyLayer land, CountyLayer urban, Func<SharedArea, bool> wanted)
    {
        await using var table = await PatchTable.Create(db, "our_patches");
        SharedGeometry.Of(land.Layer, new OverlayIndex(urban.Layer), wanted, patch => table.Add(land.Ids[patch.Area.First], urban.Ids[patch.Area.Second], patch.Shape), default);
    }

    private static Dictionary<string, double> Sums(IReadOnlyList<SharedArea> table, CountyLayer land, CountyLayer urban)
    {
        Dictionary<(string, string), double> sums = [];
        foreach (var area in table)
        {
            var key = (land.Classes[area.First], urban.Classes[area.Second]);
            sums[key] = sums.GetValueOrDefault(key) + area.PlanarM2;
        }

        return sums.ToDictionary(sum => $"{sum.Key.Item1} {sum.Key.Item2}", sum => sum.Value);
    }

    private static Task Sync(Action work)
    {
        work();
        return Task.CompletedTask;
    }

    private async Task<double> Median(Func<Task> work)
    {
        List<double> times = [];
        for (var round = 0; round <= rounds; round++)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            await work();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        // The first round compiles.
        return Measured.Median(times.Skip(1));
    }
}
