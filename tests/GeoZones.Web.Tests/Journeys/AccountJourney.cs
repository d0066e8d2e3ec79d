using GeoZones.Server.Accounts;
using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

using Npgsql;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>A bureau whose region is closed signs in, makes a token for its QGIS, and signs out.</summary>
public sealed class AccountJourney(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>, IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using NpgsqlCommand close = server.Database.Source.CreateCommand("UPDATE region SET open_to_all = false WHERE id = 'lushan'");
        await close.ExecuteNonQueryAsync(Cancel);
        await using var desk = new AccountDesk(server.Database.Source);
        foreach (var (name, grant) in new[] { ("王工", new Grant(Role.Reviewer, "lushan", null)), ("field-staff", new Grant(Role.Field, "lushan", null)) })
        {
            if ((await desk.Book.ListAsync(Cancel)).All(one => one.Name != name))
            {
                await desk.Book.AddAsync(name, Password, null, [grant], "test", Cancel);
            }
        }
        server.ForgetPermissions();
    }

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("desk", "en-GB")]
    [InlineData("phone", "zh-CN")]
    public async Task ReviewerOfAClosedRegionSignsInByKeyboardMakesATokenAndSignsOut(string screenName, string language)
    {
        var isEnglish = language == "en-GB";
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, screenName == "phone" ? Screen.Phone : Screen.Desk, language, "#region=lushan&mode=review");
        await Assertions.Expect(visit.Find("#sections .closed")).ToContainTextAsync(isEnglish ? "not open to all" : "不对所有人开放");
        await Assertions.Expect(visit.Find("#region option[value=lushan]")).ToHaveCountAsync(0);
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"account-closed-{screenName}");
        await visit.AssertQuietAsync();

        await visit.Find("[data-key=closed-sign-in]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#account-name")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#account-name")).ToHaveAttributeAsync("aria-invalid", "true");
        await visit.Find("#account-name").FillAsync("王工");
        await visit.Find("#account-password").FillAsync("wrong password");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#account-card [role=alert]")).ToContainTextAsync(isEnglish ? "Name or password is wrong" : "账号名或密码不对");
        await Assertions.Expect(visit.Find("#account-name")).ToHaveValueAsync("王工");
        // Most often it is the password that is typed anew.
        await Assertions.Expect(visit.Find("#account-password")).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"account-refused-{screenName}");

        await visit.Find("#account-password").FillAsync(Password);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#findings .rows li").First).ToBeVisibleAsync();
        await Assertions.Expect(visit.Find("#account-button")).ToContainTextAsync("王工");
        await Assertions.Expect(visit.Find("#findings .run .action")).Not.ToHaveAttributeAsync("aria-disabled", "true");

        await visit.Find("#account-button").ClickAsync();
        await Assertions.Expect(visit.Find("#account-card h2")).ToHaveTextAsync("王工");
        await Assertions.Expect(visit.Find("#account-card .roles")).ToContainTextAsync(isEnglish ? "Reviewer" : "审查");
        await visit.Find("#account-tokenName").FillAsync("QGIS");
        await visit.Find("#account-days").FillAsync("400");
        await visit.Find("[data-key=make-token]").ClickAsync();
        await Assertions.Expect(visit.Find("#account-days")).ToHaveAttributeAsync("aria-invalid", "true");
        await visit.Find("#account-days").FillAsync("30");
        await visit.Find("[data-key=make-token]").ClickAsync();
        var token = await visit.Find("#account-card .made code").InnerTextAsync();
        await Assertions.Expect(visit.Find("#account-card .tokens li")).ToHaveCountAsync(1);
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"account-token-{screenName}");
        using var program = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        (await program.GetAsync(new Uri(server.Http.BaseAddress!, "/api/regions/lushan"), Cancel)).EnsureSuccessStatusCode();
        await visit.Find("#account-card .tokens button").ClickAsync();
        await Assertions.Expect(visit.Find("#account-card .tokens li")).ToHaveCountAsync(0);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await program.GetAsync(new Uri(server.Http.BaseAddress!, "/api/regions/lushan"), Cancel)).StatusCode);

        await visit.Find("[data-key=sign-out]").ClickAsync();
        await Assertions.Expect(visit.Find("#sections .closed")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Find("#findings")).ToHaveCountAsync(0);
        Assert.All(visit.Complaints, complaint => Assert.Contains("401", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FieldStaffReadWhatTheyMayNotChangeAndAreToldWhoMay()
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        await visit.SignInAsync(server.Http.BaseAddress!, "field-staff", Password);
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=lushan&mode=review").ToString());
        var run = visit.Find("#findings .run .action");
        await Assertions.Expect(run).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(visit.Find("#may-check")).ToContainTextAsync("Planners, reviewers and administrators");
        await run.ClickAsync(new() { Force = true });
        await visit.Find("[data-key=settings-open]").ClickAsync();
        await Assertions.Expect(visit.Find("[data-key=settings-save]")).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(visit.Find("#may-set-checks")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task SessionThatEndsElsewhereIsNoticedAndTheRegionCloses()
    {
        await using var desk = new AccountDesk(server.Database.Source);
        var account = await desk.Book.AddAsync("leaver", Password, null, [new(Role.Reviewer, "lushan", null)], "test", Cancel);
        server.ForgetPermissions();
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        await visit.SignInAsync(server.Http.BaseAddress!, "leaver", Password);
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=lushan&mode=review").ToString());
        await Assertions.Expect(visit.Find("#findings .rows li").First).ToBeVisibleAsync();
        await desk.Book.SetPasswordAsync(account, "another good one");
        server.ForgetPermissions();
        await visit.Find("#findings .run .action").ClickAsync();
        await Assertions.Expect(visit.Find("#sections .closed")).ToContainTextAsync("Sign in to see it");
        await Assertions.Expect(visit.Find("#account-button")).ToHaveTextAsync("Sign in");
    }
}
