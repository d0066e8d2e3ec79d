using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace GeoZones.Server.Tests;

/// <summary>An answer of the server, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string? Type, string Text, HttpResponseMessage Message)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public static async Task<Answer> GetAsync(HttpClient client, string path, params (string Name, string Value)[] headers) =>
        await SendAsync(client, new HttpRequestMessage(HttpMethod.Get, path), headers);

    public static Task<Answer> PostAsync(
        HttpClient client, string path, string? body, string type = "application/json", params (string Name, string Value)[] headers) =>
        PostAsync(client, path, body is null ? null : Encoding.UTF8.GetBytes(body), type, headers);

    public static async Task<Answer> PostAsync(
        HttpClient client, string path, byte[]? body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }
        return await SendAsync(client, request, headers);
    }

    public static async Task<Answer> SendAsync(HttpClient client, HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        var message = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(message.StatusCode, message.Content.Headers.ContentType?.MediaType, text, message);
    }

    /// <summary>The answer is a problem document of that status; returns it.</summary>
    public JsonElement IsProblem(int status)
    {
        Assert.True((int)Status == status, $"{(int)Status} instead of {status}: {Text}");
        Assert.Equal("application/problem+json", Type);
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
        Assert.NotEmpty(Json.GetProperty("detail").GetString()!);
        Assert.Equal("nosniff", Message.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        return Json;
    }

    /// <summary>The answer is JSON of that status; returns it.</summary>
    public JsonElement Is(int status, string type = "application/json")
    {
        Assert.True((int)Status == status, $"{(int)Status} instead of {status}: {Text}");
        Assert.Equal(type, Type);
        return Json;
    }
}
