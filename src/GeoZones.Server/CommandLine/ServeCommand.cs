using System.CommandLine;

using GeoZones.Server.Database;

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace GeoZones.Server.CommandLine;

/// <summary><c>serve</c>: the server, until Ctrl-C.</summary>
internal sealed class ServeCommand : Command
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    public ServeCommand()
        : base("serve", "Start the server (the default). 启动服务。")
    {
        SetAction(Serve);
    }

    private async Task<int> Serve(ParseResult parsed, CancellationToken cancel)
    {
        await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
        string urls = Environment.GetEnvironmentVariable("GEOZONES_URLS") is { Length: > 0 } given ? given : DefaultUrl;
        await using WebApplication app = Program.CreateServer(database, new Dictionary<string, string?> { ["urls"] = urls });
        await Listen(app, urls, cancel);
        Announce(app);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    private static async Task Listen(WebApplication app, string urls, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException or UriFormatException)
        {
            throw new Refusal($"无法监听 {urls}：{e.Message}；请用 GEOZONES_URLS 另选地址。", $"Cannot listen on {urls}: {e.Message} Choose another address with GEOZONES_URLS.", e);
        }
    }

    private static void Announce(WebApplication app)
    {
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Terminal.Say(new($"GeoZones 已就绪：{address}（按 Ctrl-C 停止）", $"GeoZones is ready: {address} (Ctrl-C stops it)"));
    }
}
