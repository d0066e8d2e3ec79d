using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

using GeoZones.Server.Accounts;
using GeoZones.Server.CommandLine;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GeoZones.Server.Tests.Accounts;

/// <summary>Signing in at an OpenID Connect provider; a small one runs beside the server.</summary>
public sealed class OpenIdTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>, IAsyncLifetime
{
    private const string Client = "geozones";

    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Who)> _codes = new();
    private WebApplication _provider = null!;
    private WebApplication _server = null!;
    private string _who = "";
    private bool _isProven;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _provider = builder.Build();
        _provider.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, string>
        {
            ["issuer"] = AddressOf(_provider),
            ["authorization_endpoint"] = $"{AddressOf(_provider)}/authorize",
            ["token_endpoint"] = $"{AddressOf(_provider)}/token",
            ["jwks_uri"] = $"{AddressOf(_provider)}/keys",
        });
        _provider.MapGet("/keys", () =>
        {
            var open = _key.ExportParameters(false);
            return new { keys = new[] { new { kty = "RSA", use = "sig", kid = "one", alg = "RS256", n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent) } } };
        });
        _provider.MapGet("/authorize", (HttpRequest request) =>
        {
            var code = Guid.NewGuid().ToString("N");
            Assert.Equal(("code", Client), (request.Query["response_type"].ToString(), request.Query["client_id"].ToString()));
            _codes[code] = (request.Query["nonce"]!, request.Query["code_challenge"]!, _who);
            return Results.Redirect(QueryHelpers.AddQueryString(request.Query["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = request.Query["state"] }));
        });
        _provider.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync(Cancel);
            if (!_codes.TryRemove(form["code"]!, out var known) || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))) != known.Challenge || form["client_secret"] != "secret")
            {
                return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
            }
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = AddressOf(_provider),
                Audience = Client,
                Expires = DateTime.UtcNow.AddMinutes(5),
                Claims = new Dictionary<string, object> { ["sub"] = "4711", ["nonce"] = known.Nonce, ["staff_number"] = known.Who, ["email"] = known.Who, ["email_verified"] = _isProven },
                SigningCredentials = new(new RsaSecurityKey(_key) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
            });
            return Results.Json(new { access_token = "x", token_type = "Bearer", id_token = token, expires_in = 300 });
        });
        await _provider.StartAsync(Cancel);
        _server = await ServerAsync("staff_number");
    }

    private async Task<WebApplication> ServerAsync(string nameClaim)
    {
        var made = Program.CreateServer(server.Database, new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["OpenIdConnect:Authority"] = AddressOf(_provider),
            ["OpenIdConnect:ClientId"] = Client,
            ["OpenIdConnect:ClientSecret"] = "secret",
            ["OpenIdConnect:Title"] = "市政务统一登录",
            ["OpenIdConnect:NameClaim"] = nameClaim,
            ["OpenIdConnect:RequireHttpsMetadata"] = "false",
        });
        await made.StartAsync(Cancel);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
        _key.Dispose();
    }

    // As a browser follows redirects: to the provider, back to the server, to the page.
    private Task<(HttpClient Browser, Uri At)> FollowAsync(string start) => FollowAsync(_server, start);

    private static async Task<(HttpClient Browser, Uri At)> FollowAsync(WebApplication app, string start)
    {
        var browser = People.Browser(new(AddressOf(app)));
        var at = new Uri(browser.BaseAddress!, start);
        for (var step = 0; step < 3; step++)
        {
            using var answer = await browser.GetAsync(at, Cancel);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            at = new(at, answer.Headers.Location!);
        }
        return (browser, at);
    }

    [Fact]
    public async Task Whom_the_provider_vouches_for_gets_the_account_of_that_external_name()
    {
        _who = $"staff-{Guid.NewGuid():N}";
        await using (var desk = new AccountDesk(server.Database.Source))
        {
            await desk.Book.AddAsync($"extern-{Guid.NewGuid():N}"[..20], null, _who, [new(Role.Field, "lushan", null)], "test", Cancel);
        }
        var offer = (await Answer.GetAsync(server.Anonymous, "/api/account")).Json.GetProperty("openIdConnect");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, offer.ValueKind);
        using var plain = new HttpClient { BaseAddress = new(AddressOf(_server)) };
        offer = (await Answer.GetAsync(plain, "/api/account")).Json.GetProperty("openIdConnect");
        Assert.Equal("市政务统一登录", offer.GetProperty("title").GetString());

        var (browser, at) = await FollowAsync(offer.GetProperty("address").GetString() + "?at=region%3Dlushan%26mode%3Dfield");
        using (browser)
        {
            Assert.Equal(("/", "#region=lushan&mode=field"), (at.AbsolutePath, at.Fragment));
            var account = (await Answer.GetAsync(browser, "/api/account")).Is(200);
            Assert.StartsWith("extern-", account.GetProperty("name").GetString(), StringComparison.Ordinal);
            (await Answer.PostAsync(browser, "/api/account/tokens", """{"name":"from outside"}""", headers: (People.AntiforgeryHeader, account.GetProperty("antiforgeryToken").GetString()!))).Is(201);
        }
    }

    [Fact]
    public async Task Whom_nobody_has_given_an_account_is_not_let_in()
    {
        _who = "a stranger";
        var (browser, at) = await FollowAsync("/sign-in");
        using (browser)
        {
            Assert.Equal("#sign-in=unknown", at.Fragment);
            Assert.False((await Answer.GetAsync(browser, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
        }
    }

    [Fact]
    public async Task An_address_that_the_provider_has_not_proven_lets_nobody_in()
    {
        _who = $"{Guid.NewGuid():N}@example.org";
        await using (var desk = new AccountDesk(server.Database.Source))
        {
            await desk.Book.AddAsync($"mail-{Guid.NewGuid():N}"[..20], null, _who, [new(Role.Field, "lushan", null)], "test", Cancel);
        }
        await using var byMail = await ServerAsync("email");
        foreach (var (isProven, fragment) in new[] { (false, "#sign-in=unknown"), (true, "#region=lushan") })
        {
            _isProven = isProven;
            var (browser, at) = await FollowAsync(byMail, "/sign-in?at=region%3Dlushan");
            using (browser)
            {
                Assert.Equal((isProven, fragment), ((await Answer.GetAsync(browser, "/api/account")).Json.GetProperty("signedIn").GetBoolean(), at.Fragment));
            }
        }
    }

    [Fact]
    public async Task Programs_that_have_not_signed_in_are_told_so_and_not_sent_to_the_provider()
    {
        using var program = People.Browser(new(AddressOf(_server)));
        foreach (var answer in new[]
        {
            await Answer.GetAsync(program, "/api/accounts"),
            await Answer.GetAsync(program, "/api/regions/of-nobody"),
            await Answer.PostAsync(program, "/api/regions/changyuan/checks", (string?)null),
            await Answer.PostAsync(program, "/api/transactions", "{}"),
        })
        {
            answer.IsProblem(401);
            Assert.Null(answer.Message.Headers.Location);
        }
    }

    [Theory]
    [InlineData("%E9%95%BF%E5%9E%A3")]
    [InlineData("a%0D%0AX-Header:%201")]
    public async Task A_place_that_is_none_leads_back_to_the_map(string at)
    {
        _who = $"staff-{Guid.NewGuid():N}";
        await using (var desk = new AccountDesk(server.Database.Source))
        {
            await desk.Book.AddAsync($"extern-{Guid.NewGuid():N}"[..20], null, _who, [], "test", Cancel);
        }
        var (browser, back) = await FollowAsync($"/sign-in?at={at}");
        browser.Dispose();
        Assert.Equal((AddressOf(_server), "/", ""), (back.GetLeftPart(UriPartial.Authority), back.AbsolutePath, back.Fragment.TrimStart('#')));
    }

    [Fact]
    public async Task Answer_that_nobody_asked_for_lets_nobody_in()
    {
        using var browser = People.Browser(new(AddressOf(_server)));
        using var answer = await browser.GetAsync(new Uri("/sign-in/callback?code=made-up&state=made-up", UriKind.Relative), Cancel);
        Assert.Equal("/#sign-in=failed", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public void Provider_without_what_it_takes_is_refused_at_the_start() => Assert.Throws<Refusal>(() => Program.CreateServer(server.Database, new Dictionary<string, string?> { ["OpenIdConnect:Authority"] = "http://plain.example" }));
}
