using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Import.References;
using GeoZones.Server.Tests.Editing;

namespace GeoZones.Server.Tests.Problems;

/// <summary>A walk over every address of the API, as they stand for a small region with a check run; what does not answer as it should is gathered and told at the end.</summary>
internal sealed partial class EveryAddress
{
    // On a machine that does other things besides.
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private static readonly string[] s_ofLayers =
    [
        "/api/collections/{collection}", "/api/collections/{collection}/items", "/api/collections/{collection}/items/{id}", "/api/collections/{collection}/queryables", "/api/collections/{collection}/schema",
        "/api/collections/{collection}/feature-schema", "/api/collections/{collection}/tiles", "/api/collections/{collection}/tiles/{tileMatrixSetId}", "/api/collections/{collection}/tiles/{tileMatrixSetId}/tilejson.json",
        "/api/collections/{collection}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
    ];

    private readonly GeoZonesServer _server;
    private readonly EditDesk _desk;
    private readonly Dictionary<string, string> _places;
    private readonly List<string> _wrong = [];
    private string _stored = "";
    private int _tried;

    // A reference layer is asked for in its own statements.
    private readonly string _layer;

    private EveryAddress(GeoZonesServer server, EditDesk desk, string layer)
    {
        (_server, _desk, _layer) = (server, desk, layer);
        _places = new()
        {
            ["region"] = desk.Region.Id,
            ["collection"] = "designations",
            ["id"] = $"{desk.First}",
            ["plan"] = "zone",
            ["revision"] = "1",
            ["run"] = "latest",
            ["code"] = "GZ103",
            ["name"] = GeoZonesServer.Administrator,
            ["version"] = "1",
            ["change"] = "1",
            ["tileMatrixSetId"] = "WebMercatorQuad",
            ["tileMatrix"] = "0",
            ["tileRow"] = "0",
            ["tileCol"] = "0",
        };
    }

    /// <summary>The small region.</summary>
    public EditDesk Desk => _desk;

    /// <summary>Every method of every address: as its route names it, and as it is asked for. What is read of a collection is read of a reference layer too.</summary>
    public IEnumerable<(string Method, string Path, string Address)> Addresses => _server.Routes("api").SelectMany(route => route.Methods
        .Where(method => method is not ("HEAD" or "OPTIONS")).SelectMany(method => OfLayer(method, route.Path).Prepend(AddressOf(route.Path)).Select(address => (method, route.Path, address))));

    public static async Task<EveryAddress> WalkAsync(GeoZonesServer server)
    {
        var walk = new EveryAddress(server, await EditDesk.SitAsync(server), await PublishAsync(server));
        await walk._desk.CheckedAsync();
        walk._stored = await walk.StoredAsync();
        return walk;
    }

    /// <summary>The names of the places in a route.</summary>
    public static IEnumerable<string> PlacesOf(string path) => Place().Matches(path).Select(place => place.Groups[1].Value);

    /// <summary>The address of a route, with something else in one of its places.</summary>
    public string AddressOf(string path, string? place = null, string? other = null) => Place().Replace(path, found => found.Groups[1].Value == place ? other! : _places[found.Groups[1].Value]);

    private IEnumerable<string> OfLayer(string method, string path) => method == "GET" && s_ofLayers.Contains(path) ? [AddressOf(path, "collection", _layer).Replace($"/items/{_desk.First}", "/items/1", StringComparison.Ordinal)] : [];

    private static async Task<string> PublishAsync(GeoZonesServer server)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("walked.geojson", """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"河","width":3.5,"lanes":2,"open":true,"since":"2020-01-01","seen":"2020-01-01T00:00:00Z"},"geometry":{"type":"Point","coordinates":[114.2,34.2]}}]}
            """);
        await ReferenceImport.PublishAsync(server.Database.Source, new("walked", file, null, new Sentence("走查", "walked")), "tests", cancel: TestContext.Current.CancellationToken);
        return "ref-walked";
    }

    /// <summary>An answer must be a problem of a status (4: any of a caller's), name a parameter where one is told, and come soon.</summary>
    public async Task<JsonElement?> RefusedAsync(string method, string address, int status, string? parameter, HttpClient? client = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), address);
        return await RefusedAsync(request, status, parameter, client, headers);
    }

    /// <inheritdoc cref="RefusedAsync(string, string, int, string, HttpClient, (string, string)[])"/>
    public async Task<JsonElement?> RefusedAsync(HttpRequestMessage request, int status, string? parameter, HttpClient? client = null, params (string Name, string Value)[] headers)
    {
        _tried++;
        var watch = Stopwatch.StartNew();
        var answer = await Answer.SendAsync(client ?? _server.Http, request, headers);
        var problem = answer.Type == "application/problem+json" ? answer.Json : (JsonElement?)null;
        var isRight = problem is { } told && told.GetProperty("status").GetInt32() == (int)answer.Status
            && (status == 4 ? (int)answer.Status is >= 400 and < 500 : (int)answer.Status == status)
            && (parameter is null || (told.TryGetProperty("parameter", out var named) && named.GetString() == parameter))
            && watch.Elapsed < s_soon;
        if (!isRight)
        {
            Note(request.Method.Method, request.RequestUri!.ToString(), watch.Elapsed, answer);
        }
        return isRight ? problem : null;
    }

    /// <summary>Something else is wrong.</summary>
    public void Note(string what) => _wrong.Add(what);

    /// <summary>A header must not make reading fail: what is read as usual, is not modified, or is refused.</summary>
    public async Task ReadAsync(string address, string name, string value)
    {
        _tried++;
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation(name, value);
        var watch = Stopwatch.StartNew();
        // Events never end.
        using var answer = await _server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if ((int)answer.StatusCode is >= 500 || watch.Elapsed > s_soon)
        {
            _wrong.Add($"GET {address} with {name}: {(int)answer.StatusCode}, {watch.Elapsed.TotalSeconds:0.0} s");
        }
    }

    /// <summary>Everything answered as it should, so many were tried at least, and nothing was changed.</summary>
    public async Task EndAsync(int least)
    {
        Assert.True(_wrong.Count == 0, $"{_wrong.Count} of {_tried}:\n{string.Join('\n', _wrong.Take(100))}");
        Assert.True(_tried >= least, $"Only {_tried} were tried.");
        Assert.Equal(_stored, await StoredAsync());
    }

    private void Note(string method, string address, TimeSpan took, Answer answer) =>
        _wrong.Add($"{method} {(address.Length <= 200 ? address : address[..200] + "…")}: {(int)answer.Status} {answer.Type}, {took.TotalSeconds:0.0} s, {(answer.Text.Length <= 250 ? answer.Text : answer.Text[..250] + "…")}");

    // Features, changes and revisions of the region; accounts with what they sign in by, roles, tokens, settings, runs and layers of all.
    private async Task<string> StoredAsync()
    {
        await using var command = _server.Database.Source.CreateCommand("""
            SELECT concat_ws('|', (SELECT count(*) FROM check_run), (SELECT count(*) FROM revision), (SELECT count(*) FROM figure), (SELECT count(*) FROM waiver),
                (SELECT md5(string_agg(concat(id, name, password, stamp, external_name), '|' ORDER BY id)) FROM account),
                (SELECT md5(string_agg(concat(account, role, region, plan), '|' ORDER BY id)) FROM account_role),
                (SELECT md5(string_agg(concat(account, name, sha256, expires_at), '|' ORDER BY id)) FROM account_token),
                (SELECT md5(string_agg(concat(id, checks, open_to_all), '|' ORDER BY id)) FROM region),
                (SELECT md5(string_agg(concat(id, name, fields, features), '|' ORDER BY id)) FROM reference_layer),
                (SELECT md5(string_agg(concat(layer, id, attributes, md5(ST_AsBinary(geom))), '|' ORDER BY layer, id)) FROM reference_feature))
            """);
        return $"{await _desk.StoredAsync()} {await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)}";
    }

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Place();
}
