using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Rules;

/// <summary>GZ104 缝隙: a little ground that the patches of a coverage enclose and none of them covers.</summary>
internal sealed class Gz104Gap : IRule
{
    private const string Code = "GZ104";
    private const double RadiusStepM = 0.0002;
    private const int StripSteps = 3;

    private static readonly RuleSetting s_leastM2 = new("leastAreaM2", 1, 0, 1_000_000,
        new("小于此面积的缝隙忽略不计（计入“忽略”合计）。", "Gaps below this area are ignored, and summed as ignored."));

    private static readonly RuleSetting s_mostM2 = new("mostAreaM2", 10_000, 0, 1_000_000_000,
        new("大于此面积的空白视为有意留出，不报告。", "Ground above this area is taken to be left out on purpose and not reported."));

    public RuleInfo Info { get; } = new(Code, "gap", "缝隙", Severity.Warning,
        "{f0}[、{f1}][等 {neighbourCount:count} 个图形]处有{kind:gap}，面积 {groundAreaM2:area}，宽 {widthM:length}。",
        "A {kind:gap} of {groundAreaM2:area}, {widthM:length} wide, lies beside {f0}[ and {f1}][ and {moreCount:count} more].")
    {
        Why = new("图斑应当铺满规划范围；缝隙里的地没有用途，面积合计也对不上。", "Patches should cover the ground without rest; what lies in a gap has no designation, and sums of areas fall short."),
        Mend = new("把缝隙并入相邻图斑，让两侧共用一条边界；确属有意留空的，可保持原样，以后每次检查仍会列出。", "Give the ground to a neighbour and let both sides share one line; what is left out on purpose may stay so, and every check lists it again."),
        Trap = new("只与一个图斑相邻的是空洞，与两个以上相邻的是缝隙。产业集聚区范围之内用途图斑的空白由 GZ206 报告，这里不重复；无效图斑所在的空白由 GZ101 报告。",
            "With one neighbour it is a hole, with two or more a gap. Ground inside the zone without designation is told by GZ206 and not again here; what an invalid patch leaves bare is told by GZ101."),
        Settings = [s_leastM2, s_mostM2],
    };

    public IEnumerable<Finding> Check(CheckContext context) => context.AreaLayers.Where(layer => layer.IsCoverage).SelectMany(layer => Check(layer, context)).OncePerPlace();

    private IEnumerable<Finding> Check(AreaLayer layer, CheckContext context)
    {
        var (leastM2, mostM2) = (context.Setting(Info, s_leastM2.Name), context.Setting(Info, s_mostM2.Name));
        Dictionary<string, double> tolerance = new() { [s_leastM2.Name] = leastM2, [s_mostM2.Name] = mostM2 };
        List<(Polygon Place, double AreaM2)> told = [];
        var boundary = Boundary(layer, context);
        foreach (var place in BarePlaces(layer, boundary, mostM2, context))
        {
            var areaM2 = context.GroundAreaM2(place);
            if (areaM2 < leastM2)
            {
                context.Ignore(Info.Code, place, areaM2, new LayerName(layer.Collection, layer.Plan));
            }
            else if (areaM2 <= mostM2)
            {
                told.Add((place, areaM2));
            }
        }

        var gaps = told.Select(gap => (gap.Place, gap.AreaM2, Neighbours: Neighbours(layer, boundary, gap.Place)))
            .GroupBy(gap => string.Join('\n', gap.Neighbours.Select(neighbour => $"{neighbour.Collection} {neighbour.Id}")))
            .Where(same => context.Window is not { } window || same.Any(gap => window.Concerns(gap.Place.EnvelopeInternal)))
            .SelectMany(same => same.InOrderOfPlace(gap => gap.Place).Select((gap, i) => (gap.Place, gap.AreaM2, gap.Neighbours, Number: i + 1))).ToList();
        var widthsM = context.InParallel(gaps, gap => WidthM(gap.Place));
        foreach (var ((place, areaM2, neighbours, number), widthM) in gaps.Zip(widthsM))
        {
            Dictionary<string, object> parameters = new() { ["kind"] = neighbours.Count == 1 ? "hole" : "gap", ["widthM"] = widthM };
            if (neighbours.Count > 2)
            {
                (parameters["neighbourCount"], parameters["moreCount"]) = ((double)neighbours.Count, neighbours.Count - 2.0);
            }

            yield return Info.Found(neighbours, word: layer.Word, part: number, place: place, groundAreaM2: areaM2, tolerance: tolerance, parameters: parameters);
        }
    }

    // The boundary that sub-parks must fill; that designations fill it is the business of GZ206.
    private static AreaLayer? Boundary(AreaLayer layer, CheckContext context) =>
        layer.Collection == Collections.SubParks ? context.AreaLayers.FirstOrDefault(one => one.Collection == Collections.ZoneBoundaries && one.Plan == layer.Plan) : null;

    private static IEnumerable<Polygon> BarePlaces(AreaLayer layer, AreaLayer? boundary, double mostM2, CheckContext context)
    {
        var window = context.Window;
        var bare = CoverageGaps.Of(window?.Framed(layer, context) ?? layer.Unmatched, boundary?.Unmatched, mostM2, window?.Frame)
            .Where(place => window?.Cuts(place.EnvelopeInternal, Code) != true).ToList();
        if (bare.Count == 0)
        {
            return [];
        }

        var invalid = context.Invalid.Where(feature => feature.Collection == layer.Collection && feature.Plan == layer.Plan).Select(feature => feature.Plane.EnvelopeInternal).ToList();
        var isToldElsewhere = layer is { Collection: Collections.Designations, Word: null, Plan: not null } && !context.Zone.IsEmpty ? context.ZoneLines.Prepared : null;
        return bare.Where(place => !(isToldElsewhere?.Covers(place) ?? false) && !invalid.Any(envelope => envelope.Intersects(place.EnvelopeInternal)));
    }

    private static IReadOnlyList<PlanFeature> Neighbours(AreaLayer layer, AreaLayer? boundary, Polygon place)
    {
        var middles = place.InteriorRings.Prepend(place.ExteriorRing).SelectMany(ring => ring.Coordinates.Zip(ring.Coordinates.Skip(1), (a, b) => new Coordinate((a.X + b.X) / 2, (a.Y + b.Y) / 2))).ToList();
        return [.. Along(layer), .. boundary is null ? [] : Along(boundary)];

        IEnumerable<PlanFeature> Along(AreaLayer beside)
        {
            SortedSet<int> patches = [];
            foreach (var middle in middles)
            {
                foreach (var e in beside.Unmatched.Near(middle.X, middle.Y))
                {
                    if (beside.Unmatched.DistanceM(e, middle.X, middle.Y) <= CoverageGaps.TouchM)
                    {
                        patches.Add(beside.Unmatched.Patches[e]);
                    }
                }
            }

            return patches.Select(patch => beside.Features[patch]);
        }
    }

    // The widest circle that fits in, by how far the place can be shrunk, as for tolerances. Of whatever is left the circle has a radius between area / perimeter and √(area / π):
    // in a strip it is near the first, where it touches all sides it is 2 area / perimeter. These are tried first, and then halves.
    private static double WidthM(Polygon place)
    {
        var (least, likely, most) = Bounds(place);
        for (var step = 0; most - least > RadiusStepM; step++)
        {
            var guess = step < StripSteps ? least + RadiusStepM : likely - RadiusStepM / 2;
            var radius = (step < StripSteps || step % 2 == 1) && guess > least && guess < most ? guess : (least + most) / 2;
            var left = PolygonExtracter.GetPolygons(place.Buffer(-radius)).Cast<Polygon>().Where(part => !part.IsEmpty).Select(Bounds).ToList();
            (least, likely, most) = left.Count == 0 ? (least, likely, radius) : (radius + left.Max(part => part.Least), radius + left.Max(part => part.Likely), Math.Min(most, radius + left.Max(part => part.Most)));
        }

        return Math.Round(least + most, 3);
    }

    private static (double Least, double Likely, double Most) Bounds(Polygon part) => (part.Area / part.Length, 2 * part.Area / part.Length, Math.Sqrt(part.Area / Math.PI));
}
