using System.Net;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Accounts;

/// <summary>
/// Wrong passwords, counted where all servers see them. An account is locked for the network that guesses, so that nobody locks out its owner; only guesses from many networks at once lock it for all.
/// </summary>
/// <param name="db">The database.</param>
public sealed class SignInFailures(NpgsqlDataSource db)
{
    /// <summary>Wrong passwords after which an account is locked for a network.</summary>
    public const int MostOfNetwork = 5;

    /// <summary>Wrong passwords of all networks together after which it is locked for all.</summary>
    public const int MostOfAll = 50;

    // Counted from the last wrong password.
    private const string Lately = "last_at > now() - interval '10 minutes'";

    /// <summary>
    /// Counts an attempt as a wrong password before it is looked at, so that attempts at once cannot all pass before one is counted; those of long ago no longer count.
    /// Whoever brought the right one has it forgotten.
    /// </summary>
    /// <param name="account">Id of the account.</param>
    /// <param name="network">Where the attempt comes from.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether the password may be looked at: there were not too many before. While there are, nothing is counted: asking again makes nobody wait longer.</returns>
    public async Task<bool> CountAsync(long account, IPAddress network, CancellationToken cancel)
    {
        await using var count = Command($"""
            WITH old AS (DELETE FROM account_failure WHERE account = $1 AND network <> $2 AND NOT {Lately})
            INSERT INTO account_failure AS f (account, network, failures, last_at)
            SELECT $1, $2, 1, now() WHERE (SELECT coalesce(sum(failures), 0) FROM account_failure WHERE account = $1 AND {Lately}) < {MostOfAll}
            ON CONFLICT (account, network) DO UPDATE SET failures = CASE WHEN f.{Lately} THEN f.failures + 1 ELSE 1 END, last_at = now()
                WHERE f.failures < {MostOfNetwork} OR NOT f.{Lately}
            RETURNING failures
            """, account, network);
        if (await count.ExecuteScalarAsync(cancel) is null)
        {
            return false;
        }
        // Other networks may have counted at the same time: each sees itself and all that were before it.
        await using var all = db.CreateCommand($"SELECT sum(failures) <= {MostOfAll} FROM account_failure WHERE account = $1 AND {Lately}");
        all.Parameters.Add(new() { Value = account, NpgsqlDbType = NpgsqlDbType.Bigint });
        // Nothing is there where another attempt was right meanwhile.
        return await all.ExecuteScalarAsync(cancel) is not false;
    }

    /// <summary>Forgets what was counted of an account: of a network, which knows the password after all, or of all.</summary>
    public async Task ForgetAsync(long account, IPAddress? network, CancellationToken cancel)
    {
        await using var command = Command("DELETE FROM account_failure WHERE account = $1 AND ($2 IS NULL OR network = $2)", account, network);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlCommand Command(string sql, long account, IPAddress? network)
    {
        var command = db.CreateCommand(sql);
        command.Parameters.Add(new() { Value = account, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = (object?)network ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Inet });
        return command;
    }
}
