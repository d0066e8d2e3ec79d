using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class Gz104GapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_gap_stays_one_gap_however_often_a_neighbour_is_drawn(int times)
    {
        var sketch = new Sketch().UrbanUse("s", "M1", Box(0, 0, 30, 10)).UrbanUse("n", "M1", Box(0, 20, 30, 30)).UrbanUse("e", "M1", Box(20, 10, 30, 20));
        for (var number = 0; number < times; number++)
        {
            sketch.UrbanUse($"w{number}", "M1", "POLYGON ((0 10, 10 10, 12 15, 10 20, 0 20, 0 10))");
        }

        var finding = Assert.Single(sketch.Findings("GZ104"));
        Assert.True(finding.Place!.EqualsTopologically(At("POLYGON ((10 10, 20 10, 20 20, 10 20, 12 15, 10 10))")));
        Assert.Equal(3 + times, finding.Features.Count);
    }
}
