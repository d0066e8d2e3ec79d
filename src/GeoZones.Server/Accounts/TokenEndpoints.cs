using System.Globalization;

using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Mvc;

namespace GeoZones.Server.Accounts;

/// <summary><c>/api/account/tokens</c>: the personal tokens of whoever asks.</summary>
public static class TokenEndpoints
{
    /// <summary>Adds the addresses.</summary>
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        api.MapGet("/account/tokens", ListAsync).Describe(Topic.Accounts, "我的令牌", "My tokens");
        api.MapPost("/account/tokens", MakeAsync).Describe(Topic.Accounts, "新建令牌；令牌只显示这一次", "Make a token; it is shown this once")
            .WithMetadata(new Takes("NewToken", "application/json"), new RequestSizeLimitAttribute(AccountEndpoints.LargestBodyBytes)).Produces<MadeToken>(StatusCodes.Status201Created);
        api.MapDelete("/account/tokens/{id}", RevokeAsync).Describe(Topic.Accounts, "撤销令牌", "Revoke a token");
    }

    private static async Task<TokenList> ListAsync(HttpContext context, TokenBook book, CancellationToken cancel) =>
        new(await book.ListAsync(Caller.Of(context).RequireAccount().Id, cancel));

    private static async Task<IResult> MakeAsync(HttpContext context, TokenBook book, Register register, CancellationToken cancel)
    {
        var account = Caller.Of(context).RequireAccountWithoutToken();
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var members = BodyMembers.Of(body, "name", "days");
        var (token, view) = await book.MakeAsync(account.Id, members.Text("name"), members.OptionalNumber("days") ?? TokenBook.UsualDays, cancel);
        register.Forget();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new MadeToken(token, view), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<TokenList> RevokeAsync(HttpContext context, string id, TokenBook book, Register register, CancellationToken cancel)
    {
        var account = Caller.Of(context).RequireAccount();
        await book.RevokeAsync(account.Id, long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0, cancel);
        register.Forget();
        return new(await book.ListAsync(account.Id, cancel));
    }

    /// <summary>Tokens, newest first.</summary>
    public sealed record TokenList(IReadOnlyList<TokenView> Tokens);

    /// <summary>A token that was made just now.</summary>
    /// <param name="Token">The token itself; nobody can read it again.</param>
    /// <param name="Shown">What is shown of it later.</param>
    public sealed record MadeToken(string Token, TokenView Shown);
}
