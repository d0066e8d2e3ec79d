using System.Diagnostics;

using Npgsql;

namespace GeoZones.Benchmarks;

/// <summary>The complete check run of the county, timed; everything is read from PostGIS.</summary>
internal static class CountyCheck
{
    /// <summary>What came out.</summary>
    /// <param name="MedianMs">Median of a run, ms.</param>
    /// <param name="PeakMB">The most memory that was in use, MB.</param>
    public sealed record Result(double MedianMs, double PeakMB);

    /// <summary>Median of the complete run, ms; each run tells its steps. The first, which compiles, counts only where it is the only one (0 times).</summary>
    public static async Task<Result> Run(NpgsqlDataSource db, int times, string region = CountyCase.Region)
    {
        List<double> all = [];
        for (var round = 0; round <= times; round++)
        {
            all.Add(await Once(db, region));
        }

        return new(Measured.Median(times == 0 ? all : all.Skip(1)), Child.PeakMB());
    }

    // By itself, so that one round holds nothing of the round before.
    private static async Task<double> Once(NpgsqlDataSource db, string name)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var (collections, pauses) = (GC.CollectionCount(2), GC.GetTotalPauseDuration());
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var snapshot = await Snapshot(db, name);
        var readMs = clock.Elapsed.TotalMilliseconds;
        var steps = new CaseRuns.Steps();
        var report = Checks.CheckEngine.Run(snapshot, steps);
        var allMs = clock.Elapsed.TotalMilliseconds;
        Console.Error.WriteLine($"{report.Findings.Count} findings ({string.Join(", ", report.Findings.CountBy(finding => finding.Rule).Select(rule => $"{rule.Key} {rule.Value}"))}); all {allMs:F0}, read {readMs:F0}, {steps}; processors {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F0} ms, {GC.CollectionCount(2) - collections} full collections, paused {(GC.GetTotalPauseDuration() - pauses).TotalMilliseconds:F0} ms; {Child.PeakMB():F0} MB");
        return allMs;
    }

    /// <summary>The county as the checks see it.</summary>
    public static async Task<Checks.PlanSnapshot> Snapshot(NpgsqlDataSource db, string name)
    {
        var region = (await Server.Plans.Region.FindAsync(db, name, default))!;
        var job = new Server.Checks.CheckJob(0, region.Id, 1, await Server.Checks.RegionRevisions.ChooseAsync(db, region.Id, new Dictionary<string, int>(), default));
        return await Server.Checks.SnapshotReader.ReadAsync(db, job, Server.Plans.RegionCodes.Of(region), default);
    }
}
