using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

using GeoZones.Server.Accounts;
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
    private const string ReferenceLayer = "reference-layer";

    // Who listens for longer comes back and says again who he is: a session may have ended meanwhile.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);

    /// <summary>Registers the feed.</summary>
    public static void AddEvents(this IServiceCollection services) => services.AddSingleton<EventFeed>().AddHostedService(provider => provider.GetRequiredService<EventFeed>());

    /// <summary>Adds the address.</summary>
    public static void MapEvents(this IEndpointRouteBuilder api) => api.MapGet("/regions/{region}/events", AnswerAsync).Query(After)
        .Describe(Topic.Plans, "县市中发生的变化，服务器推送（SSE）", "What happens to a region, as server-sent events").WithMetadata(new Gives("", MediaType), new AlsoServes(MediaType));

    private static async Task<IResult> AnswerAsync(HttpContext context, string region, EventFeed feed, Register register, NpgsqlDataSource db, IHostApplicationLifetime life, CancellationToken cancel)
    {
        var known = await Region.NamedAsync(db, region, cancel);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return TypedResults.Content("", MediaType);
        }
        var after = context.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? context.Request.Query[After].FirstOrDefault();
        var who = Caller.Of(context).Account is { } account ? FormattableString.Invariant($"account {account.Id}") : $"network {SignInLimit.NetworkOf(context)}";
        var listener = feed.Listen(known.Id, after, who);
        context.Response.RegisterForDispose(listener);
        // What stands between must not gather events before it passes them on.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(EventsAsync(context, known.Id, listener, register, life.ApplicationStopping, cancel));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        HttpContext context, string region, EventListener listener, Register register, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!stopping.IsCancellationRequested && !cancel.IsCancellationRequested && Stopwatch.GetElapsedTime(begun) < s_longest)
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
                await context.Response.WriteAsync(": \n\n", cancel);
                await context.Response.Body.FlushAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
            if (await MayHearAsync(context, region, told, register, cancel) is not { } may)
            {
                yield break;
            }
            if (told is not null && may)
            {
                yield return new(told.Data, told.Kind) { EventId = told.Id, ReconnectionInterval = s_retry };
            }
        }
    }

    // Roles are taken away while somebody listens: asked with each event, and with each comment. Null: the listener may not listen any more, or that cannot be found out.
    private static async Task<bool?> MayHearAsync(HttpContext context, string region, FeedEvent? told, Register register, CancellationToken cancel)
    {
        if (told is { Region: null, Kind: not ReferenceLayer })
        {
            // It says nothing of any region, and comes when the database cannot be asked.
            return true;
        }
        try
        {
            var caller = Caller.Of(context).AsOf(await register.NowAsync(cancel));
            // A layer of all regions is for those who have a role, and not for everybody who reads an open region.
            return !caller.MayRead(region) ? null : told is not { Region: null } || caller.MayReadReference(null);
        }
        catch (NpgsqlException)
        {
            return told is null ? true : null;
        }
    }
}
