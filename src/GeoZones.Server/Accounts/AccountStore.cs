using System.Globalization;

using Microsoft.AspNetCore.Identity;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Accounts;

/// <summary>Where ASP.NET Core Identity keeps accounts: the table <c>account</c>.</summary>
/// <param name="db">The database.</param>
internal sealed class AccountStore(NpgsqlDataSource db) : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>
{
    private const string Columns = "id, name, key, password, stamp, locked, external_name";

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancel)
    {
        // One statement: nobody ever sees an account without the roles that it was made with.
        await using var command = Command("""
            WITH made AS (INSERT INTO account (name, key, password, stamp, external_name) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id),
            given AS (INSERT INTO account_role (account, role, region, plan, granted_by) SELECT made.id, first.role, first.region, first.plan, $6 FROM made, unnest($7, $8, $9) AS first (role, region, plan) ON CONFLICT DO NOTHING)
            SELECT id FROM made
            """, user.Name, user.Key, user.PasswordHash, user.Stamp, user.ExternalName, user.GrantedBy,
            user.FirstGrants.Select(grant => grant.RoleName).ToArray(), user.FirstGrants.Select(grant => grant.Region).ToArray(), user.FirstGrants.Select(grant => grant.Plan).ToArray());
        if (await command.ExecuteScalarAsync(cancel) is not long id)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateUserName(user.Name));
        }
        (user.Id, user.StoredStamp) = (id, user.Stamp);
        return IdentityResult.Success;
    }

    // A change that began before the password was changed does not bring the old one back.
    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancel)
    {
        await using var command = Command("UPDATE account SET password = $2, stamp = $3 WHERE id = $1 AND stamp = $4", user.Id, user.PasswordHash, user.Stamp, user.StoredStamp);
        if (await command.ExecuteNonQueryAsync(cancel) == 0)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
        user.StoredStamp = user.Stamp;
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancel)
    {
        await using var command = Command("DELETE FROM account WHERE id = $1", user.Id);
        await command.ExecuteNonQueryAsync(cancel);
        return IdentityResult.Success;
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancel) => FindAsync("id", long.Parse(userId, CultureInfo.InvariantCulture), cancel);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancel) => FindAsync("key", normalizedUserName, cancel);

    /// <summary>The account of somebody whom the OpenID provider calls so.</summary>
    public Task<Account?> FindByExternalNameAsync(string name, CancellationToken cancel) => FindAsync("external_name", name, cancel);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancel) => Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancel) => Task.FromResult<string?>(user.Name);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancel) => Set(() => user.Name = userName!);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancel) => Task.FromResult<string?>(user.Key);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancel) => Set(() => user.Key = normalizedName!);

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancel) => Task.FromResult(user.PasswordHash);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancel) => Set(() => user.PasswordHash = passwordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancel) => Task.FromResult(user.PasswordHash is not null);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancel) => Task.FromResult<string?>(user.Stamp);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancel) => Set(() => user.Stamp = stamp);

    // The source of connections is the server's.
    public void Dispose()
    {
    }

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }

    private async Task<Account?> FindAsync(string column, object value, CancellationToken cancel)
    {
        await using var command = Command($"SELECT {Columns} FROM account WHERE {column} = $1", value);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return !await row.ReadAsync(cancel) ? null : new()
        {
            Id = row.GetInt64(0),
            Name = row.GetString(1),
            Key = row.GetString(2),
            PasswordHash = row.IsDBNull(3) ? null : row.GetString(3),
            Stamp = row.GetString(4),
            StoredStamp = row.GetString(4),
            Locked = row.GetBoolean(5),
            ExternalName = row.IsDBNull(6) ? null : row.GetString(6),
        };
    }

    private NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = db.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new()
            {
                Value = value ?? DBNull.Value,
                NpgsqlDbType = value switch { long => NpgsqlDbType.Bigint, string?[] => NpgsqlDbType.Array | NpgsqlDbType.Text, _ => NpgsqlDbType.Text },
            });
        }
        return command;
    }
}
