using System.Text;
using System.Text.Json;

namespace GeoZones.Server.Tests.Editing;

/// <summary>Whatever is sent to be stored, what is wrong with it is told with its place, and nothing is changed.</summary>
public sealed class BadEditTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Ring = "[[114.001,34.001],[114.002,34.001],[114.002,34.002],[114.001,34.001]]";

    private static string Polygon(string coordinates) => $$"""{"type":"Polygon","coordinates":{{coordinates}}}""";

    private static string Deep(int levels) => new string('[', levels) + new string(']', levels);

    /// <summary>Geometry, properties besides region and plan, the pointer that is told, and the status.</summary>
    public static TheoryData<string, string, string, int> Features => new()
    {
        { "null", "", "/geometry", 422 },
        { "5", "", "/geometry", 422 },
        { "{}", "", "/geometry/type", 422 },
        { """{"type":"Point","coordinates":[114.001,34.001]}""", "", "/geometry/type", 422 },
        { """{"type":"LineString","coordinates":[[114.001,34.001],[114.002,34.001]]}""", "", "/geometry/type", 422 },
        { """{"type":"GeometryCollection","geometries":[]}""", "", "/geometry/type", 422 },
        { """{"type":"polygon","coordinates":[]}""", "", "/geometry/type", 422 },
        { """{"type":"Polygon"}""", "", "/geometry/coordinates", 422 },
        { Polygon("[]"), "", "/geometry/coordinates", 422 },
        { Polygon("[[]]"), "", "/geometry/coordinates/0", 422 },
        { Polygon("\"x\""), "", "/geometry/coordinates", 422 },
        { Polygon(Ring), "", "/geometry/coordinates/0/0", 422 },
        { Polygon($"[{Ring},[[114.001,34.001]]]"), "", "/geometry/coordinates/1", 422 },
        { Polygon("[[[114.001,34.001],[114.002,34.001],[114.001,34.001]]]"), "", "/geometry/coordinates/0", 422 },
        { Polygon("[[[114.001,34.001],[114.002,34.001],[114.002,34.002],[114.003,34.003]]]"), "", "/geometry/coordinates/0", 422 },
        { Polygon("[[[114.001,34.001],[114.002],[114.002,34.002],[114.001,34.001]]]"), "", "/geometry/coordinates/0/1", 422 },
        { Polygon("[[[114.001,34.001],[114.002,\"34\"],[114.002,34.002],[114.001,34.001]]]"), "", "/geometry/coordinates/0/1", 422 },
        { Polygon("[[[114.001,34.001],[114.002,null],[114.002,34.002],[114.001,34.001]]]"), "", "/geometry/coordinates/0/1", 422 },
        { Polygon("[[[114.001,34.001],[1e308,1e308],[114.002,34.002],[114.001,34.001]]]"), "", "/geometry/coordinates/0/1", 422 },
        { Polygon("[[[114.001,34.001],[1e999,34],[114.002,34.002],[114.001,34.001]]]"), "", "/geometry/coordinates/0/1", 422 },
        { Polygon("[[[34.001,114.001],[34.001,114.002],[34.002,114.002],[34.001,114.001]]]"), "", "/geometry/coordinates/0/0", 422 },
        { Polygon("[[[500000,3762000],[501000,3762000],[501000,3763000],[500000,3762000]]]"), "", "/geometry/coordinates/0/0", 422 },
        { Polygon("[[[113.9,34.001],[114.002,34.001],[114.002,34.002],[113.9,34.001]]]"), "", "/geometry/coordinates/0/0", 422 },
        { """{"type":"MultiPolygon","coordinates":[[[[114.001,34.001],[114.002,34.001],[114.002,34.002],[114.001,34.001]]],[[[114.001,34.001],[115.002,34.001],[114.002,34.002],[114.001,34.001]]]]}""", "", "/geometry/coordinates/1/0/1", 422 },
        { Polygon($"[{Ring}]"), ""","code":5""", "/properties/code", 422 },
        { Polygon($"[{Ring}]"), ""","name":{"zh":"甲"}""", "/properties/name", 422 },
        { Polygon($"[{Ring}]"), ""","synthetic":"yes" """, "/properties/synthetic", 422 },
        { Polygon($"[{Ring}]"), ""","declaredAreaM2":-1""", "/properties/declaredAreaM2", 422 },
        { Polygon($"[{Ring}]"), ""","declaredAreaM2":1e999""", "/properties/declaredAreaM2", 422 },
        { Polygon($"[{Ring}]"), ""","height":1e-999999999""", "/properties/height", 422 },
        { Polygon($"[{Ring}]"), ""","a/b~c":[1]""", "/properties/a~1b~0c", 422 },
        { Polygon($"[{Ring}]"), ""","class":7""", "/properties/class", 422 },
        { Polygon($"[{Ring}]"), ""","note":"a\u0000b" """, "/properties/note", 422 },
        { Polygon($"[{Ring}]"), $",\"note\":\"{new string('x', 4001)}\"", "/properties/note", 422 },
        { Polygon($"[{Ring}]"), $",\"code\":\"{new string('x', 101)}\"", "/properties/code", 422 },
        { Polygon($"[{Ring}]"), ""","region":"atlantis" """, "/properties/region", 422 },
        { Polygon($"[{Ring}]"), ""","region":7""", "/properties/region", 422 },
        { Polygon($"[{Ring}]"), ""","plan":"sea" """, "/properties/plan", 422 },
        { Polygon($"[{Ring}]"), ""","plan":["zone"]""", "/properties/plan", 422 },
        { Polygon($"[{Ring}]"), ""","note":"\ud800" """, "", 400 },
        { Polygon($"[{Ring}]"), ""","note":NaN""", "", 400 },
        { Polygon("[[[NaN,34.001]]]"), "", "", 400 },
        { Polygon("[[[Infinity,34.001]]]"), "", "", 400 },
        { Polygon(Deep(40)), "", "", 400 },
        { Polygon($"[{Ring}]"), $",\"note\":{Deep(100_000)}", "", 400 },
        { Polygon($"[{Ring}"), "", "", 400 },
        { Polygon($"[{Ring}]"), ""","code":"a","code":"b" """, "", 400 },
    };

    // Every way to have a feature stored: the place of the feature in what is sent, and whether it is merged into what is there.
    private static (string At, bool Merges, Func<Task<Answer>> AskAsync)[] Ways(EditDesk desk, string feature, string crs = "")
    {
        (string, string)[] spoken = crs == "" ? [] : [("Content-Crs", $"<{crs}>")];
        (string, string)[] known = [("If-Match", "*"), .. spoken];
        var (item, changed) = (EditDesk.Item(desk.First), $"\"collection\":\"designations\",\"featureId\":{desk.First},\"ifMatch\":\"*\"");
        Task<Answer> TransactAsync(string action) => desk.SendAsync("POST", "/api/transactions", $$"""{"transaction":[{{action}}]}""", "application/json", spoken);
        return
        [
            ("", false, () => desk.SendAsync("POST", EditDesk.Items("designations"), feature, headers: spoken)),
            ("", false, () => desk.SendAsync("PUT", item, feature, headers: known)),
            ("", true, () => desk.SendAsync("PATCH", item, feature, "application/merge-patch+json", known)),
            ("/transaction/0/items/0", false, () => TransactAsync($$"""{"action":"insert","collection":"designations","items":[{{feature}}]}""")),
            ("/transaction/0/properties/feature", false, () => TransactAsync($$$"""{"action":"replace",{{{changed}}},"properties":{"feature":{{{feature}}}}}""")),
            ("/transaction/0/patch", true, () => TransactAsync($$"""{"action":"update",{{changed}},"patch":{{feature}}}""")),
        ];
    }

    [Theory]
    [MemberData(nameof(Features))]
    public async Task A_feature_that_cannot_be_stored_is_refused_by_every_endpoint_with_its_place(string geometry, string more, string pointer, int status)
    {
        var desk = await EditDesk.SitAsync(server);
        // The first of two values would be kept by a careless reader: no name is there twice unless that is what is tried.
        var properties = string.Join(',', new[] { ("region", desk.Region.Id), ("plan", "zone"), ("zone", "Z") }.Where(one => !more.Contains($"\"{one.Item1}\"", StringComparison.Ordinal)).Select(one => $"\"{one.Item1}\":\"{one.Item2}\""));
        var feature = $$$"""{"type":"Feature","geometry":{{{geometry}}},"properties":{{{{properties}}}{{{more}}}}}""";
        var stored = await desk.StoredAsync();
        // A patch that says less of a geometry leaves the rest as it is.
        var saysLess = geometry is "{}" or """{"type":"Polygon"}""";
        foreach (var (at, _, ask) in Ways(desk, feature).Where(way => !(saysLess && way.Merges)))
        {
            // What is no JSON has no place in a transaction either.
            var problem = (await ask()).IsProblem(status);
            Assert.Equal(status == 400 ? "" : at + pointer, problem.GetProperty("pointer").GetString());
        }

        // Its address names the region of a verdict, and its body the plan: those of the feature say nothing there.
        if (pointer is not ("/properties/region" or "/properties/plan"))
        {
            var problem = (await desk.SendAsync("POST", $"/api/regions/{desk.Region.Id}/verdict", $$"""{"collection":"designations","plan":"zone","feature":{{feature}}}""", "application/json")).IsProblem(status);
            Assert.StartsWith(status == 400 ? "" : "/feature", problem.GetProperty("pointer").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(stored, await desk.StoredAsync());
    }

    [Theory]
    [InlineData("[[[34.001,114.001],[34.001,114.002],[34.002,114.002],[34.001,114.001]]]", "", "swapped")]
    [InlineData("[[[114.001,34.001],[114.002,34.001],[114.002,34.002],[114.001,34.001]]]", "http://www.opengis.net/def/crs/EPSG/0/4490", "latitude comes first")]
    [InlineData("[[[520000,3800000],[521000,3800000],[521000,3801000],[520000,3800000]]]", "http://www.opengis.net/def/crs/EPSG/0/4547", "northing comes first")]
    [InlineData("[[[3763000,38500000],[3763000,38501000],[3764000,38501000],[3763000,38500000]]]", "http://www.opengis.net/def/crs/EPSG/0/4547", "zone number")]
    [InlineData("[[[500000,3763000],[501000,3763000],[501000,3764000],[500000,3763000]]]", "", "metres")]
    [InlineData("[[[1e308,1e308],[1e308,1e308],[1e308,1e308],[1e308,1e308]]]", "http://www.opengis.net/def/crs/EPSG/0/3857", "outside the region")]
    [InlineData("[[[1e308,1e308],[1e308,1e308],[1e308,1e308],[1e308,1e308]]]", "http://www.opengis.net/def/crs/EPSG/0/4547", "outside the region")]
    [InlineData("[[[115.0036,34.4988],[115.0051,34.4988],[115.0051,34.4998],[115.0036,34.4988]]]", "", "GCJ-02")]
    [InlineData("[[[34.4988,115.0036],[34.4988,115.0051],[34.4998,115.0051],[34.4988,115.0036]]]", "http://www.opengis.net/def/crs/EPSG/0/4490", "GCJ-02")]
    public async Task Coordinates_outside_of_the_region_are_told_with_what_they_look_like(string coordinates, string crs, string hint)
    {
        var desk = await EditDesk.SitAsync(server);
        var feature = $$$"""{"type":"Feature","geometry":{{{Polygon(coordinates)}}},"properties":{"region":"{{{desk.Region.Id}}}","plan":"zone"}}""";
        foreach (var (at, _, ask) in Ways(desk, feature, crs))
        {
            var problem = (await ask()).IsProblem(422);
            Assert.Contains(hint, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(at + "/geometry/coordinates/0/0", problem.GetProperty("pointer").GetString());
        }
    }

    [Theory]
    [InlineData("farmland", ""","farmlandClass":"best" """, "/properties/farmlandClass")]
    [InlineData("farmland", "", "/properties/farmlandClass")]
    [InlineData("farmland", ""","farmlandClass":null""", "/properties/farmlandClass")]
    [InlineData("existing-land-use", "", "/properties/plan")]
    public async Task Closed_lists_and_plans_of_a_collection_hold(string collection, string more, string pointer)
    {
        var desk = await EditDesk.SitAsync(server);
        var problem = (await desk.SendAsync("POST", EditDesk.Items(collection), desk.Feature(DraftedRegion.Square(0, 0), "X", more, plan: "land-use"))).IsProblem(422);
        Assert.Equal(pointer, problem.GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("[]", "", "")]
    [InlineData("null", "", "")]
    [InlineData("\"x\"", "", "")]
    [InlineData("{}", "/properties/region", "/type")]
    [InlineData("""{"type":"Feature","id":1,"geometry":null,"properties":{}}""", "/properties/region", "/id")]
    [InlineData("""{"type":"Feature","geometry":null,"properties":[]}""", "/properties", "/properties")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "/features", "/features")]
    [InlineData("""{"type":"Feature","geometry":null,"properties":null,"place":{}}""", "/place", "/place")]
    [InlineData("""{"type":"Feature","geometry":null,"properties":null,"crs":{"type":"name","properties":{"name":"EPSG:4547"}}}""", "/crs", "/crs")]
    public async Task What_is_no_feature_is_refused(string body, string posted, string put)
    {
        var desk = await EditDesk.SitAsync(server);
        var stored = await desk.StoredAsync();
        foreach (var (answer, pointer) in new[]
        {
            (await desk.SendAsync("POST", EditDesk.Items("designations"), body), posted),
            (await desk.SendAsync("PUT", EditDesk.Item(desk.First), body, headers: ("If-Match", "*")), put),
        })
        {
            Assert.InRange((int)answer.Status, 400, 422);
            Assert.Equal(pointer, answer.IsProblem((int)answer.Status).GetProperty("pointer").GetString());
        }

        Assert.Equal(stored, await desk.StoredAsync());
    }

    [Theory]
    [InlineData("If-Match", null, 428)]
    [InlineData("If-Match", "", 428)]
    [InlineData("If-Match", "abc", 400)]
    [InlineData("If-Match", "\"abc", 400)]
    [InlineData("If-Match", "\"1\", nonsense", 400)]
    [InlineData("If-Match", "*, \"1\"", 400)]
    [InlineData("If-Match", "\"abc\"", 412)]
    [InlineData("If-Match", "\"1-1-0\"", 412)]
    [InlineData("If-Match", "\"-1-1-0\"", 412)]
    [InlineData("If-Match", "\"99999999999999999999-1-0\"", 412)]
    [InlineData("If-Match", "W/TAG", 412)]
    [InlineData("Content-Crs", "<http://www.opengis.net/def/crs/EPSG/0/4549999>", 400)]
    [InlineData("Content-Crs", "<EPSG:4547>", 400)]
    [InlineData("Content-Crs", "nonsense", 400)]
    public async Task Headers_that_cannot_be_used_are_refused(string name, string? value, int status)
    {
        var desk = await EditDesk.SitAsync(server);
        var (stored, item, tag) = (await desk.StoredAsync(), EditDesk.Item(desk.First), await desk.TagAsync(EditDesk.Item(desk.First)));
        value = value?.Replace("TAG", tag, StringComparison.Ordinal);
        (string, string)[] headers = [.. value is null ? [] : new[] { (name, value) }, .. name == "If-Match" ? [] : new[] { ("If-Match", tag) }];
        List<Answer> answers =
        [
            await desk.SendAsync("PUT", item, desk.Feature(DraftedRegion.Square(0, 0), "X"), headers: headers),
            await desk.SendAsync("PATCH", item, """{"geometry":{"coordinates":[]}}""", "application/merge-patch+json", headers),
        ];
        if (name == "If-Match")
        {
            answers.Add(await desk.SendAsync("DELETE", item, headers: headers));
            answers.Add(await desk.SendAsync("POST", item + "/versions/1/put-back", headers: headers));
        }

        Assert.All(answers.Take(3), answer => answer.IsProblem(status));
        Assert.All(answers.Skip(3), answer => answer.IsProblem(status == 412 ? 404 : status));
        Assert.Equal(stored, await desk.StoredAsync());
    }

    [Theory]
    [InlineData("POST", "text/plain")]
    [InlineData("POST", "application/merge-patch+json")]
    [InlineData("POST", null)]
    [InlineData("PUT", "application/xml")]
    [InlineData("PATCH", "application/geo+json")]
    [InlineData("PATCH", "application/json-patch+json")]
    public async Task Bodies_of_another_type_are_refused(string method, string? type)
    {
        var desk = await EditDesk.SitAsync(server);
        var answer = await desk.SendAsync(method, method == "POST" ? EditDesk.Items("designations") : EditDesk.Item(desk.First), "{}", type, ("If-Match", "*"));
        answer.IsProblem(415);
        Assert.Equal(method == "PATCH", answer.Message.Headers.Contains("Accept-Patch"));
        (await desk.SendAsync("POST", "/api/transactions", "{}", "application/geo+json")).IsProblem(415);
    }

    [Fact]
    public async Task Bodies_that_are_too_large_or_no_text_are_refused()
    {
        var desk = await EditDesk.SitAsync(server);
        var stored = await desk.StoredAsync();
        var large = Enumerable.Repeat((byte)' ', 50 * 1024 * 1024).ToArray();
        var feature = desk.Feature(DraftedRegion.Square(0, 0), "X");
        var broken = Encoding.UTF8.GetBytes(feature);
        broken[broken.Length / 2] = 0xff;
        foreach (var (method, path, type) in new[]
        {
            ("POST", EditDesk.Items("designations"), "application/geo+json"), ("PUT", EditDesk.Item(desk.First), "application/geo+json"),
            ("PATCH", EditDesk.Item(desk.First), "application/merge-patch+json"), ("POST", "/api/transactions", "application/json"),
        })
        {
            (await desk.SendAsync(method, path, large, type, ("If-Match", "*"), ("Expect", "100-continue"))).IsProblem(413);
            (await desk.SendAsync(method, path, broken, type, ("If-Match", "*"))).IsProblem(400);
        }

        Assert.Equal(stored, await desk.StoredAsync());
    }

    [Fact]
    public async Task A_feature_stays_in_its_collection_region_and_plan()
    {
        var desk = await EditDesk.SitAsync(server);
        var other = await EditDesk.SitAsync(server);
        var (stored, item) = (await desk.StoredAsync(), EditDesk.Item(desk.First));
        foreach (var path in new[] { EditDesk.Item(desk.First, "sub-parks"), EditDesk.Item(987654321), $"{EditDesk.Items("designations")}/abc", $"{EditDesk.Items("designations")}/-1", $"{EditDesk.Items("designations")}/99999999999999999999" })
        {
            (await desk.SendAsync("PUT", path, desk.Feature(DraftedRegion.Square(0, 0), "X"), headers: ("If-Match", "*"))).IsProblem(404);
            (await desk.SendAsync("PATCH", path, "{}", "application/merge-patch+json", ("If-Match", "*"))).IsProblem(404);
            (await desk.SendAsync("DELETE", path, headers: ("If-Match", "*"))).IsProblem(404);
        }

        static string Pointer(Answer answer) => answer.IsProblem(422).GetProperty("pointer").GetString()!;
        Assert.Equal("/id", Pointer(await desk.SendAsync("PUT", item, desk.Feature(DraftedRegion.Square(0, 0), "X", id: $"{desk.Second}"), headers: ("If-Match", "*"))));
        Assert.Equal("/properties/plan", Pointer(await desk.SendAsync("PUT", item, desk.Feature(DraftedRegion.Square(0, 0), "X", plan: "urban"), headers: ("If-Match", "*"))));
        Assert.Equal("/properties/region", Pointer(await desk.PatchAsync(item, $$$"""{"properties":{"region":"{{{other.Region.Id}}}"}}""")));
        Assert.Equal("/properties/groundAreaM2", Pointer(await desk.PatchAsync(item, """{"properties":{"groundAreaM2":5}}""")));
        Assert.Equal("/id", Pointer(await desk.PatchAsync(item, """{"id":5}""")));
        (await desk.SendAsync("POST", EditDesk.Items("rivers"), "{}")).IsProblem(404);
        Assert.Equal(stored, await desk.StoredAsync());
    }

    [Fact]
    public async Task Every_problem_of_a_feature_is_listed()
    {
        var desk = await EditDesk.SitAsync(server);
        var problem = (await desk.SendAsync("POST", EditDesk.Items("designations"), $$$"""{"type":"Feature","geometry":{{{Polygon("[[[1,2]]]")}}},"properties":{"region":"{{{desk.Region.Id}}}","plan":"zone","code":1,"name":2}}""")).IsProblem(422);
        Assert.Equal(["/properties/code", "/properties/name", "/geometry/coordinates/0/0", "/geometry/coordinates/0"], problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
        Assert.Equal(JsonValueKind.Undefined, problem.GetProperty("errors")[0].TryGetProperty("line", out var line) ? line.ValueKind : JsonValueKind.Undefined);
    }
}
