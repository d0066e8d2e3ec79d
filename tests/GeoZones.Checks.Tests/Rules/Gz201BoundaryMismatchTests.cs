using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class Gz201BoundaryMismatchTests
{
    [Fact]
    public void Two_plans_that_draw_the_zone_differently_are_one_finding_with_both_differences()
    {
        var finding = Assert.Single(new Sketch()
            .Boundary(PlanKind.Urban, "POLYGON ((0 0, 100 0, 100 40, 130 40, 130 60, 100 60, 100 100, 0 100, 0 0))", code: "U")
            .Boundary(PlanKind.Zone, "POLYGON ((0 0, 100 0, 100 100, 60 100, 60 90, 40 90, 40 100, 0 100, 0 0))", code: "A").Findings("GZ201"));
        Assert.Equal(["A", "U"], finding.Features.Select(feature => feature.Code));
        Assert.Equal(("zone", "urban"), (finding.Params["firstPlan"], finding.Params["secondPlan"]));
        Assert.Equal(0.0, (double)finding.Params["firstOnlyM2"]);
        Assert.Equal(800, (double)finding.Params["secondOnlyM2"], 0.2);
        Assert.Equal(2.0, finding.Params["patches"]);
        Assert.Equal(9800 / 10_600.0, (double)finding.Params["sharedRatio"], 1e-6);
        Assert.Equal(30, (double)finding.Params["largestDeviationM"], 1e-6);
        Assert.Equal(800, finding.GroundAreaM2!.Value, 0.2);
        Assert.Equal(2, finding.Place!.NumGeometries);
    }

    [Fact]
    public void A_notch_is_as_deep_as_the_deviation_says_though_both_its_ends_lie_on_the_other_line() =>
        Assert.Equal(10, (double)Assert.Single(new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100))
            .Boundary(PlanKind.LandUse, "POLYGON ((0 0, 100 0, 100 100, 60 100, 50 90, 40 100, 0 100, 0 0))").Findings("GZ201")).Params["largestDeviationM"], 1e-6);

    [Fact]
    public void The_same_line_with_other_vertices_and_pieces_is_no_mismatch()
    {
        var report = new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100))
            .Boundary(PlanKind.Urban, "POLYGON ((0 0, 50 0, 100 0, 100 25, 100 100, 0 100, 0 0))")
            .Boundary(PlanKind.LandUse, Box(0, 0, 50, 100), code: "1").Boundary(PlanKind.LandUse, Box(50, 0, 100, 100), code: "2").Check();
        Assert.DoesNotContain(report.Findings, finding => finding.Rule == "GZ201");
        Assert.Empty(report.Ignored);
    }

    [Fact]
    public void A_zone_that_only_one_plan_draws_is_told_for_every_other_plan_that_is_there()
    {
        var findings = new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100)).UrbanUse("u", "M1", Box(0, 0, 100, 100)).ControlArea("c", "010", Box(0, 0, 100, 100)).Findings("GZ201");
        Assert.Equal(["land-use", "urban"], findings.Select(finding => (string)finding.Params["undrawnPlan"]).Order());
        Assert.Equal(2, findings.Select(finding => finding.Id).Distinct().Count());
        Assert.All(findings, finding => Assert.Equal(10_000, finding.GroundAreaM2!.Value, 2.0));
        Assert.Contains("the urban plan draws none, the other one of ", FindingMessage.Of(findings.Single(finding => (string)finding.Params["undrawnPlan"] == "urban"), "en"));
        Assert.Contains("城市总体规划没有画出，另一个所画为", FindingMessage.Of(findings.Single(finding => (string)finding.Params["undrawnPlan"] == "urban"), "zh"));
    }

    [Fact]
    public void Zones_are_compared_by_their_code_and_every_pair_of_plans_by_itself()
    {
        var findings = new Sketch().Zone(Box(0, 0, 100, 100), "A").Boundary(PlanKind.Zone, Box(200, 0, 300, 100), "B")
            .Boundary(PlanKind.Urban, Box(200, 0, 310, 100), "B").Boundary(PlanKind.LandUse, Box(200, 0, 320, 100), "B").Boundary(PlanKind.LandUse, Box(500, 0, 600, 100), "C").Findings("GZ201");
        var apart = findings.Where(finding => !finding.Params.ContainsKey("undrawnPlan")).ToList();
        Assert.Equal(["land-use", "land-use", "urban"], apart.Select(finding => (string)finding.Params["secondPlan"]).Order());
        Assert.All(apart, finding => Assert.Equal("B", finding.Params["zone"]));
        Assert.Equal(["C urban", "C zone"], findings.Except(apart).Select(finding => $"{finding.Params["zone"]} {finding.Params["undrawnPlan"]}").Order());
    }

    [Fact]
    public void Features_without_zone_share_one() =>
        Assert.Single(new Sketch().Add(Collections.ZoneBoundaries, PlanKind.Zone, "1", At(Box(0, 0, 100, 100)), zone: null)
            .Add(Collections.ZoneBoundaries, PlanKind.Urban, "2", At(Box(0, 0, 100, 90)), zone: null).Findings("GZ201"));

    [Fact]
    public void Slivers_are_counted_not_reported()
    {
        var report = new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100)).Boundary(PlanKind.Urban, Box(0, 0, 100, 100.005)).Check();
        Assert.DoesNotContain(report.Findings, finding => finding.Rule == "GZ201");
        Assert.Equal(0.5, report.Ignored["GZ201"].GroundAreaM2, 1e-3);
    }
}
