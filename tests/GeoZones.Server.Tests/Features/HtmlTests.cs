using System.Text.RegularExpressions;

namespace GeoZones.Server.Tests.Features;

/// <summary>Every resource as a page for people.</summary>
public sealed partial class HtmlTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private async Task<string> PageAsync(string path, params (string, string)[] headers)
    {
        var answer = await Answer.GetAsync(server.Http, path, headers);
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
        Assert.Equal("text/html", answer.Type);
        return answer.Text;
    }

    private static string Decoded(string text) => System.Net.WebUtility.HtmlDecode(text);

    private async Task<string> FeatureAsync() => (await Answer.GetAsync(server.Http, "/api/collections/roads/items?limit=1")).Json.GetProperty("features")[0].GetProperty("id").GetRawText();

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/conformance")]
    [InlineData("/api/collections")]
    [InlineData("/api/collections/roads")]
    [InlineData("/api/collections/roads/items")]
    [InlineData("/api/collections/roads/items/{feature}")]
    public async Task A_browser_gets_a_page_and_everybody_else_data(string path)
    {
        path = path.Replace("{feature}", await FeatureAsync(), StringComparison.Ordinal);
        await PageAsync(path, ("Accept", Browser));
        await PageAsync(path + "?f=html", ("Accept", "application/json"));
        Assert.NotEqual("text/html", (await Answer.GetAsync(server.Http, path)).Type);
        Assert.NotEqual("text/html", (await Answer.GetAsync(server.Http, path, ("Accept", "*/*"))).Type);
        Assert.NotEqual("text/html", (await Answer.GetAsync(server.Http, path + "?f=json", ("Accept", Browser))).Type);
        var json = await Answer.GetAsync(server.Http, path);
        Assert.Contains("Accept", json.Message.Headers.Vary);
        var alternate = json.Json.GetProperty("links").EnumerateArray().Single(link => link.GetProperty("rel").GetString() == "alternate");
        Assert.Equal("text/html", alternate.GetProperty("type").GetString());
        var page = await PageAsync(alternate.GetProperty("href").GetString()!);
        var back = Decoded(Alternate().Match(page).Groups[1].Value);
        Assert.Equal(json.Type, (await Answer.GetAsync(server.Http, back, ("Accept", Browser))).Type);
    }

    [Fact]
    public async Task A_page_speaks_the_language_of_its_reader_and_leads_up()
    {
        var zh = await PageAsync("/api/collections/roads/items?f=html&limit=2", ("Accept-Language", "zh-CN"));
        var en = await PageAsync("/api/collections/roads/items?f=html&limit=2", ("Accept-Language", "en"));
        Assert.Contains("<html lang=\"zh\">", zh, StringComparison.Ordinal);
        Assert.Contains("建设状态", zh, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", en, StringComparison.Ordinal);
        Assert.Contains(">State</th>", en, StringComparison.Ordinal);
        foreach (var above in ((string[])["/api", "/api/collections", "/api/collections/roads"]))
        {
            Assert.Contains($"<a href=\"{above}\">", en, StringComparison.Ordinal);
            await PageAsync(above, ("Accept", Browser));
        }
    }

    [Fact]
    public async Task The_map_of_a_page_draws_what_the_page_shows_in_longitude_and_latitude()
    {
        foreach (var path in ((string[])["/api/collections/roads/items?limit=9999&crs=[EPSG:4547]&f=html", $"/api/collections/roads/items/{await FeatureAsync()}?crs=[EPSG:4547]&f=html"]))
        {
            var source = Decoded(Source().Match(await PageAsync(path)).Groups[1].Value);
            var drawn = await Answer.GetAsync(server.Http, source);
            drawn.Is(200, "application/geo+json");
            Assert.Equal("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>", drawn.Message.Headers.GetValues("Content-Crs").Single());
            Assert.DoesNotContain("9999", source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_property_has_its_title() =>
        Assert.Contains(">形成时间</th>", await PageAsync("/api/collections/roads/items?f=html&properties=madeAt", ("Accept-Language", "zh")), StringComparison.Ordinal);

    [Fact]
    public async Task Pages_follow_each_other_to_the_end()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        for (var i = 0; i < 5; i++)
        {
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(i, 0), $"S{i}");
        }
        var seen = new List<string>();
        for (var next = $"/api/collections/sub-parks/items?region={region.Id}&limit=2&f=html"; next != "";)
        {
            var page = await PageAsync(next);
            seen.AddRange(Code().Matches(page).Select(match => match.Groups[1].Value));
            next = Decoded(Next().Match(page).Groups[1].Value);
        }
        Assert.Equal(["S0", "S1", "S2", "S3", "S4"], seen);
    }

    [Fact]
    public async Task What_is_stored_is_shown_as_text_and_never_as_markup()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        const string nasty = "<script>alert('1')</script>";
        var id = await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(0, 0), "\"><img src=x>", attributes: $$"""{"{{nasty}}":"{{nasty}}"}""", name: nasty);
        foreach (var path in ((string[])[$"/api/collections/sub-parks/items?region={region.Id}&f=html", $"/api/collections/sub-parks/items/{id}?f=html"]))
        {
            var page = await PageAsync(path);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
            Assert.Contains(nasty, Decoded(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_runs_and_loads_nothing_that_is_not_ours()
    {
        var answer = await Answer.GetAsync(server.Http, "/api/collections?f=html");
        var policy = answer.Message.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(src|href)="https?://(?!127\.0\.0\.1)""", answer.Text);
        var json = await Answer.GetAsync(server.Http, "/api/collections");
        Assert.DoesNotContain("script-src", json.Message.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [GeneratedRegex("""<link rel="alternate" type="[^"]+" href="([^"]+)">""")]
    private static partial Regex Alternate();

    [GeneratedRegex("""<a href="([^"]+)" rel="next">""")]
    private static partial Regex Next();

    [GeneratedRegex("data-source=\"([^\"]+)\"")]
    private static partial Regex Source();

    [GeneratedRegex("<td>(S[0-9])</td>")]
    private static partial Regex Code();
}
