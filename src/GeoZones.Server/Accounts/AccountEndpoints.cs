using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Mvc;

using Npgsql;

namespace GeoZones.Server.Accounts;

/// <summary><c>/api/account</c>: who am I, signing in and out on a page, another password.</summary>
public static class AccountEndpoints
{
    internal const int LargestBodyBytes = 16 * 1024;

    /// <summary>Adds the addresses.</summary>
    public static void MapAccount(this IEndpointRouteBuilder api)
    {
        api.MapGet("/account", (HttpContext context) => View(context, Caller.Of(context))).Describe(Topic.Accounts, "我是谁、有哪些角色", "Who am I, and which roles do I have");
        api.MapPost("/account/sign-in", SignInAsync).Describe(Topic.Accounts, "登录（网页会话）", "Sign in on a page")
            .WithMetadata(new Takes("SignIn", "application/json"), new RequestSizeLimitAttribute(LargestBodyBytes));
        api.MapPost("/account/sign-out", SignOutAsync).Describe(Topic.Accounts, "退出登录", "Sign out");
        api.MapPost("/account/password", SetPasswordAsync).Describe(Topic.Accounts, "修改自己的密码", "Set another password of one's own")
            .WithMetadata(new Takes("NewPassword", "application/json"), new RequestSizeLimitAttribute(LargestBodyBytes));
    }

    private static async Task<AccountView> SignInAsync(HttpContext context, KnownPasswords passwords, Register register, CancellationToken cancel)
    {
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var members = BodyMembers.Of(body, "name", "password");
        var account = await passwords.VerifyAsync(context, members.Text("name"), members.Text("password"));
        await Session.BeginAsync(context, account);
        return await ViewAsync(context, account, register, cancel);
    }

    private static async Task<AccountView> SignOutAsync(HttpContext context, NpgsqlDataSource db, Register register, CancellationToken cancel)
    {
        await Session.EndAsync(context, db, cancel);
        return View(context, new Caller(null, (await register.NowAsync(cancel)).OpenRegions));
    }

    private static async Task<AccountView> SetPasswordAsync(HttpContext context, KnownPasswords passwords, AccountBook book, Register register, CancellationToken cancel)
    {
        var caller = Caller.Of(context).RequireAccount();
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var members = BodyMembers.Of(body, "current", "password");
        var (current, another) = (members.Text("current"), members.Text("password"));
        var account = await VerifyAsync(context, passwords, caller.Name, current);
        await book.SetPasswordAsync(account, another);
        register.Forget();
        if (context.User.Identity?.IsAuthenticated is true)
        {
            // The other sessions end; this one goes on.
            await Session.BeginAsync(context, account);
        }
        return await ViewAsync(context, account, register, cancel);
    }

    // Who has signed in and mistypes their password is not signed out.
    private static async Task<Account> VerifyAsync(HttpContext context, KnownPasswords passwords, string name, string current)
    {
        try
        {
            return await passwords.VerifyAsync(context, name, current);
        }
        catch (ProblemException wrong) when (wrong.Status == StatusCodes.Status401Unauthorized)
        {
            throw ProblemException.OfBody("/current", "当前密码不对；连续输错五次后须等十分钟。", "The current password is wrong; after five failures wait for ten minutes.");
        }
    }

    private static async Task<AccountView> ViewAsync(HttpContext context, Account account, Register register, CancellationToken cancel)
    {
        var now = await register.NowAsync(cancel);
        return View(context, new Caller(now.Accounts.GetValueOrDefault(account.Id), now.OpenRegions));
    }

    private static AccountView View(HttpContext context, Caller caller)
    {
        var token = Session.AntiforgeryToken(context);
        // Antiforgery asks for less.
        context.Response.Headers.CacheControl = "no-store";
        return new(caller.IsSignedIn, caller.IsSignedIn ? caller.Name : null, [.. (caller.Account?.Grants ?? []).Select(RoleView.Of)], token,
            OpenId.OfferOf(context.RequestServices.GetRequiredService<IConfiguration>()));
    }

    /// <summary>Who asks.</summary>
    /// <param name="SignedIn">Whether they have said who they are.</param>
    /// <param name="Name">Their name.</param>
    /// <param name="Roles">Their roles.</param>
    /// <param name="AntiforgeryToken">What changes from this session must bring in the header <c>X-Antiforgery-Token</c>; <c>null</c> without a session.</param>
    /// <param name="OpenIdConnect">Where else one can sign in, or <c>null</c>.</param>
    public sealed record AccountView(bool SignedIn, string? Name, IReadOnlyList<RoleView> Roles, string? AntiforgeryToken, OpenIdOffer? OpenIdConnect);

    /// <summary>A role as the API shows it.</summary>
    public sealed record RoleView(string Role, string? Region, string? Plan)
    {
        internal static RoleView Of(Grant grant) => new(grant.RoleName, grant.Region, grant.Plan);
    }

    /// <summary>Another place to sign in at.</summary>
    /// <param name="Title">What it is called.</param>
    /// <param name="Address">Where a browser goes.</param>
    public sealed record OpenIdOffer(string Title, string Address);
}
