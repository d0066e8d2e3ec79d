using System.Net.Sockets;
using System.Text;

namespace GeoZones.Server.Tests.Problems;

/// <summary>A body whose length nobody tells (RFC 9112, 7.1): it is poured out in chunks until the server answers, which <see cref="HttpClient"/> does not hear before it has sent everything.</summary>
internal static class PouredBody
{
    private const int ChunkBytes = 64 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Sends a body of spaces; returns what the server answers, from its status line on, at most a chunk of it.</summary>
    /// <param name="client">Whose server and authorization are taken.</param>
    /// <param name="method">The method.</param>
    /// <param name="address">Path and query.</param>
    /// <param name="type">Content type.</param>
    /// <param name="bytes">How long the body becomes where the server does not answer before.</param>
    public static async Task<string> AnswerAsync(HttpClient client, string method, string address, string type, int bytes)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        var cancel = patience.Token;
        using TcpClient connection = new();
        await connection.ConnectAsync(client.BaseAddress!.Host, client.BaseAddress.Port, cancel);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{method} {address} HTTP/1.1\r\nHost: {client.BaseAddress.Authority}\r\nAuthorization: {client.DefaultRequestHeaders.Authorization}\r\nIf-Match: *\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n"), cancel);
        var chunk = Encoding.ASCII.GetBytes($"{ChunkBytes:x}\r\n{new string(' ', ChunkBytes)}\r\n");
        try
        {
            for (var sent = 0; sent < bytes && !stream.DataAvailable; sent += ChunkBytes)
            {
                await stream.WriteAsync(chunk, cancel);
            }
            if (!stream.DataAvailable)
            {
                await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancel);
            }
        }
        catch (IOException)
        {
            // The server has heard enough and hung up; its answer is here.
        }

        var answer = new byte[ChunkBytes];
        return Encoding.UTF8.GetString(answer, 0, await stream.ReadAsync(answer, cancel));
    }
}
