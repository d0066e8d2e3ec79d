using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Mvc;

namespace GeoZones.Server.Accounts;

/// <summary><c>/api/accounts</c>: administrators list and add accounts, give and take roles; those of one region the roles of that region.</summary>
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
    }

    private static async Task<AccountList> ListAsync(HttpContext context, AccountBook book, CancellationToken cancel)
    {
        var caller = Caller.Of(context);
        caller.RequireAdministrator();
        return new([.. (await book.ListAsync(cancel)).Select(one => View(one.Name, one.HasPassword, one.ExternalName, one.Grants, caller))]);
    }

    private static async Task<IResult> AddAsync(HttpContext context, AccountBook book, Register register, CancellationToken cancel)
    {
        var caller = Caller.Of(context);
        caller.RequireAdministrator();
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
        var caller = Caller.Of(context);
        caller.RequireAdministrator();
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var grant = Read(BodyMembers.Of(body, s_role), "");
        caller.RequireAdministrate(grant.Region);
        await book.GrantAsync(await book.NamedAsync(name), grant, caller.Name, cancel);
        register.Forget();
        return Results.Ok(await OneAsync(book, name, caller, cancel));
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, string name, string id, AccountBook book, Register register, CancellationToken cancel)
    {
        var caller = Caller.Of(context);
        caller.RequireAdministrator();
        var account = await book.NamedAsync(name);
        var stored = (await book.ListAsync(cancel)).Single(one => one.Name == account.Name).Grants.FirstOrDefault(one => FormattableString.Invariant($"{one.Id}") == id)
            ?? throw ProblemException.NotFound("该账号没有这个角色。", "The account does not have this role.");
        caller.RequireAdministrate(stored.Grant.Region);
        await book.RevokeAsync(account, [stored.Grant], cancel);
        register.Forget();
        return Results.Ok(await OneAsync(book, name, caller, cancel));
    }

    private static Grant Read(BodyMembers role, string at) => Grant.Read(role.Text("role"), role.OptionalText("region"), role.OptionalText("plan"), at);

    private static async Task<AccountInList> OneAsync(AccountBook book, string name, Caller caller, CancellationToken cancel)
    {
        var account = await book.NamedAsync(name);
        var one = (await book.ListAsync(cancel)).Single(listed => listed.Name == account.Name);
        return View(one.Name, one.HasPassword, one.ExternalName, one.Grants, caller);
    }

    // What somebody does in other regions is for the administrators there.
    private static AccountInList View(string name, bool hasPassword, string? externalName, IReadOnlyList<StoredGrant> grants, Caller caller) => new(
        name, hasPassword, externalName,
        [.. grants.Where(one => caller.MayAdministrate(one.Grant.Region)).Select(one => new GivenRole(one.Id, one.Grant.RoleName, one.Grant.Region, one.Grant.Plan))]);

    /// <summary>All accounts, by name.</summary>
    public sealed record AccountList(IReadOnlyList<AccountInList> Accounts);

    /// <summary>An account.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="HasPassword">Whether one can sign in to it with a password.</param>
    /// <param name="ExternalName">What the OpenID provider calls its owner.</param>
    /// <param name="Roles">Its roles, as far as the caller administrates them.</param>
    public sealed record AccountInList(string Name, bool HasPassword, string? ExternalName, IReadOnlyList<GivenRole> Roles);

    /// <summary>A role that an account has.</summary>
    public sealed record GivenRole(long Id, string Role, string? Region, string? Plan);
}
