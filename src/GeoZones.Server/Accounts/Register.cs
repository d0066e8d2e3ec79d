using System.Diagnostics;

using Npgsql;

namespace GeoZones.Server.Accounts;

/// <summary>An account as requests need it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Stamp">Changes with its password.</param>
/// <param name="Grants">Its roles.</param>
internal sealed record KnownAccount(long Id, string Name, string Stamp, IReadOnlyList<Grant> Grants);

/// <summary>Who may do what, as the database has it at one moment.</summary>
/// <param name="Accounts">Accounts by id, without those that are locked.</param>
/// <param name="Tokens">Account and end of each token, by the hexadecimal SHA-256 of the token.</param>
/// <param name="OpenRegions">The regions that are read without signing in.</param>
/// <param name="EndedSessions">Numbers of the sessions that have been signed out of.</param>
internal sealed record Permissions(
    IReadOnlyDictionary<long, KnownAccount> Accounts, IReadOnlyDictionary<string, (long Account, DateTime ExpiresAt)> Tokens, IReadOnlySet<string> OpenRegions, IReadOnlySet<Guid> EndedSessions)
{
    /// <summary>The account of a token that has not ended.</summary>
    /// <param name="hash">Hexadecimal SHA-256 of the token.</param>
    public KnownAccount? OfToken(string hash) => Tokens.TryGetValue(hash, out var known) && known.ExpiresAt > DateTime.UtcNow ? Accounts.GetValueOrDefault(known.Account) : null;
}

/// <summary>
/// Keeps in memory who may do what, so that no request asks the database for it. What this server changes holds at once, what others change within <see cref="s_age"/>.
/// </summary>
/// <param name="db">The database.</param>
internal sealed class Register(NpgsqlDataSource db)
{
    private const string Sql = """
        SELECT id, name, stamp FROM account WHERE NOT locked;
        SELECT account, role, region, plan FROM account_role ORDER BY id;
        SELECT encode(sha256, 'hex'), account, expires_at FROM account_token WHERE expires_at > now();
        SELECT id FROM region WHERE open_to_all;
        SELECT session FROM account_session_end WHERE until > now();
        """;

    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<Permissions>? _read;
    private long _begun;

    /// <summary>Who may do what now.</summary>
    public Task<Permissions> NowAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_read is null || (_read.IsCompleted && (!_read.IsCompletedSuccessfully || Stopwatch.GetElapsedTime(_begun) > s_age)))
            {
                (_begun, _read) = (Stopwatch.GetTimestamp(), ReadAsync());
            }
            return _read.IsCompletedSuccessfully ? _read : _read.WaitAsync(cancel);
        }
    }

    /// <summary>Makes the next request read anew, after something was changed.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _read = null;
        }
    }

    // For all who wait: it ends with none of them.
    private async Task<Permissions> ReadAsync()
    {
        await using var connection = await db.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        List<(long Id, string Name, string Stamp)> accounts = [];
        while (await row.ReadAsync())
        {
            accounts.Add((row.GetInt64(0), row.GetString(1), row.GetString(2)));
        }
        List<(long Account, Grant Grant)> grants = [];
        await row.NextResultAsync();
        while (await row.ReadAsync())
        {
            grants.Add((row.GetInt64(0), new(Enum.Parse<Role>(row.GetString(1), ignoreCase: true), Text(row, 2), Text(row, 3))));
        }
        Dictionary<string, (long, DateTime)> tokens = [];
        await row.NextResultAsync();
        while (await row.ReadAsync())
        {
            tokens[row.GetString(0)] = (row.GetInt64(1), row.GetDateTime(2));
        }
        HashSet<string> open = [];
        await row.NextResultAsync();
        while (await row.ReadAsync())
        {
            open.Add(row.GetString(0));
        }
        HashSet<Guid> ended = [];
        await row.NextResultAsync();
        while (await row.ReadAsync())
        {
            ended.Add(row.GetGuid(0));
        }
        var byAccount = grants.ToLookup(grant => grant.Account, grant => grant.Grant);
        return new(accounts.ToDictionary(one => one.Id, one => new KnownAccount(one.Id, one.Name, one.Stamp, [.. byAccount[one.Id]])), tokens, open, ended);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
