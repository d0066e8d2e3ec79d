using GeoZones.Server.Database;

using Npgsql;

namespace GeoZones.Server.Tests.CommandLine;

/// <summary>A class fixture: a database with all cases, loaded and checked, and a folder for what commands are given.</summary>
public sealed class CommandDesk(PostGis postGis) : IAsyncLifetime
{
    private ServerDatabase database = null!;

    /// <summary>The database.</summary>
    public NpgsqlDataSource Source => database.Source;

    /// <summary>Files for commands.</summary>
    internal TemporaryFolder Folder { get; } = new();

    public async ValueTask InitializeAsync() => database = await postGis.NewDatabaseWithCases();

    public async ValueTask DisposeAsync()
    {
        Folder.Dispose();
        await database.DisposeAsync();
    }

    /// <summary>Runs a command on the database.</summary>
    internal Task<CommandRun> Run(params string[] arguments) => CommandRun.Of(database.ConnectionString, arguments);

    /// <summary>Runs a command on the database that reads something from standard input.</summary>
    internal Task<CommandRun> RunWithInput(string input, params string[] arguments) => CommandRun.OfInput(input, database.ConnectionString, arguments);
}
