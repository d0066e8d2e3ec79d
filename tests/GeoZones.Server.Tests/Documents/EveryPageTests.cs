using System.Net;
using System.Text.RegularExpressions;

using GeoZones.Checks.Rules;
using GeoZones.Server.Tests.Problems;

namespace GeoZones.Server.Tests.Documents;

/// <summary>Whatever is read at an address of the API is a page for people too, with a map where it lies somewhere; what is not, and why, is listed here.</summary>
public sealed partial class EveryPageTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private const string Documentation = "/api/docs";

    private static readonly Dictionary<string, string> s_withoutPage = new()
    {
        ["/api/account"] = "Who one is, for programs; the app shows it on the upper right.",
        ["/api/account/tokens"] = "One's own secrets are managed in the app.",
        ["/api/accounts"] = "Accounts are managed in the app.",
        ["/api/collections/{collection}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"] = "A tile is bytes; the page of its tileset draws it.",
        ["/api/configuration"] = "What the app must know to start.",
        ["/api/openapi.json"] = "Its page is /api/docs.",
        ["/api/regions/{region}/check-settings"] = "A form in the app under Review › Settings.",
        ["/api/regions/{region}/events"] = "A stream that never ends.",
        ["/api/rules"] = "Its page is /rules.",
        ["/api/rules/{code}"] = "Its page is /rules/{code}.",
        ["/api/words"] = "A vocabulary for programs that show findings.",
    };

    // What lies nowhere.
    private static readonly string[] s_withoutMap =
    [
        "/api", "/api/conformance", Documentation, "/api/collections/{collection}/queryables", "/api/collections/{collection}/schema", "/api/collections/{collection}/feature-schema",
        "/api/tileMatrixSets", "/api/tileMatrixSets/{tileMatrixSetId}", "/api/regions/{region}/figures", "/api/regions/{region}/codes", "/api/regions/{region}/checks", "/api/regions/{region}/checks/{run}/ledger",
    ];

    // What is listed is how programs name things.
    private static readonly string[] s_ofNames = [Documentation, "/api/collections/{collection}/queryables", "/api/collections/{collection}/schema", "/api/collections/{collection}/feature-schema"];

    private static readonly string[] s_settings = [.. RuleSet.All.SelectMany(rule => rule.Info.Settings).Select(setting => setting.Name)];

    private Task<Answer> GetAsync(string path, string accept, string language = "en") => Answer.GetAsync(server.Http, path, ("Accept", accept), ("Accept-Language", language));

    private static async Task<(EveryAddress Walk, (string Path, string Address)[] Pages)> PagesAsync(GeoZonesServer server)
    {
        var walk = await EveryAddress.WalkAsync(server);
        // The change that drew the region's first plan.
        var changes = (await Answer.GetAsync(server.Http, $"{walk.AddressOf("/api/regions/{region}/plans/{plan}/revisions/{revision}/changes")}")).Is(200).GetProperty("changes");
        var change = changes[0].GetProperty("id").GetRawText();
        return (walk, [.. walk.Addresses.Where(one => one.Method == "GET" && server.ServesPage(one.Path))
            .Select(one => (one.Path, one.Path.Contains("{change}", StringComparison.Ordinal) ? walk.AddressOf(one.Path, "change", change) : one.Address))]);
    }

    [Fact]
    public void Every_address_that_is_read_serves_a_page_or_says_here_why_not() => Assert.Equal(
        server.Routes("api").Where(route => route.Methods.Contains("GET") && !server.ServesPage(route.Path)).Select(route => route.Path).Order(StringComparer.Ordinal),
        s_withoutPage.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_page_says_its_language_has_one_heading_one_main_part_and_named_tables()
    {
        var (walk, pages) = await PagesAsync(server);
        foreach (var (path, address) in pages)
        {
            foreach (var language in new[] { "zh", "en" })
            {
                var page = await GetAsync(address, Browser, language);
                string[] wrong =
                [
                    .. page.Status == HttpStatusCode.OK && page.Type == "text/html" ? (string[])[] : [$"{(int)page.Status} {page.Type} {page.Text}"],
                    .. page.Text.Contains($"<html lang=\"{language}\">", StringComparison.Ordinal) ? (string[])[] : ["language"],
                    .. Title().Match(page.Text) is { Success: true } ? (string[])[] : ["title"],
                    .. MainPart().Count(page.Text) == 1 && Heading().Count(page.Text) == 1 ? (string[])[] : ["main part and heading"],
                    .. HeadCell().Matches(page.Text).All(cell => cell.Value.Contains("scope=", StringComparison.Ordinal)) ? (string[])[] : ["scope of head cells"],
                    .. Id().Matches(page.Text).Select(id => id.Groups[1].Value).GroupBy(id => id).Where(id => id.Count() > 1).Select(id => $"id {id.Key} twice"),
                    .. language == "zh" && !s_ofNames.Contains(path) ? HeadCell().Matches(page.Text).Select(cell => cell.Groups[2].Value).Where(name => MemberName().IsMatch(name) && !s_settings.Contains(name)).Select(name => $"no title of {name}").Distinct() : [],
                    .. s_withoutMap.Contains(path) == page.Text.Contains("id=\"places\"", StringComparison.Ordinal) ? (string[])["map"] : [],
                ];
                foreach (var what in wrong)
                {
                    walk.Note($"{address} in {language}: {what}");
                }
            }
        }
        Assert.True(pages.Length > 30, "The pages are walked.");
        await walk.EndAsync(0);
    }

    [Fact]
    public async Task Document_and_page_name_each_other_and_the_map_draws_a_document()
    {
        var (walk, pages) = await PagesAsync(server);
        foreach (var (path, address) in pages.Where(page => page.Path != Documentation))
        {
            var json = await GetAsync(address, "application/json, application/geo+json");
            var page = await GetAsync(Page(json) ?? "/", "*/*");
            var back = await GetAsync(WebUtility.HtmlDecode(Alternate().Match(page.Text).Groups[1].Value), Browser);
            if (page.Type != "text/html" || back.Type != json.Type || !json.Message.Headers.Vary.Contains("Accept"))
            {
                walk.Note($"{address}: {page.Type}, {json.Type} and {back.Type}");
            }
            if (!s_withoutMap.Contains(path))
            {
                var drawn = await GetAsync(WebUtility.HtmlDecode(Source().Match(page.Text).Groups[1].Value), "application/geo+json, application/json");
                if (drawn.Status != HttpStatusCode.OK || !drawn.Type!.EndsWith("json", StringComparison.Ordinal))
                {
                    walk.Note($"The map of {address}: {(int)drawn.Status} {drawn.Type}");
                }
            }
        }
        await walk.EndAsync(0);
    }

    [Fact]
    public async Task Every_link_on_a_page_leads_somewhere()
    {
        var (walk, pages) = await PagesAsync(server);
        HashSet<string> followed = [];
        foreach (var (_, address) in pages)
        {
            var page = await GetAsync(address, Browser);
            foreach (var link in Link().Matches(page.Text).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)).Where(link => link[0] != '#' && followed.Add(link)))
            {
                // The app is served where it has been built.
                var isOfApi = link.Contains("/api", StringComparison.Ordinal);
                if (isOfApi && await GetAsync(link, Browser) is { Status: not HttpStatusCode.OK } answer)
                {
                    walk.Note($"{link} on {address}: {(int)answer.Status}");
                }
            }
        }
        Assert.True(followed.Count > 60, $"{followed.Count} links are followed.");
        await walk.EndAsync(0);
    }

    [Fact]
    public async Task A_page_is_asked_for_by_its_head_alone()
    {
        var (walk, pages) = await PagesAsync(server);
        foreach (var (_, address) in pages)
        {
            using HttpRequestMessage head = new(HttpMethod.Head, address);
            var answer = await Answer.SendAsync(server.Http, head, ("Accept", Browser));
            if ((answer.Status, answer.Type, answer.Text) != (HttpStatusCode.OK, "text/html", ""))
            {
                walk.Note($"HEAD {address}: {(int)answer.Status} {answer.Type}");
            }
        }
        await walk.EndAsync(0);
    }

    [Fact]
    public async Task What_is_wrong_is_told_as_a_problem_to_who_wants_a_page_too()
    {
        (await GetAsync("/api/regions/nowhere", Browser)).IsProblem(404);
        (await GetAsync("/api/regions/changyuan/checks/latest/findings?rule=no", Browser)).IsProblem(400);
        (await GetAsync("/api/regions/changyuan?f=xml", Browser)).IsProblem(400);
        (await Answer.GetAsync(server.Anonymous, $"/api/regions/{(await DraftedRegion.CreateAsync(server.Database.Source)).Id}?f=html")).IsProblem(401);
    }

    private static string? Page(Answer json) =>
        json.Message.Headers.TryGetValues("Link", out var links) ? InHeader().Match(links.Single()).Groups[1].Value
        : json.Json.TryGetProperty("links", out var within) ? within.EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "alternate").Select(link => link.GetProperty("href").GetString()).SingleOrDefault()
        : null;

    [GeneratedRegex("<title>[^<]+ · GeoZones</title>")]
    private static partial Regex Title();

    [GeneratedRegex("<main ")]
    private static partial Regex MainPart();

    [GeneratedRegex("<h1>[^<]+</h1>")]
    private static partial Regex Heading();

    [GeneratedRegex("<th( [^>]*)?>(?:<code>)?([^<]*)")]
    private static partial Regex HeadCell();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();

    // As programs name a member: nobody has told what people call it.
    [GeneratedRegex("^[a-z]+([A-Z][a-z]*)+$")]
    private static partial Regex MemberName();

    [GeneratedRegex("""<link rel="alternate" type="[^"]+" href="([^"]+)">""")]
    private static partial Regex Alternate();

    [GeneratedRegex("^<([^>]+)>; rel=\"alternate\"; type=\"text/html\"$")]
    private static partial Regex InHeader();

    [GeneratedRegex("data-source=\"([^\"]+)\"")]
    private static partial Regex Source();

    [GeneratedRegex("<a href=\"([^\"]+)\"")]
    private static partial Regex Link();
}
