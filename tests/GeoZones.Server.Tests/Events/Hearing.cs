using System.Net.ServerSentEvents;
using System.Text.Json;

namespace GeoZones.Server.Tests.Events;

/// <summary>One who listens to the events of a region.</summary>
internal sealed class Hearing : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _answer;
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly IAsyncEnumerator<SseItem<string>> _told;
    private readonly SseParser<string> _parser;

    private Hearing(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _parser = SseParser.Create(body);
        _told = _parser.EnumerateAsync(_end.Token).GetAsyncEnumerator(_end.Token);
    }

    /// <summary>The id of the last event.</summary>
    public string LastId => _parser.LastEventId;

    public static async Task<Hearing> BeginAsync(HttpClient http, string region, string? after = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/regions/{region}/events{query}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal((200, "text/event-stream"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return new(answer, await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next event.</summary>
    public async Task<(string Kind, JsonElement Data)> NextAsync()
    {
        Assert.True(await _told.MoveNextAsync().AsTask().WaitAsync(s_patience, TestContext.Current.CancellationToken), "The stream has ended.");
        return (_told.Current.EventType, JsonDocument.Parse(_told.Current.Data).RootElement);
    }

    /// <summary>The next event but for those that come first.</summary>
    public async Task<(string Kind, JsonElement Data)> NextAsync(string kind)
    {
        while (true)
        {
            var told = await NextAsync();
            if (told.Kind == kind)
            {
                return told;
            }
        }
    }

    /// <summary>Whether the server has nothing more to tell and ends the stream.</summary>
    public async Task<bool> HasEndedAsync() => !await _told.MoveNextAsync().AsTask().WaitAsync(s_patience, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _answer.Dispose();
        _end.Dispose();
    }
}
