using GeoZones.Server.Database;

using NetTopologySuite.IO;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Benchmarks;

/// <summary>
/// A PostGIS of its own in a temporary folder with the county as tables <c>landuse</c>, <c>urban</c> and <c>zone</c> (id, class, geom in EPSG:4547), indexed and vacuumed.
/// It need not survive a crash, which spares the peer and us alike the wait for the disk.
/// </summary>
internal sealed class CountyDatabase : IAsyncDisposable
{
    private static readonly string[] s_settings =
    [
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=512MB", "max_wal_size=8GB", "autovacuum=off",
        "max_parallel_workers_per_gather=2", "parallel_setup_cost=0", "parallel_tuple_cost=0", "jit=off", "work_mem=128MB", "default_toast_compression=lz4",
    ];

    private readonly string? temporary;
    private readonly PrivateCluster cluster;

    private CountyDatabase(string? temporary, PrivateCluster cluster, NpgsqlDataSource source)
    {
        this.temporary = temporary;
        this.cluster = cluster;
        Source = source;
    }

    public NpgsqlDataSource Source { get; }

    /// <param name="keptIn">Folder in which the cluster stays for the next time; <c>null</c> for one that goes afterwards.</param>
    public static async Task<CountyDatabase> Open(string? keptIn)
    {
        var temporary = keptIn is null ? Directory.CreateTempSubdirectory("geozones-county-").FullName : null;
        var cluster = await PrivateCluster.Open(keptIn ?? temporary!, s_settings);
        await cluster.CreateDatabase("county");
        var settings = new NpgsqlConnectionStringBuilder(cluster.ConnectionString("county")) { CommandTimeout = 0, MaxPoolSize = 8 };
        await using (await ServerDatabase.Connect(settings.ConnectionString))
        {
        }

        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        source.UseNetTopologySuite();
        return new CountyDatabase(temporary, cluster, source.Build());
    }

    public async Task<bool> Has(string table) => await Execute($"SELECT to_regclass('{table}')::text") is string;

    /// <summary>Makes a table anew.</summary>
    public async Task Fill(string table, IEnumerable<CountyPatch> patches)
    {
        await Execute($"DROP TABLE IF EXISTS {table}; CREATE TABLE {table} (id int PRIMARY KEY, class text NOT NULL, geom geometry(Geometry, 4547) NOT NULL)");
        await using (var connection = await Source.OpenConnectionAsync())
        await using (var copy = await connection.BeginBinaryImportAsync($"COPY {table} FROM STDIN (FORMAT binary)"))
        {
            var writer = new WKBWriter(ByteOrder.LittleEndian, true);
            foreach (var patch in patches)
            {
                patch.Shape.SRID = 4547;
                await copy.StartRowAsync();
                await copy.WriteAsync(patch.Id, NpgsqlDbType.Integer);
                await copy.WriteAsync(patch.Class, NpgsqlDbType.Text);
                await copy.WriteAsync(patch.Shape, NpgsqlDbType.Geometry);
            }

            await copy.CompleteAsync();
        }

        await Execute($"CREATE INDEX ON {table} USING gist (geom)");
        await Execute($"VACUUM ANALYZE {table}");
    }

    public async Task<object?> Execute(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await cluster.DisposeAsync();
        if (temporary is not null)
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
