using GeoZones.Checks.Overlay;

using NetTopologySuite.IO;

namespace GeoZones.Checks.Tests.Overlay;

public sealed class SameLineTests
{
    [Theory]
    [InlineData("LINESTRING (0 0, 10 0)", "LINESTRING (10 0, 4 0.001, 0 0)", true)]
    [InlineData("LINESTRING (0 0, 10 0)", "LINESTRING (0 0, 4 0.01, 10 0)", false)]
    [InlineData("LINESTRING (0 0, 10 0, 0 10, 10 10)", "LINESTRING (0 0, 10 0, 10 10, 0 10)", false)]
    [InlineData("POLYGON ((0 0, 2 0, 2 2, 1 1, 0 2, 0 0))", "POLYGON ((0 0, 1 1, 2 0, 2 2, 0 2, 0 0))", false)]
    [InlineData("POLYGON ((0 0, 2 0, 2 2, 0 0))", "POLYGON ((2 0, 0 0, 1 1, 2 2, 2 0))", true)]
    [InlineData("POINT (1 1)", "POINT (1 1.001)", true)]
    [InlineData("POINT (1 1)", "LINESTRING (1 1, 1 1.001)", false)]
    public void Lines_are_the_same_where_they_run_together_and_not_only_where_they_share_vertices(string one, string other, bool same)
    {
        var (a, b) = (new WKTReader().Read(one), new WKTReader().Read(other));
        Assert.Equal(same, SameLine.Is(a, b, 0.002));
        Assert.Equal(same, SameLine.Is(b, a, 0.002));
    }
}
