using System.Text.RegularExpressions;

using GeoZones.Server.Accounts;
using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>Somebody changes their password; an administrator adds accounts, gives and withdraws roles, sets passwords, locks and unlocks.</summary>
public sealed class AdministrationJourney(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Password = "correct horse battery";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> PersonAsync(string name, params Grant[] grants)
    {
        await using var desk = new AccountDesk(server.Database.Source);
        await desk.Book.AddAsync(name, Password, null, grants, "test", Cancel);
        server.ForgetPermissions();
        return name;
    }

    private async Task<bool> SignsInAsync(string name, string password)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Http.BaseAddress!, "/api/account"))
        {
            Headers = { Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{name}:{password}"))) },
        };
        return (await http.SendAsync(request, Cancel)).IsSuccessStatusCode;
    }

    [Theory]
    [InlineData("desk", "en-GB")]
    [InlineData("phone", "zh-CN")]
    public async Task PasswordIsChangedByKeyboardAndTheSessionGoesOn(string screenName, string language)
    {
        var isEnglish = language == "en-GB";
        var name = await PersonAsync(isEnglish ? "changer" : "改密码的人", new Grant(Role.Reviewer, "changyuan", null));
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), screenName == "phone" ? Screen.Phone : Screen.Desk, language);
        await visit.SignInAsync(server.Http.BaseAddress!, name, Password);
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=changyuan&mode=review").ToString());
        await visit.Find("#account-button").ClickAsync();
        await visit.Find("[data-key=own-password]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Find("#account-current")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#account-current")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(visit.Find("#account-current")).ToBeFocusedAsync();

        async Task TryAsync(string current, string another, string again)
        {
            await visit.Find("#account-current").FillAsync(current);
            await visit.Find("#account-another").FillAsync(another);
            await visit.Find("#account-again").FillAsync(again);
            await visit.Page.Keyboard.PressAsync("Enter");
        }

        await TryAsync(Password, "another good one", "another good two");
        await Assertions.Expect(visit.Find("#account-again")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Find("#account-again-wrong")).ToContainTextAsync(isEnglish ? "differ" : "不一致");
        await TryAsync("not my password", "another good one", "another good one");
        await Assertions.Expect(visit.Find("#account-current-wrong")).ToContainTextAsync(isEnglish ? "current password is wrong" : "当前密码不对");
        await TryAsync(Password, "short", "short");
        await Assertions.Expect(visit.Find("#account-another-wrong")).ToContainTextAsync("10");
        await visit.Find("[data-key=set-password]").ScrollIntoViewIfNeededAsync();
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"password-refused-{screenName}");

        await TryAsync(Password, "another good one", "another good one");
        await Assertions.Expect(visit.Find("#account-card .made")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Find("#account-card .made")).ToContainTextAsync(isEnglish ? "Password changed" : "密码已修改");
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"password-changed-{screenName}");
        Assert.False(await SignsInAsync(name, Password));
        Assert.True(await SignsInAsync(name, "another good one"));
        // The session goes on: it may still change something.
        await visit.Find("#account-tokenName").FillAsync("QGIS");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#account-card .tokens li")).ToHaveCountAsync(1);
        Assert.All(visit.Complaints, complaint => Assert.Contains("400", complaint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("desk", "en-GB")]
    [InlineData("phone", "zh-CN")]
    public async Task AdministratorAddsAnAccountWithARoleByKeyboard(string screenName, string language)
    {
        var isEnglish = language == "en-GB";
        var name = isEnglish ? "newcomer" : "新来的人";
        await using var visit = await OpenAsync(screenName, language);
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"accounts-{screenName}");
        await Assertions.Expect(visit.Find("[data-key=accounts-close]")).ToBeFocusedAsync();

        await visit.Find("[data-key=account-new]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("[data-key='new.name']")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("[data-key='new.name']")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(visit.Find("[data-key='new.password']")).ToHaveAttributeAsync("aria-invalid", "true");
        await visit.Find("[data-key='new.name']").FillAsync("ADMIN");
        await visit.Find("[data-key='new.password']").FillAsync(Password);
        await visit.Find("[data-key='new.role']").SelectOptionAsync("planner");
        // What was typed is still there.
        await Assertions.Expect(visit.Find("[data-key='new.name']")).ToHaveValueAsync("ADMIN");
        await visit.Find("[data-key='add-account']").ClickAsync();
        await Assertions.Expect(visit.Find("[data-key='new.region']")).ToHaveAttributeAsync("aria-invalid", "true");
        await visit.Find("[data-key='new.region']").SelectOptionAsync("lushan");
        await visit.Find("[data-key='new.plan']").SelectOptionAsync("urban");
        await visit.Find("[data-key='add-account']").ClickAsync();
        await Assertions.Expect(visit.Find("#administration [role=alert]")).ToContainTextAsync(isEnglish ? "is taken" : "已有人使用");
        await visit.AssertAccessibleAsync();
        await visit.Find("[data-key='add-account']").ScrollIntoViewIfNeededAsync();
        await visit.KeepPictureAsync($"accounts-refused-{screenName}");
        await visit.Find("[data-key='new.name']").FillAsync(name);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#administration .done")).ToContainTextAsync(name);
        await Assertions.Expect(visit.Find($"[data-key='account-{name}'] .summary")).ToContainTextAsync(isEnglish ? "Planner · " : "编制 · ");
        Assert.True(await SignsInAsync(name, Password));

        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Find("#administration")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Find("#account-button")).ToBeFocusedAsync();
        Assert.All(visit.Complaints, complaint => Assert.Contains("409", complaint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("desk", "en-GB")]
    [InlineData("phone", "zh-CN")]
    public async Task AdministratorGivesARoleAndWithdrawsIt(string screenName, string language)
    {
        var name = await PersonAsync(language == "en-GB" ? "reviewer" : "审查的人", new Grant(Role.Field, "changyuan", null));
        await using var visit = await OpenAsync(screenName, language);
        await visit.Find($"[data-key='account-{name}']").ClickAsync();
        await Assertions.Expect(visit.Find("#administration .given li")).ToHaveCountAsync(1);
        await visit.Find("[data-key='role.role']").FocusAsync();
        await visit.Find("[data-key='role.role']").SelectOptionAsync("reviewer");
        // The form is made anew, with a plan to choose, and the keyboard stays where it was.
        await Assertions.Expect(visit.Find("[data-key='role.plan']")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Find("[data-key='role.role']")).ToBeFocusedAsync();
        await visit.Find("[data-key='role.region']").SelectOptionAsync("jiaozuo");
        await visit.Find("[data-key='grant']").ClickAsync();
        await Assertions.Expect(visit.Find("#administration .given li")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Find("#administration .done")).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"accounts-role-{screenName}");
        await visit.Find("#administration .given li").Nth(0).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(visit.Find("#administration .given li")).ToHaveCountAsync(1);
        await using var desk = new AccountDesk(server.Database.Source);
        Assert.Equal([new Grant(Role.Reviewer, "jiaozuo", null)], (await desk.Book.ListAsync(Cancel)).Single(one => one.Name == name).Grants.Select(one => one.Grant));
        await visit.AssertQuietAsync();
    }

    [Theory]
    [InlineData("desk", "en-GB")]
    [InlineData("phone", "zh-CN")]
    public async Task AdministratorSetsAPasswordLocksAndUnlocks(string screenName, string language)
    {
        var isEnglish = language == "en-GB";
        var name = await PersonAsync(isEnglish ? "leaver" : "离开的人", new Grant(Role.Field, "changyuan", null));
        await using var visit = await OpenAsync(screenName, language);
        await visit.Find($"[data-key='account-{name}']").ClickAsync();
        await visit.Find("[data-key='password.password']").FillAsync("short");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("[data-key='password.password']")).ToHaveAttributeAsync("aria-invalid", "true");
        await visit.Find("[data-key='password.password']").FillAsync("another good one");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#administration .done")).ToContainTextAsync(isEnglish ? "new password" : "已重设");
        Assert.Equal((false, true), (await SignsInAsync(name, Password), await SignsInAsync(name, "another good one")));

        await visit.Find("[data-key='lock']").ClickAsync();
        await Assertions.Expect(visit.Find($"[data-key='account-{name}'] .locked")).ToHaveTextAsync(isEnglish ? "locked" : "已锁定");
        Assert.False(await SignsInAsync(name, "another good one"));
        await visit.AssertAccessibleAsync();
        await visit.Find("[data-key='lock']").ScrollIntoViewIfNeededAsync();
        await visit.KeepPictureAsync($"accounts-locked-{screenName}");
        await visit.Find("[data-key='lock']").ClickAsync();
        await Assertions.Expect(visit.Find($"[data-key='account-{name}'] .locked")).ToHaveCountAsync(0);
        Assert.True(await SignsInAsync(name, "another good one"));
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task AdministratorOfOneRegionIsOfferedWhatConcernsItAndOthersAreOfferedNothing()
    {
        var (local, own, elsewhere) = (await PersonAsync("local", new Grant(Role.Administrator, "lushan", null)), await PersonAsync("of-lushan", new Grant(Role.Field, "lushan", null)),
            await PersonAsync("of-both", new Grant(Role.Field, "lushan", null), new Grant(Role.Field, "changyuan", null)));
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        await visit.SignInAsync(server.Http.BaseAddress!, local, Password);
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=lushan").ToString());
        await visit.Find("#account-button").ClickAsync();
        await visit.Find("[data-key=administrate]").ClickAsync();
        await visit.Find($"[data-key='account-{elsewhere}']").ClickAsync();
        await Assertions.Expect(visit.Find("#administration .given li")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Find("#administration")).ToContainTextAsync("regions that you do not administrate");
        await Assertions.Expect(visit.Find("[data-key='password.password']")).ToHaveCountAsync(0);
        // Locked by who administrates one of its regions, it is unlocked by who administrates them all.
        await visit.Find("[data-key='lock']").ClickAsync();
        await Assertions.Expect(visit.Find($"[data-key='account-{elsewhere}'] .locked")).ToHaveTextAsync("locked");
        await Assertions.Expect(visit.Find("[data-key='lock']")).ToHaveCountAsync(0);
        await visit.Find($"[data-key='account-{own}']").ClickAsync();
        await Assertions.Expect(visit.Find("[data-key='lock']")).ToBeVisibleAsync();
        await visit.Find("[data-key='role.role']").SelectOptionAsync("administrator");
        Assert.Equal(["", "lushan"], await visit.Find("[data-key='role.region'] option").EvaluateAllAsync<string[]>("options => options.map(option => option.value)"));
        await visit.AssertQuietAsync();

        await using var plain = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        await plain.SignInAsync(server.Http.BaseAddress!, own, Password);
        await plain.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=lushan").ToString());
        await plain.Find("#account-button").ClickAsync();
        await Assertions.Expect(plain.Find("[data-key=own-password]")).ToBeVisibleAsync();
        await Assertions.Expect(plain.Find("[data-key=administrate]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task WhatIsTypedWhileAnAnswerIsOnItsWayStays()
    {
        var (name, other) = (await PersonAsync("awaited", new Grant(Role.Field, "changyuan", null)), await PersonAsync("bystander", new Grant(Role.Field, "changyuan", null)));
        await using var visit = await OpenAsync("desk", "en-GB");
        TaskCompletionSource answer = new();
        await visit.Page.RouteAsync($"**/accounts/{name}/roles", async route =>
        {
            await answer.Task;
            await route.ContinueAsync();
        });
        await visit.Find($"[data-key='account-{name}']").ClickAsync();
        await visit.Find("[data-key='role.region']").SelectOptionAsync("lushan");
        await visit.Find("[data-key='grant']").ClickAsync();
        await Assertions.Expect(visit.Find($"[data-key='account-{other}']")).ToHaveAttributeAsync("aria-disabled", "true");
        await visit.Find($"[data-key='account-{other}']").ClickAsync(new() { Force = true });
        await Assertions.Expect(visit.Find($"[data-key='account-{other}']")).ToHaveAttributeAsync("aria-expanded", "false");
        await visit.Find("[data-key='password.password']").FillAsync("half a passw");
        answer.SetResult();
        await Assertions.Expect(visit.Find("#administration .given li")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Find("[data-key='password.password']")).ToHaveValueAsync("half a passw");
        await visit.Find($"[data-key='account-{other}']").ClickAsync();
        await Assertions.Expect(visit.Find($"[data-key='account-{other}']")).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(visit.Find("[data-key='password.password']")).ToHaveValueAsync("");
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task WhoWithdrawsTheirOwnRoleIsOfferedNothingOfItAnyMore()
    {
        var name = await PersonAsync("resigning", new Grant(Role.Administrator, "lushan", null), new Grant(Role.Administrator, "changyuan", null));
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        await visit.SignInAsync(server.Http.BaseAddress!, name, Password);
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=lushan").ToString());
        await visit.Find("#account-button").ClickAsync();
        await visit.Find("[data-key=administrate]").ClickAsync();
        await visit.Find($"[data-key='account-{name}']").ClickAsync();
        await visit.Find("#administration .given li").Nth(0).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(visit.Find("#administration .given li")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Find("#administration .done")).ToBeFocusedAsync();
        Assert.Equal(["", "changyuan"], await visit.Find("[data-key='role.region'] option").EvaluateAllAsync<string[]>("options => options.map(option => option.value)"));
        await visit.Find("#administration .given li").Nth(0).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(visit.Find("#administration")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Find("#account-button")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("[data-key=own-password]")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Find("[data-key=administrate]")).ToHaveCountAsync(0);
        await visit.AssertQuietAsync();
    }

    private async Task<Visit> OpenAsync(string screenName, string language)
    {
        var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, screenName == "phone" ? Screen.Phone : Screen.Desk, language, "#region=changyuan", isAdministrator: true);
        await visit.Find("#account-button").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Find("[data-key=administrate]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#administration .accounts > li").First).ToBeVisibleAsync();
        await Assertions.Expect(visit.Find("#administration h2")).ToHaveTextAsync(new Regex("Accounts|账号"));
        return visit;
    }
}
