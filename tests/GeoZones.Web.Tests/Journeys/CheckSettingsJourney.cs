using System.Text;
using System.Text.Json;

using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>Whoever runs a review sets how grave each rule is and what it tolerates.</summary>
public sealed class CheckSettingsJourney(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("desk", "en-GB", "changyuan")]
    [InlineData("phone", "zh-CN", "jiaozuo")]
    public async Task ToleranceIsRefusedAtItsFieldThenSavedAndStaysAfterReading(string screenName, string language, string region)
    {
        var isEnglish = language == "en-GB";
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, screenName == "phone" ? Screen.Phone : Screen.Desk, language, $"#region={region}&mode=review", isAdministrator: true);
        await visit.Find("[data-key=jump-settings]").ClickAsync();
        await visit.Find("#settings [data-key=settings-open]").ClickAsync();
        var overlap = visit.Find("#settings-GZ103");
        await overlap.Locator("summary").ClickAsync();
        var area = overlap.Locator("input").First;
        await area.FillAsync("99999999");
        await overlap.Locator("select").SelectOptionAsync("info");
        await Assertions.Expect(area).ToHaveValueAsync("99999999");
        await visit.Find("[data-key=settings-save]").ClickAsync();

        await Assertions.Expect(area).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(area).ToBeFocusedAsync();
        await Assertions.Expect(overlap.Locator(".wrong")).ToContainTextAsync(isEnglish ? "areaM2 of GZ103 is a number from 0 … 10000" : "GZ103 的 areaM2 应为 0 … 10000");
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"check-settings-refused-{screenName}");
        Assert.Equal("{}", (await StoredAsync(region)).GetRawText());

        await area.FillAsync("2.5");
        await visit.Find("#settings-GZ105 summary").ClickAsync();
        await visit.Find("#settings-GZ105 select").SelectOptionAsync("off");
        await Assertions.Expect(visit.Find("#settings-GZ105 input")).ToHaveCountAsync(0);
        await visit.Find("[data-key=settings-save]").ClickAsync();
        await Assertions.Expect(visit.Find(".settings-saved")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"check-settings-saved-{screenName}");
        var stored = await StoredAsync(region);
        Assert.Equal(("info", 2.5, "off"), (stored.GetProperty("GZ103").GetProperty("severity").GetString(), stored.GetProperty("GZ103").GetProperty("areaM2").GetDouble(), stored.GetProperty("GZ105").GetString()));

        await visit.Find("[data-key=settings-again]").ClickAsync();
        await Assertions.Expect(area).ToHaveValueAsync("2.5");
        await Assertions.Expect(overlap.Locator("select")).ToHaveValueAsync("info");
        Assert.All(visit.Complaints, complaint => Assert.Contains("400", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SettingsThatSomebodyElseChangedMeanwhileAreNotOverwritten()
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, Screen.Desk, "en-GB", "#region=lushan&mode=review", isAdministrator: true);
        await visit.Find("[data-key=settings-open]").ClickAsync();
        await visit.Find("#settings-GZ103 summary").ClickAsync();
        await visit.Find("#settings-GZ103 input").First.FillAsync("3");
        using var others = new StringContent("""{"GZ104": "off"}""", Encoding.UTF8, "application/json");
        (await server.Http.PutAsync(new Uri("/api/regions/lushan/check-settings", UriKind.Relative), others, Cancel)).EnsureSuccessStatusCode();

        await visit.Find("[data-key=settings-save]").ClickAsync();

        await Assertions.Expect(visit.Find(".settings-answer")).ToContainTextAsync("Somebody else has changed these settings");
        await Assertions.Expect(visit.Find(".settings-answer")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Find("#settings-GZ103 input").First).ToHaveValueAsync("3");
        Assert.False((await StoredAsync("lushan")).TryGetProperty("GZ103", out _));
    }

    private async Task<JsonElement> StoredAsync(string region)
    {
        using var view = JsonDocument.Parse(await server.Http.GetStringAsync($"/api/regions/{region}/check-settings", Cancel));
        return JsonDocument.Parse(view.RootElement.GetProperty("written").GetString()!).RootElement.Clone();
    }
}
