using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>A planner compares the three plans and asks what lies at a spot.</summary>
[Collection<Readers>]
public sealed class PlannerJourney(Chromium chromium, GeoZonesServer server)
{
    private static readonly string[] SubParks = ["起重园区", "蒲西", "参木", "木岗", "蒲东"];

    [Fact]
    public async Task PlannerComparesTheThreePlansAndOpensAPopUp()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "zh-CN", "#region=changyuan");
        await visit.WaitUntilDrawnAsync("zone");
        await visit.WaitUntilDrawnAsync("boundaries");
        Assert.Contains("长垣", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        await visit.KeepPictureAsync("planner-zone-plan");

        Assert.Equal(0, await visit.DrawnPixelsAsync("urban"));
        await visit.Control(AriaRole.Radio, "城市总规").CheckAsync();
        await visit.WaitUntilDrawnAsync("urban");
        Assert.Equal(0, await visit.DrawnPixelsAsync("zone"));
        await visit.KeepPictureAsync("planner-urban-plan");

        await visit.Control(AriaRole.Radio, "三规叠加").CheckAsync();
        await visit.WaitUntilDrawnAsync("zone");
        await visit.WaitUntilDrawnAsync("land-use");

        await visit.Find("#sub-parks tbody button", "起重园区").ClickAsync();
        await ClickMapCentreAsync(visit);
        var popup = visit.Find(".leaflet-popup");
        await Assertions.Expect(popup).ToContainTextAsync("集聚区规划");
        await Assertions.Expect(popup).ToContainTextAsync("城市总规");
        await Assertions.Expect(popup).ToContainTextAsync("土地总规");
        var subPark = popup.Locator("details", new() { HasText = "起重园区" });
        await subPark.EvaluateAsync("details => details.open = true");
        await Assertions.Expect(subPark.Locator("table.areas tbody tr")).ToHaveCountAsync(4);
        await Assertions.Expect(subPark.Locator("table.areas")).ToContainTextAsync("21.800000");
        foreach (var measure in new[] { "申报面积", "椭球面积", "投影面积" })
        {
            await Assertions.Expect(subPark.Locator("table.areas")).ToContainTextAsync(measure);
        }
        await Assertions.Expect(subPark.Locator(".badge.synthetic")).ToContainTextAsync("合成");
        await visit.KeepPictureAsync("planner-pop-up");
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task SubParksShowDeclaredAgainstMeasuredAndQuotaWhatIsLeft()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=changyuan");
        var rows = visit.Find("#sub-parks tbody tr:not(.bar-row)");
        await Assertions.Expect(rows).ToHaveCountAsync(SubParks.Length);
        await Assertions.Expect(visit.Find("#sub-parks tfoot")).ToContainTextAsync("4 080.00");
        foreach (var name in SubParks)
        {
            await Assertions.Expect(visit.Find("#sub-parks")).ToContainTextAsync(name);
        }
        await visit.Control(AriaRole.Radio, "km²").CheckAsync();
        await Assertions.Expect(visit.Find("#sub-parks tfoot")).ToContainTextAsync("40.800");
        var quota = visit.Find("#quotas .account", "规划指标");
        foreach (var amount in new[] { "7.500", "4.800", "2.700" })
        {
            await Assertions.Expect(quota).ToContainTextAsync(amount);
        }
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task MapAnswersToTheKeyboardAlone()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=changyuan");
        await visit.WaitUntilDrawnAsync("zone");
        await visit.Find("#sub-parks tbody button", "起重园区").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Find("#map").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find(".leaflet-popup")).ToContainTextAsync("起重园区");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Find(".leaflet-popup")).ToHaveCountAsync(0);
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task LinkShowsTheSamePlaceAgain()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "zh-CN", "#region=lushan&view=14/33.75/112.93&plan=urban&mode=review&lang=en");
        await visit.WaitUntilDrawnAsync("urban");
        await Assertions.Expect(visit.Find("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(visit.Find("#region")).ToHaveValueAsync("lushan");
        await Assertions.Expect(visit.Control(AriaRole.Radio, "Review")).ToBeCheckedAsync();
        await Assertions.Expect(visit.Control(AriaRole.Radio, "Urban plan")).ToBeCheckedAsync();
        Assert.Equal("#region=lushan&view=14/33.75000/112.93000&plan=urban&mode=review&lang=en", new Uri(visit.Page.Url).Fragment);
    }

    private static async Task ClickMapCentreAsync(Visit visit)
    {
        var map = await visit.Find("#map").BoundingBoxAsync() ?? throw new InvalidOperationException("The map has no place on the page.");
        var card = await visit.Find("#layers").BoundingBoxAsync() ?? throw new InvalidOperationException("The card of layers has no place on the page.");
        await visit.Page.Mouse.ClickAsync((card.X + card.Width + map.X + map.Width) / 2, map.Y + (map.Height / 2));
    }
}
