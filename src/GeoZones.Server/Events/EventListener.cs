using System.Threading.Channels;

namespace GeoZones.Server.Events;

/// <summary>Something that happened.</summary>
/// <param name="Id">Its place in the feed.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Region">The region that it happened to; <c>null</c>: every region.</param>
/// <param name="Data">What is told of it, a JSON object.</param>
public sealed record FeedEvent(string Id, string Kind, string? Region, string Data);

/// <summary>One who listens to a region, until it is disposed of. Who takes what he is told too slowly is let go: he finds what he has missed when he comes back.</summary>
/// <param name="region">The region.</param>
/// <param name="who">Tells whose listener it is.</param>
/// <param name="leave">Told when it is disposed of.</param>
public sealed class EventListener(string region, string who, Action<EventListener> leave) : IDisposable
{
    private const int MostWaiting = 1000;

    private readonly Channel<FeedEvent> _told = System.Threading.Channels.Channel.CreateBounded<FeedEvent>(MostWaiting);

    /// <summary>Tells whose listener it is.</summary>
    public string Who => who;

    /// <summary>What he is told; completed when he is let go.</summary>
    public ChannelReader<FeedEvent> Told => _told.Reader;

    /// <summary>Tells him, where it is of his region.</summary>
    internal void Tell(FeedEvent one)
    {
        if ((one.Region is null || one.Region == region) && !_told.Writer.TryWrite(one))
        {
            _told.Writer.TryComplete();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => leave(this);
}
