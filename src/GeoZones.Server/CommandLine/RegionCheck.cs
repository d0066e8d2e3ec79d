using GeoZones.Checks;
using GeoZones.Server.Checks;
using GeoZones.Server.Database;
using GeoZones.Server.Reports;

using Microsoft.Extensions.Logging.Abstractions;

namespace GeoZones.Server.CommandLine;

/// <summary>Checking a region from the command line.</summary>
internal static class RegionCheck
{
    /// <summary>Who asks for the check.</summary>
    public const string RequestedBy = "command line";

    /// <summary>Checks the newest revisions and shows how far it is.</summary>
    public static async Task<CheckRun> Visibly(ServerDatabase database, string region, CancellationToken cancel) => (await Terminal.Show(
        new($"正在检查 {region}……", $"Checking {region} …"),
        progress => CheckRegion.RunAsync(database.Source, region, RequestedBy, NullLogger.Instance, new Steps(progress), cancel))).Run;

    /// <summary>What came of it, in one line.</summary>
    public static Sentence Summary(CheckRun run) => run.Error is string code
        ? new($"{run.Region}：检查失败：{CheckFailure.OfRun(code).Zh}", $"{run.Region}: the check failed: {CheckFailure.OfRun(code).En}")
        : new($"{run.Region}：{Sum(run).Zh}", $"{run.Region}: {Sum(run).En}");

    private static Sentence Sum(CheckRun run) => TextReport.Sum(new(run.Errors, run.Warnings, run.Infos));

    private sealed class Steps(IProgress<Sentence> shown) : IProgress<CheckProgress>
    {
        private string? last;

        public void Report(CheckProgress value)
        {
            if (value.Step == last)
            {
                return;
            }

            last = value.Step;
            shown.Report(new($"  {value.Step}（{value.Done}/{value.Of}）", $"  {value.Step} ({value.Done}/{value.Of})"));
        }
    }
}
