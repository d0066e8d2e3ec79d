using GeoZones.Server.Database;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
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

    /// <summary>What the server is made of.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>The routes below a path, as they are written in the description of the API.</summary>
    public IEnumerable<(string Path, IReadOnlyList<string> Methods)> Routes(string below) =>
        from endpoint in app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where path.StartsWith("/" + below, StringComparison.Ordinal)
        select (path, endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods);

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
