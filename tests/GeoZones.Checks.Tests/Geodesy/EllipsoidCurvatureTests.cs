using GeoZones.Checks.Geodesy;

namespace GeoZones.Checks.Tests.Geodesy;

public sealed class EllipsoidCurvatureTests
{
    [Theory]
    [InlineData(2_000_000, 2_020_000)]
    [InlineData(3_889_990, 3_890_010)]
    [InlineData(3_880_000, 3_900_000)]
    [InlineData(5_900_000, 5_920_000)]
    [InlineData(3_895_000, 3_895_000)]
    public void The_parabola_over_one_ring_is_the_curvature_itself(double south, double north)
    {
        var curvature = new EllipsoidCurvature(south, north);
        Assert.All(Enumerable.Range(0, 21), step =>
        {
            var northing = south + step / 20.0 * (north - south);
            var (exact, found) = (EllipsoidCurvature.Exact(northing), curvature.At(northing));
            Assert.InRange(found.PerM2 / exact.PerM2 - 1, -2e-11, 2e-11);
            Assert.InRange(found.Eta2 - exact.Eta2, -1e-9, 1e-9);
        });
    }

    [Fact]
    public void Over_longer_rings_it_is_computed_at_every_point() =>
        Assert.Equal(EllipsoidCurvature.Exact(3_900_123), new EllipsoidCurvature(3_000_000, 4_000_000).At(3_900_123));
}
