using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>A reader opens the API in a browser: pages with maps, from the landing page down to one feature.</summary>
[Collection<Readers>]
public sealed class DocumentPages(Chromium chromium, GeoZonesServer server)
{
    [Theory]
    [InlineData("desk", "zh-CN")]
    [InlineData("phone", "en-GB")]
    public async Task A_reader_goes_from_the_landing_page_down_to_one_feature(string screenName, string language)
    {
        var screen = screenName == Screen.Phone.Name ? Screen.Phone : Screen.Desk;
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, screen, language, "api");
        await visit.AssertAccessibleAsync();
        await visit.Find("main a[href$='/api/collections']").ClickAsync();
        await MapShowsAsync(visit, 1);
        await visit.Find("main a[href$='/api/collections/sub-parks']").ClickAsync();
        await MapShowsAsync(visit, 1);
        await visit.AssertAccessibleAsync();
        await visit.Find("main a[href$='/sub-parks/items']").ClickAsync();
        await MapShowsAsync(visit, await visit.Find("tbody tr").CountAsync());
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"api-items-{screenName}-{language}");
        await visit.Find("tbody a").First.ClickAsync();
        await MapShowsAsync(visit, 1);
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"api-item-{screenName}-{language}");
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/api/docs").ToString());
        await visit.AssertAccessibleAsync();
        await visit.AssertQuietAsync();
    }

    private static async Task MapShowsAsync(Visit visit, int places)
    {
        await Assertions.Expect(visit.Find("#places")).ToHaveAttributeAsync("data-drawn", places.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Assertions.Expect(visit.Find(".leaflet-container")).ToBeVisibleAsync();
    }
}
