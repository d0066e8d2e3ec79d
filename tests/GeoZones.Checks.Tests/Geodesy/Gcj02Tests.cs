using GeoZones.Checks.Geodesy;

namespace GeoZones.Checks.Tests.Geodesy;

public sealed class Gcj02Tests
{
    // The examples of github.com/googollee/eviltransform: Shanghai, Shenzhen, Beijing.
    [Theory]
    [InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597)]
    [InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766)]
    [InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)]
    public void The_shift_is_that_of_the_web_maps(double longitude, double latitude, double shiftedLongitude, double shiftedLatitude)
    {
        var shifted = Gcj02.Shifted(longitude, latitude);
        Assert.Equal(shiftedLongitude, shifted.LongitudeDeg, 1e-12);
        Assert.Equal(shiftedLatitude, shifted.LatitudeDeg, 1e-12);
    }

    [Fact]
    public void What_was_shifted_is_restored_to_a_millimetre()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var (longitude, latitude) = (75 + 60 * random.NextDouble(), 18 + 35 * random.NextDouble());
            var shifted = Gcj02.Shifted(longitude, latitude);
            Assert.InRange(Math.Abs(shifted.LongitudeDeg - longitude) + Math.Abs(shifted.LatitudeDeg - latitude), 1e-4, 0.02);
            var restored = Gcj02.Restored(shifted.LongitudeDeg, shifted.LatitudeDeg);
            Assert.Equal(longitude, restored.LongitudeDeg, 1e-9);
            Assert.Equal(latitude, restored.LatitudeDeg, 1e-9);
        }
    }
}
