using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace GeoZones.Server.Tests.Problems;

/// <summary>Every address that takes a body is sent what is none: always a 4xx with the place in the body, soon, and nothing is changed.</summary>
public sealed class BadBodyTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>, IDisposable
{
    // Somebody with a password: a token neither makes tokens nor changes accounts.
    private readonly HttpClient _withPassword = new()
    {
        BaseAddress = server.Http.BaseAddress,
        DefaultRequestHeaders = { Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{GeoZonesServer.Administrator}:{GeoZonesServer.Password}"))) },
    };

    private static readonly Dictionary<string, byte[]> s_noJson = new()
    {
        ["an open brace"] = "{"u8.ToArray(),
        ["cut off"] = """{"type":"Feature","properties":{"na"""u8.ToArray(),
        ["two documents"] = "{}{}"u8.ToArray(),
        ["a comma too many"] = """{"a":1,}"""u8.ToArray(),
        ["single quotes"] = "{'a':1}"u8.ToArray(),
        ["NaN"] = """{"a":NaN}"""u8.ToArray(),
        ["Infinity"] = """{"a":-Infinity}"""u8.ToArray(),
        ["a number that is none"] = """{"a":01}"""u8.ToArray(),
        ["XML"] = "<feature/>"u8.ToArray(),
        ["a form"] = "a=1&b=2"u8.ToArray(),
        ["a bare control character"] = "{\"a\":\"\u0001\"}"u8.ToArray(),
        ["NUL"] = "\0"u8.ToArray(),
        ["half a surrogate"] = """{"a":"\ud800"}"""u8.ToArray(),
        ["half a surrogate as a name"] = """{"\udfff":1}"""u8.ToArray(),
        ["a name twice"] = """{"name":1,"name":2}"""u8.ToArray(),
        ["bytes of no text"] = [(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}'],
        ["an overlong slash"] = [(byte)'"', 0xC0, 0xAF, (byte)'"'],
        ["a surrogate in UTF-8"] = [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'],
        ["UTF-16"] = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray(),
        ["GBK"] = [(byte)'{', (byte)'"', 0xB9, 0xA4, 0xD2, 0xB5, (byte)'"', (byte)':', (byte)'1', (byte)'}'],
        ["gzip"] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0, 0],
        ["arrays in arrays"] = Encoding.UTF8.GetBytes(new string('[', 4000) + new string(']', 4000)),
        ["objects in objects"] = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 2000)) + "1" + new string('}', 2000)),
        ["40 levels"] = Encoding.UTF8.GetBytes($$"""{"a":{{new string('[', 40)}}{{new string(']', 40)}}}"""),
    };

    private static readonly string[] s_noObject = ["[]", "[[[]]]", "null", "true", "5", "1e308", "\"x\"", "\"'; DROP TABLE feature; --\""];

    private static readonly string[] s_strange =
    [
        """{"colour":"red"}""", """{"__proto__":{"admin":true}}""", """{"$type":"System.IO.FileInfo"}""", """{"a/b~c":1}""", """{"'; DROP TABLE feature; --":1}""", """{"\u0000":1}""", """{"":1}""",
        """{"name":["x"],"password":{},"role":1,"days":"x","note":[],"from":"x","revisions":5,"edits":{},"feature":7,"transaction":5,"type":8,"current":1}""",
        """{"name":"\u0000","password":"\u0000","role":"\u0000","note":"\u0000","collection":"\u0000","feature":"\u0000","type":"\u0000","current":"\u0000"}""",
        """{"days":1e308,"from":1e308,"revisions":{"zone":1e308},"id":1e308,"type":1e308,"name":1e308,"role":1e308,"current":1e308}""",
        """{"days":-1,"from":-1,"revisions":{"zone":-1},"edits":[{}],"transaction":[{}],"type":"","name":"","role":"","current":""}""",
        """{"from":99999999999999999999,"revisions":{"sea":1},"days":99999999999999999999,"type":"Feature","name":" ","role":" ","current":" "}""",
    ];

    public void Dispose() => _withPassword.Dispose();

    private HttpClient ClientFor(string address) => address == "/api/account/tokens" || address.StartsWith("/api/accounts", StringComparison.Ordinal) ? _withPassword : server.Http;

    private static string[] Types(IReadOnlyList<string> types) => [.. types.Where(type => type.Contains("json", StringComparison.Ordinal))];

    private static HttpRequestMessage Request(string method, string address, byte[] body, string? type)
    {
        HttpRequestMessage request = new(new(method), address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return request;
    }

    private IEnumerable<(string Method, string Address, IReadOnlyList<string> Types)> Bodies(EveryAddress walk) =>
        walk.Addresses.Select(one => (one.Method, one.Address, server.BodyTypesOf(one.Method, one.Path))).Where(one => one.Item3.Count > 0);

    private static void DemandPlace(EveryAddress walk, string address, string what, JsonElement? problem)
    {
        if (problem is { } told && !told.TryGetProperty("pointer", out _) && !told.TryGetProperty("coordinate", out _) && told.GetProperty("status").GetInt32() is 400 or 422)
        {
            walk.Note($"{address}, {what}: no place in {told}");
        }
    }

    [Fact]
    public async Task What_is_no_json_is_refused_by_every_address_that_takes_json()
    {
        var walk = await EveryAddress.WalkAsync(server);
        foreach (var (method, address, types) in Bodies(walk))
        {
            foreach (var (what, body) in s_noJson)
            {
                using var request = Request(method, address, body, Types(types)[0]);
                DemandPlace(walk, address, what, await walk.RefusedAsync(request, 400, null, ClientFor(address)));
            }
        }
        await walk.EndAsync(300);
    }

    [Fact]
    public async Task Json_of_another_kind_is_refused_by_every_address_that_takes_json()
    {
        var walk = await EveryAddress.WalkAsync(server);
        foreach (var (method, address, types) in Bodies(walk))
        {
            foreach (var body in s_noObject.Concat(s_strange))
            {
                // A patch that says nothing of what a feature has is a good one, and so is a name for any other attribute.
                using var request = Request(method, address, Encoding.UTF8.GetBytes(body), Types(types)[0]);
                DemandPlace(walk, address, body, await walk.RefusedAsync(request, 4, null, ClientFor(address)));
            }
        }
        await walk.EndAsync(200);
    }

    [Fact]
    public async Task Bodies_of_another_type_or_size_are_refused_by_every_address()
    {
        var walk = await EveryAddress.WalkAsync(server);
        var large = new byte[50 * 1024 * 1024];
        Array.Fill(large, (byte)' ');
        foreach (var (method, address, types) in Bodies(walk))
        {
            foreach (var type in new[] { null, "application/xml", "image/png", "multipart/form-data; boundary=x", "application/x-yaml", "text/html", "application/json-patch+json" })
            {
                using var request = Request(method, address, "{}"u8.ToArray(), type);
                await walk.RefusedAsync(request, 415, null, ClientFor(address));
            }
            foreach (var type in types)
            {
                using var huge = Request(method, address, large, type);
                await walk.RefusedAsync(huge, 413, null, ClientFor(address), ("Expect", "100-continue"));
                var answer = await PouredBody.AnswerAsync(ClientFor(address), method, address, type, large.Length);
                if (!answer.StartsWith("HTTP/1.1 413 ", StringComparison.Ordinal) || !answer.Contains("application/problem+json", StringComparison.Ordinal))
                {
                    walk.Note($"{method} {address}, {type} of no length that is told: {answer}");
                }
            }
        }
        await walk.EndAsync(80);
    }
}
