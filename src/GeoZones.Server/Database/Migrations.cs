using System.Runtime.ExceptionServices;

using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;

using GeoZones.Server.CommandLine;

using Npgsql;

namespace GeoZones.Server.Database;

/// <summary>Brings a database to the schema of this version: the numbered files in <c>migrations/</c>, each once, in its own transaction.</summary>
public static class Migrations
{
    // Any constant will do; servers that start together take turns by it.
    private const long TurnLock = 0x67656f7a6f6e6573;

    /// <summary>Runs the migrations that the database lacks.</summary>
    /// <returns>Names of those that were run.</returns>
    /// <exception cref="Refusal">One failed; the database stays as the one before left it.</exception>
    /// <exception cref="NpgsqlException">The database was not there for them.</exception>
    public static async Task<IReadOnlyList<string>> Run(string connectionString, CancellationToken cancel = default)
    {
        await using var turn = new NpgsqlConnection(Unpooled(connectionString));
        await turn.OpenAsync(cancel);
        await using var wait = new NpgsqlCommand("SELECT pg_advisory_lock($1)", turn) { Parameters = { new() { Value = TurnLock } }, CommandTimeout = 0 };
        await wait.ExecuteNonQueryAsync(cancel);

        DatabaseUpgradeResult result = Engine(connectionString).PerformUpgrade();
        if (result is { ErrorScript: null, Error: NpgsqlException trouble })
        {
            ExceptionDispatchInfo.Throw(trouble);
        }

        return result.Successful
            ? [.. result.Scripts.Select(script => ShortName(script.Name))]
            : throw new Refusal(
                $"数据库升级步骤 {ShortName(result.ErrorScript?.Name)} 失败：{result.Error.Message}",
                $"Migration {ShortName(result.ErrorScript?.Name)} failed: {result.Error.Message}",
                result.Error);
    }

    /// <summary>Whether the database has every migration of this version.</summary>
    public static bool AreDone(string connectionString) => !Engine(connectionString).IsUpgradeRequired();

    private static UpgradeEngine Engine(string connectionString) => DeployChanges.To
        .PostgresqlDatabase(Unpooled(connectionString))
        .WithScriptsEmbeddedInAssembly(typeof(Migrations).Assembly, name => name.EndsWith(".sql", StringComparison.Ordinal))
        .WithVariablesDisabled()
        .WithTransactionPerScript()
        .JournalToPostgresqlTable("public", "migration")
        .LogTo(new NoOpUpgradeLog())
        .Build();

    // A pool of the engine's would stay open after it.
    private static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private static string ShortName(string? resource) => resource?.Split(".migrations.")[^1] ?? "?";
}
