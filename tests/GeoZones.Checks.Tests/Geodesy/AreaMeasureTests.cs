using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using GeoZones.Checks.Geodesy;

using NetTopologySuite.Densify;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoZones.Checks.Tests.Geodesy;

public class AreaMeasureTests
{
    private static readonly GaussKrugerPlane s_plane = GaussKrugerPlane.ForSrid(4547);

    private static Geometry Wkt(string wkt) => new WKTReader().Read(wkt);

    [Fact]
    public void The_box_of_a_hundredth_of_a_degree_has_the_area_that_the_survey_formula_gives_by_hand()
    {
        var area = AreaMeasure.EllipsoidalAreaM2(Wkt("POLYGON ((114 34.5, 114.01 34.5, 114.01 34.51, 114 34.51, 114 34.5))"));
        Assert.Equal(1_018_734.2275, area, 5e-5);
        Assert.Equal(101.8734, AreaUnits.ToHa(area), 5e-5);
        Assert.Equal(1_528.1013, AreaUnits.ToMu(area), 5e-5);
    }

    [Theory]
    [InlineData(0, 999_999.994, 999_999.9918)]
    [InlineData(60, 999_909.812, 999_909.8104)]
    [InlineData(130, 999_580.471, 999_580.4695)]
    public void A_kilometre_square_has_its_three_areas_at_any_distance_from_the_meridian(int kilometresEast, double ellipsoidal, double ground)
    {
        double west = 500_000 + 1000 * kilometresEast, east = west + 1000;
        var square = Wkt($"POLYGON (({west} 3819000, {east} 3819000, {east} 3820000, {west} 3820000, {west} 3819000))");
        var measures = AreaMeasure.Of(s_plane.ToDegrees(square), s_plane);
        Assert.Equal(ellipsoidal, measures.EllipsoidalAreaM2, 6e-4);
        Assert.Equal(ground, measures.GroundAreaM2, 6e-5);
        Assert.Equal(1_000_000, measures.PlanarAreaM2, 1e-4);
    }

    // ST_Area(geography) of PostGIS 3.3.2 after ST_Segmentize to 20 m in EPSG:4547; edges here are 30 to 50 km long.
    [Theory]
    [InlineData("POLYGON ((480000 3800000, 520000 3830000, 490000 3870000, 450000 3840000, 480000 3800000), (485000 3820000, 490000 3830000, 480000 3835000, 485000 3820000))", 2_437_473_659.56)]
    [InlineData("POLYGON ((600000 5800000, 640000 5810000, 635000 5845000, 604000 5840000, 600000 5800000))", 1_334_528_671.389)]
    [InlineData("POLYGON ((340000 2200000, 370000 2195000, 380000 2230000, 345000 2235000, 340000 2200000))", 1_174_419_479.038)]
    public void Ground_area_of_long_edges_agrees_with_densified_geodesics(string wkt, double areaM2) =>
        Assert.Equal(1, AreaMeasure.GroundAreaM2(Wkt(wkt), s_plane) / areaM2, 2e-11);

    // ST_Length(geography) of PostGIS 3.3.2 after ST_Segmentize to 10 m in EPSG:4547.
    [Theory]
    [InlineData("LINESTRING (630000 3819000, 640000 3819000, 640000 3849000)", 39_990.511113)]
    [InlineData("MULTILINESTRING ((480000 3800000, 520000 3830000))", 49_999.917862)]
    public void Ground_length_agrees_with_densified_geodesics(string wkt, double lengthM) =>
        Assert.Equal(lengthM, AreaMeasure.GroundLengthM(Wkt(wkt), s_plane), 1e-4);

    [Fact]
    public void Ground_length_of_a_polygon_is_that_of_all_its_rings() =>
        Assert.Equal(52, AreaMeasure.GroundLengthM(Wkt("POLYGON ((500000 3819000, 500010 3819000, 500010 3819010, 500000 3819010, 500000 3819000), (500001 3819001, 500004 3819001, 500004 3819004, 500001 3819004, 500001 3819001))"), s_plane), 1e-6);

    [Fact]
    public void At_survey_vertex_spacing_the_ellipsoidal_area_agrees_with_the_ground_area()
    {
        var square = Densifier.Densify(Wkt("POLYGON ((561000 3896000, 562000 3896000, 562000 3897000, 561000 3897000, 561000 3896000))"), 50);
        var measures = AreaMeasure.Of(s_plane.ToDegrees(square), s_plane);
        Assert.Equal(measures.GroundAreaM2, measures.EllipsoidalAreaM2, 0.02 * 4);
    }

    [Fact]
    public void The_survey_formula_is_not_additive_and_the_ground_area_is()
    {
        var square = Wkt("POLYGON ((630000 3819000, 631000 3819000, 631000 3820000, 630000 3820000, 630000 3819000))");
        var south = Densifier.Densify(Wkt("LINESTRING (630000 3819000, 631000 3819000)"), 10).Coordinates;
        var cut = square.Factory.CreatePolygon([.. south, .. square.Coordinates[2..]]);
        Assert.InRange(Math.Abs(AreaMeasure.EllipsoidalAreaM2(s_plane.ToDegrees(cut)) - AreaMeasure.EllipsoidalAreaM2(s_plane.ToDegrees(square))), 5, 15);
        Assert.Equal(AreaMeasure.GroundAreaM2(square, s_plane), AreaMeasure.GroundAreaM2(cut, s_plane), 1e-6);
    }

    [Fact]
    public void Holes_and_parts_count_whatever_the_direction_of_their_rings()
    {
        const string shell = "(500000 3819000, 500100 3819000, 500100 3819100, 500000 3819100, 500000 3819000)";
        const string hole = "(500010 3819010, 500020 3819010, 500020 3819020, 500010 3819020, 500010 3819010)";
        const string reversed = "(500010 3819010, 500010 3819020, 500020 3819020, 500020 3819010, 500010 3819010)";
        const string other = "((500200 3819000, 500200 3819010, 500210 3819010, 500210 3819000, 500200 3819000))";
        Assert.Equal(9900, AreaMeasure.PlanarAreaM2(Wkt($"POLYGON ({shell}, {hole})")), 1e-6);
        Assert.Equal(9900, AreaMeasure.GroundAreaM2(Wkt($"POLYGON ({shell}, {reversed})"), s_plane), 1e-3);
        Assert.Equal(10_000, AreaMeasure.PlanarAreaM2(Wkt($"MULTIPOLYGON (({shell}, {hole}), {other})")), 1e-6);
    }

    [Theory]
    [InlineData("POINT (500000 3819000)")]
    [InlineData("LINESTRING (500000 3819000, 500000 3819010)")]
    [InlineData("POLYGON EMPTY")]
    [InlineData("GEOMETRYCOLLECTION EMPTY")]
    public void What_has_no_area_measures_zero(string wkt)
    {
        var geometry = Wkt(wkt);
        Assert.Equal(0, AreaMeasure.GroundAreaM2(geometry, s_plane));
        Assert.Equal(0, AreaMeasure.PlanarAreaM2(geometry));
        Assert.Equal(0, AreaMeasure.EllipsoidalAreaM2(geometry));
    }

    [Property(MaxTest = 100)]
    public Property Ground_area_is_additive_under_cutting()
    {
        var cuts = from x in Gen.Choose(1, 9_999) from y in Gen.Choose(1, 9_999) from east in Gen.Choose(-140, 140) select (x, y, east);
        return Prop.ForAll(cuts.ToArbitrary(), cut =>
        {
            double x = 500_000 + cut.east * 1000.0, y = 3_819_000;
            Coordinate sw = new(x, y), se = new(x + 10_000, y), ne = new(x + 10_000, y + 10_000), nw = new(x, y + 10_000);
            Coordinate inside = new(x + cut.x, y + cut.y), onSouth = new(x + cut.x, y), onNorth = new(x + cut.y, y + 10_000);
            var factory = GeometryFactory.Default;
            var whole = AreaMeasure.GroundAreaM2(factory.CreatePolygon([sw, se, ne, nw, sw]), s_plane);
            var west = AreaMeasure.GroundAreaM2(factory.CreatePolygon([sw, onSouth, inside, onNorth, nw, sw]), s_plane);
            var east = AreaMeasure.GroundAreaM2(factory.CreatePolygon([onSouth, se, ne, onNorth, inside, onSouth]), s_plane);
            return Math.Abs(whole - west - east) < 1e-5;
        });
    }

    [Fact]
    public void Stated_units_become_square_metres()
    {
        Assert.Equal(2_800_000, AreaUnits.ToM2(4200m, "mu"));
        Assert.Equal(8_600_000, AreaUnits.ToM2(8.6m, "km2"));
        Assert.Equal(10_000, AreaUnits.ToM2(1m, "ha"));
        Assert.Equal(5_500_000, AreaUnits.ToM2(550m, "1e4m2"));
        Assert.Equal(13_333.3333, AreaUnits.ToM2(0.002m, "1e4mu")!.Value, 1e-3);
        Assert.Null(AreaUnits.ToM2(1m, "count"));
        Assert.Null(AreaUnits.ToM2(1m, null));
        Assert.Equal(15, AreaUnits.ToMu(AreaUnits.M2PerHa), 1e-9);
        Assert.Equal(1, AreaUnits.ToKm2(AreaUnits.M2PerKm2));
        Assert.Equal(1500, AreaUnits.M2PerKm2 / AreaUnits.M2PerMu, 1e-9);
    }
}
