using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using GeoZones.Server.Import;

using Npgsql;

namespace GeoZones.Benchmarks;

/// <summary>What to measure and how.</summary>
/// <param name="LandUse">Land-use patches.</param>
/// <param name="Urban">Urban patches.</param>
/// <param name="Rounds">How often each work is done; medians count.</param>
/// <param name="Json">One object per line instead of a table.</param>
/// <param name="KeptIn">Folder of a database that stays for the next time.</param>
internal sealed record CountyOptions(int LandUse, int Urban, int Rounds, bool Json, string? KeptIn);

/// <summary>The county table: makes the county, lets PostGIS and us do the same work on it in one run, and prints the ratios.</summary>
internal static class CountyRun
{
    private const double LargestDifferenceM2 = 1e-5;

    public static async Task Run(CountyOptions options)
    {
        await using var database = await CountyDatabase.Open(options.KeptIn);
        await Make(database, options);
        foreach (var (table, part, label) in (IEnumerable<(string, double, string)>)[("urban_free", 1, ""), ("urban_snapped", 0.5, ", edges shared")])
        {
            Say(options, $"Working on {table} …");
            await database.Execute($"DROP TABLE IF EXISTS urban; CREATE TABLE urban AS TABLE {table}; ALTER TABLE urban ADD PRIMARY KEY (id); CREATE INDEX ON urban USING gist (geom)");
            await database.Execute("VACUUM ANALYZE urban");
            var rounds = options.Rounds.ToString(CultureInfo.InvariantCulture);
            var ours = await Child.Answer<CountyWork.Result>("county-work", database.Source.ConnectionString, "urban", rounds);
            var peer = new Peer(database);
            var sums = await peer.ClassSums();
            var difference = sums.Max(sum => Math.Abs(sum.Value - ours.ClassSums.GetValueOrDefault($"{sum.Key.Item1} {sum.Key.Item2}")));
            Say(options, $"{ours.Pairs} pairs share ground.");
            Print(Measured.Within("largest difference of a class sum from PostGIS's" + label, difference * 1e6, LargestDifferenceM2 * 1e6, "mm²"));
            var areaMs = Math.Min(await Median(options.Rounds, peer.AreaTableMs), await Median(options.Rounds, peer.AreaTableWithShortCutMs));
            Print(Measured.Against("area table" + label, ours.Ms["area table"], areaMs, 20 * part));
            Print(Measured.Against("area table, loading included" + label, ours.Ms["loading and area table"], areaMs, 6 * part));
            Print(Measured.Against("all patches written" + label, ours.Ms["all patches"], await Median(options.Rounds, peer.OverlayMs), 4 * part));
            Print(Measured.Against("difference patches written" + label, ours.Ms["conflicts"], await Median(options.Rounds, peer.ConflictsMs), 2.5 * part));
            Print(Measured.Against("overlaps inside the land-use layer" + label, ours.Ms["overlaps"], await Median(options.Rounds, peer.OverlapsMs), 10 * part));
            var region = part == 1 ? CountyCase.Region : await ImportSnapped(database, options);
            var check = await Child.Answer<CountyCheck.Result>("county-check-work", database.Source.ConnectionString, rounds, region);
            var once = await Child.Answer<CountyCheck.Result>("county-check-work", database.Source.ConnectionString, "0", region);
            Print(Measured.Against("complete check run, loading included" + label, check.MedianMs, areaMs, part));
            var live = await Child.Answer<CountyEdits.Result>("county-edits-work", database.Source.ConnectionString, region);
            Print(Measured.Within("re-check after one polygon moved (median of 200)" + label, live.MedianMs, 5 / part, "ms"));
            Print(Measured.Within("the same, 95 of 100" + label, live.P95Ms, 5 / part, "ms"));
            Print(Measured.Within("peak memory of all above but the check run" + label, ours.PeakMB, 600, "MB"));
            Print(Measured.Within("peak memory of one check run" + label, once.PeakMB, 600, "MB"));
        }

        void Print(Measured row) => Console.WriteLine(options.Json ? row.ToJson() : row.ToString());
    }

    private static void Say(CountyOptions options, string text) => (options.Json ? Console.Error : Console.Out).WriteLine(text);

    /// <summary>Makes the county where the database does not have it.</summary>
    public static async Task Make(CountyDatabase database, CountyOptions options)
    {
        if (await database.Has("urban_snapped"))
        {
            return;
        }

        Say(options, $"Making a county of {options.LandUse} land-use and {options.Urban} urban patches …");
        var land = County.LandUse(options.LandUse, 7);
        var towns = County.Urban(options.Urban, 7);
        await database.Fill("landuse", land);
        await database.Fill("urban_free", towns);
        await database.Fill("urban_snapped", SnappedCounty.Urban(land, towns));
        await Import(database, options, CountyCase.Region, land, towns);
    }

    private static async Task<string> ImportSnapped(CountyDatabase database, CountyOptions options)
    {
        if (await database.Execute($"SELECT 1 FROM region WHERE id = '{CountyCase.SnappedRegion}'") is null)
        {
            var land = County.LandUse(options.LandUse, 7);
            await Import(database, options, CountyCase.SnappedRegion, land, SnappedCounty.Urban(land, County.Urban(options.Urban, 7)));
        }

        return CountyCase.SnappedRegion;
    }

    private static async Task Import(CountyDatabase database, CountyOptions options, string region, IReadOnlyList<CountyPatch> land, IReadOnlyList<CountyPatch> towns)
    {
        var folder = Directory.CreateTempSubdirectory("geozones-county-case-");
        try
        {
            CountyCase.Write(folder.FullName, region, land, towns);
            var clock = Stopwatch.StartNew();
            // This database lets the peers do in parallel for nothing what is not worth it here, row by row.
            var source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(database.Source.ConnectionString) { Options = "-c max_parallel_workers_per_gather=0" }.ConnectionString);
            source.UseNetTopologySuite();
            await using var alone = source.Build();
            await CaseImport.Run(alone, folder.FullName);
            Say(options, string.Create(CultureInfo.InvariantCulture, $"Imported as a region in {clock.Elapsed.TotalSeconds:F1} s."));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> Median(int rounds, Func<Task<double>> work)
    {
        List<double> times = [];
        for (var round = 0; round < rounds; round++)
        {
            times.Add(await work());
        }

        return Measured.Median(times);
    }
}
