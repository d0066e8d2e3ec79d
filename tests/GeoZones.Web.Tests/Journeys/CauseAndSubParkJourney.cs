using System.Text.Json.Nodes;

using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>A reviewer sees one cause instead of its many consequences, and the ledger of a single sub-park.</summary>
public sealed class CauseAndSubParkJourney(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    [Theory]
    [InlineData("desk", "zh-CN")]
    [InlineData("phone", "en-GB")]
    public async Task Findings_are_folded_under_what_explains_them(string screenName, string language)
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), screenName == "phone" ? Screen.Phone : Screen.Desk, language);
        await visit.Page.RouteAsync("**/findings", async route =>
        {
            var answer = await route.FetchAsync();
            var json = JsonNode.Parse(await answer.TextAsync())!;
            var features = json["features"]!.AsArray();
            foreach (var explained in features.Skip(1).Take(3))
            {
                explained!["properties"]!["cause"] = features[0]!["id"]!.GetValue<string>();
            }
            await route.FulfillAsync(new() { Response = answer, Body = json.ToJsonString() });
        });
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/#region=lushan&mode=review").ToString());
        var fold = visit.Find("#findings .rows > li").First.Locator(".section-fold");
        await Assertions.Expect(fold).ToContainTextAsync(language == "zh-CN" ? "由此引起的结果：3 条" : "Explained by this: 3");
        await Assertions.Expect(visit.Find("#findings .explained li")).ToHaveCountAsync(0);
        await fold.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#findings .explained li")).ToHaveCountAsync(3);
        await Assertions.Expect(fold).ToHaveAttributeAsync("aria-expanded", "true");
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"reviewer-cause-{screenName}-{language}");
        await visit.Find("#findings .explained .row").First.ClickAsync();
        await Assertions.Expect(visit.Find("#findings .explained .row").First).ToHaveAttributeAsync("aria-current", "true");
        await visit.AssertQuietAsync();
    }

    [Theory]
    [InlineData("desk", "en-GB")]
    [InlineData("phone", "zh-CN")]
    public async Task The_ledger_of_a_sub_park_adds_up_by_itself(string screenName, string language)
    {
        await using var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, screenName == "phone" ? Screen.Phone : Screen.Desk, language, "#region=lushan&mode=review");
        var whole = await visit.Find("#ledger tr.total td").Nth(1).InnerTextAsync();
        var choice = visit.Find("#ledger select");
        Assert.Equal(7, await choice.Locator("option").CountAsync());
        await choice.FocusAsync();
        await choice.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Assertions.Expect(visit.Find("#ledger .verdict.good")).ToContainTextAsync(language == "zh-CN" ? "合计与园区面积" : "sum and sub-park differ");
        await Assertions.Expect(visit.Find("#ledger tr.total td").Nth(1)).Not.ToHaveTextAsync(whole);
        await Assertions.Expect(choice).ToBeFocusedAsync();
        await visit.Find("nav button", language == "zh-CN" ? "台账" : "Ledger").ClickAsync();
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"reviewer-sub-park-ledger-{screenName}-{language}");
        await choice.SelectOptionAsync("");
        await Assertions.Expect(visit.Find("#ledger tr.total td").Nth(1)).ToHaveTextAsync(whole);
        await visit.AssertQuietAsync();
    }
}
