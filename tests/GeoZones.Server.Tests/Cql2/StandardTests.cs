using System.Text.Json.Nodes;

namespace GeoZones.Server.Tests.Cql2;

/// <summary>Every operator and function of the conformance classes that are declared is answered, in text and in JSON, in the very spelling of CQL2 (OGC 21-065r2): its grammar, and its JSON schema <c>cql2.yml</c>.</summary>
[Collection<Readers>]
public sealed class StandardTests(GeoZonesServer server)
{
    private const string Names = """
        basic-cql2: = <> < > <= >= and or not isNull
        advanced-comparison-operators: like between in
        case-insensitive-comparison: casei
        accent-insensitive-comparison: accenti
        basic-spatial-functions: s_intersects
        spatial-functions: s_contains s_crosses s_disjoint s_equals s_intersects s_overlaps s_touches s_within
        temporal-functions: t_after t_before t_contains t_disjoint t_during t_equals t_finishedBy t_finishes t_intersects t_meets t_metBy t_overlappedBy t_overlaps t_startedBy t_starts
        arithmetic: + - * / % div ^
        """;

    // These say what a filter is written in, or what an operator may stand between.
    private static readonly string[] s_withoutOperators = ["cql2-text", "cql2-json", "basic-spatial-functions-plus", "property-property"];

    private static readonly (string Class, string[] Names)[] s_classes =
        [.. Names.Split('\n').Select(line => line.Trim().Split(": ")).Select(parts => (parts[0], parts[1].Split(' ')))];

    public static TheoryData<string> Operators => [.. s_classes.SelectMany(one => one.Names).Distinct()];

    private static (string Text, JsonNode Json) Filter(string name)
    {
        static JsonObject Property(string property) => new() { ["property"] = property };
        static JsonObject Op(string op, params JsonNode?[] args) => new() { ["op"] = op, ["args"] = new JsonArray(args) };
        static JsonObject Point() => new() { ["type"] = "Point", ["coordinates"] = new JsonArray(114.5, 35.1) };
        static JsonObject Year(string start, string end) => new() { ["interval"] = new JsonArray(start, end) };
        return name switch
        {
            "and" or "or" => ($"synthetic = TRUE {name.ToUpperInvariant()} revision > 0", Op(name, Op("=", Property("synthetic"), true), Op(">", Property("revision"), 0))),
            "not" => ("NOT synthetic = TRUE", Op(name, Op("=", Property("synthetic"), true))),
            "isNull" => ("code IS NULL", Op(name, Property("code"))),
            "like" => ("name LIKE 'A%'", Op(name, Property("name"), "A%")),
            "between" => ("revision BETWEEN 1 AND 2", Op(name, Property("revision"), 1, 2)),
            "in" => ("code IN ('A', 'B')", Op(name, Property("code"), new JsonArray("A", "B"))),
            "casei" or "accenti" => ($"{name.ToUpperInvariant()}(name) = {name.ToUpperInvariant()}('Ä')", Op("=", Op(name, Property("name")), Op(name, "Ä"))),
            "div" => ("revision DIV 2 = 1", Op("=", Op(name, Property("revision"), 2), 1)),
            ['s', '_', ..] => ($"{name.ToUpperInvariant()}(geometry, POINT(114.5 35.1))", Op(name, Property("geometry"), Point())),
            ['t', '_', ..] => ($"{name.ToUpperInvariant()}(INTERVAL(madeAt, endedAt), INTERVAL('2020-01-01', '2030-01-01'))",
                Op(name, new JsonObject { ["interval"] = new JsonArray(Property("madeAt"), Property("endedAt")) }, Year("2020-01-01", "2030-01-01"))),
            "+" or "-" or "*" or "/" or "%" or "^" => ($"declaredAreaM2 {name} revision > 1", Op(">", Op(name, Property("declaredAreaM2"), Property("revision")), 1)),
            _ => ($"declaredAreaM2 {name} ellipsoidalAreaM2", Op(name, Property("declaredAreaM2"), Property("ellipsoidalAreaM2"))),
        };
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public async Task An_operator_is_answered_as_the_standard_spells_it(string name)
    {
        var (text, json) = Filter(name);
        var answers = new List<string>();
        foreach (var query in new[] { $"filter-lang=cql2-text&filter={Uri.EscapeDataString(text)}", $"filter-lang=cql2-json&filter={Uri.EscapeDataString(json.ToJsonString())}" })
        {
            answers.Add((await Answer.GetAsync(server.Http, $"/api/collections/sub-parks/items?{query}")).Is(200, "application/geo+json").GetProperty("features").GetRawText());
        }
        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task No_class_is_declared_without_its_operators()
    {
        const string Class = "http://www.opengis.net/spec/cql2/1.0/conf/";
        var declared = (await Answer.GetAsync(server.Http, "/api/conformance")).Is(200).GetProperty("conformsTo").EnumerateArray().Select(name => name.GetString()!)
            .Where(name => name.StartsWith(Class, StringComparison.Ordinal)).Select(name => name[Class.Length..]);
        Assert.Equal(s_classes.Select(one => one.Class).Concat(s_withoutOperators).Order(StringComparer.Ordinal), declared.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("t_MetBy")]
    [InlineData("t_metby")]
    [InlineData("T_METBY")]
    [InlineData("isnull")]
    [InlineData("AND")]
    public async Task Json_has_one_spelling(string name) =>
        Assert.Equal("/op", (await Answer.GetAsync(server.Http, $$"""/api/collections/sub-parks/items?filter-lang=cql2-json&filter={"op":"{{name}}","args":[true,true]}""")).IsProblem(400).GetProperty("pointer").GetString());

    [Theory]
    [InlineData("t_metBy(madeAt, endedAt) or NOT s_INTERSECTS(geometry, point(114 35))")]
    [InlineData("T_metby(madeAt, endedAt) OR not S_Intersects(geometry, POINT(114 35))")]
    public async Task Text_is_read_in_any_case(string filter) =>
        (await Answer.GetAsync(server.Http, $"/api/collections/sub-parks/items?filter={Uri.EscapeDataString(filter)}")).Is(200, "application/geo+json");
}
