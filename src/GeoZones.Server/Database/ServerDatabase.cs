using System.Diagnostics;
using System.Net.Sockets;

using GeoZones.Server.CommandLine;

using Npgsql;

namespace GeoZones.Server.Database;

/// <summary>The database that a command or the server works on, checked and migrated.</summary>
public sealed class ServerDatabase : IAsyncDisposable
{
    private const string DatabaseName = "geozones";
    private static readonly Version OldestPostGis = new(3, 3);
    private static readonly TimeSpan PatienceWhenFull = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly PrivateCluster? cluster;

    private ServerDatabase(NpgsqlDataSource source, string connectionString, PrivateCluster? cluster)
    {
        Source = source;
        ConnectionString = connectionString;
        this.cluster = cluster;
    }

    /// <summary>Pooled connections that know geometries; where several hosts are named, those of the primary.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>What <see cref="Source"/> was made from.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Opens the database that <c>GEOZONES_DB</c> or <c>ConnectionStrings:GeoZones</c> names, else the private cluster in <c>GEOZONES_DATA</c>.
    /// </summary>
    /// <param name="configuration">Settings and environment.</param>
    /// <param name="progress">Told what takes its time.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Refusal">The database cannot be used; the sentence says why.</exception>
    public static async Task<ServerDatabase> Open(IConfiguration configuration, IProgress<Sentence>? progress = null, CancellationToken cancel = default)
    {
        string? given = configuration["GEOZONES_DB"] is { Length: > 0 } named ? named : configuration.GetConnectionString("GeoZones");
        if (!string.IsNullOrWhiteSpace(given))
        {
            return await Connect(given, null, cancel);
        }

        PrivateCluster cluster = await PrivateCluster.Open(PrivateFolder(configuration), [], progress, cancel);
        try
        {
            await cluster.CreateDatabase(DatabaseName, cancel: cancel);
            return await Connect(cluster.ConnectionString(DatabaseName), cluster, cancel);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects to a database, checks that it can be worked with, and migrates it.</summary>
    /// <exception cref="Refusal">It cannot be used; the sentence says why.</exception>
    public static Task<ServerDatabase> Connect(string connectionString, CancellationToken cancel = default) => Connect(connectionString, null, cancel);

    /// <summary>Closes the connections and gives up the private cluster, where it is one.</summary>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }

    private static async Task<ServerDatabase> Connect(string connectionString, PrivateCluster? cluster, CancellationToken cancel)
    {
        NpgsqlConnectionStringBuilder settings = Parse(connectionString);
        try
        {
            await WhenNotFull(async () =>
            {
                await RequirePostGis(settings, cancel);
                await Migrations.Run(settings.ConnectionString, cancel);
            }, cancel);
        }
        catch (NpgsqlException e)
        {
            throw new Refusal(DatabaseTrouble.Explain(e, settings), e);
        }
        catch (SocketException e)
        {
            throw new Refusal(DatabaseTrouble.Unreachable(settings, e.Message), e);
        }

        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseNetTopologySuite();
        return new(builder.Build(), settings.ConnectionString, cluster);
    }

    // Clients come and go: a server that takes no connection now may take one in a moment.
    private static async Task WhenNotFull(Func<Task> work, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections && waited.Elapsed < PatienceWhenFull)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrEmpty(settings.Host))
            {
                throw new ArgumentException("Host is missing");
            }

            if (settings.Host.Contains(',', StringComparison.Ordinal) && settings.TargetSessionAttributes is null)
            {
                settings.TargetSessionAttributes = "primary";
            }

            return settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new Refusal(
                $"GEOZONES_DB 不是有效的连接字符串（{e.Message}），应形如 Host=localhost;Database=geozones;Username=…;Password=…。",
                $"GEOZONES_DB is no connection string ({e.Message}); it looks like Host=localhost;Database=geozones;Username=…;Password=….",
                e);
        }
    }

    private static async Task RequirePostGis(NpgsqlConnectionStringBuilder settings, CancellationToken cancel)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(settings.ConnectionString);
        await using NpgsqlCommand make = source.CreateCommand("CREATE EXTENSION IF NOT EXISTS postgis");
        try
        {
            await make.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (DatabaseTrouble.LacksPostGis(e))
        {
            throw new Refusal(DatabaseTrouble.NoPostGis(settings, e), e);
        }

        await using NpgsqlCommand ask = source.CreateCommand("SELECT extversion FROM pg_extension WHERE extname = 'postgis'");
        string found = (string)(await ask.ExecuteScalarAsync(cancel))!;
        if (!DatabaseTrouble.AtLeast(found, OldestPostGis))
        {
            throw new Refusal(
                $"数据库 {settings.Database}（{settings.Host}）的 PostGIS 是 {found}，需要 {OldestPostGis} 或更新版本。",
                $"The database {settings.Database} on {settings.Host} has PostGIS {found}; version {OldestPostGis} or newer is needed.");
        }
    }

    private static string PrivateFolder(IConfiguration configuration)
    {
        if (configuration["GEOZONES_DATA"] is { Length: > 0 } folder)
        {
            return folder;
        }

        return Environment.IsPrivilegedProcess
            ? "/var/lib/geozones"
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "geozones");
    }
}
