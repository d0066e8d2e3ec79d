using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class Gz301DeclaredAreaMismatchTests
{
    // About 999 910 m² on the ellipsoid.
    private static readonly string s_square = Box(0, 0, 1000, 1000);

    private static Sketch Declared(decimal value, string? unit = "m2", int decimals = 0, string? qualifier = null) =>
        new Sketch().SubPark("p", s_square, "蒲西").Figure("sub-park/蒲西", "area", value, unit, decimals, qualifier);

    private static double MeasuredM2 => new Sketch().SubPark("p", s_square).Snapshot.Features[0].Measures!.EllipsoidalAreaM2;

    [Theory]
    [InlineData(-0.95, 0)]
    [InlineData(0.95, 0)]
    [InlineData(-1.05, 1)]
    [InlineData(1.05, 1)]
    public void Within_a_square_metre_nothing_is_said(double moreM2, int findings) =>
        Assert.Equal(findings, Declared((decimal)(MeasuredM2 + moreM2), decimals: 3).Findings("GZ301").Count);

    [Fact]
    public void A_difference_that_the_stated_decimals_explain_is_information()
    {
        var finding = Assert.Single(Declared(1.00m, "km2", 2).Findings("GZ301"));
        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Equal(1_000_000.0, finding.Params["declaredM2"]);
        Assert.Equal(MeasuredM2, (double)finding.Params["measuredM2"], 1e-6);
        Assert.Equal(1_000_000 - MeasuredM2, (double)finding.Params["differenceM2"], 1e-6);
        Assert.Equal(5000.0, finding.Params["halfUnitM2"]);
        Assert.Equal("sub-park/蒲西#area", finding.Figure);
        Assert.Equal(["p"], finding.Features.Select(feature => feature.Code));
        Assert.Null(finding.GroundAreaM2);
    }

    [Fact]
    public void A_figure_is_compared_with_what_its_own_plan_draws()
    {
        var sketch = new Sketch().Boundary(PlanKind.Zone, s_square).Boundary(PlanKind.Urban, Box(0, 0, 2000, 1000));
        sketch.Figure("zone", "area", (decimal)MeasuredM2, "m2", 3).Figure("zone", "area", 1.5m, "km2", 1, plan: PlanKind.Urban).Figure("zone", "area", 1.5m, "km2", 1, plan: PlanKind.LandUse);

        var finding = Assert.Single(sketch.Findings("GZ301"));
        Assert.Equal("urban/zone#area", finding.Figure);
        Assert.Equal(["urban"], finding.Features.Select(feature => feature.Plan));
    }

    [Fact]
    public void Any_other_difference_is_an_error() => Assert.Equal(Severity.Error, Assert.Single(Declared(1.02m, "km2", 2).Findings("GZ301")).Severity);

    [Theory]
    [InlineData("1499.865", 3)]
    [InlineData("0.1499865", 7)]
    public void Mu_are_understood(string value, int decimals) =>
        Assert.Empty(Declared(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), decimals == 3 ? "mu" : "1e4mu", decimals).Findings("GZ301"));

    [Theory]
    [InlineData("超", 0.9, null)]
    [InlineData("多", 0.9, null)]
    [InlineData("余", 0.9, null)]
    [InlineData("以上", 0.9, null)]
    [InlineData("以上", 1.2, Severity.Error)]
    [InlineData("近", 1.05, null)]
    [InlineData("近", 1.2, Severity.Error)]
    [InlineData("近", 0.9, Severity.Error)]
    [InlineData("暂定", 0.9, Severity.Error)]
    [InlineData("暂定", 1.0, Severity.Info)]
    public void Qualifiers_say_which_way_the_drawing_may_differ(string qualifier, double km2, Severity? severity) =>
        Assert.Equal(severity, Declared((decimal)km2, "km2", 1, qualifier).Findings("GZ301").SingleOrDefault()?.Severity);

    [Fact]
    public void The_zone_is_the_sum_of_its_boundaries_and_one_zone_its_own()
    {
        var sketch = new Sketch().Boundary(PlanKind.Zone, s_square, "A").Boundary(PlanKind.Zone, Box(2000, 0, 3000, 1000), "B").Boundary(PlanKind.Urban, s_square, "A")
            .Figure("zone", "area", 5m).Figure("zone/A", "area", 3m).Figure("region", "area", 9m);
        var findings = sketch.Findings("GZ301");
        Assert.Equal([("zone#area", 2, 2e6), ("zone/A#area", 1, 1e6)],
            findings.Select(finding => (finding.Figure!, finding.Features.Count, 1e4 * Math.Round((double)finding.Params["measuredM2"] / 1e4))).Order());
    }

    [Fact]
    public void A_declared_attribute_is_compared_where_no_figure_speaks_for_the_feature()
    {
        var finding = Assert.Single(new Sketch().SubPark("p", s_square, declaredAreaM2: 1_000_500).Findings("GZ301"));
        Assert.Equal((Severity.Error, null), (finding.Severity, finding.Figure));
        Assert.Empty(new Sketch().SubPark("p", s_square, declaredAreaM2: MeasuredM2 + 0.5).Findings("GZ301"));
        Assert.Equal("sub-park/p#area", Assert.Single(new Sketch().SubPark("p", s_square, declaredAreaM2: 1_000_500).Figure("sub-park/p", "area", 1m).Findings("GZ301")).Figure);
    }

    [Theory]
    [InlineData("sub-park/nowhere", "area", "km2")]
    [InlineData("sub-park/p", "floor-area", "km2")]
    [InlineData("sub-park/p", "area", "count")]
    [InlineData("road-network", "area", "km2")]
    public void Figures_about_something_else_are_left_alone(string subject, string quantity, string unit) =>
        Assert.Empty(new Sketch().SubPark("p", s_square).Figure(subject, quantity, 77m, unit).Findings("GZ301"));

    [Fact]
    public void An_invalid_or_blank_subject_is_not_compared() =>
        Assert.Empty(new Sketch().SubPark("p", "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))").SubPark("q", s_square).Figure("sub-park/p", "area", 77m).Figure("sub-park/q", "area", null).Findings("GZ301"));
}
