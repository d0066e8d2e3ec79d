using System.Text.Json;

using GeoZones.Server.Accounts;

namespace GeoZones.Server.Tests.Accounts;

/// <summary>Administrators manage accounts, those of one region only what concerns it.</summary>
public sealed class AdministrationTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>, IDisposable
{
    private readonly HttpClient _administrator = People.ClientOf(server, GeoZonesServer.Administrator, GeoZonesServer.Password);

    public void Dispose() => _administrator.Dispose();

    private static async Task<JsonElement> ListedAsync(HttpClient client, string name) =>
        (await Answer.GetAsync(client, "/api/accounts")).Is(200).GetProperty("accounts").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

    [Fact]
    public async Task Administrator_adds_an_account_gives_it_a_role_and_takes_it_again()
    {
        var added = (await Answer.PostAsync(_administrator, "/api/accounts", JsonSerializer.Serialize(new { name = "规划员", password = People.Password, roles = new[] { new { role = "planner", region = "changyuan", plan = "urban" } } }))).Is(201);
        Assert.Equal("urban", added.GetProperty("roles")[0].GetProperty("plan").GetString());
        (string, string) person = People.Basic("规划员", People.Password);
        (await Answer.PostAsync(server.Anonymous, "/api/regions/changyuan/checks", (string?)null, headers: [person, ("Prefer", "respond-async")])).Is(202);
        (await Answer.GetAsync(server.Anonymous, "/api/accounts", person)).IsProblem(403);

        var given = (await Answer.PostAsync(_administrator, "/api/accounts/规划员/roles", """{"role":"reviewer","region":"lushan"}""")).Is(200);
        Assert.Equal(2, given.GetProperty("roles").GetArrayLength());
        var again = (await Answer.PostAsync(_administrator, "/api/accounts/规划员/roles", """{"role":"reviewer","region":"lushan"}""")).Is(200);
        Assert.Equal(2, again.GetProperty("roles").GetArrayLength());
        var id = given.GetProperty("roles")[1].GetProperty("id").GetInt64();
        (await Answer.PostAsync(server.Anonymous, "/api/regions/lushan/checks", (string?)null, headers: [person, ("Prefer", "respond-async")])).Is(202);
        (await Answer.SendAsync(_administrator, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/规划员/roles/{id}"))).Is(200);
        (await Answer.PostAsync(server.Anonymous, "/api/regions/lushan/checks", (string?)null, headers: person)).IsProblem(403);
        (await Answer.SendAsync(_administrator, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/规划员/roles/{id}"))).IsProblem(404);

        var listed = (await Answer.GetAsync(_administrator, "/api/accounts")).Is(200).GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("name").GetString() == "规划员");
        Assert.True(listed.GetProperty("hasPassword").GetBoolean());
        Assert.DoesNotContain("AQAAAA", (await Answer.GetAsync(_administrator, "/api/accounts")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":""}""", 400, "/name")]
    [InlineData("""{"name":"a:b"}""", 400, "/name")]
    [InlineData("""{"name":"-a"}""", 400, "/name")]
    [InlineData("""{"name":"a b"}""", 400, "/name")]
    [InlineData("""{"name":"ADMIN"}""", 409, null)]
    [InlineData("""{"name":"weak","password":"short"}""", 400, "/password")]
    [InlineData("""{"name":"x1","roles":{}}""", 400, "/roles")]
    [InlineData("""{"name":"x1","roles":[1]}""", 400, "/roles/0")]
    [InlineData("""{"name":"x1","roles":[{"role":"king"}]}""", 400, "/roles/0/role")]
    [InlineData("""{"name":"x1","roles":[{"role":"planner","region":"lushan"}]}""", 400, "/roles/0/plan")]
    [InlineData("""{"name":"x1","roles":[{"role":"planner","plan":"zone"}]}""", 400, "/roles/0/region")]
    [InlineData("""{"name":"x1","roles":[{"role":"field","region":"lushan","plan":"zone"}]}""", 400, "/roles/0/plan")]
    [InlineData("""{"name":"x1","roles":[{"role":"planner","region":"lushan","plan":"moon"}]}""", 400, "/roles/0/plan")]
    [InlineData("""{"name":"x1","roles":[{"role":"field","region":"nowhere"}]}""", 400, "/region")]
    public async Task Account_that_cannot_be_is_refused_and_nothing_is_left_of_it(string body, int status, string? pointer)
    {
        var problem = (await Answer.PostAsync(_administrator, "/api/accounts", body)).IsProblem(status);
        Assert.Equal(pointer, problem.TryGetProperty("pointer", out var at) ? at.GetString() : null);
        Assert.DoesNotContain((await Answer.GetAsync(_administrator, "/api/accounts")).Json.GetProperty("accounts").EnumerateArray(), account => account.GetProperty("name").GetString() is "x1" or "weak");
    }

    [Fact]
    public async Task Administrator_of_one_region_manages_that_one_only()
    {
        using var local = await People.ClientWithPasswordAsync(server, new Grant(Role.Administrator, "lushan", null));
        var name = await People.AddAsync(server.Database.Source, new Grant(Role.Field, "changyuan", null));
        (await Answer.PostAsync(local, $"/api/accounts/{name}/roles", """{"role":"field","region":"changyuan"}""")).IsProblem(403);
        (await Answer.PostAsync(local, $"/api/accounts/{name}/roles", """{"role":"administrator"}""")).IsProblem(403);
        (await Answer.PostAsync(local, "/api/accounts", """{"name":"x2","roles":[{"role":"administrator"}]}""")).IsProblem(403);
        var given = (await Answer.PostAsync(local, $"/api/accounts/{name}/roles", """{"role":"planner","region":"lushan","plan":"land-use"}""")).Is(200);
        Assert.Equal("lushan", given.GetProperty("roles").EnumerateArray().Single().GetProperty("region").GetString());
        var elsewhere = (await Answer.GetAsync(_administrator, "/api/accounts")).Json.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("name").GetString() == name)
            .GetProperty("roles").EnumerateArray().Single(role => role.GetProperty("region").GetString() == "changyuan").GetProperty("id").GetInt64();
        (await Answer.SendAsync(local, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/roles/{elsewhere}"))).IsProblem(403);
        (await Answer.PostAsync(local, "/api/accounts/nobody-at-all/roles", """{"role":"field","region":"lushan"}""")).IsProblem(404);
    }

    [Fact]
    public async Task Account_is_made_with_all_its_roles_or_not_at_all()
    {
        await using var desk = new AccountDesk(server.Database.Source);
        var roles = new Grant[] { new(Role.Planner, "changyuan", "zone"), new(Role.Planner, "changyuan", "zone"), new(Role.Reviewer, "lushan", null), new(Role.Administrator, "lushan", null) };
        var made = await desk.Book.AddAsync("多职", People.Password, null, roles, "test", TestContext.Current.CancellationToken);
        Assert.Equal(roles.Distinct().ToHashSet(), (await desk.Book.ListAsync(TestContext.Current.CancellationToken)).Single(one => one.Name == made.Name).Grants.Select(one => one.Grant).ToHashSet());
        await Assert.ThrowsAsync<GeoZones.Server.Problems.ProblemException>(() => desk.Book.AddAsync("多职", People.Password, null, [new(Role.Field, "lushan", null)], "test", TestContext.Current.CancellationToken));
        Assert.Equal(3, (await desk.Book.ListAsync(TestContext.Current.CancellationToken)).Single(one => one.Name == made.Name).Grants.Count);
    }

    [Fact]
    public async Task Locked_account_is_shut_out_with_whatever_it_brings_and_let_in_again()
    {
        var name = await People.AddAsync(server.Database.Source, new Grant(Role.Field, "changyuan", null));
        using var browser = People.Browser(server.Http.BaseAddress!);
        (await People.SignInAsync(browser, name)).Is(200);
        var token = (await Answer.PostAsync(browser, "/api/account/tokens", """{"name":"x"}""")).Is(201).GetProperty("token").GetString();
        (string, string) bearer = ("Authorization", $"Bearer {token}");
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, People.Password))).Is(200);

        var locked = (await Answer.SendAsync(_administrator, new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/{name}/lock"))).Is(200);
        Assert.True(locked.GetProperty("locked").GetBoolean());
        (await Answer.GetAsync(server.Anonymous, "/api/account", bearer)).IsProblem(401);
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, People.Password))).IsProblem(401);
        Assert.False((await Answer.GetAsync(browser, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
        (await People.SignInAsync(browser, name)).IsProblem(401);

        var open = (await Answer.SendAsync(_administrator, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/lock"))).Is(200);
        Assert.False(open.GetProperty("locked").GetBoolean());
        (await Answer.GetAsync(server.Anonymous, "/api/account", bearer)).Is(200);
        (await People.SignInAsync(browser, name)).Is(200);
    }

    [Fact]
    public async Task Administrator_sets_a_password_which_ends_sessions_and_opens_what_guesses_had_locked()
    {
        var name = await People.AddAsync(server.Database.Source, new Grant(Role.Field, "changyuan", null));
        using var browser = People.Browser(server.Http.BaseAddress!);
        (await People.SignInAsync(browser, name)).Is(200);
        for (var i = 0; i < 5; i++)
        {
            (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, $"guess {i}"))).IsProblem(401);
        }
        Assert.Equal("/password", (await Answer.PostAsync(_administrator, $"/api/accounts/{name}/password", """{"password":"short"}""")).IsProblem(400).GetProperty("pointer").GetString());
        (await Answer.PostAsync(_administrator, $"/api/accounts/{name}/password", """{"password":"another good one"}""")).Is(200);
        Assert.False((await Answer.GetAsync(browser, "/api/account")).Json.GetProperty("signedIn").GetBoolean());
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, "another good one"))).Is(200);
    }

    [Fact]
    public async Task Administrator_of_one_region_neither_takes_over_nor_unlocks_who_has_roles_elsewhere()
    {
        using var local = await People.ClientWithPasswordAsync(server, new Grant(Role.Administrator, "lushan", null));
        var (own, elsewhere) = (await People.AddAsync(server.Database.Source, new Grant(Role.Field, "lushan", null)), await People.AddAsync(server.Database.Source, new Grant(Role.Field, "lushan", null), new Grant(Role.Field, "changyuan", null)));
        foreach (var name in new[] { elsewhere, GeoZonesServer.Administrator })
        {
            (await Answer.PostAsync(local, $"/api/accounts/{name}/password", """{"password":"another good one"}""")).IsProblem(403);
            (await Answer.SendAsync(local, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/lock"))).IsProblem(403);
        }
        var listed = (await Answer.GetAsync(local, "/api/accounts")).Is(200).GetProperty("accounts").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("mayManage").GetBoolean());
        Assert.Equal((true, false), (listed[own], listed[elsewhere]));
        (await Answer.SendAsync(local, new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/{own}/lock"))).Is(200);
        using var field = await People.ClientWithPasswordAsync(server, new Grant(Role.Reviewer, "lushan", null));
        (await Answer.SendAsync(field, new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/{own}/lock"))).IsProblem(403);
        (await Answer.PostAsync(field, $"/api/accounts/{own}/password", """{"password":"another good one"}""")).IsProblem(403);
    }

    [Fact]
    public async Task Role_given_elsewhere_keeps_no_administrator_from_locking_who_has_one_here()
    {
        using var local = await People.ClientWithPasswordAsync(server, new Grant(Role.Administrator, "lushan", null));
        using var elsewhere = await People.ClientWithPasswordAsync(server, new Grant(Role.Administrator, "changyuan", null));
        var name = await People.AddAsync(server.Database.Source, new Grant(Role.Field, "lushan", null));
        (await Answer.PostAsync(elsewhere, $"/api/accounts/{name}/roles", """{"role":"administrator","region":"changyuan"}""")).Is(200);
        var listed = await ListedAsync(local, name);
        Assert.Equal((false, true), (listed.GetProperty("mayManage").GetBoolean(), listed.GetProperty("mayLock").GetBoolean()));
        var locked = (await Answer.SendAsync(local, new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/{name}/lock"))).Is(200);
        Assert.True(locked.GetProperty("locked").GetBoolean());
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, People.Password))).IsProblem(401);
        // Neither lets in again whom the other has locked.
        foreach (var one in new[] { local, elsewhere })
        {
            (await Answer.SendAsync(one, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/lock"))).IsProblem(403);
        }
        (await Answer.SendAsync(_administrator, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/lock"))).Is(200);
    }

    [Fact]
    public async Task Who_administrates_all_regions_is_locked_by_nobody_of_one_region()
    {
        using var local = await People.ClientWithPasswordAsync(server, new Grant(Role.Administrator, "lushan", null));
        // With a role there, as any administrator of the region could give it.
        (await Answer.PostAsync(local, $"/api/accounts/{GeoZonesServer.Administrator}/roles", """{"role":"field","region":"lushan"}""")).Is(200);
        var listed = await ListedAsync(local, GeoZonesServer.Administrator);
        Assert.False(listed.GetProperty("mayLock").GetBoolean());
        (await Answer.SendAsync(local, new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/{GeoZonesServer.Administrator}/lock"))).IsProblem(403);
        (await Answer.SendAsync(local, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{GeoZonesServer.Administrator}/roles/{listed.GetProperty("roles")[0].GetProperty("id").GetInt64()}"))).Is(200);
    }

    [Fact]
    public async Task Account_without_roles_is_for_administrators_of_all_regions()
    {
        using var local = await People.ClientWithPasswordAsync(server, new Grant(Role.Administrator, "lushan", null));
        var name = await People.AddAsync(server.Database.Source);
        (await Answer.PostAsync(local, $"/api/accounts/{name}/password", """{"password":"another good one"}""")).IsProblem(403);
        (await Answer.SendAsync(local, new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/{name}/lock"))).IsProblem(403);
        Assert.False((await ListedAsync(local, name)).GetProperty("mayManage").GetBoolean());

        Assert.True((await ListedAsync(_administrator, name)).GetProperty("mayManage").GetBoolean());
        (await Answer.SendAsync(_administrator, new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/{name}/lock"))).Is(200);
        (await Answer.SendAsync(local, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/lock"))).IsProblem(403);
        (await Answer.SendAsync(_administrator, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/lock"))).Is(200);
        (await Answer.PostAsync(_administrator, $"/api/accounts/{name}/password", """{"password":"another good one"}""")).Is(200);
    }

    [Fact]
    public async Task Nobody_locks_their_own_account()
    {
        (await Answer.SendAsync(_administrator, new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/{GeoZonesServer.Administrator}/lock"))).IsProblem(409);
        (await Answer.GetAsync(_administrator, "/api/accounts")).Is(200);
    }

    [Fact]
    public async Task Nobody_sets_their_own_password_without_the_current_one()
    {
        var problem = (await Answer.PostAsync(_administrator, $"/api/accounts/{GeoZonesServer.Administrator}/password", """{"password":"another good one"}""")).IsProblem(409);
        Assert.Contains("/api/account/password", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(GeoZonesServer.Administrator, GeoZonesServer.Password))).Is(200);
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(GeoZonesServer.Administrator, "another good one"))).IsProblem(401);
    }

    [Fact]
    public async Task Token_of_an_administrator_lists_accounts_and_changes_none()
    {
        var name = await People.AddAsync(server.Database.Source, new Grant(Role.Field, "lushan", null));
        var token = server.Http;
        async Task<string> ListedAsync() => (await Answer.GetAsync(token, "/api/accounts")).Is(200).GetProperty("accounts").GetRawText();
        var before = await ListedAsync();
        using var listed = JsonDocument.Parse(before);
        var role = listed.RootElement.EnumerateArray().Single(one => one.GetProperty("name").GetString() == name).GetProperty("roles")[0].GetProperty("id").GetInt64();

        (await Answer.PostAsync(token, "/api/accounts", $$"""{"name":"begotten","password":"{{People.Password}}","roles":[{"role":"administrator"}]}""")).IsProblem(403);
        (await Answer.PostAsync(token, $"/api/accounts/{name}/roles", """{"role":"administrator"}""")).IsProblem(403);
        (await Answer.SendAsync(token, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/roles/{role}"))).IsProblem(403);
        (await Answer.PostAsync(token, $"/api/accounts/{GeoZonesServer.Administrator}/password", """{"password":"another good one"}""")).IsProblem(403);
        (await Answer.SendAsync(token, new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/{name}/lock"))).IsProblem(403);
        (await Answer.SendAsync(token, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/lock"))).IsProblem(403);

        Assert.Equal(before, await ListedAsync());
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(GeoZonesServer.Administrator, GeoZonesServer.Password))).Is(200);
    }

    [Fact]
    public async Task Last_administrator_of_all_regions_stays_one()
    {
        var own = (await Answer.GetAsync(_administrator, "/api/accounts")).Json.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("name").GetString() == GeoZonesServer.Administrator)
            .GetProperty("roles").EnumerateArray().Single().GetProperty("id").GetInt64();
        (await Answer.SendAsync(_administrator, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{GeoZonesServer.Administrator}/roles/{own}"))).IsProblem(409);
        (await Answer.GetAsync(_administrator, "/api/accounts")).Is(200);
    }
}
