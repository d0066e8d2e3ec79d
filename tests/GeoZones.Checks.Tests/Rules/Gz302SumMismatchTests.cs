namespace GeoZones.Checks.Tests.Rules;

public class Gz302SumMismatchTests
{
    [Fact]
    public void Changyuans_sub_parks_add_up() =>
        Assert.Empty(new Sketch().Figure("zone", "area", 40.8m)
            .Figure("sub-park/起重园区", "area", 21.8m, partOf: "zone").Figure("sub-park/参木", "area", 4m, decimals: 0, partOf: "zone").Figure("sub-park/木岗", "area", 4m, decimals: 0, partOf: "zone")
            .Figure("sub-park/蒲西", "area", 8m, decimals: 0, partOf: "zone").Figure("sub-park/蒲东", "area", 3m, decimals: 0, partOf: "zone").Findings("GZ302"));

    [Fact]
    public void Lushans_space_is_within_the_rounding_of_its_decimals()
    {
        var finding = Assert.Single(new Sketch().Figure("发展空间", "area", 22.5m).Figure("zone", "area", 8.6m, partOf: "发展空间").Figure("辐射区域", "area", 13.8m, partOf: "发展空间").Findings("GZ302"));
        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Equal("发展空间#area", finding.Figure);
        Assert.Equal((22.5, 22.4, -0.1, 0.15, "km2"),
            ((double)finding.Params["total"], (double)finding.Params["partsSum"], (double)finding.Params["difference"], (double)finding.Params["explainable"], (string)finding.Params["unit"]));
        Assert.Empty(finding.Features);
        Assert.Null(finding.Place);
    }

    [Fact]
    public void What_rounding_cannot_explain_is_an_error() =>
        Assert.Equal(Severity.Error, Assert.Single(new Sketch().Figure("zone", "area", 10.0m).Figure("a", "area", 4.0m, partOf: "zone").Figure("b", "area", 5.8m, partOf: "zone").Findings("GZ302")).Severity);

    [Fact]
    public void Units_are_converted_exactly() =>
        Assert.Empty(new Sketch().Figure("zone", "land-reserve", 3m, "ha", 0).Figure("a", "land-reserve", 15m, "mu", 0, partOf: "zone").Figure("b", "land-reserve", 10_000m, "m2", 0, partOf: "zone")
            .Figure("c", "land-reserve", 0.01m, "km2", 2, partOf: "zone")
            .Figure("zone", "investment", 1.2m, "1e8CNY").Figure("a", "investment", 12_000m, "1e4CNY", 0, partOf: "zone").Findings("GZ302"));

    [Fact]
    public void Accounts_and_quantities_are_kept_apart()
    {
        var sketch = new Sketch().Figure("zone", "quota-allocated", 2m, account: "规划指标").Figure("zone", "quota-allocated", 5m, account: "年度计划")
            .Figure("a", "quota-allocated", 2m, account: "规划指标", partOf: "zone").Figure("b", "quota-allocated", 4m, account: "年度计划", partOf: "zone").Figure("c", "area", 9m, partOf: "zone");
        Assert.Equal("zone#quota-allocated@年度计划", Assert.Single(sketch.Findings("GZ302")).Figure);
    }

    [Fact]
    public void Figures_of_two_plans_are_never_added_together()
    {
        var sketch = new Sketch();
        foreach (var plan in PlanKinds.All)
        {
            sketch.Figure("zone", "area", 10m, plan: plan).Figure("a", "area", 4m, partOf: "zone", plan: plan).Figure("b", "area", plan == PlanKind.Urban ? 7m : 6m, partOf: "zone", plan: plan);
        }

        var finding = Assert.Single(sketch.Findings("GZ302"));
        Assert.Equal(("urban/zone#area", "4.0 + 7.0"), (finding.Figure, finding.Params["parts"]));
    }

    [Fact]
    public void A_blank_part_is_not_summed_so_that_only_too_much_can_be_told()
    {
        Assert.Empty(new Sketch().Figure("zone", "enterprises", 20m, "count", 0).Figure("a", "enterprises", 8m, "count", 0, partOf: "zone").Figure("b", "enterprises", null, "count", 0, partOf: "zone").Findings("GZ302"));
        Assert.Single(new Sketch().Figure("zone", "enterprises", 20m, "count", 0).Figure("a", "enterprises", 28m, "count", 0, partOf: "zone").Figure("b", "enterprises", null, "count", 0, partOf: "zone").Findings("GZ302"));
    }

    [Fact]
    public void A_blank_total_parts_without_total_and_parts_of_another_dimension_say_nothing() =>
        Assert.Empty(new Sketch().Figure("zone", "area", null).Figure("a", "area", 8m, partOf: "zone").Figure("b", "area", 8m, partOf: "nothing")
            .Figure("region", "area", 3m).Figure("c", "area", 8m, "count", partOf: "region").Findings("GZ302"));
}
