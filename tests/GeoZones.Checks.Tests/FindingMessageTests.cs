using System.Text.Json;

using GeoZones.Checks.Rules;
using GeoZones.Checks.Tests.Rules;

using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests;

public class FindingMessageTests
{
    private static readonly Sketch s_all = new Sketch()
        .Boundary(PlanKind.Zone, Box(0, 0, 2000, 1000), "Z1").Boundary(PlanKind.Urban, Box(0, 0, 2000, 990), "Z1")
        .SubPark("p1", Box(0, 0, 1000, 1000), "蒲西").SubPark("p2", Box(990, 0, 2010, 1000)).SubPark("p3", "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")
        .ZoneUse("d1", "M", Box(0, 0, 1000, 1000)).UrbanUse("u1", "E", Box(0, 0, 500, 1000))
        .Farmland("f1", "basic", Box(100, 100, 200, 200)).Farmland("f2", "general", Box(300, 300, 310, 310)).Today("t", "20", Box(0, 0, 10, 10))
        .Figure("sub-park/p1", "area", 1.00m, "km2", 2, "暂定").Figure("发展空间", "area", 22.5m).Figure("a", "area", 8.6m, partOf: "发展空间").Figure("b", "area", 13.8m, partOf: "发展空间")
        .Figure("zone", "quota-granted", 0.5m).Figure("zone", "investment", null, "1e4CNY")
        .Road("r1", "6000 0, 6000 1000", name: "振兴路", state: "finished").Road("r2", "5900 500, 5997 500").Road("r3", "5900 800, 6100 800").Road("r4", "7000 0, 7000 100")
        .Road("r5", "6000 0, 6030 500, 6000 1000", PlanKind.Urban, "振兴路").Figure("road-network/finished", "roads", 2m, "count").Figure("zone", "roads-east-west", 5m, "count")
        .Today("t2", "X9", Box(5000, 0, 5010, 10)).Today("t3", " ", Box(5100, 0, 5110, 10))
        .Add(Collections.Townships, null, "t", At(Box(5200, 0, 5210, 10)), name: "蒲东").Add(Collections.Townships, null, "t", At(Box(5300, 0, 5310, 10)));

    private static readonly Lazy<IReadOnlyList<Finding>> s_found = new(() => s_all.Check().Findings);
    private static readonly Lazy<IReadOnlyList<Finding>> s_drawn = new(() => [.. OfDrawings()]);

    private static IEnumerable<string> Messages(string language, string rule) => s_found.Value.Where(finding => finding.Rule == rule).Select(finding => FindingMessage.Of(finding, language)).Order(StringComparer.Ordinal);

    [Theory]
    [InlineData("GZ103", "Sub-park 蒲西 (p1) and sub-park p2 overlap by 0.9999 ha (15.00 mu).")]
    [InlineData("GZ109", "Sub-park p2 reaches 0.9999 ha (15.00 mu) beyond the boundary that the zone plan draws.")]
    [InlineData("GZ201", "The urban plan and the land-use plan draw the boundary of zone Z1 differently: the land-use plan draws none, the other one of 197.9818 ha (2,969.73 mu).|The zone plan and the land-use plan draw the boundary of zone Z1 differently: the land-use plan draws none, the other one of 199.9817 ha (2,999.72 mu).|The zone plan and the urban plan draw the boundary of zone Z1 differently: 1.9998 ha (30.00 mu) is only in the first and 0.00 m² only in the second (places: 1); they share 99 % and lie up to 10.0 m apart.")]
    [InlineData("GZ202", "49.9955 ha (749.93 mu): class M in the zone plan (designation d1), class E in the urban plan (designation u1); 0.9999 ha (15.00 mu) of it is basic farmland.")]
    [InlineData("GZ203", "Designation d1 takes 0.9999 ha (15.00 mu) of basic farmland (farmland f1) in sub-park 蒲西 (p1).")]
    [InlineData("GZ204", "Designation d1 takes 99.99 m² of general farmland (farmland f2) in sub-park 蒲西 (p1). In total 99.99 m² of general farmland is taken.")]
    [InlineData("GZ302", "Development space, area: the parts 8.6 + 13.8 add up to 22.4 km², the stated total is 22.5 km², a difference of -0.1; rounding of the stated decimals explains at most 0.15.")]
    [InlineData("GZ304", "No value is stated for investment of zone.")]
    [InlineData("GZ402", "An end of road r2 misses road 振兴路 (r1) by 3.0 m.")]
    [InlineData("GZ404", "The roads of the zone plan (Z) fall into 3 parts: r2 (lines: 1, together 97.0 m) cannot be reached from the main part (1,200 m).|The roads of the zone plan (Z) fall into 3 parts: r4 (lines: 1, together 100.0 m) cannot be reached from the main part (1,200 m).")]
    [InlineData("GZ406", "Zone: promised are 5 east–west roads, drawn are 1 north–south and 0 east–west; north–south: 振兴路.")]
    [InlineData("GZ407", "Road network finished, number of roads: declared is 2, drawn is 1, a difference of 1; the drawing has 4 roads: 1 finished, 0 under construction, 3 planned.")]
    [InlineData("GZ501", "Land-use patch t3 states no class.")]
    [InlineData("GZ502", "Land-use patch t2 states the class “X9”, which is not in its list (test).")]
    [InlineData("GZ503", "The code “t” names 2 features of one collection (township): township 蒲东 (t), township t.")]
    public void Messages_in_English_tell_a_planner_what_is_where_and_how_much(string rule, string messages) => Assert.Equal(messages.Split('|'), Messages("en-GB", rule));

    [Theory]
    [InlineData("GZ103", "园区“蒲西”与园区“p2”重叠 0.9999 公顷（15.00 亩）。")]
    [InlineData("GZ202", "49.9955 公顷（749.93 亩）：产业集聚区规划为“M类”（用途图斑“d1”），城市总体规划为“E类”（用途图斑“u1”），其中永久基本农田 0.9999 公顷（15.00 亩）。")]
    [InlineData("GZ203", "用途图斑“d1”占用永久基本农田 0.9999 公顷（15.00 亩）（农田“f1”），位于园区“蒲西”。")]
    [InlineData("GZ302", "发展空间：面积分项 8.6 + 13.8 合计为 22.4 平方公里，申报总数为 22.5 平方公里，差 -0.1；小数位舍入最多可解释 0.15。")]
    [InlineData("GZ402", "道路“r2”的端点距道路“振兴路” 3.0 米，没有接上。")]
    [InlineData("GZ406", "产业集聚区的路网应为 5 横，图上为 1 纵 0 横；纵向：振兴路。")]
    [InlineData("GZ407", "路网“建成”：道路条数申报为 2，图上为 1，差 1；图上共 4 条路，其中建成 1、在建 0、规划 3。")]
    [InlineData("GZ501", "现状地类图斑“t3”没有填写“地类”。")]
    [InlineData("GZ502", "现状地类图斑“t2”的“地类”为“X9”，不在“测试”（test）之内。")]
    [InlineData("GZ503", "编号为“t”的乡镇有 2 个：乡镇“蒲东”、乡镇“t”。")]
    public void Messages_in_Chinese_too(string rule, string message) => Assert.Equal([message], Messages("zh-CN", rule));

    [Fact]
    public void A_place_is_told_in_degrees_and_a_declared_area_with_its_qualifier()
    {
        Assert.Matches(@"^The geometry of sub-park p3 is invalid: a ring meets itself \(at 114\.\d{6} E, 35\.\d{6} N\)\.$", Messages("en", "GZ101").Single());
        Assert.Matches(@"^Sub-park p1 is declared with 暂定 100\.0000 ha \(1,500\.00 mu\) and measures 99\.99\d\d ha .*within the rounding of the stated decimals \(±0\.5000 ha", Messages("en", "GZ301").Single());
        Assert.Equal("规划指标 is exceeded by 49.9810 ha (749.71 mu); granted 50.0000 ha (750.00 mu); used by new construction 99.9810 ha (1,499.71 mu).", Messages("en", "GZ303").Single());
    }

    [Fact]
    public void Every_rule_that_found_something_has_a_whole_sentence_in_both_languages()
    {
        foreach (var finding in s_found.Value.Concat(s_drawn.Value))
        {
            var (zh, en) = (FindingMessage.Of(finding, "zh"), FindingMessage.Of(finding, "en"));
            Assert.DoesNotMatch(@"[\[\]{}]|  | [,;.]", en);
            Assert.DoesNotMatch(@"[\[\]{}]|  ", zh);
            Assert.EndsWith("。", zh);
            Assert.EndsWith(".", en);
        }
    }

    private static IEnumerable<Finding> OfDrawings() =>
        from rule in RuleSet.All
        let folder = Path.Combine(RuleCase.Folder, rule.Info.Code)
        where Directory.Exists(folder)
        from file in Directory.GetFiles(folder, "found-*.json").Order(StringComparer.Ordinal)
        from finding in CheckEngine.Run(RuleCase.Read(file).Snapshot(), [rule], null, default).Findings
        select finding;

    [Fact]
    public void A_finding_that_was_stored_as_JSON_says_the_same()
    {
        foreach (var finding in s_found.Value.Concat(s_drawn.Value))
        {
            var stored = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(JsonSerializer.Serialize(finding.Params))!;
            var back = finding with { Params = stored.ToDictionary(parameter => parameter.Key, parameter => (object)parameter.Value) };
            Assert.Equal(FindingMessage.Of(finding, "en"), FindingMessage.Of(back, "en"));
            Assert.Equal(FindingMessage.Of(finding, "zh"), FindingMessage.Of(back, "zh"));
        }
    }

    [Fact]
    public void A_declared_attribute_names_its_feature_in_both_languages()
    {
        var finding = Assert.Single(new Sketch().SubPark("p", Box(0, 0, 10, 10), declaredAreaM2: 200).Findings("GZ301"));
        Assert.Equal("Sub-park p is declared with 200.00 m² and measures 99.99 m² on the ellipsoid: a difference of 100.01 m².", FindingMessage.Of(finding, "en"));
        Assert.Equal("园区“p”申报面积 200.00 平方米，图上椭球面积 99.99 平方米，差 100.01 平方米。", FindingMessage.Of(finding, "zh"));
    }

    [Fact]
    public void A_finding_of_no_rule_is_refused() =>
        Assert.Throws<ArgumentException>(() => FindingMessage.Of(s_found.Value[0] with { Rule = "GZ999" }, "en"));
}
