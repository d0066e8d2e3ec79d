using GeoZones.Server.Page;

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

using Npgsql;

namespace GeoZones.Server.Accounts;

/// <summary>Accounts, sessions and permissions: what the server registers and puts into its pipeline.</summary>
public static class AccountSetup
{
    /// <summary>Registers what signing in needs.</summary>
    /// <param name="services">Of the server.</param>
    /// <param name="configuration">Section <c>OpenIdConnect</c>: another place to sign in at; setting <c>Accounts:SignInsPerMinute</c>.</param>
    public static void AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAccountBook();
        services.AddSingleton<Register>();
        services.AddSingleton<KnownPasswords>();
        services.AddSingleton(new SignInLimit(configuration.GetValue("Accounts:SignInsPerMinute", SignInLimit.Usual)));
        services.AddDataProtection().SetApplicationName("GeoZones");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new StoredKeys(provider.GetRequiredService<NpgsqlDataSource>())));
        services.AddAntiforgery(options =>
        {
            options.HeaderName = Session.AntiforgeryHeader;
            options.SuppressXFrameOptionsHeader = true;
            options.Cookie.Name = "geozones-antiforgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme, options =>
        {
            options.Cookie.Name = "geozones";
            // Not strict: whoever comes from the OpenID provider or from a link is still signed in.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = Session.Longest;
            options.SlidingExpiration = false;
        }).AddOpenId(configuration);
    }

    /// <summary>Registers the work on accounts, which commands do as well.</summary>
    public static void AddAccountBook(this IServiceCollection services)
    {
        services.AddScoped<AccountStore>();
        services.AddScoped<IUserStore<Account>>(provider => provider.GetRequiredService<AccountStore>());
        services.AddScoped<AccountBook>();
        services.AddScoped<TokenBook>();
        services.AddSingleton<SignInFailures>();
        services.AddIdentityCore<Account>(options =>
        {
            options.User.AllowedUserNameCharacters = "";
            // Length is what makes a password strong.
            options.Password = new() { RequiredLength = AccountBook.ShortestPassword, RequiredUniqueChars = 5, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
        });
    }

    /// <summary>Learns who sends a request and refuses what they may not see; put between the page and the addresses.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UsePrivacy();
        app.Use(Identification.AnswerAsync);
    }

    /// <summary>Adds the addresses.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapAccount();
        api.MapTokens();
        api.MapAdministration();
    }
}
