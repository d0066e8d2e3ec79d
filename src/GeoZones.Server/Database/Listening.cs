using Npgsql;

namespace GeoZones.Server.Database;

/// <summary>Listens on a channel of the database for as long as the server runs, over one connection, which is made again whenever it was lost.</summary>
internal static class Listening
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    /// <summary>Works with a connection that listens, until the server stops.</summary>
    /// <param name="db">The database.</param>
    /// <param name="channel">Name of the channel.</param>
    /// <param name="work">What is done with the connection; called anew with each one, and ends by failing only.</param>
    /// <param name="lost">Told why a connection was lost.</param>
    /// <param name="stop">Cancelled when the server stops.</param>
    public static async Task KeepAsync(NpgsqlDataSource db, string channel, Func<NpgsqlConnection, Task> work, Action<Exception> lost, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await db.OpenConnectionAsync(stop);
                await using (var listen = new NpgsqlCommand($"LISTEN {channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stop);
                }
                await work(connection);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                lost(failure);
                await Task.Delay(s_again, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
