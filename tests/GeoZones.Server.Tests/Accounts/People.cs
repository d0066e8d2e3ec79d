using System.Net;

using GeoZones.Server.Accounts;

using Npgsql;

namespace GeoZones.Server.Tests.Accounts;

/// <summary>People with accounts, for tests.</summary>
internal static class People
{
    /// <summary>A password that is good enough.</summary>
    public const string Password = "correct horse battery";

    private static int s_people;

    /// <summary>Makes an account with roles; returns its name.</summary>
    public static async Task<string> AddAsync(NpgsqlDataSource db, params Grant[] grants)
    {
        await using var desk = new AccountDesk(db);
        return (await desk.Book.AddAsync($"人员-{Interlocked.Increment(ref s_people)}", Password, null, grants, "test", TestContext.Current.CancellationToken)).Name;
    }

    /// <summary>A client that speaks for a new account with roles, by a token.</summary>
    public static async Task<HttpClient> ClientAsync(GeoZonesServer server, params Grant[] grants)
    {
        var name = await AddAsync(server.Database.Source, grants);
        await using var desk = new AccountDesk(server.Database.Source);
        var account = await desk.Book.NamedAsync(name);
        var (token, _) = await desk.Tokens.MakeAsync(account.Id, "test", 1, TestContext.Current.CancellationToken);
        server.ForgetPermissions();
        return new() { BaseAddress = server.Http.BaseAddress, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    }

    /// <summary>A client that speaks for a new account with roles, by its password: it may change accounts, which no token may.</summary>
    public static async Task<HttpClient> ClientWithPasswordAsync(GeoZonesServer server, params Grant[] grants)
    {
        var name = await AddAsync(server.Database.Source, grants);
        server.ForgetPermissions();
        return ClientOf(server, name, Password);
    }

    /// <summary>A client that sends a name and a password with every request.</summary>
    public static HttpClient ClientOf(GeoZonesServer server, string name, string password)
    {
        HttpClient client = new() { BaseAddress = server.Http.BaseAddress };
        var (header, value) = Basic(name, password);
        client.DefaultRequestHeaders.Add(header, value);
        return client;
    }

    /// <summary>A browser: keeps cookies, and knows the antiforgery token once it has signed in.</summary>
    public static HttpClient Browser(Uri address) => new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>Signs in on a browser and keeps its antiforgery token for what it sends from then on.</summary>
    public static async Task<Answer> SignInAsync(HttpClient browser, string name, string password = Password)
    {
        browser.DefaultRequestHeaders.Remove(AntiforgeryHeader);
        var answer = await Answer.PostAsync(browser, "/api/account/sign-in", System.Text.Json.JsonSerializer.Serialize(new { name, password }));
        if (answer.Status == HttpStatusCode.OK)
        {
            browser.DefaultRequestHeaders.Add(AntiforgeryHeader, answer.Json.GetProperty("antiforgeryToken").GetString());
        }
        return answer;
    }

    /// <summary>Name of the header with the antiforgery token.</summary>
    public const string AntiforgeryHeader = "X-Antiforgery-Token";

    /// <summary>The header of HTTP Basic.</summary>
    public static (string Name, string Value) Basic(string name, string password) =>
        ("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{name}:{password}")));
}
