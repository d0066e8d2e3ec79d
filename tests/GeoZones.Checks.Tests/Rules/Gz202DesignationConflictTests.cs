using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class Gz202DesignationConflictTests
{
    private static Sketch InZone() => new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100));

    [Fact]
    public void Two_plans_that_want_different_things_of_one_spot_conflict_as_gravely_as_the_matrix_says()
    {
        var findings = InZone().ZoneUse("z", "M", Box(0, 0, 100, 60)).UrbanUse("u", "R1", Box(0, 50, 100, 100)).ControlArea("l", "030", Box(0, 0, 10, 100)).Findings("GZ202");
        Assert.Equal(
            [(Severity.Error, "z", "l", 600.0), (Severity.Warning, "z", "u", 1000.0)],
            findings.Select(finding => (finding.Severity, finding.Features[0].Code, finding.Features[1].Code, Math.Round(finding.GroundAreaM2!.Value))));

        var conflict = findings[1];
        Assert.Equal(("zone", "urban", "M", "R1"), (conflict.Params["firstPlan"], conflict.Params["secondPlan"], conflict.Params["firstClass"], conflict.Params["secondClass"]));
        Assert.Equal(("M类", "class M", "R1类", "class R1"), (conflict.Params["firstLabelZh"], conflict.Params["firstLabelEn"], conflict.Params["secondLabelZh"], conflict.Params["secondLabelEn"]));
        Assert.Equal(("none", 0.0), (conflict.Params["farmland"], conflict.Params["farmlandM2"]));
    }

    [Fact]
    public void The_matrix_has_no_order() =>
        Assert.Equal(Severity.Info, Assert.Single(InZone().ZoneUse("z", "R", Box(0, 0, 50, 50)).UrbanUse("u", "G1", Box(0, 0, 50, 50)).Findings("GZ202")).Severity);

    [Fact]
    public void Groups_that_the_matrix_does_not_name_agree() =>
        Assert.Empty(InZone().ZoneUse("z", "M", Box(0, 0, 50, 50)).UrbanUse("u", "M1", Box(0, 0, 50, 50)).ControlArea("l", "010", Box(0, 0, 50, 50)).Findings("GZ202"));

    [Fact]
    public void Only_ground_inside_the_zone_counts() =>
        Assert.Equal(500, Assert.Single(InZone().ZoneUse("z", "M", Box(90, 0, 200, 50)).UrbanUse("u", "E", Box(0, 0, 300, 50)).Findings("GZ202")).GroundAreaM2!.Value, 0.2);

    [Fact]
    public void Basic_farmland_under_a_conflict_is_named_before_general_farmland()
    {
        var sketch = InZone().ZoneUse("z", "M", Box(0, 0, 50, 50)).UrbanUse("u", "E", Box(0, 0, 50, 50)).Farmland("g", "general", Box(0, 0, 50, 40));
        var general = Assert.Single(sketch.Findings("GZ202"));
        Assert.Equal("general", general.Params["farmland"]);
        Assert.Equal(2000, (double)general.Params["farmlandM2"], 0.5);

        var basic = Assert.Single(sketch.Farmland("b", "basic", Box(0, 40, 50, 50)).Findings("GZ202"));
        Assert.Equal("basic", basic.Params["farmland"]);
        Assert.Equal(500, (double)basic.Params["farmlandM2"], 0.2);
        Assert.Equal(general.Id, basic.Id);
    }

    [Fact]
    public void Each_part_is_a_finding_and_small_parts_are_counted()
    {
        var report = InZone().ZoneUse("z", "M", "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((20 0, 30 0, 30 10, 20 10, 20 0)), ((40 0, 50 0, 50 0.05, 40 0.05, 40 0)))")
            .UrbanUse("u", "E", Box(0, 0, 100, 100)).Check();
        Assert.Equal([1, 2], report.Findings.Where(finding => finding.Rule == "GZ202").Select(finding => finding.Part).Order());
        Assert.Equal(1, report.Ignored["GZ202"].Count);
    }

    [Fact]
    public void Use_areas_and_unknown_classes_take_no_part() =>
        Assert.Empty(InZone().ZoneUse("z", "M", Box(0, 0, 50, 50)).UseArea("l", "010", Box(0, 0, 50, 50)).UrbanUse("u", "Q9", Box(0, 0, 50, 50)).Findings("GZ202"));
}
