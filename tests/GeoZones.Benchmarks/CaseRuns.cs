using System.Diagnostics;

using GeoZones.Checks;
using GeoZones.Checks.Tests.Cases;

namespace GeoZones.Benchmarks;

/// <summary>How long each step of a check run takes on the cases.</summary>
internal static class CaseRuns
{
    public static void Run()
    {
        foreach (string region in (string[])["changyuan", "lushan", "jiaozuo"])
        {
            var snapshot = CaseFolder.Of(region).Snapshot();
            for (int round = 0; round < 3; round++)
            {
                var steps = new Steps();
                var clock = Stopwatch.StartNew();
                var report = CheckEngine.Run(snapshot, steps);
                Console.WriteLine($"{region} {snapshot.Features.Count} features, {report.Findings.Count} findings, {clock.Elapsed.TotalMilliseconds:F0} ms: {steps}");
            }
        }
    }

    /// <summary>Time and processor time of each step, ms, and what it allocated; processor time says more on a busy machine.</summary>
    internal sealed class Steps : IProgress<CheckProgress>
    {
        private readonly List<(string Name, double Ms, double ProcessorMs, double AllocatedMB)> begun = [];
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private readonly double processorMs = ProcessorMs();

        public void Report(CheckProgress value) => begun.Add((value.Step, clock.Elapsed.TotalMilliseconds, ProcessorMs() - processorMs, GC.GetTotalAllocatedBytes() / 1e6));

        public override string ToString() => $"start {begun[0].Ms:F0} ({begun[0].ProcessorMs:F0}), "
            + string.Join(", ", begun.Zip(begun.Skip(1), (a, b) => $"{a.Name} {b.Ms - a.Ms:F0} ({b.ProcessorMs - a.ProcessorMs:F0}, {b.AllocatedMB - a.AllocatedMB:F0} MB)"));

        private static double ProcessorMs()
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime.TotalMilliseconds;
        }
    }
}
