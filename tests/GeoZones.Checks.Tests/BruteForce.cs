using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;

namespace GeoZones.Checks.Tests;

/// <summary>The rules over areas, worked out from CHECKS.md a second time: every feature against every other with OverlayNG, no index, no table, nothing left out early.</summary>
internal static class BruteForce
{
    /// <summary>A place that a rule has to find or, where it is small, to ignore.</summary>
    /// <param name="Rule">Code of the rule.</param>
    /// <param name="Features">Who is involved.</param>
    /// <param name="Area">The place.</param>
    public readonly record struct Piece(string Rule, string Features, Geometry Area);

    /// <summary>All pieces of the rules that lay areas over one another: GZ103, GZ109, GZ202, GZ203, GZ204, GZ206, GZ207, GZ208.</summary>
    public static IEnumerable<Piece> OfPlaces(PlanSnapshot snapshot) =>
        [.. Overlaps(snapshot), .. Outside(snapshot), .. Conflicts(snapshot), .. OnOtherGround(snapshot), .. Uncovered(snapshot), .. Reserve(snapshot)];

    /// <summary>A finding's features, as pieces name them.</summary>
    public static string FeaturesOf(Finding finding) =>
        finding.Rule == "GZ206" ? $"{finding.Params["plan"]} in {finding.Params["zone"]}"
        : string.Join(' ', finding.Features.Take(finding.Rule is "GZ203" or "GZ204" ? 2 : 9).Select(feature => $"{feature.Collection}#{feature.Id}"));

    private static string Named(params PlanFeature[] features) => string.Join(' ', features.Select(feature => $"{feature.Collection}#{feature.Id}"));

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

    /// <summary>The ground of both, without the edges and points that they share besides.</summary>
    public static Geometry Cut(Geometry a, Geometry b) => OverlayNGRobust.Overlay(a, b, OverlayNG.INTERSECTION) is var shared && shared is IPolygonal
        ? shared : shared.Factory.CreateMultiPolygon([.. PolygonExtracter.GetPolygons(shared).Cast<Polygon>()]);

    /// <summary>All of them together.</summary>
    public static Geometry Joined(IEnumerable<Geometry> areas) => OverlayNGRobust.Union([.. areas]) ?? Polygon.Empty;

    private static bool AreOfOneCoverage(PlanFeature a, PlanFeature b) => a is not { Collection: Collections.Designations, Plan: PlanKind.LandUse }
        || ((string[])["controlArea", "useArea"]).Any(attribute => a.Attribute(attribute) is not null && b.Attribute(attribute) is not null);

    /// <summary>GZ102: every feature that an earlier one of its layer repeats.</summary>
    public static IEnumerable<Piece> Twins(PlanSnapshot snapshot)
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

    /// <summary>GZ107: every polygon that is too narrow.</summary>
    public static IEnumerable<Piece> Narrow(PlanSnapshot snapshot) =>
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

    private static IEnumerable<Piece> Reserve(PlanSnapshot snapshot)
    {
        var zone = Joined(PlanKinds.All.SelectMany(plan => Areas(snapshot, Collections.ZoneBoundaries, plan)).Select(feature => feature.Plane));
        var built = snapshot.Codes.ExistingLandUse.Classes.Where(one => one.State == CodeClass.Built).Select(one => one.Code).ToHashSet();
        var taken = Areas(snapshot, Collections.ExistingLandUse, null).Where(feature => built.Contains(feature.Attribute("class") ?? ""))
            .Concat(Areas(snapshot, Collections.Farmland, PlanKind.LandUse).Where(feature => feature.Attribute("farmlandClass") == "basic")).ToList();
        return
            from reserve in PlanKinds.All.SelectMany(plan => Areas(snapshot, Collections.LandReserve, plan))
            from piece in (zone.IsEmpty ? [] : Pieces("GZ208", Named(reserve), OverlayNGRobust.Overlay(reserve.Plane, zone, OverlayNG.DIFFERENCE)))
                .Concat(taken.SelectMany(other => Pieces("GZ208", Named(reserve, other), Cut(reserve.Plane, other.Plane))))
            select piece;
    }
}
