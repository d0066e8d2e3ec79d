using System.Diagnostics;
using System.Net;
using System.Text.Json;

using GeoZones.Server.Accounts;

namespace GeoZones.Server.Tests.Accounts;

/// <summary>Who guesses passwords is locked out, learns nothing about who exists, and locks out nobody else.</summary>
public sealed class LockOutTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> PersonAsync(params Grant[] grants)
    {
        var name = await People.AddAsync(server.Database.Source, grants);
        server.ForgetPermissions();
        return name;
    }

    // On a browser that nobody has signed in on.
    private async Task<Answer> AnewAsync(string name, string password = People.Password)
    {
        using var browser = People.Browser(server.Http.BaseAddress!);
        return await People.SignInAsync(browser, name, password);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_here_and_say_nothing_about_who_exists()
    {
        var name = await PersonAsync();
        using var browser = People.Browser(server.Http.BaseAddress!);
        var unknown = await People.SignInAsync(browser, "nobody-at-all");
        unknown.IsProblem(401);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(unknown.Text, (await People.SignInAsync(browser, name, $"wrong password {attempt}")).Text);
        }
        Assert.Equal(unknown.Text, (await People.SignInAsync(browser, name)).Text);
        (await Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, People.Password))).IsProblem(401);

        await using var command = server.Database.Source.CreateCommand("UPDATE account_failure f SET last_at = now() - interval '10 minutes 1 s' FROM account a WHERE a.id = f.account AND a.name = $1");
        command.Parameters.Add(new() { Value = name });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
        (await People.SignInAsync(browser, name)).Is(200);
        // What was counted is forgotten with it.
        for (var attempt = 0; attempt < 4; attempt++)
        {
            (await AnewAsync(name, "wrong password")).IsProblem(401);
        }
        (await AnewAsync(name)).Is(200);
    }

    [Fact]
    public async Task Who_guesses_elsewhere_does_not_lock_the_owner_out_unless_many_do()
    {
        var name = await PersonAsync();
        SignInFailures failures = new(server.Database.Source);
        await using AccountDesk desk = new(server.Database.Source);
        var account = await desk.Book.NamedAsync(name);
        async Task GuessAsync(string network, int times)
        {
            for (var i = 0; i < times; i++)
            {
                await failures.CountAsync(account.Id, IPAddress.Parse(network), Cancel);
            }
        }

        await GuessAsync("192.0.2.1", SignInFailures.MostOfNetwork);
        Assert.False(await failures.CountAsync(account.Id, IPAddress.Parse("192.0.2.1"), Cancel));
        Assert.True(await failures.CountAsync(account.Id, IPAddress.Parse("192.0.2.2"), Cancel));
        await failures.ForgetAsync(account.Id, IPAddress.Parse("192.0.2.2"), Cancel);
        (await AnewAsync(name)).Is(200);
        // The owner's password does not open it for who guessed.
        Assert.False(await failures.CountAsync(account.Id, IPAddress.Parse("192.0.2.1"), Cancel));

        for (var network = 2; network < 11; network++)
        {
            (await AnewAsync(name)).Is(200);
            await GuessAsync($"2001:db8:0:{network}::", SignInFailures.MostOfNetwork);
        }
        (await AnewAsync(name)).IsProblem(401);
        await desk.Book.SetPasswordAsync(account, "another good one");
        (await AnewAsync(name, "another good one")).Is(200);
    }

    [Fact]
    public async Task Guesses_at_once_are_no_more_than_guesses_one_after_the_other()
    {
        var name = await PersonAsync();
        await using AccountDesk desk = new(server.Database.Source);
        var account = await desk.Book.NamedAsync(name);
        SignInFailures failures = new(server.Database.Source);
        async Task<int> LookedAtAsync(IEnumerable<string> networks) =>
            (await Task.WhenAll(networks.Select(network => Task.Run(() => failures.CountAsync(account.Id, IPAddress.Parse(network), Cancel), Cancel)))).Count(may => may);

        Assert.Equal(SignInFailures.MostOfNetwork, await LookedAtAsync(Enumerable.Repeat("192.0.2.1", 30)));
        await failures.ForgetAsync(account.Id, null, Cancel);
        Assert.True(await LookedAtAsync(Enumerable.Range(0, 80).Select(network => $"2001:db8:0:{network}::")) <= SignInFailures.MostOfAll);
    }

    [Fact]
    public async Task Thirty_wrong_passwords_at_once_lock_the_account_here_and_thirty_right_ones_do_not()
    {
        var name = await PersonAsync();
        async Task<Answer[]> AtOnceAsync(Func<int, string> password) => await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Answer.GetAsync(server.Anonymous, "/api/account", People.Basic(name, password(i)))));

        Assert.All(await AtOnceAsync(_ => People.Password), answer => answer.Is(200));
        Assert.All(await AtOnceAsync(i => $"wrong password {i}"), answer => answer.IsProblem(401));
        (await AnewAsync(name)).IsProblem(401);
        await using var command = server.Database.Source.CreateCommand("SELECT sum(failures) FROM account_failure f JOIN account a ON a.id = f.account WHERE a.name = $1");
        command.Parameters.Add(new() { Value = name });
        Assert.Equal((long)SignInFailures.MostOfNetwork, await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Who_does_not_exist_is_refused_as_slowly_as_who_does()
    {
        var name = await PersonAsync();
        async Task<TimeSpan> FastestAsync(string who, int times)
        {
            var fastest = TimeSpan.MaxValue;
            for (var i = 0; i < times; i++)
            {
                var watch = Stopwatch.StartNew();
                (await Answer.PostAsync(server.Anonymous, "/api/account/sign-in", JsonSerializer.Serialize(new { name = who, password = "wrong password" }))).IsProblem(401);
                fastest = watch.Elapsed < fastest ? watch.Elapsed : fastest;
            }
            return fastest;
        }

        // The last ones of the account are refused without its password being looked at.
        var least = TimeSpan.FromMilliseconds(290);
        Assert.True(await FastestAsync("nobody-at-all", 4) > least);
        Assert.True(await FastestAsync(name, 7) > least);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Attempts_are_counted_by_network(string address, string network) =>
        Assert.Equal(IPAddress.Parse(network), SignInLimit.NetworkOf(IPAddress.Parse(address)));
}
