using GeoZones.Checks.Live;
using GeoZones.Checks.Settings;
using GeoZones.Server.Checks;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;
using GeoZones.Server.Settings;

using Npgsql;

namespace GeoZones.Server.Verdicts;

/// <summary>
/// Checks that are kept at hand while somebody draws: the first question about some revisions checks everything, those that follow only what they touch.
/// Before each answer a check follows what was saved in its revisions since the answer before, whoever saved it; settings are part of the name. The longest unused ones go.
/// </summary>
/// <param name="db">Where revisions are read from.</param>
internal sealed class LiveChecks(NpgsqlDataSource db)
{
    private const int Kept = 2;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<Name, Entry> _entries = [];
    private readonly Lock _lock = new();

    // One at a time: each takes the memory of a whole check.
    private readonly SemaphoreSlim _preparing = new(1);
    private long _clock;

    /// <summary>Asks the live check of some revisions.</summary>
    /// <param name="region">The region.</param>
    /// <param name="revisions">The revisions.</param>
    /// <param name="ask">Asks it; nobody else does meanwhile.</param>
    /// <param name="cancel">Gives up waiting. What is being prepared goes on for a while for the next who asks.</param>
    public async Task<T> AskAsync<T>(Region region, RevisionIds revisions, Func<LiveCheck, T> ask, CancellationToken cancel)
    {
        var settings = await RegionChecks.OfAsync(db, region.Id, cancel);
        // What is saved between this and the reading is followed though it is there already, which changes nothing.
        var newest = await ChangedFeatures.NewestAsync(db, revisions.Known, cancel);
        var (entry, prepared) = EntryOf(new(region.Id, revisions, settings.Version), newest, end => PrepareAsync(region, revisions, settings, end), cancel);
        try
        {
            var live = await prepared;
            await entry.Turn.WaitAsync(cancel);
            try
            {
                await FollowAsync(entry, revisions.Known, live, cancel);
                return await Task.Run(() => ask(live), cancel);
            }
            finally
            {
                entry.Turn.Release();
            }
        }
        catch (Exception failure) when (entry.Live.IsFaulted && failure is AggregateException or SettingsException or UnknownCodeSetException)
        {
            // What was read does not change: it would fail again.
            throw new ProblemException(StatusCodes.Status409Conflict, failure is AggregateException
                ? new("有规则在这些规划上执行出错，无法即时判断；请运行检查，检查结果会列出是哪条规则。", "A rule fails on these plans, so that no verdict can be given; run the checks, which name the rule.")
                : CheckFailure.OfRun(CheckFailure.CodeOf(failure)));
        }
        catch (Exception) when (entry.Live.IsFaulted)
        {
            Forget(entry);
            throw;
        }
        catch (AggregateException)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, new(
                "改成这样之后有规则执行出错，无法判断；请检查图形。", "With this change a rule fails, so that no verdict can be given; look at the geometry."));
        }
    }

    private async Task FollowAsync(Entry entry, long[] revisions, LiveCheck live, CancellationToken cancel)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        if (await ChangedFeatures.SinceAsync(connection, revisions, entry.LastChange, cancel) is not { Count: > 0 } changes)
        {
            return;
        }

        var edits = await ChangedFeatures.ReadAsync(connection, changes, cancel);
        await Task.Run(() => live.Apply(edits, cancel), cancel);
        entry.LastChange = changes[^1];
    }

    // With the settings that it is named for, though the region may have others by now.
    private async Task<LiveCheck> PrepareAsync(Region region, RevisionIds revisions, RegionChecks settings, CancellationToken end)
    {
        await _preparing.WaitAsync(end);
        try
        {
            return LiveCheck.Of(await SnapshotReader.ReadAsync(db, new CheckJob(0, region.Id, 0, revisions), RegionCodes.Of(region), end, settings.Read()), end);
        }
        finally
        {
            _preparing.Release();
        }
    }

    private (Entry Entry, Task<LiveCheck> Prepared) EntryOf(Name name, long newest, Func<CancellationToken, Task<LiveCheck>> prepare, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(name) is not { } entry || entry.Live.Join(cancel) is not { } prepared)
            {
                _entries.Remove(name);
                foreach (var (old, _) in _entries.OrderByDescending(one => one.Value.LastUsed).Skip(Kept - 1).ToList())
                {
                    _entries.Remove(old);
                }

                _entries[name] = entry = new Entry(new(prepare, s_patience)) { LastChange = newest };
                prepared = entry.Live.Join(cancel)!;
            }

            entry.LastUsed = ++_clock;
            return (entry, prepared);
        }
    }

    private void Forget(Entry entry)
    {
        lock (_lock)
        {
            foreach (var (name, _) in _entries.Where(one => ReferenceEquals(one.Value, entry)).ToList())
            {
                _entries.Remove(name);
            }
        }
    }

    private sealed record Name(string Region, RevisionIds Revisions, string Settings);

    private sealed class Entry(SharedWork<LiveCheck> live)
    {
        public SharedWork<LiveCheck> Live => live;

        public SemaphoreSlim Turn { get; } = new(1);

        public long LastUsed { get; set; }

        /// <summary>The last change that it has followed.</summary>
        public long LastChange { get; set; }
    }
}
