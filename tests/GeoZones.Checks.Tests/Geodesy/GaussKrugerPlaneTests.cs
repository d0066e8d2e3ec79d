using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoZones.Checks.Tests.Geodesy;

public class GaussKrugerPlaneTests
{
    // ST_Transform(…, 4547) of PostGIS 3.3.2 with PROJ 9.1.1: longitude, latitude, easting, northing.
    [Theory]
    [InlineData(114.0, 34.5, 500000.0000000, 3819124.8982069)]
    [InlineData(114.67, 35.2, 561014.3502860, 3896987.0261289)]
    [InlineData(112.91, 33.74, 398992.4677946, 3735355.9160255)]
    [InlineData(113.24, 35.22, 430806.5106908, 3899264.9412976)]
    [InlineData(115.5, 35.0, 636937.6509267, 3875621.1816940)]
    [InlineData(112.5, 53.0, 399297.3221220, 5875673.2370693)]
    public void Agrees_with_PostGIS_within_a_hundredth_of_a_millimetre(double longitude, double latitude, double easting, double northing)
    {
        var plane = GaussKrugerPlane.ForSrid(4547);
        var there = plane.ToPlane(longitude, latitude);
        Assert.Equal(easting, there.X, 1e-5);
        Assert.Equal(northing, there.Y, 1e-5);

        var back = plane.ToDegrees(easting, northing);
        Assert.Equal(longitude, back.X, 1e-10);
        Assert.Equal(latitude, back.Y, 1e-10);
    }

    [Theory]
    [InlineData(73.5, 4534, 75)]
    [InlineData(112.49, 4546, 111)]
    [InlineData(112.5, 4547, 114)]
    [InlineData(114.67, 4547, 114)]
    [InlineData(115.5, 4548, 117)]
    [InlineData(136.5, 4554, 135)]
    public void A_longitude_belongs_to_the_plane_of_the_nearest_meridian(double longitude, int srid, double meridian)
    {
        Assert.Equal(srid, GaussKrugerPlane.SridFor(longitude));
        Assert.Equal(meridian, GaussKrugerPlane.ForSrid(srid).CentralMeridianDeg);
    }

    [Theory]
    [InlineData(73.4)]
    [InlineData(136.6)]
    [InlineData(double.NaN)]
    public void A_longitude_outside_all_belts_is_refused(double longitude) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussKrugerPlane.SridFor(longitude));

    [Theory]
    [InlineData(4533)]
    [InlineData(4555)]
    public void Other_planes_are_refused(int srid) => Assert.Throws<ArgumentOutOfRangeException>(() => GaussKrugerPlane.ForSrid(srid));

    [Fact]
    public void A_geometry_goes_there_and_back_and_the_original_stays()
    {
        var plane = GaussKrugerPlane.ForSrid(4547);
        var original = new WKTReader().Read("POLYGON ((114.6 35.1, 114.7 35.1, 114.7 35.2, 114.6 35.1))");
        var there = plane.ToPlane(original);
        var back = plane.ToDegrees(there);

        Assert.Equal(4547, there.SRID);
        Assert.Equal(4490, back.SRID);
        Assert.True(back.EqualsExact(original, 1e-10));
        Assert.Equal(114.6, original.Coordinate.X);
        Assert.True(plane.ToPlane(Polygon.Empty).IsEmpty);
    }
}
