using System.Runtime.InteropServices;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>A way to read single features: those who read in the same way can be answered by one command.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Shown">The properties that are shown, separated by commas; <c>null</c> for all.</param>
/// <param name="State">The state of their plan.</param>
/// <param name="WithGeometry">Whether their geometry is read.</param>
/// <param name="Among">The regions that the reader may see, separated by commas; <c>null</c> for all.</param>
internal sealed record FeatureLookup(FeatureCollectionInfo Collection, string? Shown, PlanState State, bool WithGeometry, string? Among)
{
    private const char Between = ',';

    /// <summary>The way that a reader asks for.</summary>
    public static FeatureLookup Of(FeatureCollectionInfo collection, IReadOnlyList<FeatureProperty>? shown, PlanState state, bool withGeometry, IReadOnlyList<string>? among) => new(
        collection, shown is null ? null : string.Join(Between, shown.Select(property => property.Name)), state, withGeometry, among is null ? null : string.Join(Between, among));

    /// <summary>The command that reads these features.</summary>
    public NpgsqlCommand Command(IReadOnlyList<FeatureProperty>? shown, long[] ids) =>
        ItemsSql.Some(Collection, shown, ids, State, WithGeometry, Among?.Split(Between, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether the command is one of the few that are kept prepared.</summary>
    public bool IsUsual => Shown is null && Collection.Reference is null;
}

/// <summary>
/// Reads single features. Who asks while the database is busy with those who asked before shares one command with the others who wait: under load a feature costs a fraction of a command of its own,
/// and nobody gets what was read before he asked.
/// </summary>
/// <param name="db">The database.</param>
internal sealed class FeatureLookups(NpgsqlDataSource db)
{
    private const int MostAtOnce = 100;
    private const int PlannedFor = 10;

    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private bool _isReading;

    /// <summary>Reads a feature.</summary>
    /// <param name="lookup">How.</param>
    /// <param name="shown">The properties that are shown, as the lookup names them.</param>
    /// <param name="id">Its id.</param>
    /// <param name="take">Gets the row while it is there; as <see cref="ItemsSql.Some"/> has it. It must not wait: others do.</param>
    /// <returns>Whether it is there.</returns>
    public Task<bool> ReadAsync(FeatureLookup lookup, IReadOnlyList<FeatureProperty>? shown, long id, Action<NpgsqlDataReader> take)
    {
        var waiting = new Waiting(lookup, shown, id, take);
        lock (_lock)
        {
            _waiting.Add(waiting);
            if (!_isReading)
            {
                _isReading = true;
                _ = AnswerAllAsync();
            }
        }
        return waiting.Task;
    }

    private async Task AnswerAllAsync()
    {
        while (Next() is { Count: > 0 } together)
        {
            try
            {
                await AnswerAsync(together);
            }
            catch (Exception failure)
            {
                together.ForEach(one => one.TrySetException(failure));
            }
        }
    }

    private List<Waiting> Next()
    {
        lock (_lock)
        {
            var together = _waiting.Where(one => one.Lookup == _waiting[0].Lookup).Take(MostAtOnce).ToList();
            if (together.Count == _waiting.Count)
            {
                _waiting.Clear();
            }
            else
            {
                _waiting.RemoveAll(together.Contains);
            }
            _isReading = together.Count > 0;
            return together;
        }
    }

    private async Task AnswerAsync(List<Waiting> together)
    {
        var lookup = together[0].Lookup;
        await using var connection = await db.OpenConnectionAsync();
        // PostgreSQL takes a list that it does not know yet for ten long, and plans anew, each time, for one that is shorter.
        var ids = together.Select(one => one.Id).Concat(Enumerable.Repeat(together[0].Id, Math.Max(0, PlannedFor - together.Count)));
        await using var command = lookup.Command(together[0].Shown, [.. ids]);
        command.Connection = connection;
        if (lookup.IsUsual)
        {
            await command.PrepareAsync();
        }
        await using (var row = await command.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                var id = row.GetInt64(0);
                foreach (var one in CollectionsMarshal.AsSpan(together))
                {
                    if (one.Id == id)
                    {
                        one.Take(row);
                    }
                }
            }
        }
        together.ForEach(one => one.End());
    }

    private sealed class Waiting(FeatureLookup lookup, IReadOnlyList<FeatureProperty>? shown, long id, Action<NpgsqlDataReader> take)
        : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        private bool _found;

        public FeatureLookup Lookup => lookup;

        public IReadOnlyList<FeatureProperty>? Shown => shown;

        public long Id => id;

        // What goes wrong with one answer is that one's alone.
        public void Take(NpgsqlDataReader row)
        {
            try
            {
                take(row);
                _found = true;
            }
            catch (Exception failure)
            {
                TrySetException(failure);
            }
        }

        public void End() => TrySetResult(_found);
    }
}
