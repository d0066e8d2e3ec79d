using System.Globalization;
using System.Security.Claims;

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

using Npgsql;

namespace GeoZones.Server.Accounts;

/// <summary>The session of a page: a sealed cookie with a number of its own that names an account and the stamp of its password.</summary>
internal static class Session
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "session";

    /// <summary>Header in which a page proves that it is ours.</summary>
    public const string AntiforgeryHeader = "X-Antiforgery-Token";

    private const string StampClaim = "stamp";
    private const string NumberClaim = "session";

    /// <summary>Nobody stays signed in for longer than a working day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Signs in on this browser.</summary>
    public static async Task BeginAsync(HttpContext context, Account account)
    {
        context.User = PrincipalOf(account);
        await context.SignInAsync(Scheme, context.User);
        // Account or password may be newer than what is in memory.
        context.RequestServices.GetRequiredService<Register>().Forget();
    }

    /// <summary>The principal that a session's cookie holds.</summary>
    public static ClaimsPrincipal PrincipalOf(Account account) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, account.Name), new(StampClaim, account.Stamp), new(NumberClaim, Guid.NewGuid().ToString())], Scheme));

    /// <summary>Signs out: whoever has copied the cookie has nothing of it.</summary>
    public static async Task EndAsync(HttpContext context, NpgsqlDataSource db, CancellationToken cancel)
    {
        if (NumberOf(context) is { } number)
        {
            await using var command = db.CreateCommand("""
                WITH old AS (DELETE FROM account_session_end WHERE until < now())
                INSERT INTO account_session_end (session, until) VALUES ($1, now() + $2) ON CONFLICT DO NOTHING
                """);
            command.Parameters.Add(new() { Value = number });
            command.Parameters.Add(new() { Value = Longest });
            await command.ExecuteNonQueryAsync(cancel);
            context.RequestServices.GetRequiredService<Register>().Forget();
        }
        await context.SignOutAsync(Scheme);
        context.User = new(new ClaimsIdentity());
    }

    /// <summary>The number of the session; <c>null</c> where there is none.</summary>
    public static Guid? NumberOf(HttpContext context) => Guid.TryParse(context.User.FindFirstValue(NumberClaim), out var number) ? number : null;

    /// <summary>The account of the session; <c>null</c> where there is none, it has been signed out of, or its password is another one by now.</summary>
    public static KnownAccount? AccountOf(HttpContext context, Permissions now) =>
        NumberOf(context) is { } number && !now.EndedSessions.Contains(number) && long.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && now.Accounts.TryGetValue(id, out var account) && account.Stamp == context.User.FindFirstValue(StampClaim) ? account : null;

    /// <summary>The token that changes from this session must bring.</summary>
    public static string? AntiforgeryToken(HttpContext context) =>
        context.User.Identity?.IsAuthenticated is true ? context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken : null;
}
