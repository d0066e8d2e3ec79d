using GeoZones.Server.Checks;
using GeoZones.Server.Database;
using GeoZones.Server.Import;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

[assembly: AssemblyFixture(typeof(GeoZones.Server.Tests.PostGis))]

namespace GeoZones.Server.Tests;

/// <summary>
/// One PostgreSQL + PostGIS cluster for the whole run, in a temporary folder, not durable. Every test class asks for a database of its own,
/// copied from one that is migrated.
/// </summary>
public sealed class PostGis : IAsyncLifetime
{
    /// <summary>Settings of a cluster that may lose its data.</summary>
    public static readonly IReadOnlyList<string> NotDurable = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    // Every test class has a database, and every database a pool of its own; the classes run side by side.
    private const string RoomForAll = "max_connections=400";
    private const string Migrated = "migrated";
    private const string Loaded = "cases";
    private readonly string folder = Directory.CreateTempSubdirectory("geozones-tests-").FullName;
    private readonly SemaphoreSlim oneCopyAtATime = new(1);
    private PrivateCluster? cluster;
    private readonly Lazy<Task> cases;
    private int databases;

    public PostGis() => cases = new(LoadCases);

    public async ValueTask InitializeAsync()
    {
        cluster = await PrivateCluster.Open(folder, [.. NotDurable, RoomForAll]);
        await cluster.CreateDatabase(Migrated);
        await using ServerDatabase _ = await ServerDatabase.Connect(Unpooled(Migrated));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        oneCopyAtATime.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A new database with the schema and no data.</summary>
    public async Task<ServerDatabase> NewDatabase() => await ServerDatabase.Connect(await Copy(Migrated));

    /// <summary>A new database with all cases, loaded and checked once for the whole run.</summary>
    public async Task<ServerDatabase> NewDatabaseWithCases()
    {
        await cases.Value;
        return await ServerDatabase.Connect(await Copy(Loaded));
    }

    /// <summary>Connection string of a new database with nothing in it, not even PostGIS.</summary>
    public Task<string> NewEmptyDatabase() => Copy("template1");

    /// <summary>The folder of the cases and code lists.</summary>
    public static string DataFolder { get; } = FindData();

    private static string FindData()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "data", "codes", "sets.json")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no folder data/ above the tests.");
        }

        return Path.Combine(folder.FullName, "data");
    }

    private async Task LoadCases()
    {
        await oneCopyAtATime.WaitAsync();
        await cluster!.CreateDatabase(Loaded, Migrated);
        oneCopyAtATime.Release();
        await using ServerDatabase database = await ServerDatabase.Connect(Unpooled(Loaded));
        foreach (string folder in CaseFile.FoldersIn(DataFolder))
        {
            (string region, _) = await CaseImport.Run(database.Source, folder);
            await CheckRegion.RunAsync(database.Source, region, "tests", NullLogger.Instance);
        }
    }

    private async Task<string> Copy(string template)
    {
        string name = $"test_{Interlocked.Increment(ref databases)}";
        await oneCopyAtATime.WaitAsync();
        try
        {
            await cluster!.CreateDatabase(name, template);
        }
        finally
        {
            oneCopyAtATime.Release();
        }

        return cluster.ConnectionString(name);
    }

    private string Unpooled(string database) => new NpgsqlConnectionStringBuilder(cluster!.ConnectionString(database)) { Pooling = false }.ConnectionString;
}
