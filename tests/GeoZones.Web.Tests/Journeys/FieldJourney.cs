using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>Someone in the field opens the page on a phone.</summary>
[Collection<Readers>]
public sealed class FieldJourney(Chromium chromium, GeoZonesServer server)
{
    [Fact]
    public async Task PhoneShowsTheRoadNetworkFirstAndAlone()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Phone, "zh-CN", "#region=changyuan");
        await visit.WaitUntilDrawnAsync("roads");
        await Assertions.Expect(visit.Control(AriaRole.Radio, "外业")).ToBeCheckedAsync();
        foreach (var pane in new[] { "zone", "urban", "land-use", "today", "farmland", "checks" })
        {
            Assert.Equal(0, await visit.DrawnPixelsAsync(pane));
        }
        var states = visit.Find("#roads .road-state h3");
        await Assertions.Expect(states).ToHaveCountAsync(3);
        await Assertions.Expect(states.Nth(0)).ToContainTextAsync("2 条");
        await Assertions.Expect(states.Nth(1)).ToContainTextAsync("16 条");
        await visit.KeepPictureAsync("field-roads");
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task RoadsOfTheListAreFoundOnTheMap()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Phone, "zh-CN", "#region=changyuan");
        var road = visit.Find("#roads .rows .row").First;
        await road.WaitForAsync();
        await visit.WaitUntilDrawnAsync("roads");
        var before = await visit.Page.EvaluateAsync<string>("location.hash");
        await road.TapAsync();
        await visit.Page.WaitForFunctionAsync("before => location.hash !== before", before);
        await visit.WaitUntilDrawnAsync("roads");
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task SheetIsLoweredAndPulledUp()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Phone, "en-GB", "#region=changyuan");
        var handle = visit.Find("#sheet");
        double half = (await visit.Find("#panel").BoundingBoxAsync())!.Height;
        await handle.TapAsync();
        await Assertions.Expect(handle).ToHaveAttributeAsync("aria-expanded", "false");
        await visit.Page.WaitForFunctionAsync("half => document.querySelector('#panel').getBoundingClientRect().height < half / 2", half);
        await handle.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(handle).ToHaveAttributeAsync("aria-expanded", "true");
        await visit.AssertQuietAsync();
    }
}
