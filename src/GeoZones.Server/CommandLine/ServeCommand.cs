using System.CommandLine;
using System.Net.Sockets;

using GeoZones.Server.Accounts;
using GeoZones.Server.Checks;
using GeoZones.Server.Database;
using GeoZones.Server.Import;

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace GeoZones.Server.CommandLine;

/// <summary><c>serve</c>: the server, until Ctrl-C.</summary>
internal sealed class ServeCommand : Command
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    private readonly Option<string?> cases = new("--cases") { Description = "Load the cases in this folder that are not loaded yet, and check them. 载入并检查此文件夹中的案例。" };

    public ServeCommand()
        : base("serve", "Start the server (the default). 启动服务。")
    {
        Options.Add(cases);
        SetAction(Serve);
    }

    private async Task<int> Serve(ParseResult parsed, CancellationToken cancel)
    {
        await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
        await FirstAdministrator.EnsureAsync(database.Source, cancel);
        string urls = Environment.GetEnvironmentVariable("GEOZONES_URLS") is { Length: > 0 } given ? given : DefaultUrl;
        await using WebApplication app = Program.CreateServer(database, new Dictionary<string, string?> { ["urls"] = urls });
        await Listen(app, urls, cancel);
        if (parsed.GetValue(cases) is string folder)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, app.Lifetime.ApplicationStopping);
            await LoadCases(database, folder, stop.Token);
        }

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
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException or ArgumentException or SocketException)
        {
            throw new Refusal($"无法监听 {urls}（{e.Message}）；请用 GEOZONES_URLS 另选地址。", $"Cannot listen on {urls} ({e.Message}); choose another address with GEOZONES_URLS.", e);
        }
    }

    private static async Task LoadCases(ServerDatabase database, string folder, CancellationToken cancel)
    {
        foreach (string one in CaseFile.FoldersIn(folder))
        {
            string name = Path.GetFileName(one);
            (string region, _) = await Terminal.Show(new($"案例 {name}", $"Case {name}"), progress => CaseImport.Run(database.Source, one, progress, cancel));
            if ((await CheckRun.NewestAsync(database.Source, region, 1, cancel)).Count == 0)
            {
                CheckRun run = await RegionCheck.Visibly(database, region, cancel);
                Terminal.Say(RegionCheck.Summary(run));
            }
        }
    }

    private static void Announce(WebApplication app)
    {
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Terminal.Say(new($"GeoZones 已就绪：{address}（按 Ctrl-C 停止）", $"GeoZones is ready: {address} (Ctrl-C stops it)"));
    }
}
