using System.Text.RegularExpressions;

namespace GeoZones.Server.Tests.Cql2;

/// <summary>What is no filter is refused with its place; nothing that is sent makes the server fail.</summary>
[Collection<Readers>]
public sealed partial class HostileFilterTests(GeoZonesServer server)
{
    private const string Items = "/api/collections/sub-parks/items?filter=";

    private async Task<System.Text.Json.JsonElement> RefusedAsync(string filter, string language) =>
        (await Answer.GetAsync(server.Http, $"{Items}{Uri.EscapeDataString(filter)}&filter-lang={language}")).IsProblem(400);

    [Theory]
    [InlineData("", 1)]
    [InlineData("code", 1)]
    [InlineData("code =", 7)]
    [InlineData("= 'A'", 1)]
    [InlineData("code = 'A", 8)]
    [InlineData("code = 'A' AND", 15)]
    [InlineData("code = 'A' code", 12)]
    [InlineData("code == 'A'", 7)]
    [InlineData("code = 'A')", 11)]
    [InlineData("(code = 'A'", 12)]
    [InlineData("code ! 'A'", 6)]
    [InlineData("code = ;", 8)]
    [InlineData("nothing = 1", 1)]
    [InlineData("attributes = 'x'", 1)]
    [InlineData("f.geom IS NULL", 1)]
    [InlineData("\"code\"\" = 'x'\" = 'x'", 1)]
    [InlineData("code = 1", 8)]
    [InlineData("code + 1 = 2", 1)]
    [InlineData("code LIKE 1", 11)]
    [InlineData("code LIKE name", 11)]
    [InlineData("ACCENTI(name) LIKE ACCENTI('\\\u0301')", 28)]
    [InlineData("ACCENTI(name) LIKE ACCENTI(CASEI('a\\\u0301\u0302'))", 34)]
    [InlineData("name LIKE CASEI(ACCENTI('\\\\\\\u0301'))", 25)]
    [InlineData("code BETWEEN 'a' AND 'b'", 1)]
    [InlineData("code BETWEEN 1", 15)]
    [InlineData("code IN ()", 10)]
    [InlineData("code IN ('a', 1)", 15)]
    [InlineData("code IS", 8)]
    [InlineData("NOT", 4)]
    [InlineData("declaredAreaM2 > 1e999", 18)]
    [InlineData("declaredAreaM2 ^ code > 1", 18)]
    [InlineData("(code = 'A') ^ 2 > 1", 7)]
    [InlineData("madeAt > '2020-01-01'", 10)]
    [InlineData("madeAt > DATE('2020-02-30')", 10)]
    [InlineData("madeAt > TIMESTAMP('2020-01-01')", 10)]
    [InlineData("madeAt > TIMESTAMP('2020-01-01T00:00:00')", 10)]
    [InlineData("T_AFTER(madeAt)", 1)]
    [InlineData("T_AFTER(madeAt, 1)", 17)]
    [InlineData("T_DURING(madeAt, INTERVAL('2021-01-01', '2020-01-01'))", 18)]
    [InlineData("T_DURING(madeAt, INTERVAL(1, 2))", 27)]
    [InlineData("S_INTERSECTS(geometry)", 1)]
    [InlineData("S_INTERSECTS(geometry, 1)", 24)]
    [InlineData("S_INTERSECTS(code, POINT(1 2))", 14)]
    [InlineData("S_INTERSECTS(geometry, POINT(1))", 31)]
    [InlineData("S_INTERSECTS(geometry, POINT(1e308 2))", 24)]
    [InlineData("S_INTERSECTS(geometry, POINT EMPTY)", 30)]
    [InlineData("S_INTERSECTS(geometry, LINESTRING(1 2))", 24)]
    [InlineData("S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1, 0 1)))", 24)]
    [InlineData("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))", 24)]
    [InlineData("S_INTERSECTS(geometry, BBOX(1, 2, 3))", 24)]
    [InlineData("S_INTERSECTS(geometry, BBOX(1, 5, 3, 2))", 24)]
    [InlineData("S_TOUCHES(geometry, GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(3 4, 5 6)))", 21)]
    [InlineData("S_EQUALS(geometry, GEOMETRYCOLLECTION(POINT(9 9), POLYGON((0 0, 1 0, 1 1, 0 0))))", 20)]
    [InlineData("S_EQUALS(geometry, GEOMETRYCOLLECTION(POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))))", 20)]
    [InlineData("S_BUFFER(geometry, 1)", 1)]
    [InlineData("A_CONTAINS(code, ('a'))", 1)]
    [InlineData("pg_sleep(10)", 1)]
    [InlineData("code = 'a\0'", 8)]
    [InlineData("geometry = geometry", 12)]
    public async Task What_is_no_filter_is_refused_with_its_character(string filter, int character)
    {
        var problem = await RefusedAsync(filter, "cql2-text");
        Assert.Equal("filter", problem.GetProperty("parameter").GetString());
        Assert.Equal(character, int.Parse(Character().Match(problem.GetProperty("detail").GetString()!).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "")]
    [InlineData("""{"op":1}""", "/op")]
    [InlineData("""{"op":"and"}""", "")]
    [InlineData("""{"op":"and","args":{}}""", "/args")]
    [InlineData("""{"op":"and","args":[true]}""", "/args")]
    [InlineData("""{"op":"eval","args":[1,2]}""", "/op")]
    [InlineData("""{"op":"=","args":[{"property":"code"},1]}""", "/args/1")]
    [InlineData("""{"op":"=","args":[{"property":1},1]}""", "/args/0/property")]
    [InlineData("""{"op":"=","args":[{"property":"nothing"},1]}""", "/args/0")]
    [InlineData("""{"op":"=","args":[{"property":"code"},"\ud800"]}""", "/args/1")]
    [InlineData("""{"op":"=","args":[{"property":"code"},"\u0000"]}""", "/args/1")]
    [InlineData("""{"op":"=","args":[{"property":"code"},null]}""", "/args/1")]
    [InlineData("""{"op":"=","op":"<>","args":[1,2]}""", "")]
    [InlineData("""{"op":"like","args":[{"property":"code"},"a\\"]}""", "/args/1")]
    [InlineData("""{"op":"like","args":[{"property":"code"},{"op":"casei","args":["a\\"]}]}""", "/args/1/args/0")]
    [InlineData("""{"op":"in","args":[{"property":"code"},"a"]}""", "/args/1")]
    [InlineData("""{"op":"in","args":[{"property":"code"},[]]}""", "/args")]
    [InlineData("""{"op":"between","args":[{"property":"declaredAreaM2"},[1,2]]}""", "/args/1")]
    [InlineData("""{"op":"=","args":[{"property":"declaredAreaM2"},1e999]}""", "/args/1")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point"}]}""", "/args/1")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"point","coordinates":[1,2]}]}""", "/args/1/type")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Circle","coordinates":[1,2]}]}""", "/args/1/type")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,"2"]}]}""", "/args/1/coordinates/1")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[]}]}""", "/args/1/coordinates")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[]}]}""", "/args/1/coordinates")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"GeometryCollection","geometries":[1]}]}""", "/args/1/geometries/0")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[1,2,3]}]}""", "/args/1")]
    [InlineData("""{"op":"t_after","args":[{"property":"madeAt"},{"date":"yesterday"}]}""", "/args/1/date")]
    [InlineData("""{"op":"t_after","args":[{"property":"madeAt"},{"interval":["2020-01-01"]}]}""", "/args/1")]
    [InlineData("""{"op":"t_after","args":[{"property":"madeAt"},{"interval":["2020-01-01",5]}]}""", "/args/1/interval/1")]
    public async Task What_is_no_filter_is_refused_with_its_pointer(string filter, string pointer)
    {
        var problem = await RefusedAsync(filter, "cql2-json");
        Assert.Equal(("filter", pointer), (problem.GetProperty("parameter").GetString(), problem.GetProperty("pointer").GetString()));
    }

    [Theory]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""")]
    [InlineData("""{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}""")]
    [InlineData("""{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[]}]}""")]
    public async Task An_empty_collection_is_within_nothing_and_said_to_be_empty(string collection)
    {
        string Asks(string function) => $$"""{"op":"{{function}}","args":[{"property":"geometry"},{{collection}}]}""";
        foreach (var function in (string[])["s_within", "s_contains", "s_equals", "s_touches", "s_crosses", "s_overlaps"])
        {
            var problem = await RefusedAsync(Asks(function), "cql2-json");
            Assert.Equal("/args/1", problem.GetProperty("pointer").GetString());
            Assert.Contains("is empty", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        var met = (await Answer.GetAsync(server.Http, $"{Items}{Uri.EscapeDataString(Asks("s_intersects"))}&filter-lang=cql2-json")).Is(200, "application/geo+json");
        Assert.Empty(met.GetProperty("features").EnumerateArray());
        var apart = (await Answer.GetAsync(server.Http, $"{Items}{Uri.EscapeDataString(Asks("s_disjoint"))}&filter-lang=cql2-json")).Is(200, "application/geo+json");
        Assert.NotEmpty(apart.GetProperty("features").EnumerateArray());
    }

    [Theory]
    [InlineData("filter-lang=sql", "filter-lang")]
    [InlineData("filter-lang=", "filter-lang")]
    [InlineData("filter=TRUE&filter-crs=EPSG:4326", "filter-crs")]
    [InlineData("filter=TRUE&filter=FALSE", "filter")]
    public async Task A_parameter_beside_it_is_named(string query, string parameter) =>
        Assert.Equal(parameter, (await Answer.GetAsync(server.Http, $"/api/collections/sub-parks/items?{query}")).IsProblem(400).GetProperty("parameter").GetString());

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        await RefusedAsync(new string('(', 500) + "TRUE" + new string(')', 500), "cql2-text");
        await RefusedAsync(string.Concat(Enumerable.Repeat("NOT ", 500)) + "TRUE", "cql2-text");
        await RefusedAsync("id > " + new string('-', 500) + "1", "cql2-text");
        await RefusedAsync("id > " + new string('+', 1500) + "id", "cql2-text");
        await RefusedAsync(string.Join(" OR ", Enumerable.Repeat("id=1", 400)), "cql2-text");
        await RefusedAsync("id IN (" + string.Join(',', Enumerable.Repeat("1", 900)) + ")", "cql2-text");
        await RefusedAsync("id" + string.Concat(Enumerable.Repeat("*1e300", 60)) + ">1", "cql2-text");
        await RefusedAsync(string.Join('+', Enumerable.Repeat("id^2", 25)) + ">1", "cql2-text");
        await RefusedAsync(string.Concat(Enumerable.Repeat("""{"op":"not","args":[""", 40)) + "true" + string.Concat(Enumerable.Repeat("]}", 40)), "cql2-json");
        await RefusedAsync(new string('[', 1000), "cql2-json");
    }

    [Theory]
    [InlineData("cql2-text", "S_INTERSECTS(geometry,LINESTRING(", "1 2", "))")]
    [InlineData("cql2-json", """{"op":"s_intersects","args":[{"property":"geometry"},{"type":"LineString","coordinates":[""", "[1,2]", "]}]}")]
    public async Task A_geometry_of_more_than_2000_points_is_refused(string language, string before, string point, string after)
    {
        string Of(int points) => before + string.Join(',', Enumerable.Repeat(point, points - 1).Prepend(point.Replace('2', '3'))) + after;
        Assert.Contains("more than 2000 points", (await RefusedAsync(Of(2001), language)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await Answer.GetAsync(server.Http, $"{Items}{Uri.EscapeDataString(Of(2000))}&filter-lang={language}")).Is(200, "application/geo+json");
    }

    [Fact]
    public async Task Conditions_of_conditions_do_not_grow_without_bound()
    {
        var filter = Enumerable.Range(0, 28).Aggregate("id = 1", (inner, _) => $"({inner}) IN (TRUE, FALSE)");
        Assert.Equal(200, (int)(await Answer.GetAsync(server.Http, Items + Uri.EscapeDataString(filter))).Status);
    }

    [Fact]
    public async Task Powers_of_powers_do_not_grow_without_bound()
    {
        var filter = Enumerable.Range(0, 28).Aggregate("id", (inner, _) => $"({inner}) ^ revision") + " >= 0";
        Assert.Equal(200, (int)(await Answer.GetAsync(server.Http, Items + Uri.EscapeDataString(filter))).Status);
    }

    [Fact]
    public async Task Tokens_in_any_order_never_make_the_server_fail()
    {
        string[] tokens =
        [
            "(", ")", ",", "=", "<>", "<", ">=", "+", "-", "*", "/", "%", "^", "div", "AND", "OR", "NOT", "LIKE", "IN", "BETWEEN", "IS", "NULL", "TRUE", "code", "geometry", "madeAt", "declaredAreaM2", "'a'", "'%'", "1", "0", "1e300",
            "POINT", "POLYGON", "BBOX", "(1 2)", "((0 0,1 0,1 1,0 0))", "DATE", "('2020-01-01')", "INTERVAL", "S_INTERSECTS", "T_AFTER", "CASEI", "'", "\"", "\\", "Z", "..", ";", "$1", "园",
        ];
        var random = new Random(4);
        for (var i = 0; i < 1500; i++)
        {
            var filter = string.Join(' ', Enumerable.Range(0, 1 + random.Next(9)).Select(_ => tokens[random.Next(tokens.Length)]));
            var answer = await Answer.GetAsync(server.Http, Items + Uri.EscapeDataString(filter) + "&limit=1");
            Assert.True((int)answer.Status is 200 or 400, $"{filter}: {answer.Text}");
        }
    }

    [GeneratedRegex("character ([0-9]+)")]
    private static partial Regex Character();
}
