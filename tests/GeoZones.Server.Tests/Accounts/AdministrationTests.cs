using System.Text.Json;

using GeoZones.Server.Accounts;

namespace GeoZones.Server.Tests.Accounts;

/// <summary>Administrators manage accounts, those of one region only what concerns it.</summary>
public sealed class AdministrationTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    [Fact]
    public async Task Administrator_adds_an_account_gives_it_a_role_and_takes_it_again()
    {
        var added = (await Answer.PostAsync(server.Http, "/api/accounts", JsonSerializer.Serialize(new { name = "规划员", password = People.Password, roles = new[] { new { role = "planner", region = "changyuan", plan = "urban" } } }))).Is(201);
        Assert.Equal("urban", added.GetProperty("roles")[0].GetProperty("plan").GetString());
        (string, string) person = People.Basic("规划员", People.Password);
        (await Answer.PostAsync(server.Anonymous, "/api/regions/changyuan/checks", (string?)null, headers: [person, ("Prefer", "respond-async")])).Is(202);
        (await Answer.GetAsync(server.Anonymous, "/api/accounts", person)).IsProblem(403);

        var given = (await Answer.PostAsync(server.Http, "/api/accounts/规划员/roles", """{"role":"reviewer","region":"lushan"}""")).Is(200);
        Assert.Equal(2, given.GetProperty("roles").GetArrayLength());
        var again = (await Answer.PostAsync(server.Http, "/api/accounts/规划员/roles", """{"role":"reviewer","region":"lushan"}""")).Is(200);
        Assert.Equal(2, again.GetProperty("roles").GetArrayLength());
        var id = given.GetProperty("roles")[1].GetProperty("id").GetInt64();
        (await Answer.PostAsync(server.Anonymous, "/api/regions/lushan/checks", (string?)null, headers: [person, ("Prefer", "respond-async")])).Is(202);
        (await Answer.SendAsync(server.Http, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/规划员/roles/{id}"))).Is(200);
        (await Answer.PostAsync(server.Anonymous, "/api/regions/lushan/checks", (string?)null, headers: person)).IsProblem(403);
        (await Answer.SendAsync(server.Http, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/规划员/roles/{id}"))).IsProblem(404);

        var listed = (await Answer.GetAsync(server.Http, "/api/accounts")).Is(200).GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("name").GetString() == "规划员");
        Assert.True(listed.GetProperty("hasPassword").GetBoolean());
        Assert.DoesNotContain("AQAAAA", (await Answer.GetAsync(server.Http, "/api/accounts")).Text, StringComparison.Ordinal);
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
        var problem = (await Answer.PostAsync(server.Http, "/api/accounts", body)).IsProblem(status);
        Assert.Equal(pointer, problem.TryGetProperty("pointer", out var at) ? at.GetString() : null);
        Assert.DoesNotContain((await Answer.GetAsync(server.Http, "/api/accounts")).Json.GetProperty("accounts").EnumerateArray(), account => account.GetProperty("name").GetString() is "x1" or "weak");
    }

    [Fact]
    public async Task Administrator_of_one_region_manages_that_one_only()
    {
        using var local = await People.ClientAsync(server, new Grant(Role.Administrator, "lushan", null));
        var name = await People.AddAsync(server.Database.Source, new Grant(Role.Field, "changyuan", null));
        (await Answer.PostAsync(local, $"/api/accounts/{name}/roles", """{"role":"field","region":"changyuan"}""")).IsProblem(403);
        (await Answer.PostAsync(local, $"/api/accounts/{name}/roles", """{"role":"administrator"}""")).IsProblem(403);
        (await Answer.PostAsync(local, "/api/accounts", """{"name":"x2","roles":[{"role":"administrator"}]}""")).IsProblem(403);
        var given = (await Answer.PostAsync(local, $"/api/accounts/{name}/roles", """{"role":"planner","region":"lushan","plan":"land-use"}""")).Is(200);
        Assert.Equal("lushan", given.GetProperty("roles").EnumerateArray().Single().GetProperty("region").GetString());
        var elsewhere = (await Answer.GetAsync(server.Http, "/api/accounts")).Json.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("name").GetString() == name)
            .GetProperty("roles").EnumerateArray().Single(role => role.GetProperty("region").GetString() == "changyuan").GetProperty("id").GetInt64();
        (await Answer.SendAsync(local, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{name}/roles/{elsewhere}"))).IsProblem(403);
        (await Answer.PostAsync(local, "/api/accounts/nobody-at-all/roles", """{"role":"field","region":"lushan"}""")).IsProblem(404);
    }

    [Fact]
    public async Task Last_administrator_of_all_regions_stays_one()
    {
        var own = (await Answer.GetAsync(server.Http, "/api/accounts")).Json.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("name").GetString() == GeoZonesServer.Administrator)
            .GetProperty("roles").EnumerateArray().Single().GetProperty("id").GetInt64();
        (await Answer.SendAsync(server.Http, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{GeoZonesServer.Administrator}/roles/{own}"))).IsProblem(409);
        (await Answer.GetAsync(server.Http, "/api/accounts")).Is(200);
    }
}
