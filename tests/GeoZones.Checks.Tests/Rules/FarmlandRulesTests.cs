using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class FarmlandRulesTests
{
    [Fact]
    public void Construction_on_basic_farmland_is_an_error_that_names_the_sub_park()
    {
        var finding = Assert.Single(new Sketch().Farmland("f", "basic", Box(0, 0, 100, 100)).ZoneUse("d", "M", Box(50, 0, 150, 100))
            .SubPark("west", Box(0, 0, 50, 100)).SubPark("east", Box(50, 0, 200, 100)).Findings("GZ203"));
        Assert.Equal(["f", "d", "east"], finding.Features.Select(feature => feature.Code));
        Assert.Equal(5000, finding.GroundAreaM2!.Value, 1.0);
        Assert.Equal(Severity.Error, finding.Severity);
    }

    [Fact]
    public void Outside_all_sub_parks_the_finding_names_the_farmland_and_the_designation_alone() =>
        Assert.Equal(["f", "d"], Assert.Single(new Sketch().Farmland("f", "basic", Box(0, 0, 100, 100)).ZoneUse("d", "M", Box(50, 0, 150, 100)).Findings("GZ203")).Features.Select(feature => feature.Code));

    [Fact]
    public void Green_ground_other_plans_and_other_farmland_take_no_basic_farmland() =>
        Assert.Empty(new Sketch().Farmland("f", "basic", Box(0, 0, 100, 100)).ZoneUse("d", "G", Box(0, 0, 100, 100)).UrbanUse("u", "M1", Box(0, 0, 100, 100))
            .Farmland("g", "general", Box(200, 0, 300, 100)).ZoneUse("e", "M", Box(200, 0, 300, 100)).ZoneUse("n", "M", Box(100, 0, 150, 100)).Findings("GZ203"));

    [Fact]
    public void General_farmland_is_a_warning_with_the_total_and_what_may_be_adjusted()
    {
        var sketch = new Sketch().Farmland("f", "general", Box(0, 0, 100, 100)).ZoneUse("d", "M", Box(50, 0, 150, 60)).ZoneUse("e", "R", Box(50, 50, 150, 100));
        var findings = sketch.Findings("GZ204");
        Assert.Equal([("d", 3000.0), ("e", 2500.0)], findings.Select(finding => (finding.Features[1].Code!, Math.Round(finding.GroundAreaM2!.Value))));
        Assert.All(findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
        Assert.All(findings, finding => Assert.Equal(5000, (double)finding.Params["totalM2"], 1.0));
        Assert.All(findings, finding => Assert.False(finding.Params.ContainsKey("adjustableM2")));

        Assert.All(sketch.Figure("zone", "general-farmland-adjustable", 0.4m, "ha").Findings("GZ204"), finding => Assert.Equal(4000.0, finding.Params["adjustableM2"]));
    }

    [Fact]
    public void Parts_are_numbered_and_slivers_are_counted()
    {
        var report = new Sketch().Farmland("f", "basic", "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((20 0, 30 0, 30 10, 20 10, 20 0)), ((40 99.95, 50 99.95, 50 110, 40 110, 40 99.95)))")
            .ZoneUse("d", "M", Box(0, 0, 100, 100)).Check();
        Assert.Equal([1, 2], report.Findings.Where(finding => finding.Rule == "GZ203").Select(finding => finding.Part).Order());
        Assert.Equal(0.5, report.Ignored["GZ203"].GroundAreaM2, 1e-3);
    }
}
