using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>Works on waiting runs, one at a time, woken by NOTIFY; several servers on one database share them.</summary>
public sealed class CheckWorker(NpgsqlDataSource db, ILogger<CheckWorker> log) : BackgroundService
{
    // How long a run whose server died may lie before another server looks for it.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "The worker of check runs lost its database; it will try again.");
                await Task.Delay(ReconnectDelay, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        await using var session = await db.OpenConnectionAsync(stop);
        await using (var listen = new NpgsqlCommand($"LISTEN {CheckQueue.Channel}", session))
        {
            await listen.ExecuteNonQueryAsync(stop);
        }
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
