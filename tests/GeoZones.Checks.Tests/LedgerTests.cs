using GeoZones.Checks.Tests.Geodesy;

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
            .Check().Ledger!;

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

    // 27 strips of 11, 12, 13 … m, each with its own three answers; strip i is uncovered where a plan's digit of i in base 3 is 2.
    [Fact]
    public void All_27_combinations_of_built_unbuilt_and_uncovered_have_their_own_area_and_add_up_to_the_zone()
    {
        const int heightM = 100;
        string[] states = ["built", "unbuilt", "uncovered"];
        Sketch sketch = new();
        List<(string Zone, string Urban, string LandUse, int Patches, double GroundM2)> expected = [];
        var westM = 0;
        for (var i = 0; i < 27; i++)
        {
            var widthM = 11 + i;
            var strip = Box(westM, 0, westM + widthM, heightM);
            var (zone, urban, landUse) = (i / 9, i / 3 % 3, i % 3);
            _ = zone == 2 ? sketch : sketch.ZoneUse($"z{i}", zone == 0 ? "M" : "G", strip);
            _ = urban == 2 ? sketch : sketch.UrbanUse($"u{i}", urban == 0 ? "R1" : "E", strip);
            _ = landUse == 2 ? sketch : sketch.ControlArea($"l{i}", landUse == 0 ? "010" : "030", strip);
            expected.Add((states[zone], states[urban], states[landUse], 1, DensifiedArea.GroundM2(At(strip), Sketch.Plane)));
            westM += widthM;
        }

        var ledger = sketch.Zone(Box(0, 0, westM, heightM)).Check().Ledger!;

        Assert.Equal(expected.Select(row => (row.Zone, row.Urban, row.LandUse, row.Patches)), ledger.Rows.Select(row => (row.Zone, row.Urban, row.LandUse, row.Patches)));
        Assert.All(expected.Zip(ledger.Rows), pair => Assert.Equal(pair.First.GroundM2, pair.Second.GroundAreaM2, 1e-4));
        Assert.Equal(DensifiedArea.GroundM2(At(Box(0, 0, westM, heightM)), Sketch.Plane), ledger.ZoneGroundAreaM2, 1e-4);
        Assert.InRange(Math.Abs(ledger.ResidualM2), 0, 0.01 * ledger.ZoneGroundAreaM2 / 1e6);
        Assert.Equal(ledger.Rows.Sum(row => row.GroundAreaM2) - ledger.ZoneGroundAreaM2, ledger.ResidualM2, 1e-9);
    }

    [Fact]
    public void The_zone_is_the_union_of_all_boundaries_of_all_plans() =>
        Assert.Equal(30_000, new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100)).Boundary(PlanKind.Urban, Box(100, 0, 200, 100)).Boundary(PlanKind.LandUse, Box(50, 0, 300, 100))
            .Check().Ledger!.ZoneGroundAreaM2, 5.0);

    [Fact]
    public void Where_patches_of_one_plan_overlap_the_lowest_code_has_the_spot_and_the_rest_is_printed_as_doubled()
    {
        var ledger = new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100))
            .ZoneUse("b", "M", Box(0, 0, 60, 100)).ZoneUse("a", "G", Box(40, 0, 100, 100)).ZoneUse("c", "R", Box(50, 0, 55, 200)).Check().Ledger!;
        Assert.Equal([("built", 400.0), ("unbuilt", 600.0)], ledger.Rows.Select(row => (row.Zone, Math.Round(row.GroundAreaM2 / 10))));
        Assert.Equal(2000 + 500, ledger.DoubledGroundAreaM2, 1.0);
        Assert.Equal(0, ledger.ResidualM2, 1e-6);
    }

    [Fact]
    public void Codes_are_compared_as_text() =>
        Assert.Equal("unbuilt", Assert.Single(new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100)).ZoneUse("10", "G", Box(0, 0, 100, 100)).ZoneUse("9", "M", Box(0, 0, 100, 100)).Check().Ledger!.Rows).Zone);

    [Fact]
    public void Patches_count_distinct_combinations_of_patches()
    {
        var ledger = new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100))
            .ZoneUse("a", "M", "MULTIPOLYGON (((0 0, 10 0, 10 100, 0 100, 0 0)), ((20 0, 30 0, 30 100, 20 100, 20 0)))").ZoneUse("b", "R", Box(40, 0, 50, 100))
            .UrbanUse("u", "M1", Box(0, 0, 100, 50)).UrbanUse("v", "R1", Box(0, 50, 100, 100)).Check().Ledger!;
        Assert.Equal([("built", 4), ("uncovered", 2)], ledger.Rows.Select(row => (row.Zone, row.Patches)));
    }

    [Fact]
    public void Invalid_boundaries_and_designations_and_unknown_codes_are_named_as_left_out()
    {
        const string bowTie = "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))";
        var ledger = new Sketch().Zone(Box(0, 0, 100, 100)).Boundary(PlanKind.Zone, bowTie, code: "bad")
            .ZoneUse("a", "M", bowTie).ZoneUse("b", "Q9", Box(0, 0, 50, 50)).UseArea("c", "010", Box(0, 0, 50, 50))
            .Add(Collections.Designations, PlanKind.Urban, "d", At(Box(0, 0, 10, 10))).SubPark("e", bowTie).Check().Ledger!;
        Assert.Equal(
            [("a", "invalid-geometry"), ("b", "unknown-code"), ("bad", "invalid-geometry"), ("d", "unknown-code")],
            ledger.LeftOut.Select(left => (left.Feature.Code!, left.Reason)).Order());
        Assert.Equal("uncovered", Assert.Single(ledger.Rows).Zone);
    }

    [Fact]
    public void Designations_count_only_inside_the_zone() =>
        Assert.Equal(10_000, new Sketch().Boundary(PlanKind.Zone, Box(0, 0, 100, 100)).UrbanUse("u", "M1", Box(-500, -500, 500, 500)).Check().Ledger!.Rows.Sum(row => row.GroundAreaM2), 2.0);

    [Fact]
    public void Without_any_boundary_the_ledger_is_empty()
    {
        var ledger = new Sketch().ZoneUse("a", "M", Box(0, 0, 10, 10)).Check().Ledger!;
        Assert.Equal((0, 0, 0), (ledger.ZoneGroundAreaM2, ledger.ZoneEllipsoidalAreaM2, ledger.ResidualM2));
        Assert.Empty(ledger.Rows);
    }
}
