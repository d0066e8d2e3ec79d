using System.Security.Cryptography;
using System.Text.RegularExpressions;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Identity;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Accounts;

/// <summary>A role that is granted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Grant">The role.</param>
public sealed record StoredGrant(long Id, Grant Grant);

/// <summary>An account in the list of all.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasPassword">Whether one can sign in to it with a password.</param>
/// <param name="ExternalName">What the OpenID provider calls its owner, or <c>null</c>.</param>
/// <param name="Locked">Whether an administrator has locked it.</param>
/// <param name="Grants">Its roles.</param>
public sealed record ListedAccount(string Name, bool HasPassword, string? ExternalName, bool Locked, IReadOnlyList<StoredGrant> Grants);

/// <summary>The accounts and their roles: making and changing them, for administrators and for the command line.</summary>
/// <param name="db">The database.</param>
/// <param name="users">ASP.NET Core Identity.</param>
/// <param name="failures">Wrong passwords.</param>
public sealed partial class AccountBook(NpgsqlDataSource db, UserManager<Account> users, SignInFailures failures)
{
    /// <summary>Characters of the shortest password.</summary>
    public const int ShortestPassword = 10;

    private const int LongestPassword = 200;
    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>All accounts by name, with their roles.</summary>
    public async Task<IReadOnlyList<ListedAccount>> ListAsync(CancellationToken cancel)
    {
        await using var command = db.CreateCommand("""
            SELECT a.name, a.password IS NOT NULL, a.external_name, r.id, r.role, r.region, r.plan, a.locked
            FROM account a LEFT JOIN account_role r ON r.account = a.id ORDER BY a.key COLLATE "C", r.id
            """);
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<(ListedAccount One, List<StoredGrant> Grants)> accounts = [];
        string? last = null;
        while (await row.ReadAsync(cancel))
        {
            if (row.GetString(0) != last)
            {
                List<StoredGrant> grants = [];
                accounts.Add((new(last = row.GetString(0), row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetBoolean(7), grants), grants));
            }
            if (!row.IsDBNull(3))
            {
                accounts[^1].Grants.Add(new(row.GetInt64(3), new(Enum.Parse<Role>(row.GetString(4), ignoreCase: true), row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6))));
            }
        }
        return [.. accounts.Select(account => account.One)];
    }

    /// <summary>Adds an account.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="password">Its password; <c>null</c>: it has none.</param>
    /// <param name="externalName">What the OpenID provider calls its owner, or <c>null</c>.</param>
    /// <param name="grants">Its roles.</param>
    /// <param name="by">Who adds it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ProblemException">400: name, password or a region of a role cannot be used; 409: there is one of that name.</exception>
    public async Task<Account> AddAsync(string name, string? password, string? externalName, IReadOnlyList<Grant> grants, string by, CancellationToken cancel)
    {
        if (!Name().IsMatch(name))
        {
            throw ProblemException.OfBody("/name", "账号名须为 1 至 64 个字母、汉字、数字或 . _ @ -，以字母、汉字或数字开头。", "A name is 1 to 64 letters, digits and . _ @ -, the first a letter or digit.");
        }
        await RequireRegionsAsync(grants, cancel);
        var account = new Account { Name = name, ExternalName = externalName, FirstGrants = grants, GrantedBy = by };
        Demand(password is null ? await users.CreateAsync(account) : await users.CreateAsync(account, Short(password)), name);
        return account;
    }

    /// <summary>The account of that name.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public async Task<Account> NamedAsync(string name) => await users.FindByNameAsync(name) ?? throw ProblemException.NotFound($"没有账号“{name}”。", $"There is no account “{name}”.");

    /// <summary>Sets another password, which ends all sessions of the account and forgets who guessed the old one.</summary>
    /// <exception cref="ProblemException">400: it cannot be used; 409: somebody else has just set another one.</exception>
    public async Task SetPasswordAsync(Account account, string password)
    {
        foreach (var validator in users.PasswordValidators)
        {
            Demand(await validator.ValidateAsync(users, account, Short(password)), account.Name);
        }
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        Demand(await users.UpdateSecurityStampAsync(account), account.Name);
        await failures.ForgetAsync(account.Id, null, default);
    }

    /// <summary>Locks an account, whose sessions, tokens and passwords then are worth nothing, or unlocks it; then what guesses of others have locked is open again as well.</summary>
    /// <exception cref="ProblemException">409: nobody would administrate all regions any more.</exception>
    public async Task LockAsync(Account account, bool isLocked, CancellationToken cancel)
    {
        await ChangeAsync(async connection =>
        {
            // Another stamp: no session comes to life again when the account is unlocked.
            await using var command = Fill(new($"UPDATE account SET {(isLocked ? "locked = true, stamp = gen_random_uuid()::text" : "locked = false")} WHERE id = $1", connection), account.Id);
            await command.ExecuteNonQueryAsync(cancel);
        }, cancel);
        if (!isLocked)
        {
            await failures.ForgetAsync(account.Id, null, cancel);
        }
    }

    /// <summary>Gives an account a role; nothing changes where it has it.</summary>
    /// <exception cref="ProblemException">400: there is no such region.</exception>
    public async Task GrantAsync(Account account, Grant grant, string by, CancellationToken cancel)
    {
        await RequireRegionsAsync([grant], cancel);
        await using var command = Command(
            "INSERT INTO account_role (account, role, region, plan, granted_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", account.Id, grant.RoleName, grant.Region, grant.Plan, by);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Takes roles from an account, all where none is named.</summary>
    /// <exception cref="ProblemException">404: it does not have one of them; 409: nobody would administrate all regions any more.</exception>
    public Task RevokeAsync(Account account, IReadOnlyList<Grant> grants, CancellationToken cancel) => ChangeAsync(async connection =>
    {
        if (grants.Count == 0)
        {
            await using var all = Fill(new("DELETE FROM account_role WHERE account = $1", connection), account.Id);
            await all.ExecuteNonQueryAsync(cancel);
        }
        foreach (var grant in grants)
        {
            await using var command = Fill(new("DELETE FROM account_role WHERE account = $1 AND role = $2 AND region IS NOT DISTINCT FROM $3 AND plan IS NOT DISTINCT FROM $4", connection),
                account.Id, grant.RoleName, grant.Region, grant.Plan);
            if (await command.ExecuteNonQueryAsync(cancel) == 0)
            {
                throw ProblemException.NotFound($"账号“{account.Name}”没有这个角色。", $"The account “{account.Name}” does not have this role.");
            }
        }
    }, cancel);

    // What may leave nobody who administrates all regions.
    private async Task ChangeAsync(Func<NpgsqlConnection, Task> change, CancellationToken cancel)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // One at a time, or two could each take the other's last administrator.
        await using (var turn = new NpgsqlCommand("LOCK TABLE account_role IN SHARE ROW EXCLUSIVE MODE", connection))
        {
            await turn.ExecuteNonQueryAsync(cancel);
        }
        await using var someAdministrator = new NpgsqlCommand("SELECT EXISTS (SELECT FROM account_role r JOIN account a ON a.id = r.account WHERE r.role = 'administrator' AND r.region IS NULL AND NOT a.locked)", connection);
        var hadOne = (bool)(await someAdministrator.ExecuteScalarAsync(cancel))!;
        await change(connection);
        if (hadOne && !(bool)(await someAdministrator.ExecuteScalarAsync(cancel))!)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, new("这样就没有人管理全部县市了；请先另设一位管理员。", "Nobody would administrate all regions any more; make somebody else an administrator first."));
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>A random password: 20 characters, 99 bits.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString(PasswordAlphabet, 20);

    private async Task RequireRegionsAsync(IReadOnlyList<Grant> grants, CancellationToken cancel)
    {
        foreach (var region in grants.Select(grant => grant.Region).OfType<string>().Distinct())
        {
            await using var command = Command("SELECT EXISTS (SELECT FROM region WHERE id = $1)", region);
            if (!(bool)(await command.ExecuteScalarAsync(cancel))!)
            {
                throw Grant.UnknownRegion(region);
            }
        }
    }

    private static string Short(string password) => password.Length <= LongestPassword ? password : throw ProblemException.OfBody(
        "/password", $"密码不能超过 {LongestPassword} 个字符。", $"A password has at most {LongestPassword} characters.");

    private static void Demand(IdentityResult result, string name)
    {
        if (result.Errors.FirstOrDefault() is { } error)
        {
            throw error.Code switch
            {
                nameof(IdentityErrorDescriber.DuplicateUserName) => new ProblemException(StatusCodes.Status409Conflict, new($"账号“{name}”或其外部名称已有人使用。", $"The name “{name}”, or what the provider calls its owner, is taken.")),
                nameof(IdentityErrorDescriber.PasswordTooShort) or nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => ProblemException.OfBody(
                    "/password", $"密码至少须有 {ShortestPassword} 个字符，其中至少 5 个不同。", $"A password has at least {ShortestPassword} characters, 5 of them different."),
                nameof(IdentityErrorDescriber.ConcurrencyFailure) => new ProblemException(StatusCodes.Status409Conflict, new("密码刚被另一处修改；请重新登录。", "The password was changed elsewhere just now; sign in again.")),
                _ => new ProblemException(StatusCodes.Status400BadRequest, new Sentence(error.Description, error.Description)),
            };
        }
    }

    private NpgsqlCommand Command(string sql, params object?[] values) => Fill(db.CreateCommand(sql), values);

    private static NpgsqlCommand Fill(NpgsqlCommand command, params object?[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = value is long ? NpgsqlDbType.Bigint : NpgsqlDbType.Text });
        }
        return command;
    }

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}\z")]
    private static partial Regex Name();
}
