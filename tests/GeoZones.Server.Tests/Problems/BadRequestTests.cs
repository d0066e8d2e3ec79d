using System.Net.Sockets;
using System.Text;

namespace GeoZones.Server.Tests.Problems;

/// <summary>Whatever is sent, the answer is a 4xx problem document and never a failure of ours.</summary>
public sealed class BadRequestTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Items = "/api/collections/sub-parks/items";

    private async Task<string> OfRegionAsync(string path) => path.Contains("{region}", StringComparison.Ordinal)
        ? path.Replace("{region}", (await DraftedRegion.CreateAsync(server.Database.Source)).Id, StringComparison.Ordinal)
        : path;

    [Theory]
    [InlineData($"{Items}?bbox=abc", 400, "bbox")]
    [InlineData($"{Items}?bbox=", 400, "bbox")]
    [InlineData($"{Items}?bbox=1,2,3", 400, "bbox")]
    [InlineData($"{Items}?bbox=1,2,3,4,5", 400, "bbox")]
    [InlineData($"{Items}?bbox=NaN,35,115,36", 400, "bbox")]
    [InlineData($"{Items}?bbox=Infinity,35,115,36", 400, "bbox")]
    [InlineData($"{Items}?bbox=1e999,35,115,36", 400, "bbox")]
    [InlineData($"{Items}?bbox=35,114,36,115", 400, "bbox")]
    [InlineData($"{Items}?bbox=114,36,115,35", 400, "bbox")]
    [InlineData($"{Items}?bbox=114,35,181,36", 400, "bbox")]
    [InlineData($"{Items}?bbox=114,35,9,115,36,8", 400, "bbox")]
    [InlineData($"{Items}?bbox=%FF%FE", 400, "bbox")]
    [InlineData($"{Items}?limit=0", 400, "limit")]
    [InlineData($"{Items}?limit=-1", 400, "limit")]
    [InlineData($"{Items}?limit=1.5", 400, "limit")]
    [InlineData($"{Items}?limit=%2B5", 400, "limit")]
    [InlineData($"{Items}?limit=", 400, "limit")]
    [InlineData($"{Items}?datetime=", 400, "datetime")]
    [InlineData($"{Items}?datetime=yesterday", 400, "datetime")]
    [InlineData($"{Items}?datetime=2026-02-30", 400, "datetime")]
    [InlineData($"{Items}?datetime=2026-01-01T25:00:00Z", 400, "datetime")]
    [InlineData($"{Items}?datetime=2026-01-01T00:00:00", 400, "datetime")]
    [InlineData($"{Items}?datetime=0000-01-01", 400, "datetime")]
    [InlineData($"{Items}?datetime=9999-12-31", 400, "datetime")]
    [InlineData($"{Items}?datetime=2026-01-02/2026-01-01", 400, "datetime")]
    [InlineData($"{Items}?datetime=2026-01-01/2026-01-02/2026-01-03", 400, "datetime")]
    [InlineData($"{Items}?datetime=...../..", 400, "datetime")]
    [InlineData($"{Items}?datetime=2026-01-01&revision=1", 400, "datetime")]
    [InlineData($"{Items}?f=xml", 400, "f")]
    [InlineData($"{Items}/1?datetime=x", 400, "datetime")]
    [InlineData("/api/collections?f=", 400, "f")]
    [InlineData("/api/conformance?g=json", 400, "g")]
    [InlineData($"{Items}?limit=1&limit=2", 400, "limit")]
    [InlineData($"{Items}?cursor=garbage", 400, "cursor")]
    [InlineData($"{Items}?cursor=__________8", 400, "cursor")]
    [InlineData($"{Items}?cursor=%00", 400, "cursor")]
    [InlineData($"{Items}?revision=x", 400, "revision")]
    [InlineData($"{Items}?revision=999", 400, "revision")]
    [InlineData($"{Items}?region=atlantis", 400, "region")]
    [InlineData($"{Items}?region=%00", 400, "region")]
    [InlineData($"{Items}?region=jiaozuo%0A", 400, "region")]
    [InlineData($"{Items}?region='; DROP TABLE region; --", 400, "region")]
    [InlineData($"{Items}?plan=sea", 400, "plan")]
    [InlineData($"{Items}?Limit=5", 400, "Limit")]
    [InlineData($"{Items}?unknown=1", 400, "unknown")]
    [InlineData("/api?f=JSON", 400, "f")]
    [InlineData("/api/regions?limit=1", 400, "limit")]
    [InlineData("/api/configuration?x=", 400, "x")]
    [InlineData("/api/regions/{region}/figures?revision=x", 400, "revision")]
    [InlineData("/api/regions/{region}/figures?revision=999", 400, "revision")]
    [InlineData("/api/regions/{region}/figures?plan=%E6%B5%B7", 400, "plan")]
    [InlineData("/api/regions/{region}/checks?limit=0", 400, "limit")]
    [InlineData("/api/regions/{region}/checks/latest/findings?severity=bad", 400, "severity")]
    [InlineData("/api/regions/{region}/checks/latest/findings?rule=GZ1", 400, "rule")]
    [InlineData("/api/regions/{region}/checks/latest/findings?page=1", 400, "page")]
    public async Task A_parameter_that_cannot_be_used_is_named(string path, int status, string parameter)
    {
        var problem = (await Answer.GetAsync(server.Http, await OfRegionAsync(path))).IsProblem(status);
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/collections/nothing")]
    [InlineData("/api/collections/nothing/items")]
    [InlineData("/api/collections/findings%2F..%2Fsub-parks")]
    [InlineData("/api/collections/%FF%FE/items")]
    [InlineData($"{Items}/abc")]
    [InlineData($"{Items}/-1")]
    [InlineData($"{Items}/9223372036854775807")]
    [InlineData($"{Items}/99999999999999999999999")]
    [InlineData("/api/regions/atlantis")]
    [InlineData("/api/regions/%E9%95%BF%E5%9E%A3")]
    [InlineData("/api/regions/atlantis/plans")]
    [InlineData("/api/regions/atlantis/figures")]
    [InlineData("/api/regions/atlantis/codes")]
    [InlineData("/api/regions/atlantis/checks")]
    [InlineData("/api/regions/atlantis/checks/latest")]
    [InlineData("/api/regions/{region}/checks/9999999")]
    [InlineData("/api/regions/{region}/checks/newest")]
    [InlineData("/api/regions/{region}/checks/9999999/findings")]
    [InlineData("/api/regions/{region}/checks/9999999/ledger")]
    [InlineData("/nothing")]
    public async Task What_does_not_exist_is_not_found(string path) =>
        (await Answer.GetAsync(server.Http, await OfRegionAsync(path))).IsProblem(404);

    [Theory]
    [InlineData("DELETE", "/api")]
    [InlineData("POST", "/api/collections")]
    [InlineData("GET", "/api/measure")]
    [InlineData("PUT", "/api/regions/{region}/checks")]
    [InlineData("BREW", "/api/regions")]
    public async Task A_method_that_is_not_supported_is_refused(string method, string path)
    {
        var answer = await Answer.SendAsync(server.Http, new HttpRequestMessage(new HttpMethod(method), path));
        answer.IsProblem(405);
        Assert.NotEmpty(answer.Message.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png, text/*")]
    [InlineData("application/json;q=0")]
    [InlineData("nonsense")]
    public async Task A_caller_that_takes_no_json_is_told(string accept) =>
        (await Answer.GetAsync(server.Http, "/api/words", ("Accept", accept))).IsProblem(406);

    [Theory]
    [InlineData("*/*")]
    [InlineData("text/html, application/*;q=0.5")]
    [InlineData("application/geo+json; charset=utf-8")]
    public async Task A_caller_that_takes_json_is_served(string accept) =>
        (await Answer.GetAsync(server.Http, "/api/words", ("Accept", accept))).Is(200);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_of_another_type_is_refused(string type) =>
        (await Answer.PostAsync(server.Http, "/api/measure", "{}", type)).IsProblem(415);

    [Theory]
    [InlineData("/api/measure", 8 * 1024 * 1024 + 1)]
    [InlineData("/api/regions/{region}/checks", 64 * 1024 + 1)]
    public async Task A_body_that_is_too_large_is_refused(string path, int bytes) =>
        (await Answer.PostAsync(server.Http, await OfRegionAsync(path), Enumerable.Repeat((byte)' ', bytes).ToArray(), headers: ("Expect", "100-continue"))).IsProblem(413);

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task A_page_of_another_site_cannot_post(string site) =>
        (await Answer.PostAsync(server.Http, "/api/regions/{region}/checks", "{}", headers: ("Sec-Fetch-Site", site))).IsProblem(403);

    [Theory]
    [InlineData("GET /api/collections/%00/items HTTP/1.1")]
    [InlineData("GET /api/collections/sub-parks/items?region=%00 HTTP/1.1")]
    [InlineData("GET /../../etc/passwd HTTP/1.1")]
    [InlineData("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1")]
    [InlineData("GET /js/..%2f..%2fpackage.json HTTP/1.1")]
    [InlineData("GET /js/..%5c..%5cpackage.json HTTP/1.1")]
    [InlineData("NONSENSE")]
    public async Task A_malformed_request_line_is_a_bad_request(string line)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Http.BaseAddress!.Host, server.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{line}\r\nHost: localhost\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Matches("^HTTP/1.1 4(00|04) ", answer);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh", "未找到")]
    [InlineData("en-GB,zh;q=0.5", "en", "Not Found")]
    [InlineData("fr, zh;q=0.3, en;q=0.2", "zh", "未找到")]
    [InlineData("zh;q=0, en", "en", "Not Found")]
    [InlineData("fr", "en", "Not Found")]
    [InlineData("zha", "en", "Not Found")]
    [InlineData("  ;;garbage", "en", "Not Found")]
    public async Task Problems_are_told_in_the_language_of_the_caller(string accept, string language, string title)
    {
        var answer = await Answer.GetAsync(server.Http, "/api/nothing", ("Accept-Language", accept));
        Assert.Equal(title, answer.IsProblem(404).GetProperty("title").GetString());
        Assert.Equal(language, answer.Message.Content.Headers.ContentLanguage.Single());
    }
}
