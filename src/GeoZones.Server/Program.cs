using GeoZones.Server.CommandLine;
using GeoZones.Server.Database;

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
        builder.Services.AddSingleton(database.Source);

        WebApplication app = builder.Build();
        return app;
    }
}
