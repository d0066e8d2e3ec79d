using System.Net;
using System.Text.Json;

using GeoZones.Server.Accounts;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Import.References;
using GeoZones.Server.Tests.Import;

namespace GeoZones.Server.Tests.Accounts;

/// <summary>Nobody reads or changes what is not theirs, whichever way they come.</summary>
public sealed class PermissionTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>, IAsyncLifetime
{
    // What says nothing about any region, or leaves out the regions that its caller may not read (which further tests here prove).
    private static readonly string[] s_open =
    [
        "GET /api", "GET /api/account", "GET /api/conformance", "GET /api/configuration", "GET /api/docs", "GET /api/openapi.json", "GET /api/regions", "GET /api/rules", "GET /api/rules/{code}",
        "GET /api/tileMatrixSets", "GET /api/tileMatrixSets/{tileMatrixSetId}", "GET /api/words", "POST /api/account/sign-in", "POST /api/account/sign-out", "POST /api/measure",
        "GET /api/collections", "GET /api/collections/{collection}", "GET /api/collections/{collection}/queryables", "GET /api/collections/{collection}/feature-schema", "GET /api/collections/{collection}/schema",
        "GET /api/collections/{collection}/items/{id}", "GET /api/collections/{collection}/items/{id}/versions",
        "OPTIONS /api/collections/{collection}/items", "OPTIONS /api/collections/{collection}/items/{id}",
    ];

    private DraftedRegion _closed = null!;
    private long _feature;

    public async ValueTask InitializeAsync()
    {
        _closed = await DraftedRegion.CreateAsync(server.Database.Source);
        var revision = await _closed.ReviseAsync("zone");
        _feature = await _closed.DrawAsync(revision, "sub-parks", DraftedRegion.Square(10, 10), "secret", name: "秘密");
    }

    public ValueTask DisposeAsync() => default;

    // As routes name them.
    private string Address(string path) => path.Replace("{region}", _closed.Id, StringComparison.Ordinal).Replace("{collection}", "sub-parks", StringComparison.Ordinal)
        .Replace("{tileMatrixSetId}", "WebMercatorQuad", StringComparison.Ordinal).Replace("{tileMatrix}/{tileRow}/{tileCol}", "0/0/0", StringComparison.Ordinal)
        .Replace("{run}", "latest", StringComparison.Ordinal).Replace("{code}", "GZ103", StringComparison.Ordinal).Replace("{name}", "admin", StringComparison.Ordinal)
        .Replace("{id}", "1", StringComparison.Ordinal);

    private IEnumerable<(string Method, string Path, bool TakesRegion)> Routes() => server.Routes("api").SelectMany(route => route.Methods.Where(method => method != "HEAD").Select(method =>
        (method, route.Path, server.QueryParametersOf(route.Path).Contains("region"))));

    [Fact]
    public async Task Every_route_refuses_who_has_not_signed_in_or_is_known_to_be_open()
    {
        List<string> wrong = [];
        var refused = 0;
        foreach (var (method, path, takesRegion) in Routes())
        {
            var address = Address(path) + (takesRegion ? $"?region={_closed.Id}" : "");
            var answer = await Answer.SendAsync(server.Anonymous, new HttpRequestMessage(new HttpMethod(method), address));
            if (s_open.Contains($"{method} {path}"))
            {
                continue;
            }
            refused++;
            if (answer.Status != HttpStatusCode.Unauthorized || answer.Message.Headers.WwwAuthenticate.Count != 2 || answer.Type != "application/problem+json")
            {
                wrong.Add($"{method} {path}: {(int)answer.Status}");
            }
        }
        Assert.Empty(wrong);
        Assert.True(refused > 20, "The routes are walked.");
        Assert.Empty(s_open.Except(Routes().Select(route => $"{route.Method} {route.Path}")));
    }

    [Fact]
    public async Task Every_route_of_a_region_refuses_who_has_no_role_there()
    {
        using var stranger = await People.ClientAsync(server, new Grant(Role.Planner, "lushan", "zone"), new Grant(Role.Administrator, "jiaozuo", null));
        foreach (var (method, path, takesRegion) in Routes().Where(route => route.TakesRegion || route.Path.Contains("{region}", StringComparison.Ordinal)))
        {
            var answer = await Answer.SendAsync(stranger, new HttpRequestMessage(new HttpMethod(method), Address(path) + (takesRegion ? $"?region={_closed.Id}" : "")));
            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{method} {path}: {(int)answer.Status}");
            answer.IsProblem(403);
        }
    }

    [Fact]
    public async Task Whether_a_closed_region_exists_is_told_to_nobody_else()
    {
        using var stranger = await People.ClientAsync(server);
        foreach (var client in new[] { server.Anonymous, stranger })
        {
            var closed = await Answer.GetAsync(client, $"/api/regions/{_closed.Id}");
            var missing = await Answer.GetAsync(client, "/api/regions/drafted-none");
            Assert.Equal(closed.Text, missing.Text);
            Assert.Equal(closed.Status, missing.Status);
            var regions = (await Answer.GetAsync(client, "/api/regions")).Is(200).GetProperty("regions").EnumerateArray().Select(region => region.GetProperty("id").GetString());
            Assert.Equal(Cases.Regions.Order(StringComparer.Ordinal), regions);
        }
        (await Answer.GetAsync(server.Http, "/api/regions/drafted-none")).IsProblem(404);
    }

    [Fact]
    public async Task Without_a_region_features_tiles_and_extents_are_those_that_the_caller_may_read()
    {
        using var field = await People.ClientAsync(server, new Grant(Role.Field, _closed.Id, null));
        using var other = await People.ClientAsync(server, new Grant(Role.Field, "lushan", null));
        foreach (var (client, may) in new[] { (server.Anonymous, false), (other, false), (field, true), (server.Http, true) })
        {
            async Task<JsonElement[]> ItemsAsync(string query) => [.. (await Answer.GetAsync(client, $"/api/collections/sub-parks/items?{query}")).Is(200, "application/geo+json").GetProperty("features").EnumerateArray()];
            bool Has(JsonElement[] features) => features.Any(feature => feature.GetProperty("properties").GetProperty("region").GetString() == _closed.Id);

            Assert.Equal(may, Has(await ItemsAsync("limit=1000")));
            Assert.Equal(may, Has(await ItemsAsync($"filter=region='{_closed.Id}'")));
            Assert.Equal(may, Has(await ItemsAsync("filter=code='secret'&sortby=name&properties=region")));
            Assert.Equal(may, Has(await ItemsAsync("bbox=114,34,114.1,34.1")));
            Assert.Equal(may, Has(await ItemsAsync("datetime=2020-01-01/..&limit=1000")));
            var counted = (await Answer.GetAsync(client, "/api/collections/sub-parks/items?limit=1&filter=code='secret'")).Json.GetProperty("numberMatched").GetInt32();
            Assert.Equal(may, counted > 0);
            Assert.Equal(may, (await Answer.GetAsync(client, "/api/collections/sub-parks/items?limit=1000&f=html")).Text.Contains("秘密", StringComparison.Ordinal));
            Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await Answer.GetAsync(client, $"/api/collections/sub-parks/items/{_feature}")).Status);
            Assert.Equal(may, (await TileAsync(client)).Bytes.AsSpan().IndexOf("secret"u8) >= 0);

            // The box around the collection is that of the regions that are listed.
            var regions = (await Answer.GetAsync(client, "/api/regions")).Json.GetProperty("regions").EnumerateArray().Select(region => region.GetProperty("extent").EnumerateArray().Select(number => number.GetDouble()).ToArray()).ToArray();
            Assert.Equal([regions.Min(box => box[0]), regions.Min(box => box[1]), regions.Max(box => box[2]), regions.Max(box => box[3])],
                (await Answer.GetAsync(client, "/api/collections/sub-parks")).Json.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(number => number.GetDouble()));
        }
    }

    [Fact]
    public async Task A_tile_in_memory_and_its_tag_do_not_cross_permissions()
    {
        using var field = await People.ClientAsync(server, new Grant(Role.Field, _closed.Id, null));
        var whole = await TileAsync(server.Http);
        Assert.Equal(HttpStatusCode.NotModified, (await TileAsync(server.Http, whole.Tag)).Status);
        foreach (var known in new[] { null, whole.Tag })
        {
            Assert.Equal((HttpStatusCode.NoContent, 0), (await TileAsync(server.Anonymous, known)) is var (status, bytes, _) ? (status, bytes.Length) : default);
        }
        var own = await TileAsync(field);
        Assert.True(own.Bytes.AsSpan().IndexOf("secret"u8) >= 0);
        Assert.Equal(HttpStatusCode.NotModified, (await TileAsync(field, own.Tag)).Status);
    }

    [Fact]
    public async Task Each_role_may_do_its_part_in_its_region_and_plan_and_no_more()
    {
        var region = _closed.Id;
        foreach (var (grant, edits, decides, mayCheck, maySet) in new (Grant?, string, string, bool, bool)[]
        {
            (null, "", "", false, false),
            (new(Role.Field, region, null), "", "", false, false),
            (new(Role.Planner, region, "zone"), "zone", "", true, false),
            (new(Role.Planner, region, "land-use"), "land-use", "", true, false),
            (new(Role.Planner, region, "survey"), "survey", "", true, false),
            (new(Role.Reviewer, region, "urban"), "", "urban", true, true),
            (new(Role.Reviewer, region, null), "", "zone urban land-use survey", true, true),
            (new(Role.Administrator, region, null), "zone urban land-use survey", "zone urban land-use survey", true, true),
            (new(Role.Administrator, null, null), "zone urban land-use survey", "zone urban land-use survey", true, true),
            (new(Role.Administrator, "lushan", null), "", "", false, false),
        })
        {
            var caller = new Caller(new(1, "somebody", "", grant is null ? [] : [grant]), new HashSet<string> { "changyuan" });
            foreach (var plan in new[] { "zone", "urban", "land-use", "survey" })
            {
                var named = plan == "survey" ? null : plan;
                Assert.True(caller.MayEdit(region, named) == edits.Split(' ').Contains(plan), $"{grant} edits {plan}");
                Assert.True(caller.MayDecide(region, named) == decides.Split(' ').Contains(plan), $"{grant} decides {plan}");
                Assert.False(caller.MayEdit("elsewhere", named) && grant is { Region: not null });
            }
            using var client = grant is null ? null : await People.ClientAsync(server, grant);
            var check = await Answer.PostAsync(client ?? server.Anonymous, $"/api/regions/{region}/checks", (string?)null, headers: ("Prefer", "respond-async"));
            var settings = await Answer.SendAsync(client ?? server.Anonymous, new HttpRequestMessage(HttpMethod.Put, $"/api/regions/{region}/check-settings") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") });
            var refusal = grant is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden;
            Assert.Equal((mayCheck ? HttpStatusCode.Accepted : refusal, maySet ? HttpStatusCode.OK : refusal), (check.Status, settings.Status));
        }
        await using var command = server.Database.Source.CreateCommand("SELECT count(*) FROM check_run WHERE region = $1 AND requested_by LIKE '人员-%'");
        command.Parameters.Add(new() { Value = region });
        Assert.Equal(7L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lines_are_moved_by_the_planners_of_their_plan_alone()
    {
        var item = $"/api/collections/sub-parks/items/{_feature}";
        foreach (var (grant, expected) in new (Grant?, int)[]
        {
            (null, 401),
            (new(Role.Planner, "lushan", "zone"), 404),
            (new(Role.Field, _closed.Id, null), 403),
            (new(Role.Planner, _closed.Id, "urban"), 403),
            (new(Role.Reviewer, _closed.Id, null), 403),
            (new(Role.Planner, _closed.Id, "zone"), 200),
        })
        {
            using var own = grant is null ? null : await People.ClientAsync(server, grant);
            var client = own ?? server.Anonymous;
            async Task<int> AskAsync(HttpMethod method, string path, string body, string type)
            {
                using HttpRequestMessage request = new(method, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, type) };
                request.Headers.TryAddWithoutValidation("If-Match", "*");
                return (int)(await Answer.SendAsync(client, request)).Status;
            }

            Assert.Equal((grant, expected), (grant, await AskAsync(HttpMethod.Patch, item, $$$"""{"properties":{"name":"{{{expected}}}"}}""", "application/merge-patch+json")));
            Assert.Equal((grant, expected), (grant, await AskAsync(HttpMethod.Post, "/api/transactions",
                $$$$"""{"transaction":[{"action":"update","collection":"sub-parks","featureId":{{{{_feature}}}},"ifMatch":"*","patch":{"properties":{"name":"{{{{expected}}}}"}}}]}""", "application/json")));
            Assert.Equal(expected is 200 or 403 ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await Answer.GetAsync(client, item + "/versions")).Status);
            using HttpRequestMessage options = new(HttpMethod.Options, item);
            var allowed = await Answer.SendAsync(client, options);
            Assert.Equal(expected is 200, allowed.Status == HttpStatusCode.NoContent && allowed.Message.Content.Headers.Allow.Contains("PATCH"));
        }
    }

    [Fact]
    public async Task Open_regions_are_read_and_not_changed_without_signing_in()
    {
        (await Answer.GetAsync(server.Anonymous, "/api/regions/changyuan/checks/latest/findings")).Is(200, "application/geo+json");
        (await Answer.GetAsync(server.Anonymous, "/api/collections/sub-parks/items?region=changyuan")).Is(200, "application/geo+json");
        (await Answer.PostAsync(server.Anonymous, "/api/regions/changyuan/checks", (string?)null)).IsProblem(401);
        (await Answer.SendAsync(server.Anonymous, new HttpRequestMessage(HttpMethod.Put, "/api/regions/changyuan/check-settings") { Content = new StringContent("{}") })).IsProblem(401);
    }

    [Fact]
    public async Task Reading_many_features_asks_the_database_nothing_about_accounts()
    {
        using var field = await People.ClientAsync(server, new Grant(Role.Field, _closed.Id, null));
        async Task<long> ReadsAsync()
        {
            await using var command = server.Database.Source.CreateCommand("SELECT pg_stat_clear_snapshot(), seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables WHERE relname = 'account_role'");
            await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            await row.ReadAsync(TestContext.Current.CancellationToken);
            return row.GetInt64(1);
        }
        var before = await ReadsAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 300; i++)
        {
            (await Answer.GetAsync(field, $"/api/collections/sub-parks/items/{_feature}")).Is(200, "application/geo+json");
        }
        // Statistics are told with a delay, and other requests may look as well.
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.InRange(await ReadsAsync() - before, 0, 10 + (watch.Elapsed.TotalSeconds / 2));
    }

    private static async Task<(HttpStatusCode Status, byte[] Bytes, string? Tag)> TileAsync(HttpClient client, string? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/collections/sub-parks/tiles/WebMercatorQuad/12/1636/3345");
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains("private", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { "Authorization", "Cookie" }, answer.Headers.Vary.ToHashSet());
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), answer.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task A_reference_layer_that_is_not_for_somebody_looks_like_one_that_is_not_there()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.geojson", ImportDesk.Collection(ImportDesk.Feature("""{"type":"Point","coordinates":[114.2,34.2]}""")));
        foreach (var (name, region) in new[] { ("of-closed", _closed.Id), ("of-all", null), ("of-open", "changyuan") })
        {
            await ReferenceImport.PublishAsync(server.Database.Source, new(name, file, region, new Sentence("层", "layer")), "test", cancel: TestContext.Current.CancellationToken);
        }
        string[] paths = ["", "/items", "/items/1", "/items?f=html", "/queryables", "/schema", "/tiles", "/tiles/WebMercatorQuad", "/tiles/WebMercatorQuad/tilejson.json", "/tiles/WebMercatorQuad/0/0/0", "?f=html"];
        using var unknown = await People.ClientAsync(server);
        using var elsewhere = await People.ClientAsync(server, new Grant(Role.Field, "lushan", null));
        using var here = await People.ClientAsync(server, new Grant(Role.Field, _closed.Id, null));
        foreach (var (client, refusal, readable) in new (HttpClient, int, string[])[]
        {
            (server.Anonymous, 401, ["ref-of-open"]), (unknown, 403, ["ref-of-open"]), (elsewhere, 403, ["ref-of-all", "ref-of-open"]), (here, 403, ["ref-of-all", "ref-of-closed", "ref-of-open"]),
            (server.Http, 404, ["ref-of-all", "ref-of-closed", "ref-of-open"]),
        })
        {
            var listed = (await Answer.GetAsync(client, "/api/collections")).Is(200).GetProperty("collections").EnumerateArray().Select(one => one.GetProperty("id").GetString()!).Where(id => id.StartsWith("ref-of-", StringComparison.Ordinal));
            Assert.Equal(readable, listed.Order(StringComparer.Ordinal));
            foreach (var path in paths)
            {
                var missing = await Answer.GetAsync(client, "/api/collections/ref-of-none" + path);
                Assert.Equal((path, refusal), (path, (int)missing.Status));
                foreach (var id in new[] { "ref-of-closed", "ref-of-all", "ref-of-open" })
                {
                    var answer = await Answer.GetAsync(client, $"/api/collections/{id}{path}");
                    Assert.Equal((id, path, true), (id, path, readable.Contains(id) ? answer.Message.IsSuccessStatusCode : answer.Text.Replace(id, "ref-of-none", StringComparison.Ordinal) == missing.Text));
                }
            }
        }
    }
}
