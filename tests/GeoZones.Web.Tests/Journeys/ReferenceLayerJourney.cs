using GeoZones.Server.CommandLine;
using GeoZones.Server.Import.References;
using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>A planner works over rivers and heritage sites.</summary>
public sealed class ReferenceLayerJourney(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PlannerShowsALayerAsksWhatLiesThereAndSeesItReplaced()
    {
        await PublishAsync("heritage", "changyuan", "文物保护", "Heritage", """{"名称":"古城墙","level":2,"open":true,"<b>note</b>":"<i>x</i>","none":null}""");
        await PublishAsync("elsewhere", "lushan", "别处", "Elsewhere", "{}");
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=changyuan");
        var box = visit.Find("#layers [data-key=layer-ref-heritage]");
        await Assertions.Expect(visit.Find("#layers legend", "Reference layers")).ToBeVisibleAsync();
        await Assertions.Expect(box).Not.ToBeCheckedAsync();
        await Assertions.Expect(visit.Find("#layers .layer", "Elsewhere")).ToHaveCountAsync(0);

        await box.CheckAsync();
        await visit.WaitUntilDrawnAsync("reference");
        await Assertions.Expect(visit.Find("#layers .layer", "Heritage").Locator(".layer-count")).ToHaveTextAsync("1");
        await visit.Control(AriaRole.Radio, "Review").CheckAsync();
        await Assertions.Expect(box).ToBeCheckedAsync();

        await visit.Find("#map").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        var about = visit.Find(".leaflet-popup details", "Heritage");
        await about.EvaluateAsync("details => { details.open = true; }");
        await Assertions.Expect(about).ToContainTextAsync("古城墙");
        await Assertions.Expect(about.Locator("dl")).ToHaveTextAsync("openyeslevel2名称古城墙<b>note</b><i>x</i>");
        await visit.KeepPictureAsync("reference-layer");

        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Find("#language").ClickAsync();
        await Assertions.Expect(visit.Find("#layers .layer", "文物保护")).ToBeVisibleAsync();
        await Assertions.Expect(box).ToBeCheckedAsync();
        await visit.AssertAccessibleAsync();

        await PublishAsync("heritage", "changyuan", "文物保护", "Heritage", "{}", "{}");
        await Assertions.Expect(visit.Find("#layers .layer", "文物保护").Locator(".layer-count")).ToHaveTextAsync("2");
        await ReferenceImport.RemoveAsync(server.Database.Source, "heritage", Cancel);
        await Assertions.Expect(visit.Find("#layers .layer", "文物保护")).ToHaveCountAsync(0);
        await visit.AssertQuietAsync();
    }

    // Features as large as the region, so that the middle of the map lies in them.
    private async Task PublishAsync(string name, string region, string zh, string en, params string[] properties)
    {
        await using var extent = server.Database.Source.CreateCommand("SELECT ST_AsGeoJSON(ST_SetSRID(extent, 4326)) FROM region WHERE id = $1");
        extent.Parameters.Add(new() { Value = region });
        var geometry = (string)(await extent.ExecuteScalarAsync(Cancel))!;
        var file = Path.Combine(Directory.CreateTempSubdirectory("geozones-tests-").FullName, "layer.geojson");
        await File.WriteAllTextAsync(file, $$"""{"type":"FeatureCollection","features":[{{string.Join(',', properties.Select(one => $$"""{"type":"Feature","properties":{{one}},"geometry":{{geometry}}}"""))}}]}""", Cancel);
        await ReferenceImport.PublishAsync(server.Database.Source, new(name, file, region, new Sentence(zh, en)), "test", cancel: Cancel);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
