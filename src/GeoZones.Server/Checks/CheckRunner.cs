using GeoZones.Checks;
using GeoZones.Server.Plans;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>Works on one run: reads the snapshot, checks it, keeps the row's progress up to date, stores the report.</summary>
public static class CheckRunner
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs to the end; a failure ends the run as <c>failed</c> with a code for its reason.</summary>
    /// <param name="db">The database.</param>
    /// <param name="job">The run; its lock is the caller's.</param>
    /// <param name="log">Told of failures.</param>
    /// <param name="progress">Told of each step, beside the row.</param>
    /// <param name="cancel">Stops working; the run stays as it is for another worker.</param>
    /// <returns>What was checked and found; <c>null</c> where the run failed.</returns>
    /// <exception cref="NpgsqlException">The database is gone; the run waits for another worker.</exception>
    public static async Task<CheckedPlans?> RunAsync(
        NpgsqlDataSource db, CheckJob job, ILogger log, IProgress<CheckProgress>? progress, CancellationToken cancel)
    {
        try
        {
            var region = await Region.FindAsync(db, job.Region, cancel)
                ?? throw new InvalidOperationException($"The region {job.Region} is gone.");
            var snapshot = await SnapshotReader.ReadAsync(db, job, RegionCodes.Of(region), cancel);
            var report = await CheckAsync(db, job, snapshot, progress, cancel);
            foreach (var rule in report.FailedRules)
            {
                log.LogError(rule.Error, "Run {Run} of {Region}: {Rule} failed.", job.Id, job.Region, rule.Rule);
            }
            if (!await ReportWriter.WriteAsync(db, job, snapshot, report, cancel))
            {
                log.LogWarning("Run {Run} of {Region} was taken over by another worker.", job.Id, job.Region);
            }
            return new(snapshot, report);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not NpgsqlException { IsTransient: true })
        {
            log.LogError(failure, "Run {Run} of {Region} failed.", job.Id, job.Region);
            await FailAsync(db, job, CheckFailure.CodeOf(failure), cancel);
            return null;
        }
    }

    private static async Task<CheckReport> CheckAsync(
        NpgsqlDataSource db, CheckJob job, PlanSnapshot snapshot, IProgress<CheckProgress>? progress, CancellationToken cancel)
    {
        var latest = new LatestProgress(progress);
        var report = Task.Run(() => CheckEngine.Run(snapshot, latest, cancel), cancel);
        for (CheckProgress? shown = null; await Task.WhenAny(report, Task.Delay(ProgressInterval, cancel)) != report;)
        {
            if (latest.Value is { } step && step != shown)
            {
                await ShowAsync(db, job, step, cancel);
                shown = step;
            }
        }
        return await report;
    }

    private static async Task ShowAsync(NpgsqlDataSource db, CheckJob job, CheckProgress step, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("""
            UPDATE check_run SET step = $3, steps_done = $4, steps = $5 WHERE id = $1 AND attempts = $2 AND state = 'running'
            """);
        command.Parameters.Add(new() { Value = job.Id });
        command.Parameters.Add(new() { Value = job.Attempt });
        command.Parameters.Add(new() { Value = step.Step });
        command.Parameters.Add(new() { Value = step.Done });
        command.Parameters.Add(new() { Value = step.Of });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task FailAsync(NpgsqlDataSource db, CheckJob job, string code, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("""
            UPDATE check_run SET state = 'failed', finished_at = now(), error = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'
            """);
        command.Parameters.Add(new() { Value = job.Id });
        command.Parameters.Add(new() { Value = job.Attempt });
        command.Parameters.Add(new() { Value = code });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed class LatestProgress(IProgress<CheckProgress>? also) : IProgress<CheckProgress>
    {
        private volatile CheckProgress? _value;

        public CheckProgress? Value => _value;

        public void Report(CheckProgress value)
        {
            _value = value;
            also?.Report(value);
        }
    }
}
