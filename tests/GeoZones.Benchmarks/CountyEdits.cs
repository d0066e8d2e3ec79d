using System.Diagnostics;
using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Live;
using GeoZones.Checks.Tests.Live;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

using Npgsql;

namespace GeoZones.Benchmarks;

/// <summary>The county checked again after edits: a land-use or urban patch moved by up to two metres, each time another one.</summary>
internal static class CountyEdits
{
    private static readonly GaussKrugerPlane s_plane = GaussKrugerPlane.ForSrid(4547);

    /// <summary>Times of the edits, ms, and in how many of them everything was checked again.</summary>
    public sealed record Result(double MedianMs, double P95Ms, double LongestMs, double AllocatedMB, int Edits, int Whole, int Compared, double PeakMB)
    {
        public override string ToString() => FormattableString.Invariant(
            $"{Edits} edits: median {MedianMs:F2} ms, 95 of 100 within {P95Ms:F2} ms, longest {LongestMs:F1} ms, {AllocatedMB:F2} MB allocated each; everything checked again {Whole} times; compared with a full check {Compared} times; peak memory {PeakMB:F0} MB");
    }

    /// <summary>Edits the county and times each.</summary>
    /// <param name="db">The database with the county.</param>
    /// <param name="count">How many edits.</param>
    /// <param name="compareEvery">After so many a full check must say the same; 0: never. Then edits of every kind are made, not only moves.</param>
    /// <param name="region">The county's region.</param>
    public static async Task<Result> Run(NpgsqlDataSource db, int count, int compareEvery, string region = CountyCase.Region)
    {
        var snapshot = await CountyCheck.Snapshot(db, region);
        var live = LiveCheck.Of(snapshot);
        PlanFeature[] patches = [.. snapshot.Features.Where(feature => feature is { Collection: Collections.Designations, Plan: not PlanKind.Zone })];
        Random random = new(1);
        RandomEdits any = new(new Random(2), [.. patches.Take(2000)]);
        List<double> times = [];
        int whole = 0, compared = 0;
        long allocated = 0;
        for (var number = 1; number <= count + Warmed; number++)
        {
            var edit = compareEvery > 0 ? any.Next([.. patches.Take(2000).Select(patch => live.Find(patch.Collection, patch.Id)).OfType<PlanFeature>()]) : [Moved(patches[random.Next(patches.Length)], random)];
            var (clock, bytes) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
            var change = live.Apply(edit);
            if (number > Warmed)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
                allocated += GC.GetTotalAllocatedBytes() - bytes;
                whole += change.IsWhole ? 1 : 0;
            }

            if (compareEvery > 0 && number % compareEvery == 0)
            {
                compared++;
                Compare(CheckEngine.Run(snapshot with { Features = [.. live.Features] }).Findings, live.Findings);
            }
        }

        times.Sort();
        using var process = Process.GetCurrentProcess();
        return new(times[times.Count / 2], times[times.Count * 95 / 100], times[^1], allocated / 1e6 / count, count, whole, compared, process.PeakWorkingSet64 / 1e6);
    }

    // The first edits compile, and the runtime makes what runs often faster by and by: a server that has been up for a while.
    private const int Warmed = 300;

    private static FeatureEdit Moved(PlanFeature feature, Random random)
    {
        var plane = AffineTransformation.TranslationInstance(Math.Round(4 * (random.NextDouble() - 0.5), 4), Math.Round(4 * (random.NextDouble() - 0.5), 4)).Transform(feature.Plane);
        return new(feature.Collection, feature.Id, feature with { Plane = plane, Measures = plane is IPolygonal ? AreaMeasure.Of(s_plane.ToDegrees(plane), s_plane) : null });
    }

    private static void Compare(IReadOnlyList<Finding> full, IReadOnlyList<Finding> live)
    {
        var others = live.ToLookup(finding => finding.Id);
        if (full.Count != live.Count || full.Any(one => !others[one.Id].Any(one.Says)))
        {
            throw new InvalidOperationException($"A full check finds {full.Count}, the live check {live.Count}: {string.Join(", ", full.Where(one => !others[one.Id].Any(one.Says)).Take(5).Select(one => $"{one.Rule} {one.Id}"))}");
        }
    }
}
