using GeoZones.Checks.Rules;
using GeoZones.Checks.Tests.Geodesy;
using GeoZones.Checks.Tests.Live;

using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Operation.OverlayNG;

namespace GeoZones.Checks.Tests;

/// <summary>
/// The rules over areas, worked out from CHECKS.md a second time: every feature against every other with OverlayNG, no index, no table, nothing left out early.
/// Ground areas are those of <see cref="DensifiedArea"/>.
/// </summary>
public class BruteForceProperties
{
    private static readonly string[] s_codes = ["GZ102", "GZ103", "GZ107", "GZ109", "GZ202", "GZ203", "GZ204", "GZ206", "GZ207"];
    private static readonly IRule[] s_rules = [.. RuleSet.All.Where(rule => s_codes.Contains(rule.Info.Code))];

    private readonly record struct Piece(string Rule, string Features, Geometry Area);

    // Seeds are kept: on some drawings the oracle itself, not the engine, gives up on lines that nearly coincide.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Pairs_parts_and_areas_of_a_county_with_defects_are_those_of_brute_force(int seed)
    {
        var snapshot = DefectiveCounty.Drawn(seed);
        var report = CheckEngine.Run(snapshot, s_rules, null, TestContext.Current.CancellationToken);
        Assert.Empty(report.FailedRules);
        var expected = Twins(snapshot).Concat(Overlaps(snapshot)).Concat(Narrow(snapshot)).Concat(Outside(snapshot)).Concat(Conflicts(snapshot)).Concat(OnOtherGround(snapshot)).Concat(Uncovered(snapshot)).ToLookup(piece => piece.Rule);
        foreach (var code in s_codes)
        {
            var (large, small) = (expected[code].Where(piece => !IsIgnored(piece)).ToList(), expected[code].Where(IsIgnored).ToList());
            var found = report.Findings.Where(finding => finding.Rule == code).ToList();
            Assert.Equal(
                large.CountBy(piece => piece.Features).Select(pair => $"{code} {pair.Key} × {pair.Value}").Order(StringComparer.Ordinal),
                found.CountBy(FeaturesOf).Select(pair => $"{code} {pair.Key} × {pair.Value}").Order(StringComparer.Ordinal));
            foreach (var pair in large.GroupBy(piece => piece.Features))
            {
                var findings = found.Where(finding => FeaturesOf(finding) == pair.Key).ToList();
                Near(pair.Sum(piece => piece.Area.Area), findings.Sum(finding => finding.Place!.Area), 1e-6, $"planar {code} {pair.Key}");
                Near(0, OverlayNGRobust.Overlay(Joined(pair.Select(piece => piece.Area)), Joined(findings.Select(finding => finding.Place!)), OverlayNG.SYMDIFFERENCE).Area, 1e-3, $"place {code} {pair.Key}");
                if (findings.All(finding => finding.GroundAreaM2 is not null))
                {
                    Near(pair.Sum(piece => DensifiedArea.GroundM2(piece.Area, Sketch.Plane)), findings.Sum(finding => finding.GroundAreaM2!.Value), 1e-4, $"ground {code} {pair.Key}");
                }
            }

            var ignored = report.Ignored.GetValueOrDefault(code) ?? new(0, 0);
            Assert.Equal((code, small.Count), (code, ignored.Count));
            Near(small.Sum(piece => DensifiedArea.GroundM2(piece.Area, Sketch.Plane)), ignored.GroundAreaM2, 1e-4, "ignored " + code);
        }

        void Near(double expectedM2, double foundM2, double slackM2, string what) =>
            Assert.True(Math.Abs(expectedM2 - foundM2) <= slackM2 + 1e-9 * expectedM2, $"seed {seed}: {expectedM2} is not {foundM2}: {what}");
    }

    private static string FeaturesOf(Finding finding) =>
        finding.Rule == "GZ206" ? $"{finding.Params["plan"]} in {finding.Params["zone"]}"
        : string.Join(' ', finding.Features.Take(finding.Rule is "GZ203" or "GZ204" ? 2 : 9).Select(feature => $"{feature.Collection}#{feature.Id}"));

    private static string Named(params PlanFeature[] features) => string.Join(' ', features.Select(feature => $"{feature.Collection}#{feature.Id}"));

    // Tolerances as the rules have them by default; GZ102 and GZ107 ignore nothing.
    private static bool IsIgnored(Piece piece) => piece.Rule is not ("GZ102" or "GZ107")
        && DensifiedArea.GroundM2(piece.Area, Sketch.Plane) < 1 && piece.Area.Buffer(-(piece.Rule == "GZ109" ? 0.002 : 0.1) / 2).IsEmpty;

    private static List<PlanFeature> Areas(PlanSnapshot snapshot, string collection, PlanKind? plan) =>
        [.. snapshot.Features.Where(feature => feature.Collection == collection && feature.Plan == plan && feature.Plane is IPolygonal && !feature.Plane.IsEmpty && feature.Plane.IsValid).OrderBy(feature => feature.Key, StringComparer.Ordinal).ThenBy(feature => feature.Id)];

    private static List<(PlanFeature Feature, CodeClass Class)> Known(PlanSnapshot snapshot, PlanKind plan) =>
        [.. from feature in Areas(snapshot, Collections.Designations, plan)
            from one in snapshot.Codes.Of(plan).Classes
            where one.Code == feature.Attribute(snapshot.Codes.Of(plan).Attribute)
            select (feature, one)];

    // What is above rounding: a square millimetre in all, a micrometre wide on average.
    private static IEnumerable<Piece> Pieces(string rule, string features, Geometry area) =>
        from part in PolygonExtracter.GetPolygons(area) where area.Area > 1e-6 && !part.IsEmpty && 2 * part.Area >= 1e-6 * part.Length select new Piece(rule, features, part);

    private static Geometry Cut(Geometry a, Geometry b) => OverlayNGRobust.Overlay(a, b, OverlayNG.INTERSECTION);

    private static Geometry Joined(IEnumerable<Geometry> areas) => OverlayNGRobust.Union([.. areas]) ?? Polygon.Empty;

    private static bool AreOfOneCoverage(PlanFeature a, PlanFeature b) => a is not { Collection: Collections.Designations, Plan: PlanKind.LandUse }
        || ((string[])["controlArea", "useArea"]).Any(attribute => a.Attribute(attribute) is not null && b.Attribute(attribute) is not null);

    private static IEnumerable<Piece> Twins(PlanSnapshot snapshot)
    {
        foreach (var layer in snapshot.Features.Where(feature => !feature.Plane.IsEmpty).OrderBy(feature => feature.Key, StringComparer.Ordinal).ThenBy(feature => feature.Id).GroupBy(feature => (feature.Collection, feature.Plan)))
        {
            List<PlanFeature> before = [];
            foreach (var feature in layer)
            {
                if (before.Find(first => first.Plane.Dimension == feature.Plane.Dimension && AreOfOneCoverage(first, feature) && AreAlike(first.Plane, feature.Plane)) is { } twin)
                {
                    yield return new Piece("GZ102", Named(twin, feature), feature.Plane);
                }

                before.Add(feature);
            }
        }

        static bool AreAlike(Geometry a, Geometry b) => a.EnvelopeInternal.Distance(b.EnvelopeInternal) <= 0.002 && DiscreteHausdorffDistance.Distance(Line(a), Line(b), 0.25) <= 0.002;
        static Geometry Line(Geometry shape) => shape is IPolygonal ? shape.Boundary : shape;
    }

    private static IEnumerable<Piece> Overlaps(PlanSnapshot snapshot) =>
        from layer in snapshot.Features.Select(feature => (feature.Collection, feature.Plan)).Distinct()
        let areas = Areas(snapshot, layer.Collection, layer.Plan)
        from a in areas.Index()
        from b in areas.Skip(a.Index + 1)
        where AreOfOneCoverage(a.Item, b)
        from piece in Pieces("GZ103", Named(a.Item, b), Cut(a.Item.Plane, b.Plane))
        select piece;

    private static IEnumerable<Piece> Narrow(PlanSnapshot snapshot) =>
        from feature in snapshot.Features
        where feature.Plane is IPolygonal && !feature.Plane.IsEmpty && feature.Plane.IsValid
        where feature.Collection is Collections.ExistingLandUse or Collections.Farmland or Collections.SubParks or Collections.LandReserve || (feature.Collection == Collections.Designations && feature.Plan != PlanKind.LandUse)
        from part in PolygonExtracter.GetPolygons(feature.Plane)
        where part.Area < 0.1 * part.Length || 4 * Math.PI * part.Area < 0.05 * part.Length * part.Length
        select new Piece("GZ107", Named(feature), part);

    private static IEnumerable<Piece> Outside(PlanSnapshot snapshot) =>
        from plan in PlanKinds.All
        let boundaries = Areas(snapshot, Collections.ZoneBoundaries, plan)
        where boundaries.Count > 0
        let ground = Joined(boundaries.Select(feature => feature.Plane))
        from feature in Areas(snapshot, Collections.SubParks, plan).Concat(plan == PlanKind.Zone ? Areas(snapshot, Collections.Designations, plan) : [])
        from piece in Pieces("GZ109", Named(feature), OverlayNGRobust.Overlay(feature.Plane, ground, OverlayNG.DIFFERENCE))
        select piece;

    private static IEnumerable<Piece> Conflicts(PlanSnapshot snapshot)
    {
        var zone = Joined(PlanKinds.All.SelectMany(plan => Areas(snapshot, Collections.ZoneBoundaries, plan)).Select(feature => feature.Plane));
        var conflicts = snapshot.Codes.Matrix.Conflicts;
        return
            from first in PlanKinds.All
            from second in PlanKinds.All
            where first < second
            from a in Known(snapshot, first)
            from b in Known(snapshot, second)
            where conflicts.Any(one => (one.A, one.B) == (a.Class.Group, b.Class.Group) || (one.B, one.A) == (a.Class.Group, b.Class.Group))
            where a.Feature.Plane.EnvelopeInternal.Intersects(b.Feature.Plane.EnvelopeInternal)
            from piece in Pieces("GZ202", Named(a.Feature, b.Feature), Cut(Cut(zone, a.Feature.Plane), b.Feature.Plane))
            select piece;
    }

    private static IEnumerable<Piece> OnOtherGround(PlanSnapshot snapshot) =>
        from built in Known(snapshot, PlanKind.Zone)
        where built.Class.State == CodeClass.Built
        from ground in Areas(snapshot, Collections.Farmland, PlanKind.LandUse)
            .Select(farmland => (Feature: farmland, Rule: farmland.Attribute("farmlandClass") switch { "basic" => "GZ203", "general" => "GZ204", _ => null }))
            .Concat(Known(snapshot, PlanKind.LandUse).Where(area => area.Class.State != CodeClass.Built).Select(area => (area.Feature, Rule: (string?)"GZ207")))
        where ground.Rule is not null
        from piece in Pieces(ground.Rule, ground.Rule == "GZ207" ? Named(built.Feature, ground.Feature) : Named(ground.Feature, built.Feature), Cut(built.Feature.Plane, ground.Feature.Plane))
        select piece;

    private static IEnumerable<Piece> Uncovered(PlanSnapshot snapshot) =>
        from zone in PlanKinds.All.SelectMany(plan => Areas(snapshot, Collections.ZoneBoundaries, plan)).GroupBy(feature => feature.Zone ?? "")
        let ground = Joined(zone.Select(feature => feature.Plane))
        from plan in PlanKinds.All
        from piece in Pieces("GZ206", $"{plan.Text()} in {zone.Key}", OverlayNGRobust.Overlay(ground, Joined(Known(snapshot, plan).Select(one => one.Feature.Plane)), OverlayNG.DIFFERENCE))
        select piece;
}
