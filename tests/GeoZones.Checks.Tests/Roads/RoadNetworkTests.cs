using GeoZones.Checks.Rules;

using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Roads;

public class RoadNetworkTests
{
    [Theory]
    [InlineData(0.0019, 0)]
    [InlineData(0.0021, 1)]
    public void Vertices_are_one_within_two_millimetres(double offM, int openEnds) =>
        Assert.Equal(openEnds, new Sketch().Boundary(PlanKind.Zone, Box(0, -100, 1000, 500)).Road("a", "0 0, 500 0, 1000 0").Road("b", FormattableString.Invariant($"500 {offM}, 500 500")).Findings("GZ401").Count);

    [Theory]
    [InlineData(4.99, 1)]
    [InlineData(5.01, 0)]
    public void An_end_misses_a_road_within_five_metres(double offM, int misses) =>
        Assert.Equal(misses, new Sketch().Road("a", "0 0, 1000 0").Road("b", FormattableString.Invariant($"300 {offM}, 300 500")).Findings("GZ402").Count);

    [Fact]
    public void Of_two_roads_that_an_end_misses_the_nearer_is_named()
    {
        var finding = Assert.Single(new Sketch().Road("far", "304.5 0, 304.5 900").Road("near", "0 0, 304.5 0, 1000 0").Road("b", "300 2, 300 100, 100 500").Findings("GZ402"));
        Assert.Equal(["b", "near"], finding.Features.Select(feature => feature.Code));
        Assert.Equal(2.0, (double)finding.Params["distanceM"], 1e-6);
    }

    [Fact]
    public void An_end_that_dangles_because_it_misses_a_road_has_that_as_its_cause()
    {
        var findings = new Sketch().Boundary(PlanKind.Zone, Box(0, -100, 1000, 500)).Road("a", "0 0, 1000 0").Road("b", "300 2, 300 400").Check().Findings;
        var miss = Assert.Single(findings, finding => finding.Rule == "GZ402");
        Assert.Equal([miss.Id, null], findings.Where(finding => finding.Rule == "GZ401").OrderBy(finding => finding.Place!.Coordinate.Y).Select(finding => finding.Cause));
    }

    [Fact]
    public void Roads_drawn_over_each_other_are_no_crossing() =>
        Assert.Empty(new Sketch().Road("a", "0 0, 1000 0").Road("b", "0 0, 300 0, 600 0, 1000 0").Findings("GZ403"));

    [Fact]
    public void A_road_that_crosses_itself_is_told_with_one_feature() =>
        Assert.Equal(["a"], Assert.Single(new Sketch().Road("a", "0 0, 100 0, 100 100, 50 100, 50 -100").Findings("GZ403")).Features.Select(feature => feature.Code));

    [Fact]
    public void A_finding_keeps_its_id_when_the_road_turns_round_and_others_come()
    {
        var before = Assert.Single(new Sketch().Road("a", "0 100, 1000 100").Road("b", "500 0, 500 200").Findings("GZ403"));
        var after = Assert.Single(new Sketch().Road("c", "0 900, 1000 900").Road("b", "500 200, 500 0").Road("a", "1000 100, 0 100").Findings("GZ403"));
        Assert.Equal(before.Id, after.Id);
    }

    [Fact]
    public void The_length_of_a_road_is_that_on_the_ground()
    {
        // 60 km east of the meridian the plane stretches lengths by 4.4e-5: 100 km drawn are 99 996 m of ground.
        var sketch = new Sketch().Road("a", "-50000 0, 50000 0", name: "高速");
        Assert.Empty(sketch.Figure("road/高速", "length", 99_995.5m, "m", 0).Findings("GZ407"));
        var finding = Assert.Single(new Sketch().Road("a", "-50000 0, 50000 0", name: "高速").Figure("road/高速", "length", 100_000m, "m", 0).Findings("GZ407"));
        Assert.InRange((double)finding.Params["measured"], 99_990, 99_998);
    }

    [Theory]
    [InlineData("finished", "finished", 1, 0)]
    [InlineData("finished", "planned", 0, 1)]
    [InlineData("planned", "planned", 0, 0)]
    public void A_road_is_finished_when_all_its_sections_are_and_under_construction_when_some_are(string west, string east, int finished, int underConstruction)
    {
        var parameters = new Sketch().Road("a", "0 0, 500 0", name: "振兴路", state: west).Road("b", "500 0, 1000 0", name: "振兴路", state: east).Figure("road-network", "roads", 9m, "count").Findings("GZ407").Single().Params;
        Assert.Equal((1.0, (double)finished, (double)underConstruction), (parameters["total"], parameters["finished"], parameters["underConstruction"]));
    }

    [Fact]
    public void A_county_of_roads_is_checked_in_a_breath()
    {
        var sketch = new Sketch();
        for (var i = 0; i < 20_000; i++)
        {
            var (x, y) = (i % 142 * 400, i / 142 * 400);
            sketch.Road($"r{i}", i % 2 == 0 ? $"{x} {y}, {x + 100} {y + 3}, {x + 200} {y}, {x + 300} {y + 3}, {x + 400} {y}" : $"{x} {y}, {x + 3} {y + 200}, {x} {y + 400}", zone: null);
        }

        var context = new CheckContext(sketch.Snapshot, TestContext.Current.CancellationToken);
        foreach (var rule in RuleSet.All.Where(rule => rule.Info.Code is "GZ401" or "GZ402" or "GZ403" or "GZ408"))
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            _ = rule.Check(context).Count();
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{rule.Info.Code} took {watch.Elapsed}");
        }
    }
}
