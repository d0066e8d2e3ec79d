using GeoZones.Server.Database;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>Works on waiting runs, one at a time, woken by NOTIFY; several servers on one database share them.</summary>
public sealed class CheckWorker(NpgsqlDataSource db, ILogger<CheckWorker> log) : BackgroundService
{
    // How long a run whose server died may lie before another server looks for it.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Listening.KeepAsync(
        db, CheckQueue.Channel, session => WorkAsync(session, stoppingToken), failure => log.LogError(failure, "The worker of check runs lost its database; it will try again."), stoppingToken);

    private async Task WorkAsync(NpgsqlConnection session, CancellationToken stop)
    {
        while (true)
        {
            if (await CheckQueue.RecoverAsync(session, stop) is > 0 and var orphans)
            {
                log.LogWarning("{Count} check runs had lost their worker.", orphans);
            }
            while (await CheckQueue.TakeAsync(session, stop) is { } job)
            {
                try
                {
                    await CheckRunner.RunAsync(db, job, log, null, stop);
                }
                finally
                {
                    await CheckQueue.ReleaseAsync(session, job);
                }
            }
            await session.WaitAsync(LookInterval, stop);
        }
    }
}
