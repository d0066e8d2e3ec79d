using System.CommandLine;

using GeoZones.Server.Checks;
using GeoZones.Server.Database;
using GeoZones.Server.Plans;

namespace GeoZones.Server.CommandLine;

/// <summary><c>check --region R</c>: checks the newest revisions of a region and stores the run; exit code 1 where there are errors.</summary>
internal sealed class CheckCommand : Command
{
    private readonly Option<string> region = new("--region") { Required = true, Description = "Id of the region. 县市标识。" };

    public CheckCommand()
        : base("check", "Check the newest revisions of a region. 检查一个县市的最新版本。")
    {
        Options.Add(region);
        SetAction(Check);
    }

    private async Task<int> Check(ParseResult parsed, CancellationToken cancel)
    {
        string id = parsed.GetValue(region)!;
        await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
        if (await Region.FindAsync(database.Source, id, cancel) is null)
        {
            throw new Refusal($"没有县市 {id}。", $"There is no region {id}.");
        }

        CheckRun run = await RegionCheck.Visibly(database, id, cancel);
        Terminal.Say(RegionCheck.Summary(run));
        return run.Errors > 0 || run.Error is not null ? 1 : 0;
    }
}
