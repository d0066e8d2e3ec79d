using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class Gz109OutsideBoundaryTests
{
    [Fact]
    public void What_a_sub_park_or_a_designation_has_beyond_the_boundary_is_reported_part_by_part()
    {
        var findings = new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100))
            .SubPark("p", Box(-10, 0, 110, 50)).ZoneUse("d", "M", Box(50, 50, 90, 120)).Findings("GZ109");
        Assert.Equal(
            [("d", 1, 800.0), ("p", 1, 500.0), ("p", 2, 500.0)],
            findings.Select(finding => (finding.Features.Single().Code, finding.Part, Math.Round(finding.GroundAreaM2!.Value))).Order());
    }

    [Fact]
    public void A_boundary_that_is_the_union_of_its_sub_parks_leaves_nothing_outside()
    {
        var report = new Sketch().Boundary(PlanKind.Zone, "POLYGON ((0 0, 50.1234 3.3333, 100 0, 100 100, 50.4321 99.7777, 0 100, 0 0))")
            .SubPark("a", "POLYGON ((0 0, 50.1234 3.3333, 50.4321 99.7777, 0 100, 0 0))").SubPark("b", "POLYGON ((50.1234 3.3333, 100 0, 100 100, 50.4321 99.7777, 50.1234 3.3333))").Check();
        Assert.DoesNotContain(report.Findings, finding => finding.Rule == "GZ109");
        Assert.False(report.Ignored.ContainsKey("GZ109"));
    }

    [Fact]
    public void Two_zones_of_one_plan_together_are_the_boundary() =>
        Assert.Empty(new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100), "A").Boundary(PlanKind.Zone, Box(100, 0, 200, 100), "B").SubPark("p", Box(50, 0, 150, 100)).Findings("GZ109"));

    [Theory]
    [InlineData(0.001, 0)]
    [InlineData(0.003, 1)]
    public void A_strip_is_ignored_only_when_narrower_than_two_millimetres(double widthM, int findings)
    {
        var report = new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100)).SubPark("p", Box(50, 0, 100 + widthM, 100)).Check();
        Assert.Equal(findings, report.Findings.Count(finding => finding.Rule == "GZ109"));
        Assert.Equal(1 - findings, report.Ignored.TryGetValue("GZ109", out var ignored) ? ignored.Count : 0);
    }

    [Fact]
    public void A_plan_without_boundary_is_skipped_and_urban_designations_may_go_beyond_the_zone() =>
        Assert.Empty(new Sketch().Boundary(PlanKind.Urban, Box(0, 0, 100, 100)).SubPark("p", Box(-10, 0, 110, 50)).UrbanUse("u", "M1", Box(0, 0, 500, 500)).Findings("GZ109"));
}
