using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>Every view, in both languages, on both screens, shuts no reader out.</summary>
[Collection<Readers>]
public sealed class Accessibility(Chromium chromium, GeoZonesServer server)
{
    /// <summary>Screen, language and mode.</summary>
    public static TheoryData<string, string, string> Views()
    {
        var views = new TheoryData<string, string, string>();
        foreach (var screen in new[] { Screen.Desk, Screen.Phone })
        {
            foreach (var language in new[] { "zh-CN", "en-GB" })
            {
                foreach (var mode in new[] { "plan", "review", "site", "field" })
                {
                    views.Add(screen.Name, language, mode);
                }
            }
        }
        return views;
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task ViewIsOpenToAll(string screenName, string language, string mode)
    {
        var screen = screenName == Screen.Phone.Name ? Screen.Phone : Screen.Desk;
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, screen, language, $"#region=changyuan&mode={mode}");
        await visit.WaitUntilDrawnAsync(mode == "review" ? "checks" : "roads");
        await Assertions.Expect(visit.Find("#sections .state.loading")).ToHaveCountAsync(0);
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"view-{mode}-{screenName}-{language}");
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task PopUpAndOpenCardOfLayersAreOpenToAll()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=changyuan&plan=all");
        await visit.WaitUntilDrawnAsync("land-use");
        await visit.Find("#sub-parks tbody button").First.ClickAsync();
        await visit.Find("#map").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find(".leaflet-popup")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.AssertQuietAsync();
    }
}
