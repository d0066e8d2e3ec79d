using System.Text.Json;
using System.Text.Json.Nodes;

using GeoZones.Server.Accounts;
using GeoZones.Server.Tests.Accounts;

namespace GeoZones.Server.Tests.Editing;

/// <summary>OGC API – Features part 4: features are created, replaced, changed and deleted.</summary>
public sealed class ItemEditTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static JsonElement Properties(JsonElement feature) => feature.GetProperty("properties");

    [Fact]
    public async Task A_created_feature_is_found_at_its_location_with_the_areas_that_import_would_give_it()
    {
        var desk = await EditDesk.SitAsync(server);
        var created = await desk.SendAsync("POST", EditDesk.Items("designations") + "?reason=新图斑", desk.Feature(DraftedRegion.Square(1, 1, 2), "D9", ""","function":"I10","note":[]""".Replace("[]", "\"a\"", StringComparison.Ordinal)));
        var feature = created.Is(201, "application/geo+json");
        var location = created.Message.Headers.Location!;
        Assert.Equal(EditDesk.Item(feature.GetProperty("id").GetInt64()), location.AbsolutePath);
        var read = await desk.GetAsync(location.AbsolutePath);
        Assert.Equal(read.Is(200, "application/geo+json").GetRawText(), feature.GetRawText());
        Assert.Equal(read.Message.Headers.ETag, created.Message.Headers.ETag);
        Assert.False(created.Message.Headers.ETag!.IsWeak);
        var drawn = Properties((await desk.GetAsync(EditDesk.Item(desk.First))).Json);
        foreach (var area in new[] { "ellipsoidalAreaM2", "planarAreaM2", "groundAreaM2" })
        {
            Assert.Equal(drawn.GetProperty(area).GetDouble(), Properties(feature).GetProperty(area).GetDouble());
        }
    }

    [Fact]
    public async Task A_replaced_feature_is_what_was_sent_and_what_is_left_out_is_gone()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        var before = await desk.TagAsync(item);
        var replaced = await desk.SendAsync("PUT", item, desk.Feature(DraftedRegion.Square(4, 4, 1), "D1", ""","function":"G1","declaredAreaM2":5""", desk.First.ToString(System.Globalization.CultureInfo.InvariantCulture)), headers: ("If-Match", before));
        var now = Properties(replaced.Is(200, "application/geo+json"));
        Assert.Equal((JsonValueKind.Null, "G1", 5), (now.GetProperty("name").ValueKind, now.GetProperty("function").GetString(), now.GetProperty("declaredAreaM2").GetDouble()));
        Assert.NotEqual(before, replaced.Message.Headers.ETag!.ToString());
        Assert.Equal(replaced.Message.Headers.ETag.ToString(), await desk.TagAsync(item));
        (await desk.SendAsync("PUT", item, desk.Feature(DraftedRegion.Square(4, 4, 1), "D1"), headers: ("If-Match", before))).IsProblem(412);
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_leaves_the_geometry_to_the_last_bit()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        var before = (await desk.GetAsync(item)).Json;
        var patched = (await desk.PatchAsync(item, """{"properties":{"name":null,"code":"新编号","height":12.50}}""")).Is(200, "application/geo+json");
        Assert.Equal(before.GetProperty("geometry").GetRawText(), patched.GetProperty("geometry").GetRawText());
        Assert.Equal(("新编号", "I10", "12.50"), (Properties(patched).GetProperty("code").GetString(), Properties(patched).GetProperty("function").GetString(), Properties(patched).GetProperty("height").GetRawText()));
        Assert.Equal(JsonValueKind.Null, Properties(patched).GetProperty("name").ValueKind);
        Assert.Equal(Properties(before).GetProperty("groundAreaM2").GetRawText(), Properties(patched).GetProperty("groundAreaM2").GetRawText());

        var moved = (await desk.PatchAsync(item, """{"geometry":{"coordinates":[[[114.003,34.003],[114.004,34.003],[114.004,34.004],[114.003,34.003]]]}}""")).Is(200, "application/geo+json");
        Assert.Equal(("Polygon", "新编号"), (moved.GetProperty("geometry").GetProperty("type").GetString(), Properties(moved).GetProperty("code").GetString()));
        Assert.True(Properties(moved).GetProperty("groundAreaM2").GetDouble() < Properties(before).GetProperty("groundAreaM2").GetDouble() / 4);
    }

    [Fact]
    public async Task A_deleted_feature_is_gone_from_now_on_and_there_before()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        await using var clock = server.Database.Source.CreateCommand("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
        await desk.PatchAsync(item, """{"properties":{"code":"D1b"}}""");
        var then = (string)(await clock.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        var deleted = await desk.SendAsync("DELETE", item + "?reason=重复", headers: ("If-Match", await desk.TagAsync(item)));
        Assert.Equal((204, ""), ((int)deleted.Status, deleted.Text));
        (await desk.GetAsync(item)).IsProblem(404);
        (await desk.SendAsync("DELETE", item, headers: ("If-Match", "*"))).IsProblem(404);
        Assert.Equal("D1b", Properties((await desk.GetAsync($"{item}?datetime={then}")).Is(200, "application/geo+json")).GetProperty("code").GetString());
        var listed = (await desk.GetAsync($"{EditDesk.Items("designations")}?region={desk.Region.Id}")).Json.GetProperty("features").EnumerateArray();
        Assert.Equal([desk.Second], listed.Select(one => one.GetProperty("id").GetInt64()));
        var past = (await desk.GetAsync($"{EditDesk.Items("designations")}?region={desk.Region.Id}&datetime={then}")).Json.GetProperty("features").EnumerateArray();
        Assert.Equal([desk.First, desk.Second], past.Select(one => one.GetProperty("id").GetInt64()));
    }

    [Fact]
    public async Task A_tag_names_one_representation_and_a_writer_may_have_seen_any_of_them()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        string[] paths = [item, item + "?crs=[EPSG:4547]", item + "?properties=code", item + "?f=json"];
        var tags = new List<string>();
        foreach (var path in paths)
        {
            tags.Add(await desk.TagAsync(path));
            var again = await desk.GetAsync(path, ("If-None-Match", $"\"x\", W/{tags[^1]}"));
            Assert.Equal((304, ""), ((int)again.Status, again.Text));
            Assert.Equal(tags[^1], again.Message.Headers.ETag!.ToString());
        }

        var zipped = await desk.GetAsync(item, ("Accept-Encoding", "gzip"));
        Assert.EndsWith("-gzip\"", zipped.Message.Headers.ETag!.ToString(), StringComparison.Ordinal);
        tags.Add(zipped.Message.Headers.ETag!.ToString());
        Assert.Equal(tags.Count, tags.Distinct().Count());
        foreach (var path in paths)
        {
            await desk.SendAsync("PATCH", item, """{"properties":{"name":"甲"}}""", "application/merge-patch+json", ("If-Match", $"\"other\", {await desk.TagAsync(path)}"));
        }

        var zip = (await desk.GetAsync(item, ("Accept-Encoding", "gzip"))).Message.Headers.ETag!.ToString();
        (await desk.SendAsync("PATCH", item, """{"properties":{"name":"乙"}}""", "application/merge-patch+json", ("If-Match", zip))).Is(200, "application/geo+json");
        (await desk.SendAsync("PATCH", item, "{}", "application/merge-patch+json", ("If-Match", "*"))).Is(200, "application/geo+json");
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://www.opengis.net/def/crs/OGC/1.3/CRS84")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4326")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4490")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/3857")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4547")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4526")]
    public async Task What_is_read_in_a_system_can_be_written_in_it(string crs)
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        var asked = crs == "" ? "" : $"?crs={Uri.EscapeDataString(crs)}";
        var read = await desk.GetAsync(item + asked);
        var stored = (await desk.GetAsync(item)).Json.GetProperty("geometry").GetRawText();
        (string, string)[] spoken = crs == "" ? [] : [("Content-Crs", $"<{crs}>")];
        var written = await desk.SendAsync("PUT", item, read.Text, headers: [("If-Match", read.Message.Headers.ETag!.ToString()), .. spoken]);
        Assert.Equal(read.Json.GetProperty("geometry").GetRawText(), written.Is(200, "application/geo+json").GetProperty("geometry").GetRawText());
        Assert.Equal(read.Message.Headers.GetValues("Content-Crs").Single(), written.Message.Headers.GetValues("Content-Crs").Single());
        await IsBackAsync(item);

        var patch = $$"""{"geometry":{{read.Json.GetProperty("geometry").GetRawText()}}}""";
        var changed = $"\"collection\":\"designations\",\"featureId\":{desk.First},\"ifMatch\":\"*\"";
        await AwayAsync();
        var patched = await desk.SendAsync("PATCH", item, patch, "application/merge-patch+json", [("If-Match", "*"), .. spoken]);
        Assert.Equal(read.Json.GetProperty("geometry").GetRawText(), patched.Is(200, "application/geo+json").GetProperty("geometry").GetRawText());
        await IsBackAsync(item);
        await AwayAsync();
        await TransactedAsync($$"""{"action":"update",{{changed}},"patch":{{patch}}}""");
        await IsBackAsync(item);
        await AwayAsync();
        await TransactedAsync($$$"""{"action":"replace",{{{changed}}},"properties":{"feature":{{{read.Text}}}}}""");
        await IsBackAsync(item);
        var drawn = JsonNode.Parse(desk.Feature(DraftedRegion.Square(0, 0), "D9"))!;
        drawn["geometry"] = JsonNode.Parse(read.Json.GetProperty("geometry").GetRawText());
        var made = await TransactedAsync($$"""{"action":"insert","collection":"designations","items":[{{drawn.ToJsonString()}}]}""");
        await IsBackAsync(new Uri(made.GetProperty("insertResults")[0].GetString()!).AbsolutePath);

        async Task AwayAsync() =>
            (await desk.PatchAsync(item, """{"geometry":{"coordinates":[[[114.003,34.003],[114.004,34.003],[114.004,34.004],[114.003,34.003]]]}}""")).Is(200, "application/geo+json");

        async Task<JsonElement> TransactedAsync(string action) =>
            (await desk.SendAsync("POST", "/api/transactions", $$"""{"transaction":[{{action}}]}""", "application/json", spoken)).Is(200);

        async Task IsBackAsync(string path)
        {
            using var before = JsonDocument.Parse(stored);
            var (expected, found) = (Numbers(before.RootElement).ToArray(), Numbers((await desk.GetAsync(path)).Json.GetProperty("geometry")).ToArray());
            Assert.Equal(expected.Length, found.Length);
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-9));
        }
    }

    private static IEnumerable<double> Numbers(JsonElement geometry) => geometry.GetProperty("coordinates")[0].EnumerateArray().SelectMany(position => position.EnumerateArray().Select(number => number.GetDouble()));

    [Fact]
    public async Task Twenty_writers_with_one_tag_and_one_of_them_wins()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        var tag = await desk.TagAsync(item);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => (writer % 3) switch
        {
            0 => desk.SendAsync("PUT", item, desk.Feature(DraftedRegion.Square(1, 1, 2), "D1", $",\"name\":\"{writer}\""), headers: ("If-Match", tag)),
            1 => desk.SendAsync("PATCH", item, $$$"""{"properties":{"name":"{{{writer}}}"}}""", "application/merge-patch+json", ("If-Match", tag)),
            _ => desk.TransactAsync($$$$"""{"action":"update","collection":"designations","featureId":{{{{desk.First}}}},"ifMatch":{{{{JsonSerializer.Serialize(tag)}}}},"patch":{"properties":{"name":"{{{{writer}}}}"}}}"""),
        }));
        Assert.Equal([200, .. Enumerable.Repeat(412, 19)], answers.Select(answer => (int)answer.Status).Order());
        var winner = Array.FindIndex(answers, answer => (int)answer.Status == 200);
        Assert.Equal(winner.ToString(System.Globalization.CultureInfo.InvariantCulture), Properties((await desk.GetAsync(item)).Json).GetProperty("name").GetString());
        await using var versions = server.Database.Source.CreateCommand("SELECT count(*) FROM feature WHERE collection = 'designations' AND id = $1");
        versions.Parameters.Add(new() { Value = desk.First });
        Assert.Equal(2L, await versions.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_has_to_wait_for_somebody_else_is_told_in_time()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        var tag = await desk.TagAsync(item);
        await using var other = await server.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new Npgsql.NpgsqlCommand("SELECT FROM feature WHERE collection = 'designations' AND id = $1 AND lives_to IS NULL FOR UPDATE", other))
        {
            hold.Parameters.Add(new() { Value = desk.First });
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var stored = await desk.StoredAsync();
        var late = await desk.SendAsync("DELETE", item, headers: ("If-Match", tag));
        late.IsProblem(503);
        Assert.NotNull(late.Message.Headers.RetryAfter);
        Assert.Equal(stored, await desk.StoredAsync());
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)(await desk.SendAsync("DELETE", item, headers: ("If-Match", tag))).Status);
    }

    [Fact]
    public async Task Options_offer_no_change_of_what_is_submitted_or_approved()
    {
        var desk = await EditDesk.SitAsync(server);
        using var planner = await People.ClientAsync(server, new Grant(Role.Planner, desk.Region.Id, "zone"));
        async Task AllowedAsync(string ofItems, string ofItem)
        {
            foreach (var (path, expected) in new[] { (EditDesk.Items("designations"), ofItems), (EditDesk.Item(desk.First), ofItem) })
            {
                using HttpRequestMessage request = new(HttpMethod.Options, path);
                var answer = await Answer.SendAsync(planner, request);
                Assert.Equal((path, expected, path.EndsWith($"{desk.First}", StringComparison.Ordinal) && expected.Contains("PATCH", StringComparison.Ordinal)),
                    (path, string.Join(", ", answer.Message.Content.Headers.Allow), answer.Message.Headers.Contains("Accept-Patch")));
            }
        }

        const string Reading = "GET, HEAD, OPTIONS";
        var revisions = $"/api/regions/{desk.Region.Id}/plans/zone/revisions";
        await AllowedAsync($"{Reading}, POST", $"{Reading}, PUT, PATCH, DELETE");
        foreach (var move in new[] { "submit", "approve" })
        {
            (await desk.SendAsync("POST", $"{revisions}/1/{move}")).Is(200);
            await AllowedAsync(Reading, Reading);
            (await desk.SendAsync("DELETE", EditDesk.Item(desk.First), headers: ("If-Match", "*"))).IsProblem(409);
        }
        // The next draft changes again; the survey and the other plans are not his.
        (await desk.SendAsync("POST", revisions)).Is(201);
        await AllowedAsync($"{Reading}, POST", $"{Reading}, PUT, PATCH, DELETE");
        Assert.Equal(204, (int)(await desk.SendAsync("DELETE", EditDesk.Item(desk.First), headers: ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task Options_say_what_may_be_done_and_conformance_that_it_can()
    {
        var desk = await EditDesk.SitAsync(server);
        async Task<string> AllowedAsync(string path) => string.Join(", ", (await desk.SendAsync("OPTIONS", path)).Message.Content.Headers.Allow);
        Assert.Equal("GET, HEAD, OPTIONS, POST", await AllowedAsync(EditDesk.Items("designations")));
        Assert.Equal("GET, HEAD, OPTIONS, PUT, PATCH, DELETE", await AllowedAsync(EditDesk.Item(desk.First)));
        Assert.Contains("GET", await AllowedAsync($"/api/regions/{desk.Region.Id}/checks/latest/findings"), StringComparison.Ordinal);
        Assert.Contains("GET", (await desk.SendAsync("POST", $"/api/regions/{desk.Region.Id}/checks/latest/findings", "{}")).Message.Content.Headers.Allow);
        (await desk.SendAsync("OPTIONS", EditDesk.Item(987654321))).IsProblem(404);
        var classes = (await desk.GetAsync("/api/conformance")).Json.GetProperty("conformsTo").EnumerateArray().Select(name => name.GetString()!.Split("/spec/")[1]).ToArray();
        Assert.Superset(new HashSet<string> { "ogcapi-features-4/1.0/conf/create-replace-delete", "ogcapi-features-4/1.0/conf/update", "ogcapi-features-4/1.0/conf/features", "ogcapi-features-4/1.0/conf/optimistic-locking-etags" }, classes.ToHashSet());
    }
}
