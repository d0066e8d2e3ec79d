using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

using NetTopologySuite.IO;

namespace GeoZones.Server.Tests.Editing;

/// <summary>Somebody who edits a small region over HTTP: zone boundary, two overlapping designations and a road in the zone plan, farmland in the land-use plan.</summary>
internal sealed class EditDesk
{
    private readonly GeoZonesServer _server;

    private EditDesk(GeoZonesServer server, DraftedRegion region) => (_server, Region) = (server, region);

    public DraftedRegion Region { get; }

    public long First { get; private set; }

    public long Second { get; private set; }

    public static async Task<EditDesk> SitAsync(GeoZonesServer server)
    {
        EditDesk desk = new(server, await DraftedRegion.CreateAsync(server.Database.Source));
        var draft = await desk.Region.ReviseAsync("zone");
        await desk.Region.DrawAsync(draft, "zone-boundaries", DraftedRegion.Square(0, 0, 8), "B", "Z");
        desk.First = await desk.Region.DrawAsync(draft, "designations", DraftedRegion.Square(1, 1, 2), "D1", "Z", """{"function":"I10"}""", "一号");
        desk.Second = await desk.Region.DrawAsync(draft, "designations", DraftedRegion.Square(2, 1, 2), "D2", "Z", """{"function":"I10"}""");
        await desk.Region.DrawAsync(await desk.Region.ReviseAsync("land-use"), "farmland", DraftedRegion.Square(0, 5, 3), "F1", "Z", """{"farmlandClass":"basic"}""");
        return desk;
    }

    public static string Items(string collection) => $"/api/collections/{collection}/items";

    public static string Item(long id, string collection = "designations") => $"{Items(collection)}/{id}";

    public Task<Answer> SendAsync(string method, string path, string? body = null, string? type = "application/geo+json", params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), type, headers);

    public Task<Answer> SendAsync(string method, string path, byte[]? body, string? type, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        }

        return Answer.SendAsync(_server.Http, request, headers);
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => Answer.GetAsync(_server.Http, path, headers);

    public async Task<string> TagAsync(string path) => (await GetAsync(path)).Message.Headers.ETag!.ToString();

    /// <summary>Merges a patch into a feature that is read before.</summary>
    public async Task<Answer> PatchAsync(string path, string patch, string query = "") =>
        await SendAsync("PATCH", path + query, patch, "application/merge-patch+json", ("If-Match", await TagAsync(path)));

    public async Task<Answer> TransactAsync(string actions, string query = "") =>
        await SendAsync("POST", "/api/transactions" + query, $$"""{"semantic":"atomic","reason":"试验","transaction":[{{actions}}]}""", "application/json");

    /// <summary>A feature of the zone plan, as a client writes it.</summary>
    public string Feature(string wkt, string code, string more = "", string? id = null, string plan = "zone")
    {
        var ring = string.Join(',', new WKTReader().Read(wkt).Coordinates.Select(at => FormattableString.Invariant($"[{at.X},{at.Y}]")));
        var geometry = $$"""{"type":"Polygon","coordinates":[[{{ring}}]]}""";
        return $$$"""{"type":"Feature",{{{(id is null ? "" : $"\"id\":{id},")}}}"geometry":{{{geometry}}},"properties":{"region":"{{{Region.Id}}}","plan":"{{{plan}}}","zone":"Z","code":"{{{code}}}"{{{more}}}}}""";
    }

    /// <summary>Everything that is stored of the region's features and changes: equal before and after means that nothing was changed.</summary>
    public async Task<string> StoredAsync()
    {
        await using var command = _server.Database.Source.CreateCommand("""
            SELECT concat((SELECT string_agg(concat(collection, version, id, lives_from, lives_to, ended_by, code, name, attributes, md5(ST_AsBinary(geom))), '|' ORDER BY version) FROM feature WHERE region = $1),
                (SELECT string_agg(concat(c.id, c.reason), '|' ORDER BY c.id) FROM change c JOIN revision r ON r.id = c.revision_id WHERE r.region = $1),
                (SELECT string_agg(concat(id, state, superseded), '|' ORDER BY id) FROM revision WHERE region = $1))
            """);
        command.Parameters.Add(new() { Value = Region.Id });
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The findings of a full check run of the newest revisions: by id, with the features and the message.</summary>
    public async Task<Dictionary<string, string>> CheckedAsync()
    {
        await SendAsync("POST", $"/api/regions/{Region.Id}/checks");
        var found = (await GetAsync($"/api/regions/{Region.Id}/checks/latest/findings")).Is(200, "application/geo+json");
        return ById(found);
    }

    public static Dictionary<string, string> ById(JsonElement findings) => findings.GetProperty("features").EnumerateArray()
        .ToDictionary(finding => finding.GetProperty("id").GetString()!, finding => finding.GetProperty("properties").GetProperty("message").GetString()!);
}
