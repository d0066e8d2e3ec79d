using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>
/// Reads single features. Who asks while the database is busy with those who asked before in the same way shares one command with the others who wait: under load a feature costs a fraction of a command of its own,
/// and nobody gets what was read before he asked.
/// </summary>
/// <param name="db">The database.</param>
internal sealed class FeatureLookups(NpgsqlDataSource db)
{
    private const int MostAtOnce = 100;
    private const int PlannedFor = 10;

    private readonly Lock _lock = new();

    // Those who wait, by the way that they read; there is one reader for each way that is named here.
    private readonly Dictionary<string, List<Waiting>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Reads a feature.</summary>
    /// <param name="reading">How.</param>
    /// <param name="id">Its id.</param>
    /// <param name="take">Gets the row while it is there; as <see cref="ItemsSql.Some"/> has it. It must not wait: others do.</param>
    /// <param name="cancel">Gives up before it is read; once it is, the row is taken.</param>
    /// <returns>Whether it is there.</returns>
    public async Task<bool> ReadAsync(FeatureReading reading, long id, Action<NpgsqlDataReader> take, CancellationToken cancel)
    {
        var one = new Waiting(reading, id, take, cancel);
        if (reading.Shared is not { } way)
        {
            await AnswerAsync([one], cancel);
            return await one.Task;
        }
        if (IsFirst(way, one))
        {
            // It reads for others, too: nothing of this request goes along.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(() => AnswerAllAsync(way), CancellationToken.None);
            }
        }
        return await one.Task;
    }

    private bool IsFirst(string way, Waiting one)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(way, out var others))
            {
                others.Add(one);
                return false;
            }
            _waiting[way] = [one];
            return true;
        }
    }

    private async Task AnswerAllAsync(string way)
    {
        while (Next(way) is { Count: > 0 } together)
        {
            try
            {
                await AnswerAsync(together, CancellationToken.None);
            }
            catch (Exception failure)
            {
                together.ForEach(one => one.TrySetException(failure));
            }
        }
    }

    private List<Waiting> Next(string way)
    {
        lock (_lock)
        {
            var waiting = _waiting[way];
            waiting.RemoveAll(one => one.HasLeft());
            var together = waiting[..Math.Min(waiting.Count, MostAtOnce)];
            waiting.RemoveRange(0, together.Count);
            if (together.Count == 0)
            {
                _waiting.Remove(way);
            }
            return together;
        }
    }

    private async Task AnswerAsync(List<Waiting> together, CancellationToken cancel)
    {
        // PostgreSQL takes a list that it does not know yet for ten long, and plans anew, each time, for one that is shorter.
        var ids = together.Select(one => one.Id).Concat(Enumerable.Repeat(together[0].Id, Math.Max(0, PlannedFor - together.Count)));
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var command = together[0].Reading.Command([.. ids]);
        command.Connection = connection;
        if (together[0].Reading.Shared is not null)
        {
            await command.PrepareAsync(cancel);
        }
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var id = row.GetInt64(0);
            together.ForEach(one => one.TakeIfIts(id, row));
        }
        together.ForEach(one => one.TrySetResult(false));
    }

    private sealed class Waiting(FeatureReading reading, long id, Action<NpgsqlDataReader> take, CancellationToken cancel)
        : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public FeatureReading Reading => reading;

        public long Id => id;

        public bool HasLeft() => cancel.IsCancellationRequested && TrySetCanceled(cancel);

        // Answered at once: what goes wrong with another row, or with what another does with his, is not his.
        public void TakeIfIts(long found, NpgsqlDataReader row)
        {
            if (found != id)
            {
                return;
            }
            try
            {
                take(row);
                TrySetResult(true);
            }
            catch (Exception failure)
            {
                TrySetException(failure);
            }
        }
    }
}
