using GeoZones.Checks.Overlay;

using NetTopologySuite.IO;

namespace GeoZones.Checks.Tests.Overlay;

public sealed class CanonicalFormTests
{
    [Theory]
    [InlineData("POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0))", true)]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", false)]
    [InlineData("POLYGON ((0 10, 10 10, 10 0, 0 0, 0 10))", false)]
    [InlineData("POLYGON ((0 0, 0 10, 0 0, 10 0, 0 0))", false)]
    [InlineData("POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 1))", false)]
    [InlineData("POLYGON EMPTY", false)]
    [InlineData("LINESTRING (5 5, 0 0)", false)]
    public void What_has_the_form_is_kept_and_all_else_gets_it(string wkt, bool isKept)
    {
        var geometry = new WKTReader().Read(wkt);
        var form = CanonicalForm.Of(geometry);
        Assert.Equal(isKept, ReferenceEquals(geometry, form));
        Assert.True(form.EqualsExact(geometry.Normalized()));
    }
}
