using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>The page speaks the browser's language until its reader chooses another.</summary>
[Collection<Readers>]
public sealed class LanguageSwitch(Chromium chromium, GeoZonesServer server)
{
    [Fact]
    public async Task ChosenLanguageReachesEverythingAndIsRemembered()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "zh-CN", "#region=changyuan&mode=review");
        var message = visit.Find("#findings .row-text").First;
        await Assertions.Expect(message).ToContainTextAsync(new System.Text.RegularExpressions.Regex("[\u4e00-\u9fff]"));
        var chinese = await message.InnerTextAsync();
        await Assertions.Expect(visit.Control(AriaRole.Button, "放大")).ToBeVisibleAsync();

        await visit.Control(AriaRole.Button, "English").ClickAsync();
        await Assertions.Expect(visit.Find("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(visit.Control(AriaRole.Button, "Zoom in")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Control(AriaRole.Button, "Run checks")).ToBeVisibleAsync();
        await Assertions.Expect(message).Not.ToHaveTextAsync(chinese);

        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/").ToString());
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Find("html")).ToHaveAttributeAsync("lang", "en");
        await visit.AssertQuietAsync();
    }

    [Theory]
    [InlineData("zh-CN", "zh")]
    [InlineData("en-GB", "en")]
    [InlineData("fr-FR", "en")]
    public async Task BrowserDecidesAtFirst(string browser, string page)
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, browser);
        await Assertions.Expect(visit.Find("html")).ToHaveAttributeAsync("lang", page);
    }
}
