using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class Gz206UncoveredTests
{
    private static Sketch Covered() => new Sketch().Zone(Box(0, 0, 100, 100))
        .ZoneUse("z", "M", Box(0, 0, 100, 100)).UrbanUse("u", "M1", Box(-50, -50, 150, 150)).ControlArea("c", "010", Box(0, 0, 100, 100));

    [Fact]
    public void Ground_about_which_a_plan_says_nothing_is_a_warning_naming_the_plan()
    {
        var finding = Assert.Single(new Sketch().Zone(Box(0, 0, 100, 100))
            .ZoneUse("z", "M", Box(0, 0, 100, 70)).UrbanUse("u", "M1", Box(0, 0, 100, 100)).ControlArea("c", "010", Box(0, 0, 100, 100)).Findings("GZ206"));
        Assert.Equal(("zone", Severity.Warning), ((string)finding.Params["plan"], finding.Severity));
        Assert.Equal(("zone-boundaries", "zone"), (finding.Features.Single().Collection, finding.Features.Single().Plan));
        Assert.Equal(3000, finding.GroundAreaM2!.Value, 0.5);
    }

    [Fact]
    public void A_covered_zone_has_no_finding() => Assert.Empty(Covered().Findings("GZ206"));

    [Fact]
    public void The_same_gap_in_two_plans_gives_two_findings_with_ids_of_their_own()
    {
        var findings = new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100)).ControlArea("c", "010", Box(0, 0, 100, 100)).Findings("GZ206");
        Assert.Equal(["urban", "zone"], findings.Select(finding => (string)finding.Params["plan"]).Order());
        Assert.Equal(2, findings.Select(finding => finding.Id).Distinct().Count());
        Assert.All(findings, finding => Assert.Equal("zone", finding.Features.Single().Plan));
    }

    [Fact]
    public void Use_areas_and_unknown_codes_cover_nothing() =>
        Assert.Equal(["land-use", "urban"], new Sketch().Zone(Box(0, 0, 100, 100)).ZoneUse("z", "M", Box(0, 0, 100, 100)).UrbanUse("u", "Q9", Box(0, 0, 100, 100))
            .UseArea("c", "010", Box(0, 0, 100, 100)).Findings("GZ206").Select(finding => (string)finding.Params["plan"]).Order());

    [Fact]
    public void Findings_and_what_was_ignored_make_up_what_the_ledger_calls_uncovered()
    {
        var report = new Sketch().Zone(Box(0, 0, 100, 100)).Boundary(PlanKind.Urban, Box(100, 0, 110, 100), code: "extra")
            .ZoneUse("a", "M", Box(0, 0, 50, 100)).ZoneUse("b", "M", Box(50.003, 0, 100, 90))
            .UrbanUse("u", "M1", Box(-50, -50, 150, 150)).ControlArea("c", "010", Box(-50, -50, 150, 150)).Check();
        var found = report.Findings.Where(finding => finding.Rule == "GZ206").Sum(finding => finding.GroundAreaM2!.Value);
        Assert.Contains(report.Findings, finding => finding.Rule == "GZ206");
        Assert.Equal(report.Ledger!.Rows.Where(row => row.Zone == "uncovered").Sum(row => row.GroundAreaM2),
            found + (report.Ignored.TryGetValue("GZ206", out var ignored) ? ignored.GroundAreaM2 : 0), 1e-4);
    }
}
