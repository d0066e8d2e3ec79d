using System.Text;

using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>A reader asks what a rule is about: from a finding, from the list, by a link.</summary>
public sealed class RulesJourney(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    /// <summary>Screen and language.</summary>
    public static TheoryData<string, string> Views => new(from screen in new[] { "desk", "phone" } from language in new[] { "zh-CN", "en-GB" } select (screen, language));

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Pages_of_the_rules_are_open_to_all(string screenName, string language)
    {
        var screen = screenName == Screen.Phone.Name ? Screen.Phone : Screen.Desk;
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, screen, language, "rules?region=lushan");
        await Assertions.Expect(visit.Find("#rules li")).ToHaveCountAsync(34);
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"rules-{screenName}-{language}");
        await visit.Find("#rules li a", "GZ103").ClickAsync();
        await Assertions.Expect(visit.Find("h1")).ToContainTextAsync(language == "zh-CN" ? "图斑重叠" : "Overlap");
        await Assertions.Expect(visit.Find("figure.found img").First).ToBeVisibleAsync();
        await visit.Page.WaitForFunctionAsync("() => [...document.images].filter(image => image.loading !== 'lazy' || image.getBoundingClientRect().top < innerHeight).every(image => image.complete && image.naturalWidth > 0)");
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"rule-{screenName}-{language}");
        await visit.Find("figure.found").First.ScrollIntoViewIfNeededAsync();
        await visit.KeepPictureAsync($"rule-examples-{screenName}-{language}");
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task A_finding_leads_to_its_rule_and_back()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=lushan&mode=review");
        var help = visit.Find("#findings .row-help").First;
        var rule = (await visit.Find("#findings .row-title b").First.InnerTextAsync()).Trim();
        await help.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("h1")).ToContainTextAsync(rule);
        Assert.Contains($"/rules/{rule}?region=lushan", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.GoBackAsync();
        await Assertions.Expect(visit.Find("#region")).ToHaveValueAsync("lushan");
        await visit.Find("#findings select").SelectOptionAsync("GZ301");
        await visit.Find("#findings .rule-help").ClickAsync();
        await Assertions.Expect(visit.Find("h1")).ToContainTextAsync("GZ301");
        await visit.Find("#home").ClickAsync();
        await Assertions.Expect(visit.Find("#region")).ToHaveValueAsync("lushan");
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task The_language_is_changed_where_one_reads()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "rules/GZ203");
        await Assertions.Expect(visit.Find("h2").First).ToHaveTextAsync("Why it matters");
        await visit.Find("#language").ClickAsync();
        await Assertions.Expect(visit.Find("h2").First).ToHaveTextAsync("为什么");
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Find("h2").First).ToHaveTextAsync("为什么");
        await visit.Find(".neighbours .after").ClickAsync();
        await Assertions.Expect(visit.Find("h1")).ToContainTextAsync("GZ204");
        await visit.Page.GoBackAsync();
        await Assertions.Expect(visit.Find("h1")).ToContainTextAsync("GZ203");
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task A_rule_that_is_not_there_is_said_with_the_way_to_all()
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Phone, "zh-CN");
        var answer = await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/rules/GZ999").ToString());
        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(visit.Find("#rules")).ToContainTextAsync("没有规则“GZ999”");
        await visit.AssertAccessibleAsync();
        await visit.Control(AriaRole.Link, "全部规则").ClickAsync();
        await Assertions.Expect(visit.Find("#rules li")).ToHaveCountAsync(34);
    }

    [Fact]
    public async Task What_the_region_has_set_is_shown_with_the_rule_and_with_the_run()
    {
        await PutAsync("""{"GZ103": {"areaM2": 2.5, "severity": "warning"}, "GZ106": {"classes": {"R": {"areaM2": 200}}}, "GZ304": "off"}""");
        try
        {
            await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "rules/GZ103?region=changyuan", isAdministrator: true);
            await Assertions.Expect(visit.Find(".settings .changed")).ToHaveTextAsync("2.5\u00a0m²");
            await Assertions.Expect(visit.Find(".standing")).ToContainTextAsync("Warning(default: Error)");
            await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/rules/GZ304?region=changyuan").ToString());
            await Assertions.Expect(visit.Find(".standing .off")).ToContainTextAsync("switched off");
            await visit.Find("#region").SelectOptionAsync("lushan");
            await Assertions.Expect(visit.Find(".standing .off")).ToHaveCountAsync(0);

            await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=changyuan&mode=review").ToString());
            await Assertions.Expect(visit.Find("#findings .rows li").First).ToBeVisibleAsync();
            await Assertions.Expect(visit.Find("#findings .settings-used")).ToHaveCountAsync(0);
            await visit.Control(AriaRole.Button, "Run checks").ClickAsync();
            var used = visit.Find("#findings .settings-used");
            await Assertions.Expect(used).ToContainTextAsync("GZ103 Overlap: severity: Warning · areaM2 2.5");
            await Assertions.Expect(used).ToContainTextAsync("class R: areaM2 200");
            await Assertions.Expect(used).ToContainTextAsync("GZ304 Missing figure: not checked");
            await visit.AssertAccessibleAsync();
            await visit.KeepPictureAsync("reviewer-settings-used");
            await visit.AssertQuietAsync();
        }
        finally
        {
            await PutAsync("{}");
        }
    }

    private async Task PutAsync(string settings)
    {
        using var body = new StringContent(settings, Encoding.UTF8, "application/json");
        using var answer = await server.Http.PutAsync("/api/regions/changyuan/check-settings", body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
