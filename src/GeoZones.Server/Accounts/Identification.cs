using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;

using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Antiforgery;

namespace GeoZones.Server.Accounts;

/// <summary>An endpoint that takes a body and changes nothing: whoever makes a browser send it gains nothing.</summary>
public sealed record ChangesNothing;

/// <summary>
/// Learns who sends a request: HTTP Basic (name with password or token), Bearer (token), else the session. Whatever the address or <c>?region=</c> names is refused here where the caller may not read it,
/// so that no handler can forget to ask.
/// </summary>
internal static class Identification
{
    private const string Region = "region";

    // Wrong UTF-8 is no password.
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Lets through who may.</summary>
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            var now = await context.RequestServices.GetRequiredService<Register>().NowAsync(context.RequestAborted);
            var header = context.Request.Headers.Authorization.ToString();
            var (account, token) = header == "" ? (Session.AccountOf(context, now), null) : await OfHeaderAsync(context, now, header);
            if (account is null || header != "")
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
            var caller = new Caller(account, now.OpenRegions, token, header == "" ? Session.NumberOf(context) : null);
            context.Features.Set(caller);
            if (account is not null && header == "")
            {
                await DemandOurPageAsync(context);
            }
            // What can be no region at all is for the handler to refuse.
            foreach (var region in RegionsOf(context).Where(ItemsQuery.CanBeRegion))
            {
                caller.RequireRead(region);
            }
        }
        await next(context);
    }

    private static IEnumerable<string> RegionsOf(HttpContext context) =>
        [.. context.Request.RouteValues.TryGetValue(Region, out var named) && named is string one ? [one] : Array.Empty<string>(), .. context.Request.Query[Region].OfType<string>()];

    private static async Task<(KnownAccount? Account, string? Token)> OfHeaderAsync(HttpContext context, Permissions now, string header)
    {
        AuthenticationHeaderValue.TryParse(header, out var given);
        var (scheme, value) = (given?.Scheme.ToLowerInvariant(), given?.Parameter ?? "");
        if (scheme == "bearer")
        {
            var hash = TokenBook.HashOf(value);
            return (now.OfToken(hash) ?? throw BadToken(), hash);
        }
        if (scheme != "basic" || Decode(value) is not { } pair || pair.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
        {
            throw new ProblemException(StatusCodes.Status401Unauthorized, new(
                "Authorization 头不可识别；可用 Basic（账号名与密码或令牌）或 Bearer（令牌）。", "The Authorization header cannot be read; use Basic (name, and password or token) or Bearer (token)."));
        }
        var (name, password) = (pair[..colon], pair[(colon + 1)..]);
        if (!password.StartsWith(TokenBook.Prefix, StringComparison.Ordinal))
        {
            return (await context.RequestServices.GetRequiredService<KnownPasswords>().OfBasicAsync(context, now, name, password), null);
        }
        var token = TokenBook.HashOf(password);
        return now.OfToken(token) is { } account && string.Equals(account.Name, name, StringComparison.OrdinalIgnoreCase) ? (account, token) : throw BadToken();
    }

    private static ProblemException BadToken() => new(StatusCodes.Status401Unauthorized, new(
        "令牌无效：已过期、已撤销或不属于该账号。", "The token is not valid: it has expired, was revoked, or belongs to another account."));

    private static string? Decode(string base64)
    {
        try
        {
            return s_strict.GetString(Convert.FromBase64String(base64));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    // A browser sends the session's cookie whichever page makes it; only our page knows the token.
    private static async Task DemandOurPageAsync(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || context.GetEndpoint()?.Metadata.GetMetadata<ChangesNothing>() is not null)
        {
            return;
        }
        // The token comes in a header: the validation would else read the body as a form.
        if (!context.Request.Headers.ContainsKey(Session.AntiforgeryHeader) || !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            throw new ProblemException(StatusCodes.Status403Forbidden, new(
                $"请求缺少有效的防伪令牌：先读取 /api/account，将其 antiforgeryToken 放入 {Session.AntiforgeryHeader} 头；网页请刷新后重试。",
                $"The request lacks a valid antiforgery token: read /api/account and send its antiforgeryToken in the header {Session.AntiforgeryHeader}; on the page, reload and try again."));
        }
    }
}
