using System.Text.Json;

using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>What the page says when something around it does not work. It is never blank.</summary>
public sealed class TroubleOnThePage(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    [Fact]
    public async Task SilentServerIsSaidAndCanBeTriedAgain()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=changyuan");
        await visit.WaitUntilDrawnAsync("zone");
        await visit.Page.RouteAsync("**/api/**", route => route.AbortAsync());
        await visit.Find("#region").SelectOptionAsync("lushan");
        var problem = visit.Find("#sections .state.failed").First;
        await Assertions.Expect(problem).ToContainTextAsync("The server does not answer");
        await visit.KeepPictureAsync("trouble-silent-server");
        await visit.Page.UnrouteAllAsync();
        await problem.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(visit.Find("#sub-parks tbody tr").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task PageOpenedWithoutItsApiSaysSoAndRecovers()
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "zh-CN");
        await visit.Page.RouteAsync("**/api/**", route => route.AbortAsync());
        await visit.Page.GotoAsync(server.Http.BaseAddress!.ToString());
        await Assertions.Expect(visit.Find("#sections .state.failed")).ToContainTextAsync("服务器没有应答");
        await Assertions.Expect(visit.Find("canvas.graticule")).ToBeVisibleAsync();
        await visit.Page.UnrouteAllAsync();
        await visit.Control(AriaRole.Button, "重试").ClickAsync();
        await visit.WaitUntilDrawnAsync("boundaries");
    }

    [Fact]
    public async Task RegionWithoutChecksInvitesToRunThem()
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        await visit.SignInAsync(server.Http.BaseAddress!, GeoZonesServer.Administrator, GeoZonesServer.Password);
        await visit.Page.RouteAsync("**/checks/latest", route => route.FulfillAsync(new()
        {
            Status = 404,
            ContentType = "application/problem+json",
            Body = """{"title":"Not found","status":404,"detail":"No check run has finished yet."}""",
        }));
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=changyuan&mode=review").ToString());
        await Assertions.Expect(visit.Find("#findings")).ToContainTextAsync("have not been checked yet");
        await Assertions.Expect(visit.Find("#ledger")).ToContainTextAsync("Run the checks");
        await Assertions.Expect(visit.Control(AriaRole.Button, "Run checks")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task FailingBaseMapIsToldOnceAndTheGridStays()
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        var configuration = JsonSerializer.Serialize(new
        {
            version = "0.1.0",
            languages = new[] { "zh", "en" },
            baseLayers = new[] { new { id = "gone", nameZh = "失联底图", nameEn = "Lost map", type = "xyz", url = "/img/none/{z}/{x}/{y}.png", attribution = "" } },
        });
        await visit.Page.RouteAsync("**/api/configuration", route => route.FulfillAsync(new() { ContentType = "application/json", Body = configuration }));
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=changyuan").ToString());
        var notice = visit.Find("#notice .notice-line");
        await Assertions.Expect(notice).ToHaveCountAsync(1);
        await Assertions.Expect(notice).ToContainTextAsync("Lost map");
        await notice.GetByRole(AriaRole.Button).ClickAsync();
        await visit.Find("#map").FocusAsync();
        await visit.Page.Keyboard.PressAsync("+");
        await visit.Page.WaitForTimeoutAsync(1500);
        await Assertions.Expect(notice).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Find("canvas.graticule")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task MissingWebLibraryIsSaidInBothLanguages()
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        await visit.Page.RouteAsync("**/lib/**", route => route.FulfillAsync(new() { Status = 404 }));
        await visit.Page.GotoAsync(server.Http.BaseAddress!.ToString());
        await Assertions.Expect(visit.Find("#start[role=alert]")).ToContainTextAsync("The map could not be opened");
        await Assertions.Expect(visit.Find("#start")).ToContainTextAsync("地图无法打开");
    }
}
