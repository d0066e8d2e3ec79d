using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
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

    [Theory]
    [InlineData("LINEARRING (0 0, 0 0, 5 9, 9 0, 0 0)")]
    [InlineData("LINEARRING (0 0, 0 9, 9 9, 0 0, 9 5, 9 0, 0 0)")]
    public void A_ring_that_comes_by_its_first_vertex_twice_has_one_form_however_it_is_drawn(string wkt)
    {
        var drawn = ((LinearRing)new WKTReader().Read(wkt)).Coordinates[..^1];
        var forms = Enumerable.Range(0, drawn.Length).Select(start => (Coordinate[])[.. drawn[start..], .. drawn[..start]]).SelectMany(ring => (Coordinate[][])[ring, [.. ring.Reverse()]])
            .Select(ring => CanonicalForm.Of(new Polygon(new LinearRing([.. ring, ring[0]]))).AsText()).Distinct();
        Assert.Single(forms);
    }
}
