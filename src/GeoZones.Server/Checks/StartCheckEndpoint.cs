using System.Globalization;
using System.Text.RegularExpressions;

using GeoZones.Server.Accounts;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using MapsterMapper;

using Microsoft.AspNetCore.Mvc;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>
/// <c>POST /api/regions/{region}/checks</c>: starts a run and waits for it, at most 30 s; <c>Prefer: wait=5</c> or <c>respond-async</c> (RFC 7240) wait less.
/// </summary>
public static partial class StartCheckEndpoint
{
    private const int LargestBodyBytes = 64 * 1024;
    private const int LongestWaitSeconds = 30;
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(500);

    /// <summary>Adds the address.</summary>
    public static void MapStartCheck(this IEndpointRouteBuilder api) =>
        api.MapPost("/regions/{region}/checks", StartAsync).Describe(Topic.Checks, "开始一次校核", "Start a check run")
            .WithMetadata(new Takes("RevisionsToCheck", "application/json")).Produces<RunView>(StatusCodes.Status201Created).Produces<RunView>(StatusCodes.Status202Accepted).WithMetadata(new RequestSizeLimitAttribute(LargestBodyBytes));

    private static async Task<IResult> StartAsync(
        HttpContext context, string region, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var caller = Caller.Of(context);
        caller.RequireCheck(region);
        var known = await Region.NamedAsync(db, region, cancel);
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var revisions = await RegionRevisions.ChooseAsync(db, known.Id, RegionRevisions.Read(body), cancel);
        var id = await CheckQueue.AddAsync(db, known.Id, revisions, caller.Name, cancel);
        var ended = await WaitAsync(db, id, WaitOf(context.Request), cancel);
        var stored = await CheckRun.NamedAsync(db, known.Id, id.ToString(CultureInfo.InvariantCulture), cancel);
        var run = mapper.Map<RunView>(stored.In(Language.Speak(context)));
        var location = $"{context.Request.PathBase}/api/regions/{known.Id}/checks/{id}";
        return ended ? Results.Created(location, run) : Results.Accepted(location, run);
    }

    private static async Task<bool> WaitAsync(NpgsqlDataSource db, long run, TimeSpan longest, CancellationToken cancel)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var look = ShortestLook; ; look = look * 1.5 < LongestLook ? look * 1.5 : LongestLook)
        {
            await using (var command = db.CreateCommand("SELECT state IN ('finished', 'failed') FROM check_run WHERE id = $1"))
            {
                command.Parameters.Add(new() { Value = run });
                if ((bool)(await command.ExecuteScalarAsync(cancel))!)
                {
                    return true;
                }
            }
            if (watch.Elapsed + look > longest)
            {
                return false;
            }
            await Task.Delay(look, cancel);
        }
    }

    private static TimeSpan WaitOf(HttpRequest request)
    {
        var prefer = request.Headers["Prefer"].ToString();
        if (Async().IsMatch(prefer))
        {
            return TimeSpan.Zero;
        }
        var wait = Wait().Match(prefer);
        return TimeSpan.FromSeconds(wait.Success && int.TryParse(wait.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Math.Min(seconds, LongestWaitSeconds) : LongestWaitSeconds);
    }

    [GeneratedRegex(@"(^|,)\s*respond-async\s*($|[,;])", RegexOptions.IgnoreCase)]
    private static partial Regex Async();

    [GeneratedRegex(@"(?:^|,)\s*wait\s*=\s*""?([0-9]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Wait();
}
