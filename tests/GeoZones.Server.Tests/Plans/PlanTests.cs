using System.Text.Json;

namespace GeoZones.Server.Tests.Plans;

/// <summary>Regions, plans, figures and code lists of the three cases.</summary>
[Collection<Readers>]
public sealed class PlanTests(GeoZonesServer server)
{
    private async Task<JsonElement> GetAsync(string path) => (await Answer.GetAsync(server.Http, path)).Is(200);

    [Fact]
    public async Task The_three_cases_are_regions()
    {
        var regions = (await GetAsync("/api/regions")).GetProperty("regions").EnumerateArray().ToDictionary(r => r.GetProperty("id").GetString()!);
        foreach (var (id, name) in new[] { ("changyuan", "长垣"), ("lushan", "鲁山"), ("jiaozuo", "焦") })
        {
            var region = regions[id];
            Assert.Contains(name, region.GetProperty("nameZh").GetString(), StringComparison.Ordinal);
            Assert.True(region.GetProperty("synthetic").GetBoolean());
            Assert.Equal(4547, region.GetProperty("planeSrid").GetInt32());
            Assert.Equal(4, region.GetProperty("extent").GetArrayLength());
            Assert.Equal(region.GetRawText(), (await GetAsync($"/api/regions/{id}")).GetRawText());
        }
    }

    [Fact]
    public async Task A_region_has_three_plans_and_the_survey_with_their_revisions()
    {
        var plans = (await GetAsync("/api/regions/lushan/plans")).GetProperty("plans").EnumerateArray().ToArray();
        Assert.Equal(["zone", "urban", "land-use", "survey"], plans.Select(p => p.GetProperty("kind").GetString()));
        Assert.All(plans, plan =>
        {
            var revisions = plan.GetProperty("revisions").EnumerateArray().ToArray();
            Assert.NotEmpty(revisions);
            Assert.Equal(Enumerable.Range(1, revisions.Length), revisions.Select(r => r.GetProperty("number").GetInt32()));
            Assert.All(revisions, r => Assert.Contains(r.GetProperty("state").GetString(), new[] { "draft", "submitted", "approved" }));
            Assert.All(revisions, r => Assert.InRange(r.GetProperty("createdAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow));
        });
        // The old zone plan of 8.6 km² and the new one of 27 km².
        Assert.Equal(2, plans[0].GetProperty("revisions").GetArrayLength());
    }

    [Fact]
    public async Task Figures_come_as_their_documents_state_them()
    {
        var figures = (await GetAsync("/api/regions/changyuan/figures")).GetProperty("figures").EnumerateArray().ToArray();
        var area = figures.Single(f => f.GetProperty("subject").GetString() == "sub-park/起重园区" && f.GetProperty("quantity").GetString() == "area");
        Assert.Equal(("zone", 21.8m, "km2", 1), (area.GetProperty("plan").GetString(), area.GetProperty("value").GetDecimal(), area.GetProperty("unit").GetString(), area.GetProperty("decimals").GetInt32()));
        Assert.Contains(figures, f => f.GetProperty("value").ValueKind == JsonValueKind.Null);
        Assert.Contains(figures, f => f.GetProperty("qualifier").GetString() == "暂定");
        foreach (var member in new[] { "plan", "revision", "subject", "quantity", "value", "unit", "decimals", "qualifier", "account", "partOf", "phrase", "synthetic" })
        {
            Assert.All(figures, f => Assert.True(f.TryGetProperty(member, out _), member));
        }
        var ofPlan = (await GetAsync("/api/regions/changyuan/figures?plan=zone&revision=1")).GetProperty("figures").EnumerateArray().ToArray();
        Assert.NotEmpty(ofPlan);
        Assert.All(ofPlan, f => Assert.Equal(("zone", 1), (f.GetProperty("plan").GetString(), f.GetProperty("revision").GetInt32())));
        Assert.Empty((await GetAsync("/api/regions/changyuan/figures?plan=survey")).GetProperty("figures").EnumerateArray());
    }

    [Fact]
    public async Task Words_name_rules_quantities_units_and_subjects_in_both_languages()
    {
        var words = await GetAsync("/api/words");
        foreach (var (key, zh, en) in new[] { ("rule.GZ103", "图斑重叠", "Overlap"), ("quantity.area", "面积", "area"), ("unit.1e4mu", "万亩", "10⁴ mu"), ("subject.project", "项目", "project"), ("state.finished", "建成", "finished") })
        {
            Assert.Equal((zh, en), (words.GetProperty("zh").GetProperty(key).GetString(), words.GetProperty("en").GetProperty(key).GetString()));
        }
        Assert.Equal(words.GetProperty("zh").EnumerateObject().Select(word => word.Name), words.GetProperty("en").EnumerateObject().Select(word => word.Name));
    }

    [Fact]
    public async Task Code_lists_say_what_each_code_means()
    {
        var codes = await GetAsync("/api/regions/changyuan/codes");
        Assert.Equal(["zone", "urban", "controlArea", "useArea", "existingLandUse", "matrix"], codes.EnumerateObject().Select(p => p.Name));
        var residential = codes.GetProperty("urban").GetProperty("classes").EnumerateArray().First(c => c.GetProperty("code").GetString() == "R");
        Assert.Equal("built", residential.GetProperty("state").GetString());
        Assert.Matches("^#[0-9A-Fa-f]{6}$", residential.GetProperty("color").GetString());
        Assert.All(codes.GetProperty("matrix").GetProperty("conflicts").EnumerateArray(),
            pair => Assert.Contains(pair.GetProperty("severity").GetString(), new[] { "error", "warning", "info" }));
    }
}
