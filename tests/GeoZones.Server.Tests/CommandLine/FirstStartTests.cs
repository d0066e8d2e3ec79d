using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace GeoZones.Server.Tests.CommandLine;

/// <summary>The first start makes an administrator, whose password is the one that is given or is said once.</summary>
public sealed partial class FirstStartTests(PostGis postGis)
{
    private const string Variable = "GEOZONES_ADMIN_PASSWORD";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Starts the server, signs in, and ends it again; returns what it said.
    private static async Task<string> ServeAndSignInAsync(string connectionString, string given, Func<string, string> passwordSaid)
    {
        using var process = CommandRun.Start(connectionString, ["serve"], (Variable, given), ("GEOZONES_URLS", "http://127.0.0.1:0"));
        try
        {
            var said = "";
            while (Ready().Match(said) is { Success: false })
            {
                said += await process.StandardOutput.ReadLineAsync(Cancel) is { } line ? line + "\n" : throw new InvalidOperationException(said + await process.StandardError.ReadToEndAsync(Cancel));
            }
            using var http = new HttpClient();
            using var answer = await http.PostAsJsonAsync(Ready().Match(said).Groups[1].Value + "/api/account/sign-in", new { name = "admin", password = passwordSaid(said) }, Cancel);
            answer.EnsureSuccessStatusCode();
            return said;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Cancel);
        }
    }

    [Fact]
    public async Task Password_is_random_and_said_once()
    {
        await using var database = await postGis.NewDatabase();
        var password = "";
        await ServeAndSignInAsync(database.ConnectionString, "", said => password = Said().Match(said).Groups[1].Value);
        var again = await ServeAndSignInAsync(database.ConnectionString, "", _ => password);
        Assert.DoesNotContain("admin", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_that_is_given_is_taken_and_not_said()
    {
        await using var database = await postGis.NewDatabase();
        var weak = await CommandRun.OfEnvironment(database.ConnectionString, [(Variable, "short")], "serve");
        Assert.Equal((2, "A password has at least 10 characters, 5 of them different."), (weak.ExitCode, weak.Errors.Trim().Split('\n')[^1]));
        var said = await ServeAndSignInAsync(database.ConnectionString, "given in advance", _ => "given in advance");
        Assert.DoesNotContain("given in advance", said, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"GeoZones is ready: (http\S+)")]
    private static partial Regex Ready();

    [GeneratedRegex(@"shown this once: (\S+)")]
    private static partial Regex Said();
}
