using GeoZones.Server.Accounts;
using GeoZones.Server.Database;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GeoZones.Server.Tests;

/// <summary>
/// A class fixture: the real server over a database of its own with all cases, loaded and checked, listening on a free port of the loopback address. Its administrator is <see cref="Administrator"/>.
/// </summary>
public sealed class GeoZonesServer(PostGis postGis) : IAsyncLifetime
{
    /// <summary>Name of an account that may do everything.</summary>
    public const string Administrator = "admin";

    /// <summary>Its password.</summary>
    public const string Password = "ten plus characters";

    private WebApplication? app;

    /// <summary>The server's database.</summary>
    public ServerDatabase Database { get; private set; } = null!;

    /// <summary>Speaks to the server as its administrator; its base address is the server's.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>Speaks to the server without saying who it is.</summary>
    public HttpClient Anonymous { get; } = new();

    /// <summary>What the server is made of.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>The routes below a path, as they are written in the description of the API.</summary>
    public IEnumerable<(string Path, IReadOnlyList<string> Methods)> Routes(string below) =>
        from endpoint in app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where path.StartsWith("/" + below, StringComparison.Ordinal)
        select (path, endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods);

    /// <summary>The query parameters of the address that is read at a path.</summary>
    public IReadOnlyList<string> QueryParametersOf(string path) => app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/') == path).SelectMany(endpoint => endpoint.Metadata.GetMetadata<QueryParameters>()?.Names ?? []).ToArray();

    /// <summary>The query parameters that a method of an address takes.</summary>
    public IReadOnlyList<string> QueryParametersOf(string method, string path) => Endpoint(method, path).Metadata.GetMetadata<QueryParameters>()?.Names ?? [];

    /// <summary>What the body of a method of an address may come as; none where it takes no body.</summary>
    public IReadOnlyList<string> BodyTypesOf(string method, string path) => Endpoint(method, path).Metadata.GetMetadata<Takes>()?.MediaTypes ?? [];

    /// <summary>Whether what is read at a path comes as a page too.</summary>
    public bool ServesPage(string path) => Endpoint("GET", path).Metadata.GetOrderedMetadata<AlsoServes>().Any(also => also.MediaType == "text/html");

    private RouteEndpoint Endpoint(string method, string path) => app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Single(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/') == path && endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Contains(method));

    /// <summary>Makes the server read accounts and roles anew, which a test has changed behind its back.</summary>
    public void ForgetPermissions() => app!.Services.GetRequiredService<Register>().Forget();

    public async ValueTask InitializeAsync()
    {
        Database = await postGis.NewDatabaseWithCases();
        await using (var desk = new AccountDesk(Database.Source))
        {
            var account = await desk.Book.AddAsync(Administrator, Password, null, [new(Role.Administrator, null, null)], "tests", default);
            Http.DefaultRequestHeaders.Authorization = new("Bearer", (await desk.Tokens.MakeAsync(account.Id, "tests", 1, default)).Token);
        }

        app = Program.CreateServer(Database, new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["Accounts:SignInsPerMinute"] = "6000" });
        await app.StartAsync();
        Http.BaseAddress = Anonymous.BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Anonymous.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
