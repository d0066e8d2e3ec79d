using System.Diagnostics;

using GeoZones.Server.CommandLine;

using Npgsql;

namespace GeoZones.Server.Database;

/// <summary>
/// A PostgreSQL cluster of our own, reached by a Unix socket only. Every process that uses it holds a shared lock on one file; a watcher
/// beside PostgreSQL waits for the exclusive lock and then stops it. The kernel gives the lock back however a process ends, so the
/// cluster stops after the last user, also after <c>kill -9</c>, and a command shares it with a server that runs already.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private const string Superuser = "geozones";
    private const string MaintenanceDatabase = "postgres";
    private const int SocketPathLimit = 107;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ClusterFolder folder;
    private readonly FileStream use;
    private readonly string socketFolder;

    private PrivateCluster(ClusterFolder folder, FileStream use, string socketFolder)
    {
        this.folder = folder;
        this.use = use;
        this.socketFolder = socketFolder;
    }

    /// <summary>
    /// Uses the cluster in <paramref name="path"/>: makes it where there is none, recovers it where it was killed, starts it where it does not run.
    /// </summary>
    /// <param name="path">Folder of the cluster; its user alone may look into it.</param>
    /// <param name="settings">Server settings as <c>name=value</c>; durable when empty.</param>
    /// <param name="progress">Told what takes its time.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Refusal">It cannot be made or started; the sentence says why.</exception>
    public static async Task<PrivateCluster> Open(string path, IReadOnlyList<string> settings, IProgress<Sentence>? progress = null, CancellationToken cancel = default)
    {
        var folder = new ClusterFolder(Path.GetFullPath(path));
        await ClusterUser.OwnFolder(folder.Root, cancel);
        using FileStream opening = await FileLock.Alone(folder.OpeningLock, cancel);
        if (!File.Exists(Path.Combine(folder.Data, "PG_VERSION")))
        {
            progress?.Report(new("正在建立数据库……", "Making the database cluster …"));
            await Make(folder, cancel);
        }

        // Waits while the watcher of the users before us is stopping the cluster.
        FileStream use = await FileLock.Shared(folder.UseLock, cancel);
        try
        {
            if (Postmaster.Of(folder.Data) is null)
            {
                progress?.Report(new("正在启动数据库……", "Starting the database …"));
                Start(folder, settings);
            }

            return new(folder, use, await Ready(folder, cancel));
        }
        catch
        {
            await use.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connection string of a database of this cluster, with every right.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Username = Superuser,
        Database = database,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>Makes a database where it is missing.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="template">The database to copy; an empty one by default. Nobody may be connected to it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task CreateDatabase(string database, string template = "template1", CancellationToken cancel = default)
    {
        string maintenance = new NpgsqlConnectionStringBuilder(ConnectionString(MaintenanceDatabase)) { Pooling = false }.ConnectionString;
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(maintenance);
        await using NpgsqlCommand look = source.CreateCommand("SELECT FROM pg_database WHERE datname = $1");
        look.Parameters.Add(new() { Value = database });
        await using (NpgsqlDataReader found = await look.ExecuteReaderAsync(cancel))
        {
            if (found.HasRows)
            {
                return;
            }
        }

        await using NpgsqlCommand make = source.CreateCommand($"CREATE DATABASE {Quoted(database)} TEMPLATE {Quoted(template)}");
        await make.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Gives the cluster up; returns when it has stopped, or at once where others still use it.</summary>
    public async ValueTask DisposeAsync()
    {
        await use.DisposeAsync();
        var waited = Stopwatch.StartNew();
        while (Postmaster.Of(folder.Data) is not null && waited.Elapsed < Patience)
        {
            if (FileLock.TryAlone(folder.UseLock) is FileStream alone)
            {
                // Nobody uses it and no watcher stops it: we were quicker, or the watcher was killed.
                await using (alone)
                {
                    await ClusterUser.Run(folder.Root, default, Path.Combine(PostgresInstallation.Of(folder.Data).Bin, "pg_ctl"), "stop", "--pgdata", folder.Data, "--mode=fast", "--silent");
                }
            }
            else if (FileLock.TryShared(folder.UseLock) is FileStream shared)
            {
                await shared.DisposeAsync();
                return;
            }
            else
            {
                await Task.Delay(Pause);
            }
        }
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task Make(ClusterFolder folder, CancellationToken cancel)
    {
        string unfinished = folder.Data + ".unfinished";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        // C.UTF-8 orders text the same on every machine. Trust: the socket's folder is closed to everybody else.
        (int exitCode, string output) = await ClusterUser.Run(folder.Root, cancel, Path.Combine(PostgresInstallation.Newest().Bin, "initdb"),
            "--pgdata", unfinished, "--username", Superuser, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8");
        if (exitCode != 0)
        {
            string reason = output.Split('\n').LastOrDefault(line => line.Contains("error", StringComparison.Ordinal), output);
            throw new Refusal($"无法在 {folder.Root} 建立数据库：{reason}", $"The database cluster cannot be made in {folder.Root}: {reason}");
        }

        Directory.Move(unfinished, folder.Data);
    }

    private static void Start(ClusterFolder folder, IReadOnlyList<string> settings)
    {
        const string Watch = """
            log=$1 use=$2 socket=$3; shift 3
            exec </dev/null >"$log" 2>&1
            "$@" & postmaster=$!
            exec 9<"$use"
            flock --exclusive 9
            kill -INT $postmaster
            wait $postmaster
            rmdir "$socket"
            """;
        Postmaster.ForgetDead(folder);
        File.Delete(folder.Log);
        string socketFolder = SocketFolder(folder);
        string[] options =
        [
            "listen_addresses=", $"unix_socket_directories={socketFolder}", "unix_socket_permissions=0700",
            "timezone=UTC", "jit=off", "log_checkpoints=off", "log_min_messages=warning", .. settings,
        ];
        // Its own session, so that Ctrl-C reaches the server alone and the database outlives its last statement.
        Process.Start(ClusterUser.Start(folder.Root,
        [
            "setsid", "sh", "-c", Watch, "watch", folder.Log, folder.UseLock, socketFolder,
            Path.Combine(PostgresInstallation.Of(folder.Data).Bin, "postgres"), "-D", folder.Data,
            .. options.SelectMany(option => new[] { "-c", option }),
        ]))!.Dispose();
    }

    private static string SocketFolder(ClusterFolder folder)
    {
        if (Path.Combine(folder.Root, Postmaster.SocketName).Length <= SocketPathLimit)
        {
            return folder.Root;
        }

        string elsewhere = Directory.CreateTempSubdirectory("geozones-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            using Process change = Process.Start("chown", ["postgres:", elsewhere]);
            change.WaitForExit();
        }

        return elsewhere;
    }

    private static async Task<string> Ready(ClusterFolder folder, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            Postmaster? postmaster = Postmaster.Of(folder.Data);
            if (postmaster?.State == "ready")
            {
                return postmaster.SocketFolder;
            }

            if (postmaster is null && Failure(folder) is string reason)
            {
                throw new Refusal($"数据库无法启动：{reason}（日志：{folder.Log}）", $"The database does not start: {reason} (log: {folder.Log})");
            }

            await Task.Delay(Pause, cancel);
        }

        throw new Refusal($"数据库在 {Patience.TotalSeconds} 秒内未就绪，请查看 {folder.Log}。", $"The database was not ready within {Patience.TotalSeconds} s; see {folder.Log}.");
    }

    private static string? Failure(ClusterFolder folder) => File.Exists(folder.Log)
        ? File.ReadLines(folder.Log).FirstOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal))?.Split("FATAL:")[1].Trim()
        : null;
}
