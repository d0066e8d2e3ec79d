using GeoZones.Server.Checks;

using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoZones.Server.Tests.Checks;

public sealed class PlaneGeometryTests
{
    [Theory]
    [InlineData("POLYGON ((10 10, 0 10, 0 0, 10 0, 10 10))")]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))")]
    [InlineData("POLYGON ((500000.1234 3900000.4321, 500100 3900000, 500050.5 3900100, 500000.1234 3900000.4321))")]
    [InlineData("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")]
    [InlineData("POLYGON EMPTY")]
    [InlineData("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))")]
    [InlineData("LINESTRING (0 0, 5 5)")]
    [InlineData("POINT (3 4)")]
    public void The_bytes_of_PostGIS_give_the_geometry_and_the_form_of_the_checks(string wkt)
    {
        var drawn = new WKTReader().Read(wkt);
        drawn.SRID = 4547;

        var read = PlaneGeometry.Read(new WKBWriter(ByteOrder.LittleEndian, true).Write(drawn));

        Assert.True(read.Normalized().EqualsExact(drawn.Normalized()));
        if (read is Polygon { IsEmpty: false, NumInteriorRings: 0, IsValid: true })
        {
            Assert.True(read.EqualsExact(drawn.Normalized()), read.ToString());
        }
    }

    [Fact]
    public void Big_endian_bytes_are_read_as_well() =>
        Assert.Equal(new Point(3, 4), PlaneGeometry.Read(new WKBWriter(ByteOrder.BigEndian).Write(new Point(3, 4))));
}
