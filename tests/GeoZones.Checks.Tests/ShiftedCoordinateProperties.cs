using FsCheck.Xunit;

using GeoZones.Checks.Rules;
using GeoZones.Checks.Settings;
using GeoZones.Checks.Tests.Geodesy;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;

namespace GeoZones.Checks.Tests;

/// <summary>
/// A county with all layers of three plans in which one coordinate of one patch is 5 mm off: with every tolerance at 1 mm exactly the findings at that vertex are made, those that
/// <see cref="BruteForce"/> works out there, and none besides; with the defaults they are ignored, and told as ignored rule by rule.
/// </summary>
public class ShiftedCoordinateProperties
{
    private const double OffM = 0.005, MillimetreM = 0.001, SquareMillimetreM2 = 1e-6;

    // What a rule looks for (a smallest patch, a farthest shift, the reach of a road) is no tolerance and stays as it is.
    private static readonly string[] s_tolerances = ["toleranceM", "toleranceM2", "widthM", "areaM2", "leastAreaM2", "leastToleranceM2", "boundaryM", "lengthM", "distanceM"];

    private static readonly CheckSettings s_millimetres = new(RuleSet.All.Where(rule => rule.Info.Code != "GZ106").ToDictionary(rule => rule.Info.Code, rule => new RuleSettings(
        false, null, rule.Info.Settings.Where(setting => s_tolerances.Contains(setting.Name)).ToDictionary(setting => setting.Name, setting => setting.Unit == "m²" ? SquareMillimetreM2 : MillimetreM),
        new Dictionary<(string, string), double>())));

    /// <summary>Each layer of areas; its number and three seeds.</summary>
    public static TheoryData<int, int> LayersAndSeeds => new(Enumerable.Range(0, ConsistentCounty.Layers.Count).SelectMany(layer => Enumerable.Range(1, 3).Select(seed => (layer, 100 * seed + layer))));

    [Fact]
    public void Every_rule_that_cuts_ground_has_its_tolerance_at_a_millimetre() => Assert.All(
        (string[])["GZ102", "GZ103", "GZ104", "GZ105", "GZ109", "GZ201", "GZ202", "GZ203", "GZ204", "GZ206", "GZ207", "GZ208", "GZ301", "GZ303", "GZ401", "GZ407", "GZ408"],
        code => Assert.NotEmpty(s_millimetres.Rules[code].Values));

    [Theory]
    [MemberData(nameof(LayersAndSeeds))]
    public void In_whichever_layer_the_coordinate_is_off_it_is_found_there_and_nowhere_else(int layer, int seed)
    {
        AssertFound(seed, layer, s_millimetres, SquareMillimetreM2, _ => MillimetreM);
        AssertFound(seed, layer, CheckSettings.Default, 1, rule => rule == "GZ109" ? 0.002 : 0.1);
    }

    // Of 48 the vertex comes to lie on the edge that two other patches share.
    [Theory]
    [InlineData(48)]
    public void Kept_coordinates_are_found_or_ignored_too(int seed)
    {
        One_coordinate_5_mm_off_is_all_that_tolerances_of_1_mm_find(seed);
        With_the_defaults_it_is_ignored_and_its_area_is_told(seed);
    }

    [Property(MaxTest = 10)]
    public void One_coordinate_5_mm_off_is_all_that_tolerances_of_1_mm_find(int seed) => AssertFound(seed, null, s_millimetres, SquareMillimetreM2, _ => MillimetreM);

    [Property(MaxTest = 10)]
    public void With_the_defaults_it_is_ignored_and_its_area_is_told(int seed) => AssertFound(seed, null, CheckSettings.Default, 1, rule => rule == "GZ109" ? 0.002 : 0.1);

    private static void AssertFound(int seed, int? layer, CheckSettings settings, double areaM2, Func<string, double> widthM)
    {
        var (before, after, edges) = Counties(seed, layer);
        var was = CheckEngine.Run(before with { Settings = settings });
        var now = CheckEngine.Run(after with { Settings = settings });
        Assert.Empty(now.FailedRules);
        Assert.Empty(was.Findings.ExceptBy(now.Findings.Select(finding => finding.Id), finding => finding.Id));
        var found = now.Findings.ExceptBy(was.Findings.Select(finding => finding.Id), finding => finding.Id).ToList();
        Assert.All(found, finding => Assert.InRange(finding.Place!.Distance(edges), 0, OffM + MillimetreM));
        Assert.All(found, finding => Assert.True(Around(edges, OffM + MillimetreM).Contains(finding.Place!.EnvelopeInternal), $"{finding.Rule} at {finding.Place}"));

        var pieces = Pieces(after, Around(edges, 1)).ToLookup(piece => DensifiedArea.GroundM2(piece.Area, Sketch.Plane) < areaM2 && (piece.Rule == "GZ104" || piece.Area.Buffer(-widthM(piece.Rule) / 2).IsEmpty));
        var vertexM = settings.ValueOf(RuleSet.All.First(rule => rule.Info.Code == "GZ105").Info, "toleranceM");
        AssertSame(
            pieces[false].Select(piece => (Line(piece.Rule, piece.Features), DensifiedArea.GroundM2(piece.Area, Sketch.Plane))).Concat(MissingVertices(after, edges, vertexM).Select(lacking => (lacking, 0.0))),
            found.SelectMany(finding => Told(finding)), $"seed {seed}, layer {layer}");
        AssertSame(
            pieces[true].Select(piece => (piece.Rule, DensifiedArea.GroundM2(piece.Area, Sketch.Plane))),
            now.Ignored.Select(rule => (rule.Key, rule.Value.GroundAreaM2 - (was.Ignored.GetValueOrDefault(rule.Key)?.GroundAreaM2 ?? 0))).Where(rule => rule.Item2 > SquareMillimetreM2), $"seed {seed}, layer {layer}, ignored");
        Assert.Equal(pieces[true].Count(), now.Ignored.Sum(rule => rule.Value.Count) - was.Ignored.Sum(rule => rule.Value.Count));
    }

    private static IEnumerable<(string What, double GroundM2)> Told(Finding finding) => finding.Rule switch
    {
        "GZ105" => [(Line(finding.Rule, $"{finding.Features[0].Collection}#{finding.Features[0].Id}"), 0)],
        "GZ104" => [(Line(finding.Rule, ""), finding.GroundAreaM2!.Value)],
        _ => [(Line(finding.Rule, BruteForce.FeaturesOf(finding)), finding.GroundAreaM2!.Value)],
    };

    private static string Line(string rule, string features) => $"{rule} {features}";

    private static void AssertSame(IEnumerable<(string What, double GroundM2)> expected, IEnumerable<(string What, double GroundM2)> found, string when)
    {
        var (planned, told) = (Sums(expected), Sums(found));
        Assert.True(planned.Keys.SequenceEqual(told.Keys), $"{when}\nexpected: {string.Join("; ", planned)}\nfound: {string.Join("; ", told)}");
        Assert.All(planned, one => Assert.Equal(one.Value, told[one.Key], 1e-3 * one.Value + SquareMillimetreM2));

        static SortedDictionary<string, double> Sums(IEnumerable<(string What, double GroundM2)> all) =>
            new(all.GroupBy(one => one.What).ToDictionary(one => one.Key, one => one.Sum(part => part.GroundM2)), StringComparer.Ordinal);
    }

    // Everything that is wrong near the vertex: the county is cut out around it and each feature compared with each.
    private static IEnumerable<BruteForce.Piece> Pieces(PlanSnapshot county, Envelope around)
    {
        var box = new GeometryFactory().ToGeometry(around.Intersection(ConsistentCounty.Extent));
        var here = county with
        {
            Features = [.. county.Features.Where(feature => feature.Plane is Polygon && feature.Plane.EnvelopeInternal.Intersects(around))
                .Select(feature => feature with { Plane = BruteForce.Cut(feature.Plane, box) }).Where(feature => !feature.Plane.IsEmpty)],
        };
        return [.. BruteForce.OfPlaces(here), .. Lines(here), .. Gaps(here, box)];
    }

    private static IEnumerable<BruteForce.Piece> Lines(PlanSnapshot county)
    {
        var lines = county.Features.Where(feature => feature.Collection == Collections.ZoneBoundaries).OrderBy(feature => feature.Plan).ToList();
        return from a in lines
               from b in lines
               where a.Plan < b.Plan
               from piece in Parts(OverlayNGRobust.Overlay(a.Plane, b.Plane, OverlayNG.SYMDIFFERENCE))
               select new BruteForce.Piece("GZ201", $"{a.Collection}#{a.Id} {b.Collection}#{b.Id}", piece);
    }

    // Ground that a coverage leaves bare, but inside the zone GZ206 tells what designations leave; the zone plan has none outside, and sub-parks must fill its boundary.
    private static IEnumerable<BruteForce.Piece> Gaps(PlanSnapshot county, Geometry box)
    {
        Geometry Of(string collection, params PlanKind?[] plans) => BruteForce.Joined(county.Features.Where(feature => feature.Collection == collection && plans.Contains(feature.Plan)).Select(feature => feature.Plane));
        var zone = Of(Collections.ZoneBoundaries, PlanKind.Zone, PlanKind.Urban, PlanKind.LandUse);
        (Geometry Ground, Geometry Covered)[] coverages =
        [
            (Without(box, zone), Of(Collections.Designations, PlanKind.Urban)), (Without(box, zone), Of(Collections.Designations, PlanKind.LandUse)),
            (box, Of(Collections.ExistingLandUse, [null])), (box, Of(Collections.Townships, [null])), (Of(Collections.ZoneBoundaries, PlanKind.Zone), Of(Collections.SubParks, PlanKind.Zone)),
        ];
        return coverages.SelectMany(coverage => Parts(Without(coverage.Ground, coverage.Covered))).Select(bare => new BruteForce.Piece("GZ104", "", bare));

        static Geometry Without(Geometry a, Geometry b) => OverlayNGRobust.Overlay(a, b, OverlayNG.DIFFERENCE);
    }

    private static IEnumerable<Polygon> Parts(Geometry area) => PolygonExtracter.GetPolygons(area).Cast<Polygon>().Where(part => part.Area > SquareMillimetreM2);

    // Who lacks a vertex where the moved one is, or where it was: on its edge, and none of its own near. An edge that two share vertex for vertex lacks none, whoever else comes there.
    private static IEnumerable<string> MissingVertices(PlanSnapshot county, MultiLineString edges, double toleranceM)
    {
        var places = edges.Geometries.Select(line => line.Coordinates[1]).ToList();
        string[] fitted = [Collections.Designations, Collections.ExistingLandUse, Collections.SubParks, Collections.Townships, Collections.Farmland];
        var near = county.Features.Where(feature => fitted.Contains(feature.Collection) && feature.Plane.Distance(edges) <= OffM).ToList();
        return from lacking in near
               where near.Any(owner => owner != lacking && (owner.Collection, owner.Plan) == (lacking.Collection, lacking.Plan) && places.Any(at => owner.Plane.Coordinates.Any(at.Equals2D) && IsMissing(lacking, at)))
               select Line("GZ105", $"{lacking.Collection}#{lacking.Id}");

        bool IsMissing(PlanFeature lacking, Coordinate at) => lacking.Plane.Coordinates.All(own => own.Distance(at) > toleranceM)
            && Sides(lacking.Plane).Any(side => side.Distance(at) <= toleranceM && !near.Any(other => other != lacking && (other.Collection, other.Plan) == (lacking.Collection, lacking.Plan) && Sides(other.Plane).Any(side.EqualsTopologically)));
        static IEnumerable<LineSegment> Sides(Geometry plane) => plane.Coordinates.Zip(plane.Coordinates.Skip(1), (a, b) => new LineSegment(a, b));
    }

    private static Envelope Around(MultiLineString edges, double byM)
    {
        var around = edges.EnvelopeInternal.Copy();
        around.ExpandBy(byM);
        return around;
    }

    // The same county twice, the second time with one vertex of one patch moved; its two edges, before and after. The rim of the county belongs to nobody else and is left alone.
    private static (PlanSnapshot Before, PlanSnapshot After, MultiLineString Edges) Counties(int seed, int? layer)
    {
        Random random = new(seed);
        var before = ConsistentCounty.Drawn(random.Next());
        var (collection, plan) = ConsistentCounty.Layers[layer ?? random.Next(ConsistentCounty.Layers.Count)];
        var inner = ConsistentCounty.Extent;
        inner.ExpandBy(-1);
        var vertices = before.Features.Where(feature => feature.Collection == collection && feature.Plan == plan)
            .SelectMany(feature => Enumerable.Range(0, feature.Plane.NumPoints - 1).Where(at => inner.Contains(feature.Plane.Coordinates[at])).Select(at => (Feature: feature, At: at))).ToList();
        var (moved, at) = vertices[random.Next(vertices.Count)];
        var ring = moved.Plane.Coordinates;
        var direction = 2 * Math.PI * random.NextDouble();
        var drawn = ring.Select(vertex => vertex.Copy()).ToArray();
        drawn[at] = new(ring[at].X + OffM * Math.Cos(direction), ring[at].Y + OffM * Math.Sin(direction));
        drawn[^1] = drawn[0].Copy();
        Coordinate previous = ring[at == 0 ? ring.Length - 2 : at - 1], next = ring[at + 1];
        MultiLineString edges = new([new([previous, ring[at], next]), new([previous, drawn[at], next])]);
        return (before, before with { Features = [.. before.Features.Select(feature => feature == moved ? feature with { Plane = new Polygon(new LinearRing(drawn)) } : feature)] }, edges);
    }
}
