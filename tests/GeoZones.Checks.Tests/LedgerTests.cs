using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests;

public class LedgerTests
{
    [Fact]
    public void Every_combination_has_its_row_and_the_rows_add_up_to_the_zone()
    {
        var ledger = new Sketch().Zone(Box(0, 0, 1000, 1000))
            .ZoneUse("a", "M", Box(0, 0, 500, 1000))
            .UrbanUse("a", "M1", Box(0, 0, 1000, 500)).UrbanUse("b", "E", Box(0, 500, 1000, 1000))
            .ControlArea("a", "010", Box(0, 0, 1000, 1000))
            .Check().Ledger;

        Assert.Equal(
            [("built", "built", "built", 1), ("built", "unbuilt", "built", 1), ("uncovered", "built", "built", 1), ("uncovered", "unbuilt", "built", 1)],
            ledger.Rows.Select(row => (row.Zone, row.Urban, row.LandUse, row.Patches)));
        Assert.All(ledger.Rows, row => Assert.Equal(ledger.ZoneGroundAreaM2 / 4, row.GroundAreaM2, 0.5));
        Assert.Equal(999_910, ledger.ZoneGroundAreaM2, 1.0);
        Assert.Equal(ledger.ZoneGroundAreaM2, ledger.ZoneEllipsoidalAreaM2, 0.1);
        Assert.Equal(0, ledger.ResidualM2, 1e-4);
        Assert.Equal(0, ledger.DoubledGroundAreaM2);
        Assert.Empty(ledger.LeftOut);
    }
}
