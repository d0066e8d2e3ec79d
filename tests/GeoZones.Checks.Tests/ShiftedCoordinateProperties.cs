using System.Text;

using FsCheck.Xunit;

using GeoZones.Checks.Settings;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests;

/// <summary>A county in which one coordinate of one patch is 5 mm off: with tolerances of 1 mm this is found, and nothing else; with the defaults it is ignored, and told as ignored.</summary>
public class ShiftedCoordinateProperties
{
    private const int Across = 20;

    private static readonly CheckSettings s_millimetres = SettingsReader.Read(Encoding.UTF8.GetBytes("""
        {"GZ103": {"areaM2": 0.000001, "widthM": 0.001}, "GZ104": {"leastAreaM2": 0.000001}, "GZ105": {"toleranceM": 0.001}}
        """));

    [Property(MaxTest = 10)]
    public void One_coordinate_5_mm_off_is_all_that_tolerances_of_1_mm_find(int seed)
    {
        var (before, after, moved) = Counties(seed);
        var was = CheckEngine.Run(before with { Settings = s_millimetres });
        var now = CheckEngine.Run(after with { Settings = s_millimetres });
        var known = was.Findings.Select(finding => finding.Id).ToHashSet();
        var found = now.Findings.Where(finding => !known.Contains(finding.Id)).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.InRange(finding.Place!.Distance(moved.Edges), 0, 0.006));
        Assert.All(found, finding => Assert.True(moved.Edges.EnvelopeInternal.Intersects(finding.Place!.EnvelopeInternal)));
        Assert.Empty(was.Findings.Select(finding => finding.Id).Except(now.Findings.Select(finding => finding.Id)));
        Assert.Equal(moved.DifferenceM2, found.Where(finding => finding.Rule is "GZ103" or "GZ104").Sum(finding => finding.GroundAreaM2!.Value), 1e-3 * moved.DifferenceM2 + 1e-6);
    }

    [Property(MaxTest = 10)]
    public void With_the_defaults_it_is_ignored_and_its_area_is_told(int seed)
    {
        var (before, after, moved) = Counties(seed);
        var was = CheckEngine.Run(before);
        var now = CheckEngine.Run(after);
        Assert.Equal(was.Findings.Select(finding => finding.Id), now.Findings.Select(finding => finding.Id).Where(id => was.Findings.Any(one => one.Id == id)));
        Assert.DoesNotContain(now.Findings, finding => finding.Rule is "GZ103" or "GZ104");
        Assert.Equal(moved.DifferenceM2, IgnoredM2(now) - IgnoredM2(was), 1e-3 * moved.DifferenceM2 + 1e-6);

        static double IgnoredM2(CheckReport report) => report.Ignored.Where(rule => rule.Key is "GZ103" or "GZ104").Sum(rule => rule.Value.GroundAreaM2);
    }

    // The same county twice, the second time with one vertex of one patch moved; its two edges, before and after, and the ground that changes hands.
    private static (PlanSnapshot Before, PlanSnapshot After, (Geometry Edges, double DifferenceM2) Moved) Counties(int seed)
    {
        Random random = new(seed);
        var patches = new Mosaic(random.Next(), Across, Across, 150, 3).Patches().ToList();
        var number = random.Next(1, Across - 1) * Across + random.Next(1, Across - 1);
        var ring = patches[number].Coordinates;
        int at = random.Next(ring.Length - 1), last = ring.Length - 2;
        var direction = 2 * Math.PI * random.NextDouble();
        var drawn = ring.Select(vertex => vertex.Copy()).ToArray();
        drawn[at] = new(ring[at].X + 0.005 * Math.Cos(direction), ring[at].Y + 0.005 * Math.Sin(direction));
        drawn[^1] = drawn[0].Copy();
        Polygon moved = new(new LinearRing(drawn));
        Coordinate previous = ring[at == 0 ? last : at - 1], next = ring[at + 1];
        var edges = new MultiLineString([new([previous, ring[at], next]), new([previous, drawn[at], next])]);
        return (County(patches), County([.. patches.Select((patch, i) => i == number ? moved : patch)]), (edges, patches[number].SymmetricDifference(moved).Area));
    }

    private static PlanSnapshot County(IReadOnlyList<Polygon> patches)
    {
        Sketch sketch = new();
        foreach (var (number, patch) in patches.Index())
        {
            sketch.Add(Collections.Designations, PlanKind.LandUse, $"L{number}", patch, attributes: ("controlArea", number % 3 == 0 ? "010" : "030"));
        }

        return sketch.Snapshot;
    }
}
