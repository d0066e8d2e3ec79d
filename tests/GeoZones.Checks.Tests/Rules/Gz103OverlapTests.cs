using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class Gz103OverlapTests
{
    [Fact]
    public void Two_sub_parks_that_cover_the_same_ground_are_one_finding_with_that_ground()
    {
        var finding = Assert.Single(new Sketch().SubPark("b", Box(50, 0, 150, 100)).SubPark("a", Box(0, 0, 100, 100)).Findings("GZ103"));
        Assert.Equal(["a", "b"], finding.Features.Select(feature => feature.Code));
        Assert.Equal(5000, finding.GroundAreaM2!.Value, 1.0);
        Assert.True(finding.Place!.EqualsTopologically(At(Box(50, 0, 100, 100))));
        Assert.Equal(4547, finding.Place.SRID);
        Assert.Equal((1.0, 0.1), (finding.Tolerance["areaM2"], finding.Tolerance["widthM"]));
    }

    [Fact]
    public void Containment_counts_as_overlap() =>
        Assert.Equal(100, Assert.Single(new Sketch().SubPark("a", Box(0, 0, 100, 100)).SubPark("b", Box(10, 10, 20, 20)).Findings("GZ103")).GroundAreaM2!.Value, 0.1);

    [Fact]
    public void A_patch_in_the_hole_of_another_does_not_overlap() =>
        Assert.Empty(new Sketch().SubPark("a", "POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0), (10 10, 20 10, 20 20, 10 20, 10 10))").SubPark("b", Box(10, 10, 20, 20)).Findings("GZ103"));

    [Theory]
    [InlineData("POLYGON ((100 0, 200 0, 200 100, 100 100, 100 0))")]
    [InlineData("POLYGON ((100 33.3333, 100 77.7777, 200 77.7777, 200 33.3333, 100 33.3333))")]
    [InlineData("POLYGON ((100 100, 200 100, 200 200, 100 200, 100 100))")]
    public void Shared_edges_and_corners_leave_nothing_not_even_an_ignored_part(string neighbour)
    {
        var report = new Sketch().SubPark("a", Box(0, 0, 100, 100)).SubPark("b", neighbour).Check();
        Assert.DoesNotContain(report.Findings, finding => finding.Rule == "GZ103");
        Assert.Empty(report.Ignored);
    }

    [Fact]
    public void Each_part_of_an_overlap_is_a_finding_and_parts_are_numbered_from_west_to_east()
    {
        var findings = new Sketch()
            .SubPark("a", "POLYGON ((0 0, 100 0, 100 100, 80 100, 80 20, 20 20, 20 100, 0 100, 0 0))")
            .SubPark("b", Box(0, 50, 100, 60)).Findings("GZ103");
        Assert.Equal([(1, 0.0), (2, 80.0)], findings.OrderBy(finding => finding.Part).Select(finding => (finding.Part, finding.Place!.EnvelopeInternal.MinX - EastM)));
        Assert.Equal(2, findings.Select(finding => finding.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(0.09, 10, true)]
    [InlineData(0.09, 12, false)]
    [InlineData(0.11, 5, false)]
    public void An_overlap_is_ignored_only_when_both_below_a_square_metre_and_narrower_than_a_decimetre(double widthM, double lengthM, bool isIgnored)
    {
        var report = new Sketch().SubPark("a", Box(0, 0, 100, 100)).SubPark("b", Box(100 - widthM, 0, 200, lengthM)).Check();
        Assert.Equal(isIgnored ? 0 : 1, report.Findings.Count(finding => finding.Rule == "GZ103"));
        if (isIgnored)
        {
            Assert.Equal(1, report.Ignored["GZ103"].Count);
            Assert.Equal(widthM * lengthM, report.Ignored["GZ103"].GroundAreaM2, 1e-3);
        }
        else
        {
            Assert.Empty(report.Ignored);
        }
    }

    [Fact]
    public void Different_plans_and_different_collections_are_not_compared() =>
        Assert.Empty(new Sketch().Zone(Box(0, 0, 100, 100)).SubPark("a", Box(0, 0, 100, 100)).ZoneUse("a", "M", Box(0, 0, 100, 100)).UrbanUse("a", "M1", Box(0, 0, 100, 100)).Findings("GZ103"));

    [Fact]
    public void Boundaries_of_different_zones_and_survey_patches_are_compared() =>
        Assert.Equal(["existing-land-use", "zone-boundaries"], new Sketch()
            .Boundary(PlanKind.Zone, Box(0, 0, 100, 100), "A").Boundary(PlanKind.Zone, Box(90, 0, 200, 100), "B")
            .Today("a", "20", Box(0, 0, 10, 10)).Today("b", "01", Box(5, 0, 15, 10))
            .Findings("GZ103").Select(finding => finding.Features[0].Collection).Order());

    [Fact]
    public void Control_areas_and_use_areas_may_lie_on_each_other_but_not_on_their_own_kind()
    {
        var sketch = new Sketch()
            .ControlArea("c1", "010", Box(0, 0, 100, 100)).UseArea("u1", "030", Box(0, 0, 100, 100))
            .ControlArea("c2", "030", Box(90, 0, 200, 100)).UseArea("u2", "010", Box(95, 0, 200, 100));
        Assert.Equal(["c1 c2", "u1 u2"], sketch.Findings("GZ103").Select(finding => string.Join(' ', finding.Features.Select(feature => feature.Code))).Order());
    }

    [Fact]
    public void A_pair_that_meets_in_both_coverages_counts_once() =>
        Assert.Single(new Sketch()
            .Add(Collections.Designations, PlanKind.LandUse, "a", At(Box(0, 0, 100, 100)), attributes: [("controlArea", "010"), ("useArea", "030")])
            .Add(Collections.Designations, PlanKind.LandUse, "b", At(Box(50, 0, 100, 100)), attributes: [("controlArea", "010"), ("useArea", "030")])
            .Findings("GZ103"));

    [Fact]
    public void Invalid_areas_are_left_to_the_rule_on_geometry() =>
        Assert.Empty(new Sketch().SubPark("a", "POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))").SubPark("b", Box(0, 0, 100, 100)).Findings("GZ103"));
}
