using GeoZones.Server.Database;

namespace GeoZones.Server.CommandLine;

/// <summary>Opening the database at the start of a command.</summary>
internal static class OpenDatabase
{
    /// <summary>Opens the database that the environment and <c>appsettings.json</c> name, and shows what takes its time.</summary>
    /// <exception cref="Refusal">It cannot be used.</exception>
    public static Task<ServerDatabase> Visibly(CancellationToken cancel)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        return Terminal.Show(new("正在打开数据库……", "Opening the database …"), progress => ServerDatabase.Open(configuration, progress, cancel));
    }
}
