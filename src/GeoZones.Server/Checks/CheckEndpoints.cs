using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Server.Documents;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using MapsterMapper;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>Check runs of a region: start, list, read, and what they found.</summary>
public static class CheckEndpoints
{
    /// <summary>Adds the addresses.</summary>
    public static void MapChecks(this IEndpointRouteBuilder api)
    {
        api.MapStartCheck();
        api.MapGet("/regions/{region}/checks", ListAsync).Query("limit", Representation.Parameter)
            .Describe(Topic.Checks, "一个县市的校核记录，最新的在前", "The check runs of a region, newest first").AlsoAsPage(CheckPages.Runs);
        api.MapGet("/regions/{region}/checks/{run}", RunAsync).Query(Representation.Parameter)
            .Describe(Topic.Checks, "一次校核；latest 为最近完成的一次", "A check run; latest is the newest that has finished").AlsoAsPage(CheckPages.Run);
        api.MapGet("/regions/{region}/checks/{run}/ledger", LedgerAsync).Query(Representation.Parameter).Describe(Topic.Checks, "一次校核的台账", "The ledger of a check run").AlsoAsPage(CheckPages.Ledger);
        api.MapFindings();
        api.MapWords();
    }

    private static async Task<RunList> ListAsync(
        HttpRequest request, string region, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var limit = request.Query.TryGetValue("limit", out var asked) ? ItemsQuery.ParseNumber(asked.ToString(), "limit", ItemsQuery.LargestLimit) : ItemsQuery.UsualLimit;
        var known = await Region.NamedAsync(db, region, cancel);
        var language = Language.Speak(request.HttpContext, besides: "Accept");
        return new(mapper.Map<RunView[]>((await CheckRun.NewestAsync(db, known.Id, limit, cancel)).Select(run => run.In(language))));
    }

    private static async Task<RunView> RunAsync(HttpContext context, string region, string run, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var known = await Region.NamedAsync(db, region, cancel);
        return mapper.Map<RunView>((await CheckRun.NamedAsync(db, known.Id, run, cancel)).In(Language.Speak(context, besides: "Accept")));
    }

    private static async Task<LedgerView> LedgerAsync(string region, string run, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var known = await CheckRun.NamedAsync(db, (await Region.NamedAsync(db, region, cancel)).Id, run, cancel);
        await using var command = db.CreateCommand("SELECT ledger::text FROM check_run WHERE id = $1");
        command.Parameters.Add(new() { Value = known.Id });
        var ledger = await command.ExecuteScalarAsync(cancel) as string
            ?? throw NoLedger(known);
        return mapper.Map<LedgerView>(JsonSerializer.Deserialize<LedgerRecord>(ledger, ApiJson.Options)!);
    }

    private static ProblemException NoLedger(CheckRun run) => new(StatusCodes.Status404NotFound, run switch
    {
        { State: "finished" } => CheckFailure.OfPart(FailedRule.Ledger),
        { Error: { } code } => CheckFailure.OfRun(code),
        _ => new("该校核尚未完成，还没有台账。", "This check run has not finished; it has no ledger yet."),
    });

    /// <summary>Runs of a region, newest first.</summary>
    public sealed record RunList(IReadOnlyList<RunView> Runs);
}
