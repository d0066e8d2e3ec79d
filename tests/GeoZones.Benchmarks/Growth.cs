using System.Diagnostics;

using GeoZones.Checks.Overlay;

namespace GeoZones.Benchmarks;

/// <summary>Whether twice as many patches take twice as long: the area table of counties of 25 000, 100 000 and 400 000 patches, packed in memory, the grid built anew each time.</summary>
internal static class Growth
{
    private const int Fewest = 25_000;
    private const int LandUseToUrban = 25;
    private const double MostTimesLinear = 1.15;

    public static void Run(int rounds, bool json)
    {
        List<(int Count, double Ms)> times = [];
        foreach (var count in (int[])[Fewest, 4 * Fewest, 16 * Fewest])
        {
            var (land, urban) = (Packed(County.LandUse(count, 7)), Packed(County.Urban(count / LandUseToUrban, 7)));
            List<double> ms = [];
            var pairs = 0;
            for (var round = 0; round <= rounds; round++)
            {
                GC.Collect();
                var clock = Stopwatch.StartNew();
                pairs = AreaTable.Of(land, urban).Count(area => area.IsGround);
                ms.Add(clock.Elapsed.TotalMilliseconds);
            }

            times.Add((count, Measured.Median(ms.Skip(1))));
            Console.Error.WriteLine(FormattableString.Invariant($"{count} × {count / LandUseToUrban} patches, {land.VertexCount + urban.VertexCount} vertices, {pairs} pairs: {times[^1].Ms:F0} ms"));
        }

        var (least, most) = (times[0], times[^1]);
        var row = Measured.Within($"growth of the area table from {least.Count} to {most.Count} patches, times linear", most.Ms / least.Ms / (most.Count / least.Count), MostTimesLinear, "×");
        Console.WriteLine(json ? row.ToJson() : row.ToString());
    }

    private static PackedLayer Packed(IReadOnlyList<CountyPatch> patches) =>
        PackedLayerBuilder.Packed([.. patches.Select(patch => patch.Shape)], new ScaleDeficit(County.SouthM + County.HeightM / 2, County.HeightM / 2));
}
