using System.Globalization;

using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>A reviewer runs the checks, goes through the findings and reads the ledger.</summary>
public sealed class ReviewerJourney(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    [Fact]
    public async Task ReviewerRunsTheChecksAndSeesHowFarTheyAre()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=jiaozuo&mode=review", isAdministrator: true);
        var button = visit.Find("#findings .run .action");
        await Assertions.Expect(visit.Find("#findings .rows li").First).ToBeVisibleAsync();
        var answer = visit.Page.WaitForResponseAsync(response => response.Request.Method == "POST", new() { Timeout = 60_000 });
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(visit.Find("#findings [role=progressbar]")).ToBeVisibleAsync();
        Assert.Contains((await answer).Status, new[] { 201, 202 });
        await Assertions.Expect(button).Not.ToHaveAttributeAsync("aria-disabled", "true", new() { Timeout = 90_000 });
        await Assertions.Expect(visit.Find("#findings .rows li").First).ToBeVisibleAsync();
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task ReviewerFiltersTheFindingsAndGoesToTheirPlaces()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "zh-CN", "#region=changyuan&mode=review");
        var rows = visit.Find("#findings .rows li");
        await Assertions.Expect(rows.First).ToBeVisibleAsync();
        await visit.WaitUntilDrawnAsync("checks");
        var errors = await ChipCountAsync(visit, "error");
        Assert.True(errors > 0, "The case has planted errors.");

        await visit.Find("#findings .chip.warning").ClickAsync();
        await visit.Find("#findings .chip.info").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(Math.Min(errors, 25));
        await Assertions.Expect(rows.Locator(".sign:not(.error)")).ToHaveCountAsync(0);

        await visit.Find("#findings select").SelectOptionAsync("GZ203");
        await Assertions.Expect(rows.First).ToContainTextAsync("占用永久基本农田");
        var before = await visit.Page.EvaluateAsync<string>("location.hash");
        await rows.First.GetByRole(AriaRole.Button).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(rows.First.GetByRole(AriaRole.Button)).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(rows.First.GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        await visit.Page.WaitForFunctionAsync("before => location.hash !== before", before);
        await visit.KeepPictureAsync("reviewer-finding");
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task LedgerAddsUpOnThePage()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=changyuan&mode=review");
        await visit.Control(AriaRole.Radio, "m²").CheckAsync();
        var ledger = visit.Find("#ledger");
        await Assertions.Expect(ledger.Locator(".verdict.good")).ToBeVisibleAsync();
        var areas = await AreasAsync(ledger.Locator("tbody tr td:nth-child(5)"));
        var total = Assert.Single(await AreasAsync(ledger.Locator("tr.total td:nth-of-type(2)")));
        var zone = Assert.Single(await AreasAsync(ledger.Locator("tfoot tr:not(.total) td:nth-of-type(1)")));
        Assert.True(areas.Count > 1);
        Assert.True(Math.Abs(total - areas.Sum()) <= 0.005m * (areas.Count + 1), $"The rows sum to {areas.Sum()}, the total says {total}.");
        Assert.True(Math.Abs(zone - total) <= 0.01m + (0.01m * zone / 1_000_000m), $"The total says {total}, the zone {zone}.");
        await visit.Find("nav button", "Ledger").ClickAsync();
        await visit.KeepPictureAsync("reviewer-ledger");
        await visit.AssertQuietAsync();
    }

    private static async Task<int> ChipCountAsync(Visit visit, string severity) =>
        int.Parse(await visit.Find($"#findings .chip.{severity} strong").InnerTextAsync(), CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<decimal>> AreasAsync(ILocator cells) =>
        [.. (await cells.AllInnerTextsAsync()).Select(text => decimal.Parse(text.Replace("\u2009", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))];
}
