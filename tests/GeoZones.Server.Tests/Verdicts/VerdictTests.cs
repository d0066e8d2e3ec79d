using System.Text.Json;

using NetTopologySuite.IO;

namespace GeoZones.Server.Tests.Verdicts;

/// <summary>What drawing something would cause is told before it is saved, and nothing is stored.</summary>
public sealed class VerdictTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    // Of data/changyuan/expected.json.
    private const double UsedWithoutM2 = 3_227_570.0039;

    private sealed record Drawn(DraftedRegion Region, long First, long Second)
    {
        public string Address => $"/api/regions/{Region.Id}/verdict";
    }

    // Two designations that overlap by half, over farmland.
    private async Task<Drawn> DraftAsync()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        await region.DrawAsync(draft, "zone-boundaries", DraftedRegion.Square(0, 0, 8), "B", "Z");
        var first = await region.DrawAsync(draft, "designations", DraftedRegion.Square(1, 1, 2), "D1", "Z", """{"function":"I10"}""");
        var second = await region.DrawAsync(draft, "designations", DraftedRegion.Square(2, 1, 2), "D2", "Z", """{"function":"I10"}""");
        await region.DrawAsync(await region.ReviseAsync("land-use"), "farmland", DraftedRegion.Square(0, 5, 3), "F1", "Z", """{"farmlandClass":"basic"}""");
        return new(region, first, second);
    }

    private Task<Answer> AskAsync(Drawn drawn, string body, params (string Name, string Value)[] headers) => Answer.PostAsync(server.Http, drawn.Address, body, headers: headers);

    private static string Feature(string wkt, string code = "D3", string more = "")
    {
        var ring = string.Join(',', new WKTReader().Read(wkt).Coordinates.Select(at => FormattableString.Invariant($"[{at.X},{at.Y}]")));
        return $$$"""{"type":"Feature","properties":{"zone":"Z","code":"{{{code}}}","function":"I10"{{{more}}}},"geometry":{"type":"Polygon","coordinates":[[{{{ring}}}]]}}""";
    }

    private static string New(string feature) => $$"""{"collection":"designations","plan":"zone","feature":{{feature}}}""";

    private static List<string> Rules(JsonElement verdict) =>
        [.. verdict.GetProperty("findings").GetProperty("features").EnumerateArray().Select(finding => finding.GetProperty("properties").GetProperty("rule").GetString()!).Distinct().Order(StringComparer.Ordinal)];

    private async Task<Dictionary<string, string>> CheckedAsync(Drawn drawn)
    {
        await Answer.PostAsync(server.Http, $"/api/regions/{drawn.Region.Id}/checks", (string?)null);
        var found = (await Answer.GetAsync(server.Http, $"/api/regions/{drawn.Region.Id}/checks/latest/findings")).Is(200, "application/geo+json");
        return found.GetProperty("features").EnumerateArray().ToDictionary(finding => finding.GetProperty("id").GetString()!, finding => finding.GetProperty("properties").GetProperty("rule").GetString()!);
    }

    [Fact]
    public async Task A_new_designation_on_farmland_and_on_a_neighbour_is_told_with_areas_and_places()
    {
        var drawn = await DraftAsync();
        var verdict = (await AskAsync(drawn, New(Feature(DraftedRegion.Square(1, 2, 4), more: ""","declaredAreaM2":1000""")), ("Accept-Language", "zh"))).Is(200);
        var areaM2 = verdict.GetProperty("areas").GetProperty("ellipsoidalAreaM2").GetDouble();
        Assert.Equal(1000 - areaM2, verdict.GetProperty("declaredDifferenceM2").GetDouble(), 1e-6);
        Assert.Equal([0.125, 0], new[] { "basicM2", "generalM2" }.Select(name => Math.Round(verdict.GetProperty("farmland").GetProperty(name).GetDouble() / areaM2, 3)));
        Assert.Equal(["GZ103", "GZ203", "GZ301"], Rules(verdict).Intersect(["GZ103", "GZ203", "GZ301"]));
        var overlap = verdict.GetProperty("findings").GetProperty("features").EnumerateArray().First(finding => finding.GetProperty("properties").GetProperty("rule").GetString() == "GZ103");
        Assert.Contains("重叠", overlap.GetProperty("properties").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("Polygon", overlap.GetProperty("geometry").GetProperty("type").GetString());
        Assert.False(verdict.GetProperty("checkedAll").GetBoolean());
    }

    [Fact]
    public async Task Moving_a_designation_off_its_neighbour_resolves_the_finding_that_the_check_has_and_stores_nothing()
    {
        var drawn = await DraftAsync();
        var before = await CheckedAsync(drawn);
        var overlap = before.Single(finding => finding.Value == "GZ103").Key;
        var body = $$"""{"edits":[{"collection":"designations","plan":"zone","id":{{drawn.Second}},"feature":{{Feature(DraftedRegion.Square(3, 1, 2), "D2")}}}]}""";
        for (var time = 0; time < 2; time++)
        {
            var verdict = (await AskAsync(drawn, body)).Is(200);
            Assert.Contains(overlap, verdict.GetProperty("resolves").EnumerateArray().Select(id => id.GetString()));
            Assert.DoesNotContain("GZ103", Rules(verdict));
        }

        Assert.Equal(before, await CheckedAsync(drawn));
    }

    [Fact]
    public async Task Deleting_resolves_too_and_what_is_saved_later_is_seen()
    {
        var drawn = await DraftAsync();
        var delete = $$"""{"collection":"designations","plan":"zone","id":{{drawn.First}},"feature":null}""";
        Assert.NotEmpty((await AskAsync(drawn, delete)).Is(200).GetProperty("resolves").EnumerateArray());
        var next = await drawn.Region.ReviseAsync("zone");
        await drawn.Region.EndAsync(next, "designations", drawn.Second);
        Assert.DoesNotContain("GZ103", Rules((await AskAsync(drawn, New(Feature(DraftedRegion.Square(3, 1)))))
            .Is(200)));
    }

    [Fact]
    public async Task The_plan_quota_is_told_by_itself_with_what_the_drawn_ground_takes_from_it()
    {
        var corner = New(Feature("POLYGON ((114.595 35.135, 114.597 35.135, 114.597 35.137, 114.595 35.137, 114.595 35.135))"));
        var verdict = (await Answer.PostAsync(server.Http, "/api/regions/changyuan/verdict", corner)).Is(200);
        var quota = verdict.GetProperty("quota");
        double M2(string name) => quota.GetProperty(name).GetDouble();
        Assert.Equal([7_500_000, 4_800_000, 2_700_000], new[] { "grantedM2", "allocatedM2", "unallocatedM2" }.Select(M2));
        Assert.Equal(UsedWithoutM2 + verdict.GetProperty("areas").GetProperty("groundAreaM2").GetDouble(), M2("usedM2"), 0.01);
        Assert.Equal(M2("grantedM2") - M2("usedM2"), M2("unusedM2"), 1e-6);
        Assert.Equal(["年度计划", "规划指标"], verdict.GetProperty("quotas").EnumerateArray().Select(account => account.GetProperty("account").GetString()));
        Assert.Equal(quota.GetRawText(), verdict.GetProperty("quotas")[1].GetRawText());
    }

    [Fact]
    public async Task Without_a_plan_quota_there_is_none_to_tell()
    {
        var verdict = (await AskAsync(await DraftAsync(), New(Feature(DraftedRegion.Square(3, 1))))).Is(200);
        Assert.Equal(JsonValueKind.Null, verdict.GetProperty("quota").ValueKind);
        Assert.Equal(0, verdict.GetProperty("quotas").GetArrayLength());
    }

    [Theory]
    [InlineData("", 400, "")]
    [InlineData("[]", 400, "")]
    [InlineData("""{"collection":"rivers","plan":"zone","feature":null}""", 400, "/collection")]
    [InlineData("""{"collection":"designations","feature":null}""", 400, "/plan")]
    [InlineData("""{"collection":"designations","plan":"zone"}""", 400, "/feature")]
    [InlineData("""{"collection":"designations","plan":"zone","feature":null}""", 400, "/id")]
    [InlineData("""{"collection":"designations","plan":"zone","id":"x","feature":null}""", 400, "/id")]
    [InlineData("""{"collection":"designations","plan":"zone","id":987654321,"feature":null}""", 404, "/id")]
    [InlineData("""{"edits":[]}""", 400, "/edits")]
    [InlineData("""{"edits":[{"collection":"designations","plan":"zone","feature":{"type":"Feature","geometry":null}}]}""", 422, "/edits/0/feature")]
    [InlineData("""{"collection":"designations","plan":"zone","feature":{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[114.5,34.5]}}}""", 422, "/feature")]
    [InlineData("""{"collection":"designations","plan":"zone","feature":{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}}}""", 422, "/feature")]
    [InlineData("""{"collection":"designations","plan":"zone","feature":{"type":"Feature","properties":{"h":1e-999999999},"geometry":{"type":"Polygon","coordinates":[[[114.1,34.1],[114.2,34.1],[114.2,34.2],[114.1,34.1]]]}}}""", 422, "/feature")]
    [InlineData("""{"collection":"designations","plan":"zone","feature":null,"revision":99}""", 400, "/revisions/zone")]
    [InlineData("""{"edits":[{"collection":"designations","plan":"zone","feature":null,"colour":"red"}]}""", 400, "/edits/0/colour")]
    [InlineData("""{"collection":"designations","plan":"zone","feature":null,"revisions":{"zone":99}}""", 400, "/revisions/zone")]
    [InlineData("""{"collection":"designations","plan":"zone","feature":null,"colour":"red"}""", 400, "/colour")]
    public async Task What_cannot_be_judged_is_refused_with_its_place(string body, int status, string pointer)
    {
        var problem = (await AskAsync(await DraftAsync(), body)).IsProblem(status);
        Assert.Equal(pointer, problem.TryGetProperty("pointer", out var at) ? at.GetString() : "");
    }
}
