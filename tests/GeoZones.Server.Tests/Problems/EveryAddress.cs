using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

using GeoZones.Server.Tests.Editing;

namespace GeoZones.Server.Tests.Problems;

/// <summary>A walk over every address of the API, as they stand for a small region with a check run; what does not answer as it should is gathered and told at the end.</summary>
internal sealed partial class EveryAddress
{
    // On a machine that does other things besides.
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private readonly GeoZonesServer _server;
    private readonly EditDesk _desk;
    private readonly Dictionary<string, string> _places;
    private readonly List<string> _wrong = [];
    private string _stored = "";
    private int _tried;

    private EveryAddress(GeoZonesServer server, EditDesk desk)
    {
        (_server, _desk) = (server, desk);
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

    /// <summary>Every method of every address: as its route names it, and as it is asked for.</summary>
    public IEnumerable<(string Method, string Path, string Address)> Addresses => _server.Routes("api").SelectMany(route => route.Methods
        .Where(method => method is not ("HEAD" or "OPTIONS")).Select(method => (method, route.Path, AddressOf(route.Path))));

    public static async Task<EveryAddress> WalkAsync(GeoZonesServer server)
    {
        var walk = new EveryAddress(server, await EditDesk.SitAsync(server));
        await walk._desk.CheckedAsync();
        walk._stored = await walk.StoredAsync();
        return walk;
    }

    /// <summary>The names of the places in a route.</summary>
    public static IEnumerable<string> PlacesOf(string path) => Place().Matches(path).Select(place => place.Groups[1].Value);

    /// <summary>The address of a route, with something else in one of its places.</summary>
    public string AddressOf(string path, string? place = null, string? other = null) => Place().Replace(path, found => found.Groups[1].Value == place ? other! : _places[found.Groups[1].Value]);

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

    // Features, changes and revisions of the region; accounts, roles, settings, runs, layers of all.
    private async Task<string> StoredAsync()
    {
        await using var command = _server.Database.Source.CreateCommand("""
            SELECT concat_ws('|', (SELECT count(*) FROM account), (SELECT count(*) FROM account_role), (SELECT count(*) FROM check_run), (SELECT count(*) FROM region), (SELECT count(*) FROM revision))
            """);
        return $"{await _desk.StoredAsync()} {await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)}";
    }

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Place();
}
