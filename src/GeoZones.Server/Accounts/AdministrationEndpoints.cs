using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Mvc;

namespace GeoZones.Server.Accounts;

/// <summary><c>/api/accounts</c>: administrators list and add accounts, give and take roles, set passwords, lock and unlock; those of one region what concerns that region alone. A token only lists.</summary>
public static class AdministrationEndpoints
{
    private static readonly string[] s_role = ["role", "region", "plan"];

    /// <summary>Adds the addresses.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder api)
    {
        api.MapGet("/accounts", ListAsync).Describe(Topic.Accounts, "全部账号及其角色", "All accounts and their roles");
        api.MapPost("/accounts", AddAsync).Describe(Topic.Accounts, "新建账号", "Add an account")
            .WithMetadata(new Takes("NewAccount", "application/json"), new RequestSizeLimitAttribute(AccountEndpoints.LargestBodyBytes)).Produces<AccountInList>(StatusCodes.Status201Created);
        api.MapPost("/accounts/{name}/roles", GrantAsync).Describe(Topic.Accounts, "授予角色", "Give a role")
            .WithMetadata(new Takes("Role", "application/json"), new RequestSizeLimitAttribute(AccountEndpoints.LargestBodyBytes)).Produces<AccountInList>();
        api.MapDelete("/accounts/{name}/roles/{id}", RevokeAsync).Describe(Topic.Accounts, "收回角色", "Take a role").Produces<AccountInList>();
        api.MapPost("/accounts/{name}/password", SetPasswordAsync).Describe(Topic.Accounts, "重设密码", "Set another password")
            .WithMetadata(new Takes("PasswordOfAnother", "application/json"), new RequestSizeLimitAttribute(AccountEndpoints.LargestBodyBytes)).Produces<AccountInList>();
        api.MapPut("/accounts/{name}/lock", (HttpContext context, string name, AccountBook book, Register register, CancellationToken cancel) => LockAsync(context, name, book, register, isLocked: true, cancel))
            .Describe(Topic.Accounts, "锁定账号：其会话、令牌和密码即刻失效", "Lock an account: its sessions, tokens and password are worth nothing from now on").Produces<AccountInList>();
        api.MapDelete("/accounts/{name}/lock", (HttpContext context, string name, AccountBook book, Register register, CancellationToken cancel) => LockAsync(context, name, book, register, isLocked: false, cancel))
            .Describe(Topic.Accounts, "解锁账号", "Unlock an account").Produces<AccountInList>();
    }

    private static async Task<AccountList> ListAsync(HttpContext context, AccountBook book, CancellationToken cancel)
    {
        var caller = Caller.Of(context);
        caller.RequireAdministrator();
        return new([.. (await book.ListAsync(cancel)).Select(one => View(one, caller))]);
    }

    private static async Task<IResult> AddAsync(HttpContext context, AccountBook book, Register register, CancellationToken cancel)
    {
        var caller = ChangingCaller(context);
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var members = BodyMembers.Of(body, "name", "password", "externalName", "roles");
        Grant[] grants = [.. members.List("roles").Select(role => Read(BodyMembers.Of(role.Json, role.At, s_role), role.At))];
        foreach (var grant in grants)
        {
            caller.RequireAdministrate(grant.Region);
        }
        await book.AddAsync(members.Text("name"), members.OptionalText("password"), members.OptionalText("externalName"), grants, caller.Name, cancel);
        register.Forget();
        return Results.Json(await OneAsync(book, members.Text("name"), caller, cancel), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> GrantAsync(HttpContext context, string name, AccountBook book, Register register, CancellationToken cancel)
    {
        var caller = ChangingCaller(context);
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var grant = Read(BodyMembers.Of(body, s_role), "");
        caller.RequireAdministrate(grant.Region);
        await book.GrantAsync(await book.NamedAsync(name), grant, caller.Name, cancel);
        register.Forget();
        return Results.Ok(await OneAsync(book, name, caller, cancel));
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, string name, string id, AccountBook book, Register register, CancellationToken cancel)
    {
        var caller = ChangingCaller(context);
        var account = await book.NamedAsync(name);
        var stored = (await book.ListAsync(cancel)).Single(one => one.Name == account.Name).Grants.FirstOrDefault(one => FormattableString.Invariant($"{one.Id}") == id)
            ?? throw ProblemException.NotFound("该账号没有这个角色。", "The account does not have this role.");
        caller.RequireAdministrate(stored.Grant.Region);
        await book.RevokeAsync(account, [stored.Grant], cancel);
        register.Forget();
        return Results.Ok(await OneAsync(book, name, caller, cancel));
    }

    private static async Task<IResult> SetPasswordAsync(HttpContext context, string name, AccountBook book, Register register, CancellationToken cancel)
    {
        var (caller, account) = await AccountForAsync(context, name, book, MayManage, cancel);
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var password = BodyMembers.Of(body, "password").Text("password");
        if (account.Id == caller.Account!.Id)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, new(
                "自己的密码须连同当前密码在 /api/account/password 修改。", "One's own password is changed at /api/account/password, with the current one."));
        }
        await book.SetPasswordAsync(account, password);
        register.Forget();
        return Results.Ok(await OneAsync(book, name, caller, cancel));
    }

    private static async Task<IResult> LockAsync(HttpContext context, string name, AccountBook book, Register register, bool isLocked, CancellationToken cancel)
    {
        var (caller, account) = await AccountForAsync(context, name, book, isLocked ? MayLock : MayManage, cancel);
        if (isLocked && account.Id == caller.Account!.Id)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, new("不能锁定自己的账号。", "Nobody locks their own account."));
        }
        await book.LockAsync(account, isLocked, cancel);
        register.Forget();
        return Results.Ok(await OneAsync(book, name, caller, cancel));
    }

    private static Caller ChangingCaller(HttpContext context)
    {
        var caller = Caller.Of(context);
        caller.RequireAdministrator();
        caller.RequireAccountWithoutToken();
        return caller;
    }

    private static async Task<(Caller Caller, Account Account)> AccountForAsync(HttpContext context, string name, AccountBook book, Func<ListedAccount, Caller, bool> may, CancellationToken cancel)
    {
        var caller = ChangingCaller(context);
        var account = await book.NamedAsync(name);
        return may((await book.ListAsync(cancel)).Single(one => one.Name == account.Name), caller) ? (caller, account) : throw new ProblemException(
            StatusCodes.Status403Forbidden, new("该账号在您不管理的县市也有角色，或没有任何角色；请联系管理全部县市的管理员。", "The account has roles in regions that you do not administrate, or none at all; ask an administrator of all regions."));
    }

    private static Grant Read(BodyMembers role, string at) => Grant.Read(role.Text("role"), role.OptionalText("region"), role.OptionalText("plan"), at);

    private static async Task<AccountInList> OneAsync(AccountBook book, string name, Caller caller, CancellationToken cancel)
    {
        var account = await book.NamedAsync(name);
        var one = (await book.ListAsync(cancel)).Single(listed => listed.Name == account.Name);
        return View(one, caller);
    }

    // What somebody does in other regions is for the administrators there.
    private static AccountInList View(ListedAccount one, Caller caller) => new(
        one.Name, one.HasPassword, one.ExternalName, one.Locked, MayManage(one, caller), MayLock(one, caller),
        [.. one.Grants.Where(given => caller.MayAdministrate(given.Grant.Region)).Select(given => new GivenRole(given.Id, given.Grant.RoleName, given.Grant.Region, given.Grant.Plan))]);

    // Whoever sets a password can be its owner: only who administrates all that the owner does. What an account without roles will do is for no single region to say.
    private static bool MayManage(ListedAccount one, Caller caller) =>
        one.Grants.Count == 0 ? caller.MayAdministrate(null) : one.Grants.All(given => caller.MayAdministrate(given.Grant.Region));

    // A role that somebody gives elsewhere must keep nobody from locking who does harm at home, nor serve to lock those who administrate everything.
    private static bool MayLock(ListedAccount one, Caller caller) => MayManage(one, caller)
        || (one.Grants.Any(given => caller.MayAdministrate(given.Grant.Region)) && !one.Grants.Any(given => given.Grant is { Role: Role.Administrator, Region: null }));

    /// <summary>All accounts, by name.</summary>
    public sealed record AccountList(IReadOnlyList<AccountInList> Accounts);

    /// <summary>An account.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="HasPassword">Whether one can sign in to it with a password.</param>
    /// <param name="ExternalName">What the OpenID provider calls its owner.</param>
    /// <param name="Locked">Whether an administrator has locked it.</param>
    /// <param name="MayManage">Whether the caller may set its password and unlock it: all of its roles are in regions that the caller administrates; where it has none, the caller administrates all regions.</param>
    /// <param name="MayLock">Whether the caller may lock it: also where only some of its roles are in regions that the caller administrates, unless it administrates all regions.</param>
    /// <param name="Roles">Its roles, as far as the caller administrates them.</param>
    public sealed record AccountInList(string Name, bool HasPassword, string? ExternalName, bool Locked, bool MayManage, bool MayLock, IReadOnlyList<GivenRole> Roles);

    /// <summary>A role that an account has.</summary>
    public sealed record GivenRole(long Id, string Role, string? Region, string? Plan);
}
