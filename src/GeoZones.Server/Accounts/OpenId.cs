using GeoZones.Server.CommandLine;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace GeoZones.Server.Accounts;

/// <summary>
/// Signing in at an OpenID Connect provider, where the section <c>OpenIdConnect</c> of the settings names one (<c>Authority</c>, <c>ClientId</c>, <c>ClientSecret</c>, <c>Title</c>, <c>NameClaim</c>).
/// Whom the provider vouches for gets the account that an administrator has given that external name to; there are no others.
/// </summary>
internal static class OpenId
{
    private const string Section = "OpenIdConnect";
    private const string Scheme = "openid";
    private const string SignIn = "/sign-in";
    private const string Failed = "/#sign-in=failed";
    private const string Unknown = "/#sign-in=unknown";

    /// <summary>What the page offers; <c>null</c> where no provider is named.</summary>
    public static AccountEndpoints.OpenIdOffer? OfferOf(IConfiguration configuration) =>
        configuration[$"{Section}:Authority"] is { Length: > 0 } authority ? new(configuration[$"{Section}:Title"] ?? authority, SignIn) : null;

    /// <summary>Registers the provider, where one is named.</summary>
    /// <exception cref="Refusal">It is named without what it takes.</exception>
    public static void AddOpenId(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section);
        if (OfferOf(configuration) is null)
        {
            return;
        }
        var nameClaim = settings["NameClaim"] ?? "sub";
        var requireHttps = settings.GetValue("RequireHttpsMetadata", true);
        if (string.IsNullOrEmpty(settings["ClientId"]) || !Uri.TryCreate(settings["Authority"], UriKind.Absolute, out var authority) || (requireHttps && authority.Scheme != Uri.UriSchemeHttps))
        {
            throw new Refusal($"设置 {Section} 不可用：须有 Authority（https 地址）和 ClientId。", $"The settings {Section} cannot be used: they need Authority (an https address) and ClientId.");
        }
        authentication.AddOpenIdConnect(Scheme, options =>
        {
            options.Authority = settings["Authority"];
            options.ClientId = settings["ClientId"];
            options.ClientSecret = settings["ClientSecret"];
            options.RequireHttpsMetadata = requireHttps;
            options.SignInScheme = Session.Scheme;
            options.CallbackPath = $"{SignIn}/callback";
            options.ResponseType = OpenIdConnectResponseType.Code;
            // A form that the provider's page posts would be refused as one from elsewhere, and come without cookies.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.MapInboundClaims = false;
            options.DisableTelemetry = true;
            foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            }
            if (nameClaim == "email")
            {
                options.Scope.Add("email");
            }
            options.Events = new()
            {
                OnTokenValidated = async context =>
                {
                    var name = context.Principal?.FindFirst(nameClaim)?.Value;
                    // Anybody may write anybody's address into a profile; only some providers look whether it is theirs.
                    var isUnproven = nameClaim == "email" && context.Principal?.FindFirst("email_verified")?.Value is { } proven && !bool.TrueString.Equals(proven, StringComparison.OrdinalIgnoreCase);
                    var account = string.IsNullOrEmpty(name) || isUnproven ? null : await context.HttpContext.RequestServices.GetRequiredService<AccountStore>().FindByExternalNameAsync(name, context.HttpContext.RequestAborted);
                    if (account is null or { Locked: true })
                    {
                        context.Response.Redirect(Unknown);
                        context.HandleResponse();
                        return;
                    }
                    context.Principal = Session.PrincipalOf(account);
                    context.HttpContext.RequestServices.GetRequiredService<Register>().Forget();
                },
                OnRemoteFailure = context =>
                {
                    context.Response.Redirect(Failed);
                    context.HandleResponse();
                    return Task.CompletedTask;
                },
            };
        });
    }

    /// <summary>Adds the address that leads a browser to the provider, where one is named, and back to the place on the map that <c>?at=</c> names.</summary>
    public static void MapOpenId(this IEndpointRouteBuilder app, IConfiguration configuration)
    {
        if (OfferOf(configuration) is null)
        {
            return;
        }
        app.MapGet(SignIn, async (HttpContext context, string? at) =>
        {
            try
            {
                await context.ChallengeAsync(Scheme, new() { RedirectUri = $"/#{(at is not null && at.All(letter => letter is > ' ' and <= '~') ? at : "")}" });
            }
            catch (InvalidOperationException)
            {
                // The provider does not tell where to go; it may be down.
                context.Response.Redirect(Failed);
            }
        });
    }
}
