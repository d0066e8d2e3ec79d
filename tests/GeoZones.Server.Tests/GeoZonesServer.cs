using GeoZones.Server.Database;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace GeoZones.Server.Tests;

/// <summary>
/// A class fixture: the real server over a database of its own with all cases, loaded and checked, listening on a free port of the loopback address.
/// </summary>
public sealed class GeoZonesServer(PostGis postGis) : IAsyncLifetime
{
    private WebApplication? app;

    /// <summary>The server's database.</summary>
    public ServerDatabase Database { get; private set; } = null!;

    /// <summary>Speaks to the server; its base address is the server's.</summary>
    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Database = await postGis.NewDatabaseWithCases();
        app = Program.CreateServer(Database, new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" });
        await app.StartAsync();
        Http.BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
