using GeoZones.Server.CommandLine;
using GeoZones.Server.Database;

using Npgsql;

namespace GeoZones.Server.Tests.Database;

/// <summary>A database that cannot be used gets one sentence.</summary>
public class ServerDatabaseTests(PostGis postGis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=x;Password=x", "127.0.0.1:1 cannot be reached")]
    [InlineData("Host=no.such.host.invalid;Database=x;Username=x;Password=x;Timeout=5", "no.such.host.invalid:5432 cannot be reached")]
    [InlineData("nonsense", "GEOZONES_DB is no connection string")]
    [InlineData("Database=x", "Host is missing")]
    [InlineData("Host=x;Colour=red", "GEOZONES_DB is no connection string")]
    public async Task ABadConnectionStringIsExplained(string connectionString, string expected) =>
        Assert.Contains(expected, (await Refused(connectionString)).En);

    [Fact]
    public async Task AMissingDatabaseIsNamed()
    {
        var settings = new NpgsqlConnectionStringBuilder(await postGis.NewEmptyDatabase()) { Database = "missing" };

        Assert.Contains("There is no database missing", (await Refused(settings.ConnectionString)).En);
    }

    [Fact]
    public async Task AUserWithoutRightsIsNamed()
    {
        var settings = new NpgsqlConnectionStringBuilder(await postGis.NewEmptyDatabase());
        await Run(settings.ConnectionString, "DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
        settings.Username = "stranger";

        Assert.Contains("has no PostGIS and it cannot be created", (await Refused(settings.ConnectionString)).En);
    }

    [Fact]
    public async Task AnUnknownUserIsNamed()
    {
        var settings = new NpgsqlConnectionStringBuilder(await postGis.NewEmptyDatabase()) { Username = "nobody at all" };

        Assert.Contains("refused the user nobody at all", (await Refused(settings.ConnectionString)).En);
    }

    [Fact]
    public async Task AnOldPostGisIsRefused()
    {
        string connectionString = await postGis.NewEmptyDatabase();
        await Run(connectionString, "CREATE EXTENSION postgis");
        await Run(connectionString, "UPDATE pg_extension SET extversion = '3.2.9' WHERE extname = 'postgis'");

        Assert.Contains("has PostGIS 3.2.9; version 3.3 or newer is needed", (await Refused(connectionString)).En);
    }

    [Theory]
    [InlineData(0)] // full at the first connection
    [InlineData(1)] // full when the migrations want theirs
    public async Task AServerThatTakesNoMoreConnectionsSaysHowToMendIt(int limit)
    {
        await using ServerDatabase database = await postGis.NewDatabase();
        string crowded = await UserWithLimit(database.ConnectionString, limit);

        Sentence sentence = await Refused(crowded);

        Assert.Contains("takes no more connections", sentence.En);
        Assert.Contains("max_connections", sentence.En);
        Assert.Contains("max_connections", sentence.Zh);
    }

    [Fact]
    public async Task AServerThatIsFullForAMomentIsWaitedFor()
    {
        await using ServerDatabase database = await postGis.NewDatabase();
        string crowded = await UserWithLimit(database.ConnectionString, 0);

        Task<ServerDatabase> connecting = ServerDatabase.Connect(crowded, Cancel);
        await Task.Delay(500, Cancel);
        Assert.False(connecting.IsCompleted);
        await Run(database.ConnectionString, $"ALTER ROLE {new NpgsqlConnectionStringBuilder(crowded).Username} CONNECTION LIMIT -1");

        await (await connecting).DisposeAsync();
    }

    [Fact]
    public async Task NoConnectionStaysOpenAfterIt()
    {
        string connectionString = await postGis.NewEmptyDatabase();
        await using ServerDatabase other = await postGis.NewDatabase();

        await (await ServerDatabase.Connect(connectionString, Cancel)).DisposeAsync();

        await using NpgsqlCommand count = other.Source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'");
        count.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(connectionString).Database });
        for (int tries = 0; tries < 100 && (long)(await count.ExecuteScalarAsync(Cancel))! > 0; tries++)
        {
            await Task.Delay(20, Cancel);
        }

        Assert.Equal(0L, await count.ExecuteScalarAsync(Cancel));
    }

    [Theory]
    [InlineData("3.3", true)]
    [InlineData("3.3.0", true)]
    [InlineData("3.6.0dev", true)]
    [InlineData("4.0.0", true)]
    [InlineData("3.2.10", false)]
    [InlineData("dev", false)]
    public void VersionsAreCompared(string found, bool enough) => Assert.Equal(enough, DatabaseTrouble.AtLeast(found, new(3, 3)));

    /// <summary>Connection string of a new user who may read everything over so many connections.</summary>
    private static async Task<string> UserWithLimit(string connectionString, int connections)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        string user = $"crowded_{settings.Database}";
        await Run(connectionString, $"CREATE ROLE {user} LOGIN CONNECTION LIMIT {connections} IN ROLE pg_read_all_data");
        settings.Username = user;
        return settings.ConnectionString;
    }

    private static async Task<Sentence> Refused(string connectionString)
    {
        Refusal refusal = await Assert.ThrowsAsync<Refusal>(() => ServerDatabase.Connect(connectionString, Cancel));
        Assert.DoesNotContain('\n', refusal.Sentence.En);
        Assert.NotEqual(refusal.Sentence.En, refusal.Sentence.Zh);
        return refusal.Sentence;
    }

    private static async Task Run(string connectionString, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
