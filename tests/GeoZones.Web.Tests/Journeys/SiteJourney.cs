using System.Text.RegularExpressions;

using GeoZones.Server.Tests;
using GeoZones.Web.Tests.Browser;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Journeys;

/// <summary>Someone at the land bureau checks where a project wants to build.</summary>
public sealed partial class SiteJourney(Chromium chromium, GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Link = "#region=changyuan&mode=site";
    private const string Site = "3894622.1\t38560123.4\n3894622.1\t38560623.4\n3895122.1\t38560623.4";

    [Theory]
    [InlineData("zh-CN", "desk", "开始检测", "不符合")]
    [InlineData("en-GB", "phone", "Check the site", "Not compliant")]
    public async Task PastedCoordinatesGiveTheVerdictFirstThenFindingsAndTables(string language, string screenName, string check, string verdict)
    {
        await using var visit = await OpenAsync(language, screenName);
        await visit.Find("#site-text").FillAsync(Site);
        await visit.Control(AriaRole.Button, check).ClickAsync();
        await Assertions.Expect(visit.Find(".outcome")).ToContainTextAsync(verdict);
        await Assertions.Expect(visit.Find(".outcome")).ToBeInViewportAsync();
        await Assertions.Expect(visit.Find(".outcome")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Find(".site-layer")).ToHaveCountAsync(8);
        Assert.True(await visit.Find(".leaflet-site-pane path").CountAsync() >= 3, "The red line and the forbidden ground are on the map.");

        var before = await visit.Page.EvaluateAsync<string>("location.hash");
        await visit.Find(".site-report button.row").First.ClickAsync();
        await visit.Page.WaitForFunctionAsync("before => location.hash !== before", before);
        await visit.AssertAccessibleAsync();
        await visit.KeepPictureAsync($"site-{screenName}-{language}");
        await visit.AssertQuietAsync();
    }

    // A triangle, and a square of 6 km with nearly all classes of all layers.
    [Theory]
    [InlineData("zh-CN", Site)]
    [InlineData("en-GB", Site)]
    [InlineData("zh-CN", "3891000\t38557000\n3891000\t38563000\n3897000\t38563000\n3897000\t38557000")]
    [InlineData("en-GB", "3891000\t38557000\n3891000\t38563000\n3897000\t38563000\n3897000\t38557000")]
    public async Task TheSheetIsOnePageWhenItIsPrinted(string language, string site)
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, language);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/regions/changyuan/site-check?language={language[..2]}") { Content = new FormUrlEncodedContent([new("site", site)]) };
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, html);
        await visit.Page.SetContentAsync(html);
        var pdf = System.Text.Encoding.Latin1.GetString(await visit.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));

        Assert.Single(PageOfPdf().Matches(pdf));
        Assert.True(await visit.Page.Locator(".layers table").CountAsync() >= 6, "the layers are on it");
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PageOfPdf();

    [Fact]
    public async Task AButtonHeldDownWhileAnAnswerArrivesStillDoesItsWork()
    {
        TaskCompletionSource answer = new();
        await using var visit = await OpenWithoutFiguresAsync(answer.Task);
        await visit.Find("#site-text").FillAsync(Site);
        await visit.Control(AriaRole.Button, "Check the site").HoverAsync();
        await visit.Page.Mouse.DownAsync();
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('[data-key=site-check]:active') !== null");
        await visit.Page.EvaluateAsync("() => { document.querySelector('#site h2').dataset.before = 'the answer'; }");
        var arrived = await visit.Page.RunAndWaitForResponseAsync(
            () =>
            {
                answer.SetResult();
                return Task.CompletedTask;
            },
            "**/figures");
        await arrived.FinishedAsync();
        // The page has read the answer before the next frame is drawn.
        await visit.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
        await Assertions.Expect(visit.Find("#site h2[data-before]")).ToHaveCountAsync(1);
        await visit.Page.Mouse.UpAsync();
        await Assertions.Expect(visit.Find("#site h2[data-before]")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Find(".outcome")).ToBeVisibleAsync();
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task TypingGoesOnWhereTheCaretWasWhenAnAnswerArrives()
    {
        TaskCompletionSource answer = new();
        await using var visit = await OpenWithoutFiguresAsync(answer.Task);
        await visit.Find("#site-text").FocusAsync();
        await visit.Page.Keyboard.TypeAsync("114.1");
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await visit.Page.EvaluateAsync("() => { document.querySelector('#site h2').dataset.before = 'the answer'; }");
        answer.SetResult();
        await Assertions.Expect(visit.Find("#site h2[data-before]")).ToHaveCountAsync(0);
        await visit.Page.Keyboard.TypeAsync("6");
        Assert.Equal("114.61", await visit.Find("#site-text").InputValueAsync());
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task RedLineIsDrawnByClicksAndByKeyboard()
    {
        await using var visit = await OpenAsync("en-GB", "desk");
        await visit.Control(AriaRole.Button, "Draw on the map").ClickAsync();
        var box = (await visit.Find("#map").BoundingBoxAsync())!;
        foreach (var (x, y) in new[] { (0.5f, 0.4f), (0.7f, 0.4f), (0.7f, 0.6f), (0.4f, 0.7f) })
        {
            await visit.Page.Mouse.ClickAsync(box.X + x * box.Width, box.Y + y * box.Height);
        }
        await visit.Control(AriaRole.Button, "Take back the last").ClickAsync();
        await visit.Find("#map").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find(".site-drawing")).ToContainTextAsync("Corners: 4");
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(visit.Find(".outcome")).ToBeVisibleAsync();
        Assert.Equal(4, (await visit.Find("#site-text").InputValueAsync()).Split('\n').Length);
        await Assertions.Expect(visit.Find(".leaflet-popup")).ToHaveCountAsync(0);
        await visit.AssertQuietAsync();
    }

    [Fact]
    public async Task WhatWasTypedStaysWhenItIsRefusedAndTheAnswerSaysWhy()
    {
        await using var visit = await OpenAsync("zh-CN", "phone");
        const string swapped = "114.66, 35.18\n35.19, 114.67\n114.66, 35.19";
        await visit.Find("#site-text").FillAsync(swapped);
        await visit.Control(AriaRole.Button, "开始检测").ClickAsync();
        await Assertions.Expect(visit.Find("#site .state.failed")).ToContainTextAsync("第 2 行");
        await Assertions.Expect(visit.Find("#site .state.failed")).ToBeInViewportAsync();
        Assert.Equal(swapped, await visit.Find("#site-text").InputValueAsync());
        await visit.AssertAccessibleAsync();

        await visit.Find("#site-text").FillAsync(swapped.Replace("35.19, 114.67", "114.67, 35.19", StringComparison.Ordinal));
        await visit.Control(AriaRole.Button, "开始检测").ClickAsync();
        await Assertions.Expect(visit.Find(".outcome")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FileIsOpenedAndItsSheetIsPrinted()
    {
        await using var visit = await OpenAsync("en-GB", "desk");
        await visit.Find("#site-file").SetInputFilesAsync(new FilePayload
        {
            Name = "site.geojson",
            MimeType = "application/geo+json",
            Buffer = """{"type":"Polygon","coordinates":[[[114.66,35.18],[114.665,35.18],[114.665,35.185],[114.66,35.18]]]}"""u8.ToArray(),
        });
        await Assertions.Expect(visit.Find(".outcome")).ToBeVisibleAsync();
        var sheet = await visit.Page.RunAndWaitForPopupAsync(() => visit.Control(AriaRole.Button, "Sheet to print").ClickAsync());
        await Assertions.Expect(sheet.Locator("h1")).ToHaveTextAsync("Site compliance check");
        await Assertions.Expect(sheet.Locator("svg.sketch")).ToBeVisibleAsync();
        Assert.Equal("solid", await sheet.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.verdict')).borderLeftStyle"));
        await visit.AssertQuietAsync();
    }

    private async Task<Visit> OpenAsync(string language, string screenName)
    {
        var visit = await Visit.OpenAsync(chromium, server.Http.BaseAddress!, screenName == "phone" ? Screen.Phone : Screen.Desk, language, Link);
        await visit.WaitUntilDrawnAsync("roads");
        return visit;
    }

    // The figures are what the page waits for until the answer may come.
    private async Task<Visit> OpenWithoutFiguresAsync(Task answer)
    {
        var visit = await Visit.OpenAsync(chromium, new Uri("about:blank"), Screen.Desk, "en-GB");
        await visit.Page.RouteAsync("**/figures", async route =>
        {
            await answer;
            await route.ContinueAsync();
        });
        await visit.Page.GotoAsync(new Uri(server.Http.BaseAddress!, "/" + Link).ToString());
        await visit.WaitUntilDrawnAsync("roads");
        return visit;
    }
}
