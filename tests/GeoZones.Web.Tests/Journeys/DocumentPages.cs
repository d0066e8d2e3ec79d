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
        await using var visit = await OpenAsync(screenName, language, "api");
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

    [Theory]
    [InlineData("desk", "zh-CN")]
    [InlineData("phone", "en-GB")]
    public async Task A_reader_goes_from_the_regions_down_to_what_was_changed_and_found(string screenName, string language)
    {
        await using var visit = await OpenAsync(screenName, language, "api/regions");
        await MapShowsAsync(visit, await visit.Find("tbody tr").CountAsync());
        await visit.AssertAccessibleAsync();
        await FollowAsync(visit, "/api/regions/changyuan", 1);
        await FollowAsync(visit, "/changyuan/codes");
        await visit.Page.GoBackAsync();
        await FollowAsync(visit, "/changyuan/figures");
        await visit.Page.GoBackAsync();
        await FollowAsync(visit, "/changyuan/checks");
        await visit.Find("main tbody a").First.ClickAsync();
        await MapDrawsAsync(visit);
        await visit.AssertAccessibleAsync();
        await FollowAsync(visit, "/ledger");
        await visit.Page.GoBackAsync();
        await FollowAsync(visit, "/findings");
        await MapDrawsAsync(visit);
        await visit.KeepPictureAsync($"api-findings-{screenName}-{language}");
        await visit.Find(".trail a[href$='/api/regions/changyuan']").ClickAsync();
        await FollowAsync(visit, "/changyuan/plans", 1);
        await FollowAsync(visit, "/zone/revisions/1", 1);
        await FollowAsync(visit, "/revisions/1/changes", 1);
        await visit.Find("main tbody a").First.ClickAsync();
        await MapDrawsAsync(visit);
        await visit.AssertAccessibleAsync();
        await visit.Find("main tbody a[href$='/versions']").First.ClickAsync();
        await MapShowsAsync(visit, 1);
        await visit.AssertAccessibleAsync();
        await visit.AssertQuietAsync();
    }

    [Theory]
    [InlineData("desk", "zh-CN")]
    [InlineData("phone", "en-GB")]
    public async Task The_page_of_a_tileset_shows_its_tiles(string screenName, string language)
    {
        await using var visit = await OpenAsync(screenName, language, "api/collections/sub-parks");
        await FollowAsync(visit, "/sub-parks/tiles");
        await MapDrawsAsync(visit);
        await FollowAsync(visit, "/tiles/WebMercatorQuad");
        await MapDrawsAsync(visit);
        await visit.KeepPictureAsync($"api-tiles-{screenName}-{language}");
        await FollowAsync(visit, "/tilejson.json");
        await MapDrawsAsync(visit);
        await visit.AssertQuietAsync();
    }

    private Task<Visit> OpenAsync(string screenName, string language, string path) =>
        Visit.OpenAsync(chromium, server.Http.BaseAddress!, screenName == Screen.Phone.Name ? Screen.Phone : Screen.Desk, language, path);

    private static async Task FollowAsync(Visit visit, string end, int? places = null)
    {
        await visit.Find($"main a[href$='{end}']").First.ClickAsync();
        await visit.Page.WaitForURLAsync("**" + end);
        if (places is { } shown)
        {
            await MapShowsAsync(visit, shown);
        }
        await visit.AssertAccessibleAsync();
    }

    private static Task MapDrawsAsync(Visit visit) => Assertions.Expect(visit.Find("#places")).ToHaveAttributeAsync("data-drawn", new System.Text.RegularExpressions.Regex("^[1-9]"));

    private static async Task MapShowsAsync(Visit visit, int places)
    {
        await Assertions.Expect(visit.Find("#places")).ToHaveAttributeAsync("data-drawn", places.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Assertions.Expect(visit.Find(".leaflet-container")).ToBeVisibleAsync();
    }
}
