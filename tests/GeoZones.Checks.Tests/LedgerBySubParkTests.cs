using FsCheck.Xunit;

using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests;

public class LedgerBySubParkTests
{
    [Fact]
    public void Each_sub_park_has_the_rows_of_its_own_ground()
    {
        var ledgers = new Sketch().Zone(Box(0, 0, 200, 100)).SubPark("west", Box(0, 0, 100, 100)).SubPark("east", Box(100, 0, 200, 100))
            .ZoneUse("a", "M", Box(0, 0, 150, 100)).UrbanUse("a", "M1", Box(0, 0, 200, 50)).ControlArea("a", "010", Box(0, 0, 200, 100)).Check().Ledger!.BySubPark;

        Assert.Equal(["east", "west"], ledgers.Select(ledger => ledger.SubPark.Code));
        Assert.Equal(
            [("built", "built", 2500), ("built", "uncovered", 2500), ("uncovered", "built", 2500), ("uncovered", "uncovered", 2500)],
            ledgers[0].Rows.Select(row => (row.Zone, row.Urban, (int)Math.Round(row.GroundAreaM2 / 100) * 100)));
        Assert.Equal([("built", "built", 5000), ("built", "uncovered", 5000)], ledgers[1].Rows.Select(row => (row.Zone, row.Urban, (int)Math.Round(row.GroundAreaM2 / 100) * 100)));
        Assert.All(ledgers, ledger => Assert.Equal(0, ledger.ResidualM2, 1e-6));
    }

    [Fact]
    public void Ground_of_a_sub_park_outside_the_zone_does_not_count()
    {
        var ledger = Assert.Single(new Sketch().Zone(Box(0, 0, 100, 100)).SubPark("p", Box(50, 0, 300, 100)).ZoneUse("a", "M", Box(-50, 0, 300, 100)).Check().Ledger!.BySubPark);
        Assert.Equal(5000, ledger.GroundAreaM2, 1.0);
        Assert.Equal(ledger.GroundAreaM2, Assert.Single(ledger.Rows).GroundAreaM2, 1e-6);
    }

    [Fact]
    public void A_sub_park_wholly_outside_has_no_ground_and_no_rows()
    {
        var ledger = Assert.Single(new Sketch().Zone(Box(0, 0, 100, 100)).SubPark("p", Box(500, 0, 600, 100)).ZoneUse("a", "M", Box(0, 0, 600, 100)).Check().Ledger!.BySubPark);
        Assert.Equal((0, 0), (ledger.GroundAreaM2, ledger.Rows.Count));
    }

    [Fact]
    public void Where_sub_parks_overlap_each_counts_its_own_ground() =>
        Assert.Equal([6000, 6000], new Sketch().Zone(Box(0, 0, 100, 100)).SubPark("p", Box(0, 0, 60, 100)).SubPark("q", Box(40, 0, 100, 100)).ZoneUse("a", "M", Box(0, 0, 100, 100))
            .Check().Ledger!.BySubPark.Select(ledger => Math.Round(ledger.Rows.Sum(row => row.GroundAreaM2) / 10) * 10));

    [Property(MaxTest = 10)]
    public void Sub_parks_that_tile_the_zone_add_up_to_its_ledger(int seed)
    {
        var random = new Random(seed);
        var sketch = new Sketch();
        string[][] classes = [["M", "R", "G"], ["M1", "R1", "E"], ["010", "030"]];
        var whole = new Mosaic(seed, 3, 3, 100, 2);
        foreach (var plan in PlanKinds.All)
        {
            sketch.Add(Collections.ZoneBoundaries, plan, "B", whole.Outline());
            foreach (var (number, patch) in new Mosaic(random.Next(), 3, 3, 100, 2).Patches().Index().Where(_ => random.Next(8) > 0))
            {
                sketch.Add(Collections.Designations, plan, $"d{number}", patch, attributes: (Codes.Of(plan).Attribute, classes[(int)plan][random.Next(classes[(int)plan].Length)]));
            }
        }

        foreach (var (number, patch) in new Mosaic(random.Next(), 2, 2, 150, 3).Patches().Index())
        {
            sketch.Add(Collections.SubParks, PlanKind.Zone, $"p{number}", patch);
        }

        var ledger = sketch.Check().Ledger!;
        Assert.Equal(4, ledger.BySubPark.Count);
        Assert.All(ledger.BySubPark, part => Assert.InRange(Math.Abs(part.ResidualM2), 0, 0.01 * part.GroundAreaM2 / 1e6 + 1e-6));
        Assert.Equal(ledger.ZoneGroundAreaM2, ledger.BySubPark.Sum(part => part.GroundAreaM2), 1e-5);
        foreach (var row in ledger.Rows)
        {
            Assert.Equal(row.GroundAreaM2, ledger.BySubPark.SelectMany(part => part.Rows).Where(part => (part.Zone, part.Urban, part.LandUse) == (row.Zone, row.Urban, row.LandUse)).Sum(part => part.GroundAreaM2), 1e-5);
        }
    }
}
