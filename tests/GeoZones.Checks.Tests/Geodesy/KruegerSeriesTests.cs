using GeoZones.Checks.Geodesy;

namespace GeoZones.Checks.Tests.Geodesy;

/// <summary>Krüger's series against the other projection that we have, and against itself there and back.</summary>
public sealed class KruegerSeriesTests
{
    [Fact]
    public void It_agrees_with_the_plane_within_a_hundredth_of_a_millimetre_in_its_belt()
    {
        var (plane, series) = (GaussKrugerPlane.ForSrid(4547), new KruegerSeries(114));
        for (var longitude = 112.5; longitude <= 115.5; longitude += 0.25)
        {
            for (var latitude = 3.0; latitude <= 54; latitude += 1.5)
            {
                var (expected, (easting, northing)) = (plane.ToPlane(longitude, latitude), series.ToPlane(longitude, latitude));
                Assert.Equal(expected.X, easting, 1e-5);
                Assert.Equal(expected.Y, northing, 1e-5);
            }
        }
    }

    [Fact]
    public void There_and_back_is_the_same_place_anywhere_in_china()
    {
        foreach (var meridian in (double[])[75, 102, 114, 135])
        {
            var series = new KruegerSeries(meridian);
            for (var longitude = 73.0; longitude <= 136; longitude += 1.7)
            {
                for (var latitude = 0.0; latitude <= 54; latitude += 1.9)
                {
                    var (easting, northing) = series.ToPlane(longitude, latitude);
                    var (backLongitude, backLatitude) = series.ToDegrees(easting, northing);
                    // a twentieth of a millimetre, 60° from the meridian
                    Assert.Equal(longitude, backLongitude, 5e-10);
                    Assert.Equal(latitude, backLatitude, 5e-10);
                }
            }
        }
    }

    [Fact]
    public void The_central_meridian_is_a_straight_line_500_km_east() => Assert.Equal(500_000, new KruegerSeries(114).ToPlane(114, 35).EastingM, 1e-9);
}
