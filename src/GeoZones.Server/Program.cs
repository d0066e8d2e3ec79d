using GeoZones.Server.Accounts;
using GeoZones.Server.Checks;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Configuration;
using GeoZones.Server.Database;
using GeoZones.Server.Editing;
using GeoZones.Server.Events;
using GeoZones.Server.Features;
using GeoZones.Server.Health;
using GeoZones.Server.Measure;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Page;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;
using GeoZones.Server.Rules;
using GeoZones.Server.Settings;
using GeoZones.Server.Site;
using GeoZones.Server.Tiles;
using GeoZones.Server.Verdicts;

return await GeoZonesCommand.Run(args);

/// <summary>The executable: a command line, and the server as its table of contents.</summary>
public static partial class Program
{
    /// <summary>Builds the server over an open database; it listens once it is started.</summary>
    /// <param name="database">Checked and migrated.</param>
    /// <param name="settings">Settings as <c>name=value</c> that go before files and environment, for example <c>urls</c>.</param>
    public static WebApplication CreateServer(ServerDatabase database, IReadOnlyDictionary<string, string?>? settings = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        // What keeps the host from starting reaches the caller as an exception; it need not be logged with a stack trace too.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // The keys of sessions are no better sealed than the database that they lie in.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Filters come in the address, and the link to the next page carries them on.
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        });
        builder.Services.AddSingleton(database.Source);
        builder.Services.AddAccounts(builder.Configuration);
        builder.Services.AddApiJson();
        builder.Services.AddApiDescription();
        builder.Services.AddPage();
        builder.Services.AddViews();
        builder.Services.AddFeatures();
        builder.Services.AddVerdicts();
        builder.Services.AddTiles();
        builder.Services.AddEvents();
        builder.Services.AddHostedService<CheckWorker>();

        WebApplication app = builder.Build();
        IReadOnlyList<BaseLayer> baseLayers = BaseLayers.Read(app.Configuration);
        app.UseProblems();
        app.UsePage(baseLayers);
        app.UseAccounts();
        app.UseReferenceLayers();
        app.MapHealth();
        app.MapRulePages();
        app.MapOpenId(app.Configuration);
        RouteGroupBuilder api = app.MapApi();
        api.MapConfiguration(baseLayers);
        api.MapAccounts();
        api.MapFeatures();
        api.MapEditing();
        api.MapTiles();
        api.MapPlans();
        api.MapChecks();
        api.MapEvents();
        api.MapCheckSettings();
        api.MapRules();
        api.MapVerdicts();
        api.MapMeasure();
        api.MapSiteCheck();
        api.MapOpenApiDocuments();
        return app;
    }
}
