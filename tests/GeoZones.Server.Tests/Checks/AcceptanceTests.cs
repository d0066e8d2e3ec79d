using System.Text.Json;

namespace GeoZones.Server.Tests.Checks;

/// <summary>The checks find in the three cases what their authors planted, and nothing else.</summary>
public sealed class AcceptanceTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static JsonElement Expected(string region) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(PostGis.DataFolder, region, "expected.json"))).RootElement;

    private async Task<JsonElement> LatestAsync(string region, string what, string type = "application/json") =>
        (await Answer.GetAsync(server.Http, $"/api/regions/{region}/checks/latest{what}")).Is(200, type);

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task The_findings_are_those_expected(string region)
    {
        var expected = Expected(region).GetProperty("findings").EnumerateArray()
            .Select(f => new Found(Key(f.GetProperty("rule"), f.GetProperty("severity"), f.GetProperty("features").EnumerateArray().Select(k => k.GetString()!), f.GetProperty("figure")), Area(f)))
            .Order().ToArray();
        var started = await Answer.PostAsync(server.Http, $"/api/regions/{region}/checks", (byte[]?)null);
        started.Is(201);
        var findings = (await Answer.GetAsync(server.Http, $"{started.Message.Headers.Location}/findings")).Is(200, "application/geo+json");
        var found = findings.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties"))
            .Select(p => new Found(Key(p.GetProperty("rule"), p.GetProperty("severity"), p.GetProperty("features").EnumerateArray().Select(FeatureKey), p.GetProperty("figure")), Area(p)))
            .Order().ToArray();
        Assert.Equal(expected.Select(f => f.Key), found.Select(f => f.Key));
        Assert.All(expected.Zip(found), pair => Near(pair.First.AreaM2, pair.Second.AreaM2, pair.First.Key));
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task The_run_counts_what_it_found_and_what_it_ignored(string region)
    {
        var expected = Expected(region);
        var run = await LatestAsync(region, "");
        Assert.Empty(run.GetProperty("failedRules").EnumerateArray());
        foreach (var severity in new[] { "error", "warning", "info" })
        {
            Assert.Equal(
                expected.GetProperty("findings").EnumerateArray().Count(f => f.GetProperty("severity").GetString() == severity),
                run.GetProperty("counts").GetProperty(severity).GetInt32());
        }
        Assert.Equal(
            expected.GetProperty("ignored").EnumerateObject().Select(i => (i.Name, i.Value.GetProperty("count").GetInt32())).Order(),
            run.GetProperty("ignored").EnumerateObject().Select(i => (i.Name, i.Value.GetProperty("count").GetInt32())).Order());
        Assert.All(expected.GetProperty("ignored").EnumerateObject(), i => Near(Area(i.Value), Area(run.GetProperty("ignored").GetProperty(i.Name)), i.Name));
        var quotas = run.GetProperty("quotas").EnumerateArray().ToDictionary(q => q.GetProperty("account").GetString()!);
        Assert.Equal(expected.GetProperty("quotas").EnumerateArray().Select(q => q.GetProperty("account").GetString()!).Order(StringComparer.Ordinal), quotas.Keys.Order(StringComparer.Ordinal));
        foreach (var quota in expected.GetProperty("quotas").EnumerateArray())
        {
            foreach (var member in new[] { "grantedM2", "allocatedM2", "usedM2" })
            {
                Near(Number(quota.GetProperty(member)), Number(quotas[quota.GetProperty("account").GetString()!].GetProperty(member)), member);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task The_ledger_is_the_one_expected_and_adds_up_to_the_zone(string region)
    {
        var expected = Expected(region);
        var ledger = await LatestAsync(region, "/ledger");
        var rows = ledger.GetProperty("rows").EnumerateArray().OrderBy(Class, StringComparer.Ordinal).ToArray();
        var expectedRows = expected.GetProperty("ledger").GetProperty("rows").EnumerateArray().OrderBy(Class, StringComparer.Ordinal).ToArray();
        Assert.Equal(
            expectedRows.Select(r => (Class(r), r.GetProperty("patches").GetInt32())), rows.Select(r => (Class(r), r.GetProperty("patches").GetInt32())));
        Assert.All(expectedRows.Zip(rows), pair => Near(Area(pair.First), Area(pair.Second), Class(pair.First)));
        Near(Number(expected.GetProperty("ledger").GetProperty("doubledGroundAreaM2")), Number(ledger.GetProperty("doubledGroundAreaM2")), "doubled");
        Near(Number(expected.GetProperty("zoneGroundAreaM2")), Number(ledger.GetProperty("zoneGroundAreaM2")), "zone");
        Near(Number(expected.GetProperty("zoneEllipsoidalAreaM2")), Number(ledger.GetProperty("zoneEllipsoidalAreaM2")), "zone, survey");
        Assert.Equal(
            expected.GetProperty("ledger").GetProperty("leftOut").EnumerateArray().Select(k => k.GetString()).Order(StringComparer.Ordinal),
            ledger.GetProperty("leftOut").EnumerateArray().Select(l => FeatureKey(l.GetProperty("feature"))).Order(StringComparer.Ordinal));

        var zone = ledger.GetProperty("zoneGroundAreaM2").GetDouble();
        var sum = rows.Sum(r => Area(r)!.Value);
        Assert.InRange(Math.Abs(sum - zone), 0, 0.01 * zone / 1e6);
        Assert.Equal(sum - zone, ledger.GetProperty("residualM2").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task What_the_documents_say_about_quota_and_rounding_is_found()
    {
        var quota = (await LatestAsync("changyuan", "")).GetProperty("quotas").EnumerateArray().Single(q => q.GetProperty("account").GetString() == "规划指标");
        Assert.Equal((7.5e6, 4.8e6), (quota.GetProperty("grantedM2").GetDouble(), quota.GetProperty("allocatedM2").GetDouble()));
        Assert.Equal(2.7e6, quota.GetProperty("unallocatedM2").GetDouble(), 1e-6);
        var sums = (await LatestAsync("lushan", "/findings?rule=GZ302&severity=info", "application/geo+json")).GetProperty("features").EnumerateArray();
        Assert.Contains(sums, f => f.GetProperty("properties").GetProperty("figure").GetString() == "发展空间#area");
    }

    [Fact]
    public async Task A_second_run_finds_the_same_under_the_same_ids()
    {
        var first = await LatestAsync("lushan", "/findings", "application/geo+json");
        (await Answer.PostAsync(server.Http, "/api/regions/lushan/checks", "{}")).Is(201);
        var second = await LatestAsync("lushan", "/findings", "application/geo+json");
        Assert.NotEqual(first.GetProperty("run").GetInt64(), second.GetProperty("run").GetInt64());
        Assert.Equal(first.GetProperty("features").GetRawText(), second.GetProperty("features").GetRawText());
    }

    // Areas of the cases are stated to 1e-4 m².
    private static void Near(double? expected, double? found, string what)
    {
        var same = expected is null ? found is null : found is not null && Math.Abs(expected.Value - found.Value) <= 0.01 + 1e-8 * Math.Abs(expected.Value);
        Assert.True(same, $"{what}: {found} instead of {expected}");
    }

    private static string Key(JsonElement rule, JsonElement severity, IEnumerable<string> features, JsonElement figure) =>
        $"{rule.GetString()} {severity.GetString()} {string.Join(" + ", features.Order(StringComparer.Ordinal))} {figure.GetString()}";

    private static string FeatureKey(JsonElement f) =>
        $"{f.GetProperty("plan").GetString() ?? "survey"}/{f.GetProperty("collection").GetString()}/{f.GetProperty("zone").GetString()}/{f.GetProperty("code").GetString()}";

    private static string Class(JsonElement row) =>
        $"{row.GetProperty("zone").GetString()} {row.GetProperty("urban").GetString()} {row.GetProperty("landUse").GetString()}";

    private static double? Area(JsonElement json) => Number(json.GetProperty("groundAreaM2"));

    private static double? Number(JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : json.GetDouble();

    private sealed record Found(string Key, double? AreaM2) : IComparable<Found>
    {
        public int CompareTo(Found? other) => (string.CompareOrdinal(Key, other!.Key), Nullable.Compare(AreaM2, other.AreaM2)) switch
        {
            (0, var area) => area,
            (var key, _) => key,
        };
    }
}
