using FsCheck.Xunit;

using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests.Rules;

/// <summary>What must hold of the rules of one layer for any mosaic: a sound one is clean, and what is planted is found, that and nothing else, wherever rings begin and whichever way they run.</summary>
public class LayerRuleProperties
{
    private const int Columns = 4, Rows = 3;
    private static readonly IRule[] s_rules = [.. RuleSet.All.Where(rule => rule.Info.Code is "GZ102" or "GZ104" or "GZ105" or "GZ106" or "GZ107" or "GZ108")];

    [Property(MaxTest = 20)]
    public void Patches_that_fit_have_no_duplicates_gaps_or_unmatched_vertices(int seed) =>
        Assert.DoesNotContain(Found(new Mosaic(seed, Columns, Rows, 100, 3).Patches(), seed), finding => finding.Rule != "GZ108");

    [Property(MaxTest = 20)]
    public void Ground_that_a_patch_inside_gives_up_is_a_gap_of_that_area_beside_it_and_its_neighbours(int seed)
    {
        Polygon[] patches = [.. new Mosaic(seed, Columns, Rows, 100, 3).Patches()];
        var whole = patches.Sum(patch => patch.Area);
        var inner = Columns + 1;
        // all but its corners drawn in to the middle a little, so that each of four sides leaves ground
        Coordinate middle = patches[inner].Centroid.Coordinate;
        patches[inner] = Ring(patches[inner].Coordinates[..^1].Select((at, i) => i % 4 == 0 ? at : new Coordinate(at.X + 0.1 * (middle.X - at.X), at.Y + 0.1 * (middle.Y - at.Y))));

        var findings = Found(patches, seed).Where(finding => finding.Rule == "GZ104").ToList();

        Assert.Equal(whole - patches.Sum(patch => patch.Area), findings.Sum(finding => finding.Place!.Area), 1e-3);
        Assert.All(findings, finding =>
        {
            Assert.Equal("gap", finding.Params["kind"]);
            Assert.Equal(2, finding.Features.Count);
            Assert.Contains(finding.Features, feature => feature.Code == $"{inner}");
            Assert.InRange((double)finding.Params["widthM"], 1, 40);
        });
    }

    [Property(MaxTest = 20)]
    public void A_patch_left_out_inside_is_one_gap_of_its_own_shape(int seed)
    {
        var patches = new Mosaic(seed, Columns, Rows, 60, 3).Patches().ToList();
        var (place, others) = (patches[Columns + 1], patches.Where((_, i) => i != Columns + 1));

        var finding = Assert.Single(Found(others, seed), finding => finding.Rule == "GZ104");

        Assert.True(finding.Place!.EqualsTopologically(place));
        Assert.Equal(4, finding.Features.Count);
    }

    [Property(MaxTest = 20)]
    public void A_vertex_in_the_middle_of_a_common_edge_is_told_of_the_neighbour_that_lacks_it(int seed)
    {
        Polygon[] patches = [.. new Mosaic(seed, Columns, Rows, 100, 3).Patches()];
        List<Coordinate> ring = [.. patches[0].Coordinates[..^1]];
        ring.Insert(6, new Coordinate((ring[5].X + ring[6].X) / 2, (ring[5].Y + ring[6].Y) / 2));
        patches[0] = Ring(ring);

        var finding = Assert.Single(Found(patches, seed), finding => finding.Rule == "GZ105");

        Assert.Equal(["1", "0"], finding.Features.Select(feature => feature.Code));
        Assert.Equal(ring[6], finding.Place!.Coordinate);
    }

    [Property(MaxTest = 20)]
    public void Every_patch_drawn_again_is_a_duplicate_of_the_first(int seed)
    {
        Polygon[] patches = [.. new Mosaic(seed, Columns, Rows, 100, 3).Patches()];

        var findings = Found(patches.Concat(patches), seed).Where(finding => finding.Rule == "GZ102").ToList();

        Assert.Equal(patches.Length, findings.Count);
        Assert.All(findings, finding => Assert.Equal(patches.Length, Math.Abs(int.Parse(finding.Features[0].Code!) - int.Parse(finding.Features[1].Code!))));
    }

    // Findings of two drawings of the same patches that differ in order, starts and directions: they must be the same.
    private static IReadOnlyList<Finding> Found(IEnumerable<Polygon> patches, int seed)
    {
        var random = new Random(seed);
        (string Code, Polygon Shape)[] drawn = [.. patches.Select((patch, i) => ($"{i}", patch))];
        var first = Check(drawn);
        (string, Polygon)[] again = [.. drawn.Select(one => (one.Code, Redrawn(one.Shape, random)))];
        random.Shuffle(again);
        var second = Check(again);
        Assert.Equal(first.Select(Line), second.Select(Line));
        return first;

        static string Line(Finding finding) => $"{finding.Id} {finding.Part} {finding.Place} {finding.GroundAreaM2} {string.Join(' ', finding.Features.Select(feature => feature.Code))} {FindingMessage.Of(finding, "en")}";
    }

    private static IReadOnlyList<Finding> Check(IEnumerable<(string Code, Polygon Shape)> patches)
    {
        var sketch = new Sketch();
        foreach (var (code, shape) in patches)
        {
            sketch.Add(Collections.ExistingLandUse, null, code, shape, zone: null, attributes: ("class", "20"));
        }

        return CheckEngine.Run(sketch.Snapshot, s_rules, null, TestContext.Current.CancellationToken).Findings;
    }

    private static Polygon Redrawn(Polygon patch, Random random)
    {
        var open = patch.Coordinates[..^1];
        var start = random.Next(open.Length);
        Coordinate[] turned = [.. open[start..], .. open[..start]];
        if (random.Next(2) == 0)
        {
            Array.Reverse(turned);
        }

        return Ring(turned);
    }

    private static Polygon Ring(IEnumerable<Coordinate> open)
    {
        Coordinate[] ring = [.. open];
        return new Polygon(new LinearRing([.. ring, ring[0]]));
    }
}
