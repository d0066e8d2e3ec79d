using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Rules;

/// <summary>GZ108 尖锐角: a vertex at which the line of an area, or a line, turns back nearly the way it came.</summary>
internal sealed class Gz108Spike : IRule
{
    private const int RingsPerChunk = 1024;

    private static readonly RuleSetting s_angle = new("angleDegrees", 10, 0, 80,
        new("相邻两边的夹角（度）小于此值时报告。", "Vertices whose two edges enclose less than this angle (degrees) are reported."));

    public RuleInfo Info { get; } = new("GZ108", "spike", "尖锐角", Severity.Warning,
        "{f0}在东经 {longitude:degrees}、北纬 {latitude:degrees} 处有 {angleDegrees:number} 度的尖锐角。",
        "{f0} has a spike of {angleDegrees:number} degrees at {longitude:degrees} E, {latitude:degrees} N.")
    {
        Why = new("尖锐角多半是误点或线没有接好造成的；面积几乎不变，但放样、缓冲和叠加都会出错。", "A spike mostly comes from a slip of the pen or lines badly joined; it hardly changes the area, but spoils staking out, buffers and overlays."),
        Mend = new("删去尖端的点，或把它移到真实的边界上；相邻图斑共用的点要一起改。", "Delete the vertex at the tip or move it to the true line; where neighbours share it, move it for all."),
        Trap = new("两侧图斑共用一条线时，只报告尖角在其内部的图斑；伸进图斑的裂缝若无图斑填充，报告被伸入的图斑。", "Of neighbours that share the line only the one that holds the sharp corner is named; a slit that no patch fills is told of the patch it cuts into."),
        Settings = [s_angle],
    };

    private readonly record struct Tip(PlanFeature Feature, Coordinate At, double Degrees);

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var mostDegrees = context.Setting(Info, s_angle.Name);
        var tangent = Math.Tan(mostDegrees * Math.PI / 180);
        var tips = context.AreaLayers.SelectMany(layer => TipsOf(layer, tangent, context.Cancellation)).Concat(TipsOfLines(context, tangent));
        foreach (var feature in tips.DistinctBy(tip => (tip.Feature.Collection, tip.Feature.Id, tip.At.X, tip.At.Y)).GroupBy(tip => tip.Feature))
        {
            var number = 0;
            foreach (var tip in feature.OrderBy(tip => Math.Round(tip.At.X, 3)).ThenBy(tip => Math.Round(tip.At.Y, 3)))
            {
                var degrees = context.Plane.ToDegrees(tip.At.X, tip.At.Y);
                yield return Info.Found([feature.Key], part: ++number, place: new Point(tip.At), tolerance: new Dictionary<string, double> { [s_angle.Name] = mostDegrees },
                    parameters: new Dictionary<string, object>
                    {
                        ["angleDegrees"] = Math.Round(tip.Degrees, 3),
                        ["longitude"] = Math.Round(degrees.X, 9),
                        ["latitude"] = Math.Round(degrees.Y, 9),
                    });
            }
        }
    }

    private static IEnumerable<Tip> TipsOf(AreaLayer layer, double tangent, CancellationToken cancellation)
    {
        double[] x = layer.Packed.X, y = layer.Packed.Y;
        int[] ringStart = layer.Packed.RingStart, patchRing = layer.Packed.PatchRing;
        var found = new List<(int Ring, int Vertex, bool IsSlit)>[(ringStart.Length - 1 + RingsPerChunk - 1) / RingsPerChunk];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancellation }, chunk =>
        {
            found[chunk] = [];
            for (var ring = chunk * RingsPerChunk; ring < Math.Min(ringStart.Length - 1, (chunk + 1) * RingsPerChunk); ring++)
            {
                var last = ringStart[ring + 1] - 1;
                double inX = 0, inY = 0;
                for (var v = last - 1; v > ringStart[ring] && inX == 0 && inY == 0; v--)
                {
                    (inX, inY) = (x[last] - x[v], y[last] - y[v]);
                }

                for (var v = ringStart[ring]; v < last; v++)
                {
                    double outX = x[v + 1] - x[v], outY = y[v + 1] - y[v];
                    double back = -(inX * outX + inY * outY), turn = inX * outY - inY * outX;
                    if (back > 0 && Math.Abs(turn) < tangent * back)
                    {
                        found[chunk].Add((ring, v, turn < 0));
                    }

                    if (outX != 0 || outY != 0)
                    {
                        (inX, inY) = (outX, outY);
                    }
                }
            }
        });

        var corners = found.SelectMany(tip => tip).Where(tip => !tip.IsSlit).Select(tip => (x[tip.Vertex], y[tip.Vertex])).ToHashSet();
        foreach (var (ring, v, isSlit) in found.SelectMany(tip => tip))
        {
            if (!isSlit || !corners.Contains((x[v], y[v])))
            {
                var patch = Array.BinarySearch(patchRing, ring);
                var before = v == ringStart[ring] ? ringStart[ring + 1] - 2 : v - 1;
                while (x[before] == x[v] && y[before] == y[v])
                {
                    before = before == ringStart[ring] ? ringStart[ring + 1] - 2 : before - 1;
                }

                yield return new Tip(layer.Features[patch < 0 ? ~patch - 1 : patch], new Coordinate(x[v], y[v]), Degrees(x[before] - x[v], y[before] - y[v], x[v + 1] - x[v], y[v + 1] - y[v]));
            }
        }
    }

    private static IEnumerable<Tip> TipsOfLines(CheckContext context, double tangent) =>
        from feature in context.Features
        where feature.Plane is ILineal && context.IsValid(feature)
        from LineString line in LinearComponentExtracter.GetLines(feature.Plane)
        let points = CoordinateArrays.RemoveRepeatedPoints(line.Coordinates)
        from i in Enumerable.Range(1, Math.Max(0, points.Length - 2))
        let degrees = Degrees(points[i - 1].X - points[i].X, points[i - 1].Y - points[i].Y, points[i + 1].X - points[i].X, points[i + 1].Y - points[i].Y)
        where degrees < Math.Atan(tangent) * 180 / Math.PI
        select new Tip(feature, points[i], degrees);

    private static double Degrees(double ax, double ay, double bx, double by) => Math.Atan2(Math.Abs(ax * by - ay * bx), ax * bx + ay * by) * 180 / Math.PI;
}
