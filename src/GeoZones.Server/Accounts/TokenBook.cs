using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Accounts;

/// <summary>A personal token, without the token itself.</summary>
public sealed record TokenView(long Id, string Name, DateTime CreatedAt, DateTime ExpiresAt);

/// <summary>Personal tokens: 256 random bits that are shown once and stored as their SHA-256.</summary>
/// <param name="db">The database.</param>
public sealed class TokenBook(NpgsqlDataSource db)
{
    /// <summary>What every token begins with, so that one that got lost is recognised for what it is.</summary>
    public const string Prefix = "gzt_";

    /// <summary>Days that a token lives for where nobody says otherwise.</summary>
    public const int UsualDays = 90;

    /// <summary>Days of the longest life.</summary>
    public const int MostDays = 366;

    private const int LongestName = 100;

    /// <summary>What is stored of a token, as hexadecimal digits.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The tokens of an account that have not expired, newest first.</summary>
    public async Task<IReadOnlyList<TokenView>> ListAsync(long account, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("SELECT id, name, created_at, expires_at FROM account_token WHERE account = $1 AND expires_at > now() ORDER BY id DESC");
        command.Parameters.Add(new() { Value = account });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<TokenView> tokens = [];
        while (await row.ReadAsync(cancel))
        {
            tokens.Add(Read(row));
        }
        return tokens;
    }

    /// <summary>Makes a token.</summary>
    /// <param name="account">Id of the account.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="days">How long it lives.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The token, which nobody can read again, and what is shown of it later.</returns>
    /// <exception cref="ProblemException">400, with pointer: name or days cannot be used.</exception>
    public async Task<(string Token, TokenView View)> MakeAsync(long account, string name, int days, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
        {
            throw ProblemException.OfBody("/name", $"令牌须有名称，不超过 {LongestName} 个字符。", $"A token has a name of at most {LongestName} characters.");
        }
        if (days is < 1 or > MostDays)
        {
            throw ProblemException.OfBody("/days", $"有效期须为 1 至 {MostDays} 天。", $"A token lives for 1 to {MostDays} days.");
        }
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var command = db.CreateCommand("""
            INSERT INTO account_token (account, name, sha256, expires_at) VALUES ($1, $2, decode($3, 'hex'), now() + make_interval(days => $4)) RETURNING id, name, created_at, expires_at
            """);
        foreach (var value in new object[] { account, name.Trim(), HashOf(token), days })
        {
            command.Parameters.Add(new() { Value = value });
        }
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (token, Read(row));
    }

    /// <summary>Ends a token of an account.</summary>
    /// <exception cref="ProblemException">404: the account has no such token.</exception>
    public async Task RevokeAsync(long account, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("DELETE FROM account_token WHERE account = $1 AND id = $2");
        command.Parameters.Add(new() { Value = account });
        command.Parameters.Add(new() { Value = id });
        if (await command.ExecuteNonQueryAsync(cancel) == 0)
        {
            throw ProblemException.NotFound("没有这个令牌；它可能已被撤销。", "There is no such token; it may have been revoked.");
        }
    }

    private static TokenView Read(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetDateTime(2), row.GetDateTime(3));
}
