using GeoZones.Checks;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>Checks a region here and now, for the command line and for loading the cases.</summary>
public static class CheckRegion
{
    /// <summary>Checks the newest revision of each plan and stores the report as a run.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">Id of a region that exists.</param>
    /// <param name="requestedBy">Who asks.</param>
    /// <param name="log">Told of failures.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancel">Stops; the run is then left to a worker.</param>
    /// <returns>The finished or failed run with its counts.</returns>
    /// <exception cref="Refusal">The region has no plan to check.</exception>
    public static async Task<CheckRun> RunAsync(
        NpgsqlDataSource db, string region, string requestedBy, ILogger log, IProgress<CheckProgress>? progress = null, CancellationToken cancel = default)
    {
        var revisions = await NewestAsync(db, region, cancel);
        await using var session = await db.OpenConnectionAsync(cancel);
        var job = await CheckQueue.AddTakenAsync(session, region, revisions, requestedBy, cancel);
        try
        {
            await CheckRunner.RunAsync(db, job, log, progress, cancel);
        }
        finally
        {
            await CheckQueue.ReleaseAsync(session, job);
        }
        return await CheckRun.NamedAsync(db, region, job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), cancel);
    }

    private static async Task<RevisionIds> NewestAsync(NpgsqlDataSource db, string region, CancellationToken cancel)
    {
        try
        {
            return await RegionRevisions.ChooseAsync(db, region, new Dictionary<string, int>(), cancel);
        }
        catch (ProblemException problem)
        {
            throw new Refusal(problem.Detail, problem);
        }
    }
}
