using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;

namespace GeoZones.Server.Accounts;

/// <summary>
/// Verifies names and passwords. GIS programs send both with every request, so what was right is remembered for a while: under a keyed hash, and for no longer than the password stays.
/// </summary>
/// <param name="limit">How often an address may try.</param>
/// <param name="failures">Wrong passwords.</param>
/// <param name="register">Who may do what.</param>
internal sealed class KnownPasswords(SignInLimit limit, SignInFailures failures, Register register) : IDisposable
{
    private const int Most = 10_000;

    private static readonly TimeSpan s_remembered = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_refusal = TimeSpan.FromMilliseconds(300);

    // Whoever does not exist is refused as slowly as whoever does.
    private static readonly Lazy<(Account Nobody, string Hash)> s_nobody = new(() =>
    {
        var nobody = new Account { Name = "nobody" };
        return (nobody, new PasswordHasher<Account>().HashPassword(nobody, AccountBook.NewPassword()));
    });

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly SignInTurns _turns = new();
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>The account of a program that sends name and password with every request.</summary>
    /// <exception cref="ProblemException">401: they do not belong together, or the account is locked; 429: too many attempts.</exception>
    public async Task<KnownAccount> OfBasicAsync(HttpContext context, Permissions now, string name, string password)
    {
        var key = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{name}\0{password}")));
        if (_known.TryGetValue(key, out (long Id, string Stamp) known) && now.Accounts.TryGetValue(known.Id, out var account) && account.Stamp == known.Stamp)
        {
            return account;
        }
        _known.Remove(key);
        var verified = await VerifyAsync(context, name, password);
        _known.Set(key, (verified.Id, verified.Stamp), new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = s_remembered, Size = 1 });
        if (now.Accounts.TryGetValue(verified.Id, out account))
        {
            return account;
        }
        // Younger than what is in memory.
        register.Forget();
        return (await register.NowAsync(context.RequestAborted)).Accounts.GetValueOrDefault(verified.Id) ?? throw Wrong();
    }

    /// <summary>The account that a name and a password belong to; counts failures.</summary>
    /// <exception cref="ProblemException">401: they do not belong together, or the account is locked; 429: too many attempts.</exception>
    public async Task<Account> VerifyAsync(HttpContext context, string name, string password)
    {
        limit.Count(context);
        var (begun, account) = await _turns.TakeAsync(
            name, SignInLimit.NetworkOf(context), async () => (Stopwatch.GetTimestamp(), await AccountOfAsync(context, name, password)), context.RequestAborted);
        if (account is not null)
        {
            return account;
        }
        // Hashing takes as long for whoever does not exist; that a failure is counted for whoever does must not show either.
        if (s_refusal - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, context.RequestAborted);
        }
        throw Wrong();
    }

    private async Task<Account?> AccountOfAsync(HttpContext context, string name, string password)
    {
        var users = context.RequestServices.GetRequiredService<UserManager<Account>>();
        var network = SignInLimit.NetworkOf(context);
        var account = await users.FindByNameAsync(name);
        if (account is null or { PasswordHash: null } or { Locked: true } || !await failures.CountAsync(account.Id, network, CancellationToken.None))
        {
            users.PasswordHasher.VerifyHashedPassword(s_nobody.Value.Nobody, s_nobody.Value.Hash, password);
            return null;
        }
        // Whoever hangs up has guessed all the same, or has not.
        if (!await users.CheckPasswordAsync(account, password))
        {
            return null;
        }
        await failures.ForgetAsync(account.Id, network, CancellationToken.None);
        return account;
    }

    public void Dispose() => _known.Dispose();

    // The same whatever is wrong: who guesses learns nothing.
    private static ProblemException Wrong() => new(StatusCodes.Status401Unauthorized, new(
        "账号名或密码不对；连续输错五次后，在您这里十分钟内不能登录该账号。", "Name or password is wrong; after five failures nobody signs in to an account from where you are for ten minutes."));
}
