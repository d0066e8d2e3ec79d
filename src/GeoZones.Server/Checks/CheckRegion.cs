using GeoZones.Checks;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Plans;
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
    /// <returns>The finished or failed run with its counts, and what it found.</returns>
    /// <exception cref="Refusal">The region has no plan to check.</exception>
    public static async Task<CheckedRegion> RunAsync(
        NpgsqlDataSource db, string region, string requestedBy, ILogger log, IProgress<CheckProgress>? progress = null, CancellationToken cancel = default)
    {
        var revisions = await NewestAsync(db, region, cancel);
        await using var session = await db.OpenConnectionAsync(cancel);
        var job = await CheckQueue.AddTakenAsync(session, region, revisions, requestedBy, cancel);
        CheckedPlans? plans;
        try
        {
            plans = await CheckRunner.RunAsync(db, job, log, progress, cancel);
        }
        finally
        {
            await CheckQueue.ReleaseAsync(session, job);
        }
        return new(await CheckRun.NamedAsync(db, region, job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), cancel), plans);
    }

    /// <summary>Reads the newest revision of each plan for a check that is not stored.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">A region that exists.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What they show, and their numbers by plan, in the order zone, urban, land-use, survey.</returns>
    /// <exception cref="Refusal">The region has no plan to check.</exception>
    public static async Task<(PlanSnapshot Snapshot, IReadOnlyDictionary<string, int> Revisions)> ReadAsync(NpgsqlDataSource db, Region region, CancellationToken cancel)
    {
        var newest = await NewestAsync(db, region.Id, cancel);
        await using var command = db.CreateCommand("""
            SELECT coalesce(plan, 'survey') AS plan, number FROM revision WHERE id = ANY ($1)
            ORDER BY array_position(ARRAY['zone', 'urban', 'land-use', 'survey'], coalesce(plan, 'survey'))
            """);
        command.Parameters.Add(new() { Value = newest.Known });
        Dictionary<string, int> numbers = [];
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                numbers[row.GetString(0)] = row.GetInt32(1);
            }
        }
        return (await SnapshotReader.ReadAsync(db, new(0, region.Id, 0, newest), RegionCodes.Of(region), cancel), numbers);
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

/// <summary>A region that was checked.</summary>
/// <param name="Run">The run as stored.</param>
/// <param name="Plans">What was checked and found; <c>null</c> where the run failed.</param>
public sealed record CheckedRegion(CheckRun Run, CheckedPlans? Plans);
