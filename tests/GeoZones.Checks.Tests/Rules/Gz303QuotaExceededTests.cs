using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class Gz303QuotaExceededTests
{
    private static Sketch Changyuan(decimal grantedKm2) => new Sketch().Figure("region", "quota-granted", grantedKm2)
        .Figure("sub-park/起重园区", "quota-allocated", 1.5m).Figure("sub-park/参木", "quota-allocated", 0.7m).Figure("sub-park/木岗", "quota-allocated", 0.5m)
        .Figure("sub-park/蒲西", "quota-allocated", 0.7m).Figure("sub-park/蒲东", "quota-allocated", 0.6m).Figure("facility/电厂", "quota-allocated", 0.8m);

    [Fact]
    public void Changyuans_quota_leaves_2_7_of_7_5()
    {
        var report = Changyuan(7.5m).Check();
        Assert.Empty(report.Findings);
        var quota = Assert.Single(report.Quotas);
        Assert.Equal(("规划指标", 7_500_000, 4_800_000, 2_700_000), (quota.Account, quota.GrantedM2!.Value, quota.AllocatedM2!.Value, Math.Round(quota.UnallocatedM2!.Value, 6)));
        Assert.Null(quota.UsedM2);
        Assert.Null(quota.UnusedM2);
    }

    [Fact]
    public void A_quota_that_several_plans_repeat_counts_once()
    {
        var report = Changyuan(7.5m).Figure("region", "quota-granted", 7.5m, plan: PlanKind.LandUse)
            .Figure("sub-park/起重园区", "quota-allocated", 1.5m, plan: PlanKind.LandUse).Figure("facility/电厂", "quota-allocated", 3.3m, plan: PlanKind.LandUse).Check();
        Assert.Empty(report.Findings);
        Assert.Equal((7_500_000.0, 4_800_000.0), (Assert.Single(report.Quotas).GrantedM2!.Value, report.Quotas[0].AllocatedM2!.Value));
    }

    [Fact]
    public void What_one_plan_grants_another_may_allocate() =>
        Assert.Equal("land-use/region#quota-granted", Assert.Single(new Sketch().Figure("region", "quota-granted", 4m, plan: PlanKind.LandUse)
            .Figure("sub-park/a", "quota-allocated", 5m).Findings("GZ303")).Figure);

    [Fact]
    public void More_allocated_than_granted_is_an_error()
    {
        var finding = Assert.Single(Changyuan(4.5m).Findings("GZ303"));
        Assert.Equal(("region#quota-granted", 1), (finding.Figure!, finding.Part));
        Assert.Equal((4_500_000.0, 4_800_000.0, 300_000.0), (finding.Params["grantedM2"], finding.Params["allocatedM2"], finding.Params["overM2"]));
        Assert.False(finding.Params.ContainsKey("usedM2"));
    }

    [Fact]
    public void A_stated_total_counts_where_it_is_more_than_the_parts() =>
        Assert.Single(Changyuan(4.8m).Figure("zone", "quota-allocated", 4.9m).Findings("GZ303"));

    [Fact]
    public void Used_is_planned_construction_that_is_not_built_up_today()
    {
        var sketch = new Sketch().Figure("zone", "quota-granted", 0.5m, "ha").ZoneUse("a", "M", Box(0, 0, 100, 100)).ZoneUse("b", "R", Box(50, 0, 150, 100)).ZoneUse("c", "G", Box(200, 0, 300, 100))
            .Today("t", "20", Box(0, 0, 40, 100)).Today("f", "01", Box(40, 0, 150, 100));
        var report = sketch.Check();
        var finding = Assert.Single(report.Findings, finding => finding.Rule == "GZ303");
        Assert.Equal(("zone#quota-granted", 2), (finding.Figure!, finding.Part));
        Assert.Equal(11_000, (double)finding.Params["usedM2"], 1.0);
        Assert.Equal(6_000, (double)finding.Params["overM2"], 1.0);
        var quota = Assert.Single(report.Quotas);
        Assert.Equal(11_000, quota.UsedM2!.Value, 1.0);
        Assert.Equal(-6_000, quota.UnusedM2!.Value, 1.0);
        Assert.Null(quota.AllocatedM2);
    }

    [Fact]
    public void Used_is_unknown_without_a_survey_of_today() =>
        Assert.Null(Assert.Single(new Sketch().Figure("zone", "quota-granted", 0.5m, "ha").ZoneUse("a", "M", Box(0, 0, 100, 100)).Check().Quotas).UsedM2);

    [Fact]
    public void Inside_a_sub_park_no_more_may_be_used_than_is_allocated_to_it()
    {
        var sketch = new Sketch().Figure("sub-park/蒲西", "quota-allocated", 0.1m, "ha").Figure("sub-park/q", "quota-allocated", 0.7m, "ha")
            .SubPark("p", Box(0, 0, 50, 100), "蒲西").SubPark("q", Box(50, 0, 100, 100)).ZoneUse("a", "M", Box(0, 0, 100, 60)).Today("t", "01", Box(0, 0, 1, 1));
        var finding = Assert.Single(sketch.Findings("GZ303"));
        Assert.Equal("sub-park/蒲西#quota-allocated", finding.Figure);
        Assert.Equal(["p"], finding.Features.Select(feature => feature.Code));
        Assert.Equal((1000.0, 2000.0), (finding.Params["allocatedM2"], Math.Round((double)finding.Params["overM2"])));
    }

    [Fact]
    public void Accounts_are_kept_apart_and_only_the_plan_quota_is_used_up_by_the_drawing()
    {
        var report = new Sketch().Figure("zone", "quota-granted", 1m, account: "年度计划").Figure("a", "quota-allocated", 2m, account: "年度计划").Figure("zone", "quota-granted", 5m, account: "规划指标")
            .Figure("b", "quota-allocated", null).ZoneUse("a", "M", Box(0, 0, 100, 100)).Today("t", "01", Box(0, 0, 1, 1)).Check();
        Assert.Equal(["年度计划", "规划指标"], report.Quotas.Select(quota => quota.Account));
        Assert.Equal([null, 10_000], report.Quotas.Select(quota => quota.UsedM2 is { } used ? 100 * Math.Round(used / 100) : (double?)null));
        Assert.Null(report.Quotas[1].AllocatedM2);
        Assert.Equal("zone#quota-granted@年度计划", Assert.Single(report.Findings, finding => finding.Rule == "GZ303").Figure);
    }
}
