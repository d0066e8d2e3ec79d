using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

using GeoZones.Server.Page;

namespace GeoZones.Server.Tests.Page;

/// <summary>The page: its files, their caching and its policy.</summary>
[Collection<Readers>]
public sealed partial class PageTests(GeoZonesServer server)
{
    [Fact]
    public async Task The_policy_allows_no_inline_script_but_the_import_map()
    {
        var page = await Answer.GetAsync(server.Http, "/");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.Type));
        var policy = page.Message.Headers.GetValues("Content-Security-Policy").Single();
        var map = InlineScript().Matches(page.Text).Single();
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(map.Groups[1].Value)));
        Assert.Contains($"script-src 'self' 'sha256-{hash}';", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        foreach (var path in new[] { "/", "/js/start.js", "/api", "/api/nothing", "/health" })
        {
            var headers = (await Answer.GetAsync(server.Http, path)).Message.Headers;
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", headers.GetValues("Cross-Origin-Opener-Policy").Single());
            Assert.Equal("same-origin", headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.Equal("strict-origin-when-cross-origin", headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("camera=()", headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.False(headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task A_file_is_sent_once_and_then_confirmed(string encoding)
    {
        var first = await Answer.GetAsync(server.Http, "/js/start.js", ("Accept-Encoding", encoding));
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal("no-cache", first.Message.Headers.CacheControl!.ToString());
        var tag = first.Message.Headers.ETag!.ToString();
        var second = await Answer.GetAsync(server.Http, "/js/start.js", ("Accept-Encoding", encoding), ("If-None-Match", tag));
        Assert.Equal((HttpStatusCode.NotModified, ""), (second.Status, second.Text));
        Assert.Equal(tag, second.Message.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task A_file_is_confirmed_from_a_list_of_tags_of_several_encodings()
    {
        Dictionary<string, string> tags = [];
        foreach (var encoding in new[] { "br", "gzip", "identity" })
        {
            tags[encoding] = (await Answer.GetAsync(server.Http, "/js/start.js", ("Accept-Encoding", encoding))).Message.Headers.ETag!.ToString();
        }
        foreach (var (list, known) in new[]
        {
            ($"\"old-br\", {tags["gzip"]}", "gzip"), ($"\"old-gzip\", {tags["br"]}", "br"), ($"{tags["gzip"]}, \"old-br\"", "gzip"), ($"\"old-gzip\", {tags["identity"]}, \"old-br\"", "identity"),
        })
        {
            var answer = await Answer.GetAsync(server.Http, "/js/start.js", ("Accept-Encoding", known), ("If-None-Match", list));
            Assert.Equal((list, HttpStatusCode.NotModified, tags[known]), (list, answer.Status, answer.Message.Headers.ETag!.ToString()));
        }
        Assert.Equal(HttpStatusCode.OK, (await Answer.GetAsync(server.Http, "/js/start.js", ("If-None-Match", "\"old-br\", \"old-gzip\", \"old\""))).Status);
    }

    [Fact]
    public async Task Each_encoding_has_its_own_tag()
    {
        var tags = new HashSet<string>();
        foreach (var encoding in new[] { "br", "gzip", "identity" })
        {
            var answer = await Answer.GetAsync(server.Http, "/css/map.css", ("Accept-Encoding", encoding));
            Assert.Equal(encoding == "identity" ? [] : [encoding], answer.Message.Content.Headers.ContentEncoding);
            Assert.True(tags.Add(answer.Message.Headers.ETag!.Tag));
        }
    }

    [Fact]
    public async Task The_api_is_compressed_too()
    {
        var answer = await Answer.GetAsync(server.Http, "/api/collections", ("Accept-Encoding", "gzip"));
        Assert.Equal(["gzip"], answer.Message.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", answer.Message.Headers.Vary);
    }

    [Theory]
    [InlineData("/package.json")]
    [InlineData("/package-lock.json")]
    [InlineData("/libman.json")]
    [InlineData("/restore.mjs")]
    [InlineData("/node_modules/leaflet/package.json")]
    [InlineData("/.npmrc")]
    [InlineData("/js/")]
    public async Task What_only_builds_the_page_is_not_served(string path) =>
        (await Answer.GetAsync(server.Http, path)).IsProblem(404);

    [Fact]
    public void An_import_map_is_hashed_as_a_browser_reads_it()
    {
        var unix = ImportMap.HashSource("<script type=\"importmap\">\n{\"imports\":{}}\n</script>");
        Assert.Equal(unix, ImportMap.HashSource("<script async type='importmap'>\r\n{\"imports\":{}}\r\n</script>"));
        Assert.NotEqual(unix, ImportMap.HashSource("<script type=\"importmap\">{\"imports\":{}}</script>"));
        Assert.Null(ImportMap.HashSource("<script type=\"module\" src=\"js/start.js\"></script>"));
    }

    [GeneratedRegex("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex InlineScript();
}
