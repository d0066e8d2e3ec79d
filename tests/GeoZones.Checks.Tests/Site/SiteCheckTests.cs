using GeoZones.Checks.Site;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests.Site;

public class SiteCheckTests
{
    private static readonly Geometry s_site = Sketch.At(Sketch.Box(0, 0, 100, 100));

    [Fact]
    public void A_site_on_permitted_ground_that_is_built_up_today_is_compliant()
    {
        var report = Check(Everything("010", "20"));
        Assert.Equal(SiteOutcome.Compliant, report.Verdict);
        Assert.Equal(["outside-zone"], report.Findings.Select(finding => finding.Code));
        Assert.Equal(0, report.Quota.TakesM2, 1e-6);
    }

    [Fact]
    public void Basic_farmland_forbids_it_and_says_how_much_and_where()
    {
        var report = Check(Everything("010", "20").Farmland("n1", "basic", Sketch.Box(-50, -50, 20, 150)));
        Assert.Equal(SiteOutcome.Forbidden, report.Verdict);
        var finding = Assert.Single(report.Findings, finding => finding.Outcome == SiteOutcome.Forbidden);
        Assert.Equal("basic-farmland", finding.Code);
        Assert.Equal(2000, finding.GroundAreaM2!.Value, 0.5);
        Assert.Equal(Sketch.At(Sketch.Box(0, 0, 20, 100)).EnvelopeInternal, finding.Place!.EnvelopeInternal);
        Assert.Contains("0.2000 公顷", finding.Text.Zh, StringComparison.Ordinal);
        Assert.Contains("0.2000 ha", finding.Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("020", "conditional-area", SiteOutcome.Procedure)]
    [InlineData("030", "restricted-area", SiteOutcome.Forbidden)]
    [InlineData("040", "prohibited-area", SiteOutcome.Forbidden)]
    [InlineData("999", "unknown-control-area", SiteOutcome.Procedure)]
    public void Each_control_area_has_its_own_outcome(string controlArea, string code, SiteOutcome outcome)
    {
        var report = Check(Everything(controlArea, "20"));
        Assert.Equal(outcome, report.Verdict);
        Assert.Contains(report.Findings, finding => finding.Code == code && finding.Outcome == outcome);
    }

    [Fact]
    public void Ground_that_no_plan_speaks_of_needs_a_procedure_and_counts_as_new_construction_land()
    {
        var report = Check(new Sketch());
        Assert.Equal(SiteOutcome.Procedure, report.Verdict);
        Assert.Equal(["no-control-area", "no-survey", "no-urban-class", "outside-zone"], report.Findings.Select(finding => finding.Code));
        Assert.Equal(report.Areas.GroundAreaM2, report.Quota.TakesM2, 1e-6);
        Assert.All(report.Layers, layer => Assert.Null(Assert.Single(layer.Rows).Code));
        Assert.Empty(report.Roads);
    }

    [Fact]
    public void Overlapping_patches_count_once_for_the_lowest_code_and_the_doubled_ground_is_told()
    {
        var layer = Layer(Check(new Sketch().ControlArea("k1", "010", Sketch.Box(0, 0, 60, 100)).ControlArea("k2", "020", Sketch.Box(40, 0, 100, 100))), SiteLayerKind.ControlArea);
        Assert.Equal(2000, layer.DoubledM2, 0.5);
        Assert.Equal([0.6, 0.4], layer.Rows.Select(row => Math.Round(row.Share, 6)));
        Assert.Equal(0, layer.ResidualM2, 1e-5);
    }

    [Fact]
    public void A_patch_that_crosses_itself_is_left_out_and_named()
    {
        var report = Check(new Sketch().ControlArea("k1", "010", "POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))"));
        Assert.Equal("k1", Assert.Single(report.LeftOut).Feature.Code);
        Assert.Null(Assert.Single(Layer(report, SiteLayerKind.ControlArea).Rows).Code);
    }

    [Fact]
    public void Farmland_that_cannot_be_read_has_to_be_clarified_first()
    {
        var report = Check(Everything("010", "20").Farmland("n1", "basic", "POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))"));
        Assert.Equal(SiteOutcome.Procedure, report.Verdict);
        Assert.Contains("n1", Assert.Single(report.Findings, finding => finding.Code == "unreadable-geometry").Text.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jbnt", "jbnt")]
    [InlineData("none", "none")]
    [InlineData(null, "unstated")]
    public void Farmland_of_a_class_that_nobody_knows_is_told_and_has_to_be_clarified_first(string? farmlandClass, string code)
    {
        var ground = Sketch.Box(0, 0, 20, 100);
        var report = Check(farmlandClass is null
            ? Everything("010", "20").Add(Collections.Farmland, PlanKind.LandUse, "n1", Sketch.At(ground))
            : Everything("010", "20").Farmland("n1", farmlandClass, ground));
        Assert.Equal(SiteOutcome.Procedure, report.Verdict);
        var finding = Assert.Single(report.Findings, finding => finding.Code == "unknown-farmland");
        Assert.Equal(2000, finding.GroundAreaM2!.Value, 0.5);
        Assert.Contains(farmlandClass ?? "未注明", finding.Text.Zh, StringComparison.Ordinal);
        Assert.Contains(farmlandClass ?? "unstated", finding.Text.En, StringComparison.Ordinal);
        Assert.Equal([code, null], Layer(report, SiteLayerKind.Farmland).Rows.Select(row => row.Code));
    }

    [Theory]
    [InlineData("unknown-use-area")]
    [InlineData("unknown-land-use")]
    [InlineData("unknown-urban-class")]
    [InlineData("unknown-zone-function")]
    public void A_code_in_no_list_has_to_be_clarified_first(string code)
    {
        string Or(string known, string rule) => code == rule ? "???" : known;
        var around = Sketch.Box(-200, -200, 150, 300);
        var report = Check(new Sketch().ControlArea("k1", "010", around).UseArea("u1", Or("030", "unknown-use-area"), around).Today("t1", Or("20", "unknown-land-use"), around)
            .UrbanUse("c1", Or("M1", "unknown-urban-class"), around).ZoneUse("z1", Or("M", "unknown-zone-function"), around));
        Assert.Equal(SiteOutcome.Procedure, report.Verdict);
        Assert.Equal([code], report.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void What_the_zone_plan_builds_on_is_in_the_used_quota_already()
    {
        var sketch = Everything("010", "01").ZoneUse("z1", "M", Sketch.Box(0, 0, 50, 100)).Today("t0", "20", Sketch.Box(200, 0, 300, 100));
        var report = Check(sketch, new QuotaAccount(QuotaAccount.Plan, 20_000, null, 12_000, null, 8_000));
        Assert.Equal(10_000, report.Quota.TakesM2, 2.0);
        Assert.Equal(5_000, report.Quota.CountedM2, 2.0);
        Assert.Equal(3_000, report.Quota.UnusedAfterM2!.Value, 2.0);
        Assert.DoesNotContain(report.Findings, finding => finding.Code == "quota-exceeded");

        var scarce = Check(sketch, new QuotaAccount(QuotaAccount.Plan, 20_000, null, 18_000, null, 2_000));
        Assert.Equal(3_000, Assert.Single(scarce.Findings, finding => finding.Code == "quota-exceeded").GroundAreaM2!.Value, 2.0);
    }

    [Fact]
    public void Without_a_check_run_the_figures_tell_what_is_granted()
    {
        var report = Check(Everything("010", "01").Figure("zone", "quota-granted", 0.5m, "ha"));
        Assert.Equal(5000, report.Quota.GrantedM2);
        Assert.Null(report.Quota.UnusedAfterM2);
        Assert.Contains(report.Findings, finding => finding.Code == "quota-exceeded");
    }

    [Fact]
    public void Each_state_of_building_has_its_nearest_road()
    {
        var report = Check(Everything("010", "20")
            .Road("r1", "150 -500, 150 500", name: "东路", state: "planned").Road("r2", "-500 300, 500 300", name: "北路", state: "finished").Road("r3", "900 0, 900 100", state: "planned"));
        Assert.Equal(["东路", "北路"], report.Roads.Select(road => road.Road.Name));
        Assert.Equal([50, 200], report.Roads.Select(road => Math.Round(road.DistanceM, 1)));
        Assert.Equal(150 + Sketch.EastM, report.Roads[0].NearestPoint.X, 1e-6);
    }

    [Fact]
    public void A_road_that_runs_over_the_site_is_at_no_distance_and_noted_once()
    {
        var report = Check(Everything("010", "20").Road("r1", "50 -500, 50 500", name: "中路").Road("r1", "50.5 -500, 50.5 500", PlanKind.Urban, "中路"));
        Assert.Equal(0, report.Roads[0].DistanceM);
        Assert.True(s_site.Intersects(report.Roads[0].NearestPoint));
        Assert.Contains("100", Assert.Single(report.Findings, finding => finding.Code == "road-inside").Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sliver_of_farmland_is_ignored_and_summed()
    {
        var report = Check(Everything("010", "20").Farmland("n1", "basic", Sketch.Box(-50, 0, 0.005, 100)));
        Assert.Equal(SiteOutcome.Compliant, report.Verdict);
        Assert.Equal(1, report.Ignored.Count);
        Assert.Equal(0.5, report.Ignored.GroundAreaM2, 1e-2);
    }

    [Fact]
    public void A_site_that_is_itself_a_patch_lies_in_that_patch_alone()
    {
        Geometry[] patches = [.. new Mosaic(7, 3, 3, 100, 4).Patches()];
        Sketch sketch = new();
        foreach (var (number, patch) in patches.Index())
        {
            sketch.Add(Collections.ExistingLandUse, null, $"t{number}", patch, zone: null, attributes: ("class", number % 2 == 0 ? "20" : "01"));
        }

        var layer = Layer(Check(sketch, site: patches[4]), SiteLayerKind.ExistingLandUse);
        Assert.Equal("20", Assert.Single(layer.Rows).Code);
        Assert.Equal(0, layer.ResidualM2, 1e-5);
    }

    [Fact]
    public void A_red_line_that_crosses_itself_is_no_site() =>
        Assert.Throws<ArgumentException>(() => Check(new Sketch(), site: Sketch.At("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")));

    internal static PlanSnapshot Snapshot(Sketch sketch) => sketch.Snapshot with { Codes = s_codes };

    private static readonly CodeLists s_codes = Sketch.Codes with
    {
        ControlArea = new("control", "land-use", "controlArea", "test", "管制区", "control area",
        [
            new("010", "允许建设区", "Permitted", CodeClass.Built, "permitted", "#ffffff"),
            new("020", "有条件建设区", "Conditional", CodeClass.Unbuilt, "conditional", "#ffffff"),
            new("030", "限制建设区", "Restricted", CodeClass.Unbuilt, "restricted", "#ffffff"),
            new("040", "禁止建设区", "Prohibited", CodeClass.Unbuilt, "prohibited", "#ffffff"),
        ]),
    };

    private static Sketch Everything(string controlArea, string today)
    {
        var around = Sketch.Box(-200, -200, 150, 300);
        return new Sketch().ControlArea("k1", controlArea, around).UseArea("u1", "030", around).UrbanUse("c1", "M1", around).Today("t1", today, around);
    }

    private static SiteReport Check(Sketch sketch, QuotaAccount? quota = null, Geometry? site = null) =>
        SiteCheck.Of(site ?? s_site, Snapshot(sketch), quota, TestContext.Current.CancellationToken);

    private static SiteLayer Layer(SiteReport report, string id) => report.Layers.Single(layer => layer.Id == id);
}
