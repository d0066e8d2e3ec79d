using System.Net;
using System.Text.Json;

using GeoZones.Server.Accounts;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace GeoZones.Server.Tests.Accounts;

/// <summary>Signing in: on the page, with HTTP Basic, with tokens.</summary>
public sealed class SignInTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Checks = "/api/regions/changyuan/checks";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> PersonAsync(params Grant[] grants)
    {
        var name = await People.AddAsync(server.Database.Source, grants);
        server.ForgetPermissions();
        return name;
    }

    private async Task<WebApplication> AnotherServerAsync(int signInsPerMinute)
    {
        var another = Program.CreateServer(server.Database, new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["Accounts:SignInsPerMinute"] = $"{signInsPerMinute}" });
        await another.StartAsync(Cancel);
        return another;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    [Fact]
    public async Task Page_signs_in_changes_something_and_signs_out()
    {
        var name = await PersonAsync(new Grant(Role.Reviewer, "changyuan", null));
        using var browser = People.Browser(server.Http.BaseAddress!);
        var before = (await Answer.GetAsync(browser, "/api/account")).Is(200);
        Assert.Equal((false, JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null), (before.GetProperty("signedIn").GetBoolean(), before.GetProperty("name").ValueKind, before.GetProperty("antiforgeryToken").ValueKind, before.GetProperty("openIdConnect").ValueKind));

        var answer = await People.SignInAsync(browser, name.ToLowerInvariant());
        answer.Is(200);
        Assert.Equal("no-store", answer.Message.Headers.CacheControl!.ToString());
        var cookie = answer.Message.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("geozones=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        var account = (await Answer.GetAsync(browser, "/api/account")).Is(200);
        Assert.Equal((name, "reviewer", "changyuan"), (account.GetProperty("name").GetString(), account.GetProperty("roles")[0].GetProperty("role").GetString(), account.GetProperty("roles")[0].GetProperty("region").GetString()));
        Assert.Equal(HttpStatusCode.Accepted, (await Answer.PostAsync(browser, Checks, (string?)null, headers: ("Prefer", "respond-async"))).Status);

        (await Answer.PostAsync(browser, "/api/account/sign-out", (string?)null)).Is(200);
        Assert.False((await Answer.GetAsync(browser, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
        (await Answer.PostAsync(browser, Checks, (string?)null)).IsProblem(401);
    }

    [Fact]
    public async Task What_comes_with_a_cookie_and_without_the_pages_token_is_refused()
    {
        var (name, other) = (await PersonAsync(new Grant(Role.Reviewer, "changyuan", null)), await PersonAsync());
        using var browser = People.Browser(server.Http.BaseAddress!);
        using var second = People.Browser(server.Http.BaseAddress!);
        await People.SignInAsync(browser, name);
        await People.SignInAsync(second, other);
        var foreign = second.DefaultRequestHeaders.GetValues(People.AntiforgeryHeader).Single();
        browser.DefaultRequestHeaders.Remove(People.AntiforgeryHeader);
        foreach (var header in new (string, string)[][] { [], [(People.AntiforgeryHeader, "made-up")], [(People.AntiforgeryHeader, foreign)] })
        {
            foreach (var (method, address) in new[] { ("POST", Checks), ("PUT", "/api/regions/changyuan/check-settings"), ("POST", "/api/account/tokens"), ("DELETE", "/api/account/tokens/1"), ("POST", "/api/account/sign-out"), ("POST", "/api/account/password") })
            {
                (await Answer.SendAsync(browser, new HttpRequestMessage(new HttpMethod(method), address), header)).IsProblem(403);
            }
        }
        // Reading with a body changes nothing, so that a form may do it.
        (await Answer.PostAsync(browser, "/api/measure", """{"type":"LineString","coordinates":[[114,34],[114.1,34]]}""")).Is(200);
        Assert.True((await Answer.GetAsync(browser, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
        // Another site's page is refused before it is asked who it is.
        (await Answer.PostAsync(browser, "/api/account/sign-in", "{}", headers: ("Sec-Fetch-Site", "cross-site"))).IsProblem(403);
    }

    [Fact]
    public async Task Copied_cookie_is_worth_nothing_once_its_session_was_signed_out_of()
    {
        var name = await PersonAsync(new Grant(Role.Reviewer, "changyuan", null));
        using var browser = People.Browser(server.Http.BaseAddress!);
        using var second = People.Browser(server.Http.BaseAddress!);
        var cookie = string.Join("; ", (await People.SignInAsync(browser, name)).Message.Headers.GetValues("Set-Cookie").Select(one => one.Split(';')[0]));
        var token = browser.DefaultRequestHeaders.GetValues(People.AntiforgeryHeader).Single();
        await People.SignInAsync(second, name);
        using var thief = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = server.Http.BaseAddress, DefaultRequestHeaders = { { "Cookie", cookie }, { People.AntiforgeryHeader, token } } };
        Assert.True((await Answer.GetAsync(thief, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
        (await Answer.PostAsync(browser, "/api/account/sign-out", (string?)null)).Is(200);
        Assert.False((await Answer.GetAsync(thief, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
        (await Answer.PostAsync(thief, Checks, (string?)null)).IsProblem(401);
        (await Answer.GetAsync(thief, "/api/account/tokens")).IsProblem(401);
        // Another session of the same account goes on.
        Assert.True((await Answer.GetAsync(second, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("[]", "")]
    [InlineData("{}", "/name")]
    [InlineData("""{"name":1,"password":"x"}""", "/name")]
    [InlineData("""{"name":"a\u0000","password":"x"}""", "/name")]
    [InlineData("""{"name":"admin"}""", "/password")]
    [InlineData("""{"name":"admin","password":"x","remember":true}""", "/remember")]
    public async Task Wrong_body_is_told_where(string? body, string pointer) =>
        Assert.Equal(pointer, (await Answer.PostAsync(server.Anonymous, "/api/account/sign-in", body)).IsProblem(400).GetProperty("pointer").GetString());

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic YWJj")]
    [InlineData("Basic OnB3")]
    [InlineData("Basic /zp4")]
    [InlineData("Bearer")]
    [InlineData("Bearer gzt_made-up")]
    [InlineData("Digest username=\"x\"")]
    [InlineData("\"")]
    public async Task Credentials_that_cannot_be_used_are_refused_even_where_none_are_needed(string authorization)
    {
        var answer = await Answer.GetAsync(server.Anonymous, "/api/regions/changyuan", ("Authorization", authorization));
        answer.IsProblem(401);
        Assert.Equal(["Basic", "Bearer"], answer.Message.Headers.WwwAuthenticate.Select(offer => offer.Scheme));
        var ofPage = await Answer.GetAsync(server.Anonymous, "/api/regions/changyuan", ("Authorization", authorization), ("X-Requested-With", "fetch"));
        Assert.Equal(["Bearer"], ofPage.Message.Headers.WwwAuthenticate.Select(offer => offer.Scheme));
    }

    [Fact]
    public async Task Token_is_shown_once_works_as_bearer_and_basic_and_ends_when_it_is_revoked()
    {
        var name = await PersonAsync(new Grant(Role.Planner, "changyuan", "zone"));
        using var browser = People.Browser(server.Http.BaseAddress!);
        await People.SignInAsync(browser, name);
        foreach (var (body, pointer) in new[] { ("{}", "/name"), ("""{"name":" "}""", "/name"), ("""{"name":"x","days":0}""", "/days"), ("""{"name":"x","days":1.5}""", "/days"), ("""{"name":"x","days":367}""", "/days") })
        {
            Assert.Equal(pointer, (await Answer.PostAsync(browser, "/api/account/tokens", body)).IsProblem(400).GetProperty("pointer").GetString());
        }
        var made = (await Answer.PostAsync(browser, "/api/account/tokens", """{"name":"QGIS 办公室","days":7}""")).Is(201);
        var token = made.GetProperty("token").GetString()!;
        Assert.Matches("^gzt_[A-Za-z0-9_-]{43}$", token);
        var listed = (await Answer.GetAsync(browser, "/api/account/tokens")).Is(200).GetProperty("tokens").EnumerateArray().Single();
        Assert.Equal("QGIS 办公室", listed.GetProperty("name").GetString());
        Assert.InRange((listed.GetProperty("expiresAt").GetDateTime() - DateTime.UtcNow).TotalDays, 6.9, 7.1);

        (string, string) bearer = ("Authorization", $"Bearer {token}");
        foreach (var credentials in new[] { bearer, People.Basic(name, token), People.Basic(name.ToUpperInvariant(), token) })
        {
            Assert.Equal(name, (await Answer.GetAsync(server.Anonymous, "/api/account", credentials)).Json.GetProperty("name").GetString());
            // No cookie, no antiforgery token.
            Assert.Equal(HttpStatusCode.Accepted, (await Answer.PostAsync(server.Anonymous, Checks, (string?)null, headers: [credentials, ("Prefer", "respond-async")])).Status);
        }
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic("admin", token))).IsProblem(401);
        // One that got lost does not beget others.
        (await Answer.PostAsync(server.Anonymous, "/api/account/tokens", """{"name":"child"}""", headers: bearer)).IsProblem(403);
        await using (var stored = server.Database.Source.CreateCommand("SELECT count(*) FROM account_token t WHERE t::text LIKE '%' || $1 || '%'"))
        {
            stored.Parameters.Add(new() { Value = token[4..] });
            Assert.Equal(0L, await stored.ExecuteScalarAsync(Cancel));
        }

        var id = listed.GetProperty("id").GetInt64();
        (await Answer.SendAsync(server.Http, new HttpRequestMessage(HttpMethod.Delete, $"/api/account/tokens/{id}"))).IsProblem(404);
        Assert.Empty((await Answer.SendAsync(browser, new HttpRequestMessage(HttpMethod.Delete, $"/api/account/tokens/{id}"))).Is(200).GetProperty("tokens").EnumerateArray());
        (await Answer.GetAsync(server.Anonymous, "/api/account", bearer)).IsProblem(401);
    }

    [Fact]
    public async Task Token_ends_when_its_time_is_over()
    {
        var name = await PersonAsync();
        await using var desk = new AccountDesk(server.Database.Source);
        var (token, view) = await desk.Tokens.MakeAsync((await desk.Book.NamedAsync(name)).Id, "short", 1, Cancel);
        await using (var command = server.Database.Source.CreateCommand("UPDATE account_token SET expires_at = now() + interval '3 s' WHERE id = $1"))
        {
            command.Parameters.Add(new() { Value = view.Id });
            await command.ExecuteNonQueryAsync(Cancel);
        }
        server.ForgetPermissions();
        (await Answer.GetAsync(server.Anonymous, "/api/account", ("Authorization", $"Bearer {token}"))).Is(200);
        await Task.Delay(3100, Cancel);
        (await Answer.GetAsync(server.Anonymous, "/api/account", ("Authorization", $"Bearer {token}"))).IsProblem(401);
    }

    [Fact]
    public async Task Basic_verifies_a_password_once_and_forgets_it_when_it_changes()
    {
        var name = await PersonAsync(new Grant(Role.Field, "changyuan", null));
        await using var strict = await AnotherServerAsync(signInsPerMinute: 3);
        using var client = new HttpClient { BaseAddress = AddressOf(strict) };
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(name, (await Answer.GetAsync(client, "/api/account", People.Basic(name, People.Password))).Is(200).GetProperty("name").GetString());
        }
        var changed = await Answer.PostAsync(client, "/api/account/password", JsonSerializer.Serialize(new { current = People.Password, password = "another good one" }), headers: People.Basic(name, People.Password));
        changed.Is(200);
        (await Answer.GetAsync(client, "/api/account", People.Basic(name, People.Password))).IsProblem(401);
        // That was the third attempt; what it takes to try a password is used up for a while.
        var late = await Answer.GetAsync(client, "/api/account", People.Basic(name, "another good one"));
        late.IsProblem(429);
        Assert.InRange(late.Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        (await Answer.PostAsync(client, "/api/account/sign-in", JsonSerializer.Serialize(new { name, password = "x" }))).IsProblem(429);
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, "another good one"))).Is(200);
    }

    [Fact]
    public async Task Session_survives_a_restart_is_shared_by_replicas_and_ends_with_the_password()
    {
        var name = await PersonAsync();
        await using var replica = await AnotherServerAsync(60);
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = server.Http.BaseAddress };
        using var there = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = AddressOf(replica) };
        await People.SignInAsync(browser, name);
        var token = browser.DefaultRequestHeaders.GetValues(People.AntiforgeryHeader).Single();
        (await Answer.PostAsync(there, "/api/account/tokens", """{"name":"there"}""", headers: (People.AntiforgeryHeader, token))).Is(201);

        using var second = People.Browser(server.Http.BaseAddress!);
        await People.SignInAsync(second, name);
        var changed = (await Answer.PostAsync(browser, "/api/account/password", JsonSerializer.Serialize(new { current = People.Password, password = "another good one" }))).Is(200);
        Assert.True(changed.GetProperty("signedIn").GetBoolean());
        Assert.True((await Answer.GetAsync(browser, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
        Assert.False((await Answer.GetAsync(second, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
    }

    [Fact]
    public async Task An_attempt_that_began_before_the_password_was_changed_does_not_bring_the_old_one_back()
    {
        var name = await PersonAsync();
        await using AccountDesk guessing = new(server.Database.Source), owner = new(server.Database.Source);
        var (seen, own) = (await guessing.Book.NamedAsync(name), await owner.Book.NamedAsync(name));
        await owner.Book.SetPasswordAsync(own, "another good one");
        Assert.False((await guessing.Users.UpdateAsync(seen)).Succeeded);
        Assert.Equal(409, (await Assert.ThrowsAsync<ProblemException>(() => guessing.Book.SetPasswordAsync(seen, "yet another one"))).Status);
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, People.Password))).IsProblem(401);
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, "another good one"))).Is(200);
    }

    [Theory]
    [InlineData("short", "/password")]
    [InlineData("aaaaaaaaaaaaaaaa", "/password")]
    public async Task Weak_password_is_refused_and_the_old_one_stays(string weak, string pointer)
    {
        var name = await PersonAsync();
        Assert.Equal(pointer, (await Answer.PostAsync(server.Anonymous, "/api/account/password", JsonSerializer.Serialize(new { current = People.Password, password = weak }), headers: People.Basic(name, People.Password)))
            .IsProblem(400).GetProperty("pointer").GetString());
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, People.Password))).Is(200);
    }
}
