using System.Text.Json;
using System.Text.Json.Nodes;

using FsCheck.Xunit;

using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests;

/// <summary>What must hold for any plans. Plans are drawn from a seed: mosaics with patches left out, doubled, moved and turned into bow-ties.</summary>
public class CheckEngineProperties
{
    private static readonly string[][] s_classes = [["M", "R", "G", "Q9"], ["M1", "R1", "G1", "E"], ["010", "030"]];

    [Property(MaxTest = 10)]
    public void Order_of_features_and_figures_and_start_and_direction_of_rings_change_no_byte_of_the_report(int seed)
    {
        var snapshot = Drawn(seed);
        var random = new Random(seed);
        var features = snapshot.Features.Select(feature => feature with { Plane = Redrawn.Of(feature.Plane, random) }).ToArray();
        var figures = snapshot.Figures.ToArray();
        random.Shuffle(features);
        random.Shuffle(figures);
        var report = CheckEngine.Run(snapshot);
        Assert.Empty(report.FailedRules);
        Assert.Equal(Json(report), Json(CheckEngine.Run(snapshot with { Features = features, Figures = figures })));
    }

    [Property(MaxTest = 10)]
    public void The_rows_of_the_ledger_add_up_to_the_zone_and_uncovered_is_what_GZ206_says(int seed)
    {
        var report = Run(Drawn(seed), "GZ206");
        var ledger = report.Ledger!;
        Assert.Empty(report.FailedRules);
        Assert.InRange(Math.Abs(ledger.ResidualM2), 0, 0.01 * ledger.ZoneGroundAreaM2 / 1e6 + 1e-6);
        Assert.Equal(ledger.ZoneGroundAreaM2 + ledger.ResidualM2, ledger.Rows.Sum(row => row.GroundAreaM2), 1e-6);

        var uncovered = ledger.Rows.Sum(row => row.GroundAreaM2 * new[] { row.Zone, row.Urban, row.LandUse }.Count(state => state == LedgerRow.Uncovered));
        var found = report.Findings.Where(finding => finding.Rule == "GZ206").Sum(finding => finding.GroundAreaM2!.Value);
        Assert.Equal(uncovered, found + (report.Ignored.TryGetValue("GZ206", out var ignored) ? ignored.GroundAreaM2 : 0), 1e-3);
    }

    [Property(MaxTest = 10)]
    public void Overlaps_are_those_that_a_comparison_of_every_pair_finds(int seed)
    {
        var snapshot = Drawn(seed);
        var report = Run(snapshot, "GZ103");
        foreach (var plan in PlanKinds.All)
        {
            var patches = snapshot.Features.Where(feature => feature.Collection == Collections.Designations && feature.Plan == plan && feature.Plane.IsValid).ToList();
            var expected = patches.SelectMany((a, i) => patches.Skip(i + 1).Select(b => a.Plane.Intersection(b.Plane).Area)).Sum();
            var found = report.Findings.Where(finding => finding.Rule == "GZ103" && finding.Features[0].Collection == Collections.Designations && finding.Features[0].Plan == plan.Text());
            Assert.Equal(expected, found.Sum(finding => finding.Place!.Area), 2.0);
        }
    }

    [Property(MaxTest = 10)]
    public void Ids_stay_when_other_features_go(int seed)
    {
        var snapshot = Drawn(seed);
        var before = Run(snapshot, "GZ101", "GZ103").Findings.ToDictionary(finding => finding.Id);
        var fewer = snapshot with { Features = [.. snapshot.Features.Where((_, i) => i % 3 != 0)] };
        foreach (var finding in Run(fewer, "GZ101", "GZ103").Findings)
        {
            Assert.True(before[finding.Id].Place!.EqualsExact(finding.Place!));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(57)]
    [InlineData(149)]
    public void Kept_plans_have_all_these_properties(int seed)
    {
        Order_of_features_and_figures_and_start_and_direction_of_rings_change_no_byte_of_the_report(seed);
        The_rows_of_the_ledger_add_up_to_the_zone_and_uncovered_is_what_GZ206_says(seed);
        Overlaps_are_those_that_a_comparison_of_every_pair_finds(seed);
        Ids_stay_when_other_features_go(seed);
    }

    private static CheckReport Run(PlanSnapshot snapshot, params string[] rules) => CheckEngine.Run(snapshot, [.. RuleSet.All.Where(rule => rules.Contains(rule.Info.Code))], null, default);

    private static PlanSnapshot Drawn(int seed)
    {
        var random = new Random(seed);
        var sketch = new Sketch();
        foreach (var plan in PlanKinds.All)
        {
            // A slightly different corner in one plan in three: difference patches of a few decimetres along the boundary.
            var shift = random.Next(3) == 0 ? 0.25 : 0;
            var mosaic = new Mosaic(random.Next(), 3, 3, 100, 2, Sketch.EastM + shift);
            sketch.Add(Collections.ZoneBoundaries, plan, "B", mosaic.Outline());
            var classes = s_classes[(int)plan];
            foreach (var (number, patch) in mosaic.Patches().Index())
            {
                var drawn = random.Next(10) switch
                {
                    0 => null,
                    1 => NetTopologySuite.Geometries.Utilities.AffineTransformation.TranslationInstance(3.1234, 1.4321).Transform(patch),
                    2 when random.Next(2) == 0 => BowTie(patch),
                    3 => patch.Buffer(0.001),
                    _ => patch,
                };
                foreach (var copy in drawn is null ? [] : random.Next(12) == 0 ? ["", "-twice"] : (string[])[""])
                {
                    sketch.Add(Collections.Designations, plan, $"d{number}{copy}", drawn!, attributes: (Sketch.Codes.Of(plan).Attribute, classes[random.Next(classes.Length)]));
                }
            }
        }

        foreach (var (number, patch) in new Mosaic(random.Next(), 2, 2, 150, 1).Patches().Index())
        {
            sketch.Add(Collections.Farmland, PlanKind.LandUse, $"f{number}", patch, attributes: ("farmlandClass", number % 2 == 0 ? "basic" : "general"))
                .Add(Collections.SubParks, PlanKind.Zone, $"p{number}", patch, declaredAreaM2: 22_500 + number)
                .Add(Collections.ExistingLandUse, null, $"e{number}", patch, zone: null, attributes: ("class", number % 2 == 0 ? "20" : "01"))
                .Figure($"sub-park/p{number}", "quota-allocated", number, "ha", 0, partOf: "zone");
        }

        return sketch.Figure("zone", "quota-granted", 3m, "ha").Figure("zone", "quota-allocated", 6.5m, "ha").Figure("zone", "investment", null).Snapshot;
    }

    private static Polygon BowTie(Polygon patch)
    {
        var ring = patch.Coordinates;
        (ring[1], ring[4]) = (ring[4], ring[1]);
        return new Polygon(new LinearRing(ring));
    }

    private static string Json(CheckReport report)
    {
        var findings = report.Findings.Select(finding => new JsonObject
        {
            ["finding"] = JsonSerializer.SerializeToNode(finding with { Place = null }),
            ["place"] = finding.Place?.AsText(),
            ["zh"] = FindingMessage.Of(finding, "zh"),
        });
        return new JsonObject
        {
            ["findings"] = new JsonArray([.. findings]),
            ["rest"] = JsonSerializer.SerializeToNode(report with { Findings = [] }),
        }.ToJsonString();
    }
}
