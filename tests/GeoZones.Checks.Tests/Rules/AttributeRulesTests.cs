using FsCheck.Xunit;

using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class AttributeRulesTests
{
    [Theory]
    [InlineData("m1", "M1")]
    [InlineData(" M1", "M1")]
    [InlineData("Ｍ１", "M1")]
    [InlineData("M 1", null)]
    [InlineData("X9", null)]
    public void An_unknown_code_is_told_with_the_one_that_may_be_meant(string written, string? meant) =>
        Assert.Equal(meant, Assert.Single(new Sketch().UrbanUse("u", written, Box(0, 0, 10, 10)).Findings("GZ502")).Params.GetValueOrDefault("meant"));

    [Fact]
    public void A_blank_is_missing_and_not_unknown()
    {
        var report = new Sketch().UrbanUse("u", "", Box(0, 0, 10, 10)).Check();
        Assert.Equal(["GZ501"], report.Findings.Select(finding => finding.Rule).Where(rule => rule.StartsWith("GZ5", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_patch_of_the_land_use_plan_states_a_control_area_or_a_use_area()
    {
        var sketch = new Sketch().ControlArea("k", "010", Box(0, 0, 10, 10)).UseArea("y", "030", Box(0, 0, 10, 10)).Add(Collections.Designations, PlanKind.LandUse, "n", At(Box(20, 0, 30, 10)));
        Assert.Equal(["n"], sketch.Findings("GZ501").Select(finding => finding.Features[0].Code));
    }

    [Fact]
    public void Features_of_one_code_are_told_in_the_order_in_which_they_lie_whatever_their_ids()
    {
        var ways = new[] { Box(0, 0, 10, 10), Box(20, 0, 30, 10), Box(40, 0, 50, 10) };
        var there = new Sketch().SubPark("p", ways[0], "甲").SubPark("p", ways[1], "乙").SubPark("p", ways[2], "丙").Findings("GZ503").Single();
        var back = new Sketch().SubPark("p", ways[2], "丙").SubPark("p", ways[1], "乙").SubPark("p", ways[0], "甲").Findings("GZ503").Single();
        Assert.Equal(["甲", "乙", "丙"], there.Features.Select(feature => feature.Name));
        Assert.Equal((there.Id, FindingMessage.Of(there, "en")), (back.Id, FindingMessage.Of(back, "en")));
    }

    [Property(MaxTest = 30)]
    public void Every_code_that_features_share_is_told_once_with_all_of_them(int seed)
    {
        var random = new Random(seed);
        var codes = Enumerable.Range(0, 40).Select(_ => random.Next(25)).ToList();
        var sketch = new Sketch();
        foreach (var (i, code) in codes.Index())
        {
            sketch.Add(Collections.LandReserve, PlanKind.Zone, $"r{code}", At(Box(20 * i, 0, 20 * i + 10, 10)));
        }

        Assert.Equal(
            codes.GroupBy(code => code).Where(same => same.Count() > 1).Select(same => ($"r{same.Key}", same.Count())).Order(),
            sketch.Findings("GZ503").Select(finding => ((string)finding.Params["code"], finding.Features.Count)).Order());
    }
}
