using System.Globalization;
using System.Security.Claims;

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace GeoZones.Server.Accounts;

/// <summary>The session of a page: a sealed cookie that names an account and the stamp of its password.</summary>
internal static class Session
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "session";

    /// <summary>Header in which a page proves that it is ours.</summary>
    public const string AntiforgeryHeader = "X-Antiforgery-Token";

    private const string StampClaim = "stamp";

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
        [new(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, account.Name), new(StampClaim, account.Stamp)], Scheme));

    /// <summary>The account of the session; <c>null</c> where there is none, or its password is another one by now.</summary>
    public static KnownAccount? AccountOf(HttpContext context, Permissions now) =>
        long.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && now.Accounts.TryGetValue(id, out var account) && account.Stamp == context.User.FindFirstValue(StampClaim) ? account : null;

    /// <summary>The token that changes from this session must bring.</summary>
    public static string? AntiforgeryToken(HttpContext context) =>
        context.User.Identity?.IsAuthenticated is true ? context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken : null;
}
