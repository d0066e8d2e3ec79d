using System.Text.Json;

using GeoZones.Server.Database;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Events;

/// <summary>
/// What the database tells, passed on to all who listen. One connection listens for the whole process; while it is lost, and whenever somebody falls behind, the listeners are told that they may have missed something.
/// </summary>
public sealed class EventFeed(NpgsqlDataSource db, ILogger<EventFeed> log) : BackgroundService
{
    /// <summary>The channel on which the database tells what happens.</summary>
    public const string Channel = "geozones_event";

    /// <summary>Kind of the event that says that others may have been missed.</summary>
    public const string Missed = "missed";

    /// <summary>Most listeners at a time.</summary>
    public const int MostListeners = 500;

    /// <summary>Most listeners of one account, or of one network of those who have not signed in: nobody takes the places of all.</summary>
    public const int MostListenersOfOne = 50;

    // So many events are kept for those who lost their connection for a moment.
    private const int Kept = 500;

    private const int PatienceSeconds = 5;

    // A connection that is broken without anybody saying so is found after this long.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(10);

    // Numbers of another process mean nothing here.
    private readonly string _name = Guid.NewGuid().ToString("N")[..8];
    private readonly Lock _lock = new();
    private readonly Queue<FeedEvent> _kept = new();
    private readonly HashSet<EventListener> _listeners = [];
    private long _last;

    /// <summary>How many listen.</summary>
    public int Listeners
    {
        get
        {
            lock (_lock)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>Begins to listen to a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="after">Id of the last event that the listener has seen, or <c>null</c>: he gets what came since, or is told that it is no longer known.</param>
    /// <param name="who">Tells whose listener it is.</param>
    /// <exception cref="ProblemException">429: he listens too many times already; 503: too many listen.</exception>
    public EventListener Listen(string region, string? after, string who)
    {
        lock (_lock)
        {
            if (_listeners.Count(one => one.Who == who) >= MostListenersOfOne)
            {
                throw new ProblemException(StatusCodes.Status429TooManyRequests, new(
                    $"同一账号（未登录时为同一网络地址）最多同时收听 {MostListenersOfOne} 路变化；请关闭一些页面。", $"One account, or one address that has not signed in, listens {MostListenersOfOne} times at most; close some pages."));
            }
            if (_listeners.Count >= MostListeners)
            {
                throw new ProblemException(StatusCodes.Status503ServiceUnavailable, new("收听变化的客户端已满，请稍后再试。", "Too many clients listen for changes; try again later."));
            }
            var listener = new EventListener(region, who, Leave);
            if (after is null || Since(after) is not { } since)
            {
                listener.Tell(new(Id(_last), after is null ? "ready" : Missed, null, "{}"));
            }
            else
            {
                listener.Tell(new(Id(_last - since.Count), "ready", null, "{}"));
                foreach (var one in since)
                {
                    listener.Tell(one);
                }
            }
            _listeners.Add(listener);
            return listener;
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Listening.KeepAsync(
        db, Channel, connection => HearAsync(connection, stoppingToken), failure => log.LogWarning(failure, "The connection that listens for events was lost; it will be made again."), stoppingToken);

    private async Task HearAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        connection.Notification += (_, told) => Pass(told.Payload);
        Tell(Missed, null, "{}");
        while (true)
        {
            if (!await connection.WaitAsync(s_look, stop))
            {
                await using var alive = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = PatienceSeconds };
                await alive.ExecuteScalarAsync(stop);
            }
        }
    }

    private void Pass(string payload)
    {
        try
        {
            using var told = JsonDocument.Parse(payload);
            Tell(told.RootElement.GetProperty("kind").GetString()!, told.RootElement.TryGetProperty("region", out var region) ? region.GetString() : null, payload);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Anybody who may connect to the database may notify.
            log.LogWarning("A notification on {Channel} cannot be read.", Channel);
        }
    }

    private void Tell(string kind, string? region, string data)
    {
        lock (_lock)
        {
            var told = new FeedEvent(Id(++_last), kind, region, data);
            _kept.Enqueue(told);
            if (_kept.Count > Kept)
            {
                _kept.Dequeue();
            }
            foreach (var listener in _listeners)
            {
                listener.Tell(told);
            }
        }
    }

    private List<FeedEvent>? Since(string after) =>
        after.StartsWith(_name + "-", StringComparison.Ordinal) && long.TryParse(after.AsSpan(_name.Length + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seen)
            && seen <= _last && _last - seen <= _kept.Count ? [.. _kept.TakeLast((int)(_last - seen))] : null;

    private string Id(long number) => FormattableString.Invariant($"{_name}-{number}");

    private void Leave(EventListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }
}
