using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoZones.Checks.Tests.Rules;

public class Gz101InvalidGeometryTests
{
    private static IReadOnlyList<Finding> Of(string wkt, string collection = Collections.SubParks) =>
        new Sketch().Add(collection, PlanKind.Zone, "a", Sketch.At(wkt)).Findings("GZ101");

    private static IEnumerable<(string, double, double)> Defects(string wkt) => Of(wkt).OrderBy(finding => finding.Part).Select(finding =>
        ((string)finding.Params["reason"], Math.Round(finding.Place!.Coordinate.X - Sketch.EastM, 3), Math.Round(finding.Place.Coordinate.Y - Sketch.NorthM, 3)));

    [Theory]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2))")]
    [InlineData("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((10 10, 20 10, 20 20, 10 20, 10 10)))")]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (0 0, 4 2, 2 4, 0 0))")]
    [InlineData("LINESTRING (0 0, 10 10, 10 0, 0 10)")]
    [InlineData("POINT (0 0)")]
    public void A_valid_geometry_has_no_defect(string wkt) => Assert.Empty(Of(wkt));

    [Fact]
    public void A_bow_tie_is_reported_where_it_crosses_with_its_longitude_and_latitude()
    {
        var finding = Assert.Single(Of("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"));
        Assert.Equal("self-intersection", finding.Params["reason"]);
        var at = Sketch.Plane.ToPlane((double)finding.Params["longitude"], (double)finding.Params["latitude"]);
        Assert.Equal(Sketch.EastM + 5, at.X, 1e-3);
        Assert.Equal(Sketch.NorthM + 5, at.Y, 1e-3);
        Assert.Equal(finding.Place!.Coordinate.X, at.X, 1e-3);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Null(finding.GroundAreaM2);
    }

    [Fact]
    public void Every_crossing_of_a_ring_is_reported_not_only_the_first() =>
        Assert.Equal(
            [("self-intersection", 5, 5), ("self-intersection", 25, 5)],
            Defects("POLYGON ((0 0, 10 10, 20 10, 30 0, 30 10, 20 0, 10 0, 0 10, 0 0))"));

    [Fact]
    public void A_ring_that_touches_itself_is_reported_at_the_point() =>
        Assert.Equal([("self-intersection", 5, 0)], Defects("POLYGON ((0 0, 5 0, 10 0, 10 10, 5 0, 0 10, 0 0))"));

    [Theory]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 5 10, 5 15, 5 10, 0 10, 0 0))")]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 5 10, 5 12, 5 15, 5 12, 5 10, 0 10, 0 0))")]
    public void A_spike_is_reported_once_at_its_tip(string wkt) => Assert.Equal([("spike", 5, 15)], Defects(wkt));

    [Fact]
    public void A_collapsed_ring_and_too_few_points_are_told_apart()
    {
        Assert.Equal([("collapsed", 0, 0)], Defects("POLYGON ((0 0, 10 0, 20 0, 0 0))"));
        Assert.Equal([("too-few-points", 0, 0)], Defects("POLYGON ((0 0, 10 0, 0 0, 0 0))"));
        Assert.Equal("too-few-points", Assert.Single(Of("LINESTRING (5 5, 5 5)", Collections.Roads)).Params["reason"]);
    }

    [Fact]
    public void Holes_outside_nested_or_crossing_are_each_reported()
    {
        const string shell = "(0 0, 100 0, 100 100, 0 100, 0 0)";
        Assert.Equal([("hole-outside-shell", 200, 0)], Defects($"POLYGON ({shell}, (200 0, 210 0, 210 10, 200 10, 200 0))"));
        Assert.Equal([("nested-holes", 20, 20)], Defects($"POLYGON ({shell}, (10 10, 50 10, 50 50, 10 50, 10 10), (20 20, 30 20, 30 30, 20 30, 20 20))"));
        Assert.Equal([("rings-cross", 90, 100), ("rings-cross", 95, 100)], Defects($"POLYGON ({shell}, (90 90, 95 90, 95 110, 90 110, 90 90))"));
        Assert.Equal([("rings-overlap", 0, 10)], Defects($"POLYGON ({shell}, (0 10, 10 10, 10 20, 0 20, 0 10))"));
    }

    [Fact]
    public void Several_kinds_of_defect_in_one_feature_are_all_reported_from_west_to_east() =>
        Assert.Equal(
            [("nested-holes", 20, 20), ("spike", 50, 120), ("hole-outside-shell", 200, 0)],
            Defects("POLYGON ((0 0, 100 0, 100 100, 50 100, 50 120, 50 100, 0 100, 0 0), (10 10, 50 10, 50 50, 10 50, 10 10), (20 20, 30 20, 30 30, 20 30, 20 20), (200 0, 210 0, 210 10, 200 10, 200 0))"));

    [Fact]
    public void Parts_of_a_multipolygon_that_overlap_share_an_edge_or_nest_are_reported()
    {
        Assert.Equal([("parts-overlap", 5, 10), ("parts-overlap", 10, 5)],
            Defects("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((5 5, 15 5, 15 15, 5 15, 5 5)))"));
        Assert.Equal([("parts-overlap", 10, 0)], Defects("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((10 0, 20 0, 20 10, 10 10, 10 0)))"));
        Assert.Equal([("nested-parts", 2, 2)], Defects("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((2 2, 4 2, 4 4, 2 4, 2 2)))"));
    }

    [Fact]
    public void Holes_that_cut_the_interior_in_two_are_reported()
    {
        var finding = Assert.Single(Of("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (5 0, 7 5, 5 10, 3 5, 5 0))"));
        Assert.Equal("disconnected-interior", finding.Params["reason"]);
    }

    [Fact]
    public void Nothing_at_all_and_what_is_no_number_have_no_place()
    {
        var empty = Assert.Single(new Sketch().Add(Collections.Designations, PlanKind.Zone, "a", Polygon.Empty).Findings("GZ101"));
        Assert.Equal("empty", empty.Params["reason"]);
        Assert.Null(empty.Place);
        Assert.Equal("The geometry of designation a is invalid: it is empty.", FindingMessage.Of(empty, "en"));

        var nan = new WKTReader().Read("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))");
        nan.Coordinates[2].X = double.NaN;
        Assert.Equal("not-a-number", Assert.Single(new Sketch().Add(Collections.SubParks, PlanKind.Zone, "a", nan).Findings("GZ101")).Params["reason"]);
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 10 0, 10 1e308, 0 10, 0 0))")]
    [InlineData("POLYGON ((0 0, 1e12 0, 10 10, 0 10, 0 0))")]
    [InlineData("LINESTRING (0 0, 0 1e8)")]
    [InlineData("POINT (-1e200 0)")]
    public void A_place_beyond_the_pole_or_round_the_earth_is_none(string wkt)
    {
        var finding = Assert.Single(new Sketch().Add(Collections.Projects, PlanKind.Zone, "a", new WKTReader().Read(wkt)).Findings("GZ101"));
        Assert.Equal("nowhere", finding.Params["reason"]);
        Assert.Null(finding.Place);
        Assert.EndsWith("坐标不在地球上。", FindingMessage.Of(finding, "zh"), StringComparison.Ordinal);
    }
}
