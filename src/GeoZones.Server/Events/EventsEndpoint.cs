using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

using GeoZones.Server.OpenApi;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Events;

/// <summary>
/// <c>GET /api/regions/{region}/events</c>: what happens to a region, as server-sent events. <c>features</c>, <c>revision</c>, <c>check-run</c> and <c>reference-layer</c> tell a change, as JSON; <c>ready</c> comes first;
/// <c>missed</c> says that events may have been missed, and what is shown is to be fetched anew.
/// </summary>
public static class EventsEndpoint
{
    /// <summary>The query parameter that stands for the header <c>Last-Event-ID</c>, which a page cannot set when it connects by itself.</summary>
    public const string After = "after";

    private const string MediaType = "text/event-stream";

    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);

    /// <summary>Registers the feed.</summary>
    public static void AddEvents(this IServiceCollection services) => services.AddSingleton<EventFeed>().AddHostedService(provider => provider.GetRequiredService<EventFeed>());

    /// <summary>Adds the address.</summary>
    public static void MapEvents(this IEndpointRouteBuilder api) => api.MapGet("/regions/{region}/events", AnswerAsync).Query(After)
        .Describe(Topic.Plans, "县市中发生的变化，服务器推送（SSE）", "What happens to a region, as server-sent events").WithMetadata(new Gives("", MediaType), new AlsoServes(MediaType));

    private static async Task<IResult> AnswerAsync(HttpContext context, string region, EventFeed feed, NpgsqlDataSource db, IHostApplicationLifetime life, CancellationToken cancel)
    {
        var known = await Region.NamedAsync(db, region, cancel);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return TypedResults.Content("", MediaType);
        }
        var after = context.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? context.Request.Query[After].FirstOrDefault();
        var listener = feed.Listen(known.Id, after) ?? throw new ProblemException(StatusCodes.Status503ServiceUnavailable, new(
            "收听变化的客户端已满，请稍后再试。", "Too many clients listen for changes; try again later."));
        context.Response.RegisterForDispose(listener);
        // What stands between must not gather events before it passes them on.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(EventsAsync(context.Response, listener, life.ApplicationStopping, cancel));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(HttpResponse response, EventListener listener, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (!stopping.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
            either.CancelAfter(s_heartbeat);
            FeedEvent? told = null;
            try
            {
                if (!await listener.Told.WaitToReadAsync(either.Token))
                {
                    yield break;
                }
                listener.Told.TryRead(out told);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested && !cancel.IsCancellationRequested)
            {
                // Nothing is being written while the next event is waited for: a comment keeps the connection open and finds out whether the client is still there.
                await response.WriteAsync(": \n\n", cancel);
                await response.Body.FlushAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
            if (told is not null)
            {
                yield return new(told.Data, told.Kind) { EventId = told.Id, ReconnectionInterval = s_retry };
            }
        }
    }
}
