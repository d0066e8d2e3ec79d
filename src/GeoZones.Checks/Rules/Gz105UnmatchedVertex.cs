using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ105 公共边节点不一致: a vertex of one patch lies on the edge of its neighbour, which has no vertex there.</summary>
internal sealed class Gz105UnmatchedVertex : IRule
{
    private const int EdgesPerChunk = 1024;

    private static readonly RuleSetting s_tolerance = new("toleranceM", 0.002, 0, UnmatchedEdges.ReachM,
        new("节点离邻边不超过此值（米）视为在边上，离邻点不超过此值视为重合。", "A vertex within this distance (m) of the neighbour's edge lies on it, and within this distance of a vertex has a partner."));

    public RuleInfo Info { get; } = new("GZ105", "unmatched-vertex", "公共边节点不一致", Severity.Info,
        "{f0}的边上缺少一个节点，{f1}[等 {ownerCount:count} 个图斑]在东经 {longitude:degrees}、北纬 {latitude:degrees} 处有。",
        "{f0} lacks a vertex on its edge at {longitude:degrees} E, {latitude:degrees} N, where {f1}[ and {moreCount:count} more] has one.")
    {
        Why = new("公共边上一方有节点、另一方没有，坐标转换或抽稀之后两条线就会分开，出现缝隙和重叠。", "Where only one side of a common line has a vertex, the two part as soon as coordinates are transformed or thinned: gaps and overlaps appear."),
        Mend = new("在缺节点的图斑边上补上同一坐标的节点。", "Insert a vertex with the same coordinates into the edge that lacks it."),
        Trap = new("没有重叠、没有缝隙的图层也会有这种节点；三个图斑交会处常见，一个缺失的节点只报告一次。", "A layer without overlap or gap may have them all the same, mostly where three patches meet; one missing vertex is told once, whoever else has it."),
        Settings = [s_tolerance],
    };

    // A vertex that a patch lacks, and a patch that has it.
    private readonly record struct Missing(int Patch, int Owner, double X, double Y);

    public IEnumerable<Finding> Check(CheckContext context) => context.AreaLayers.Where(layer => layer.IsFitted).SelectMany(layer => Check(layer, context)).OncePerPlace();

    private IEnumerable<Finding> Check(AreaLayer layer, CheckContext context)
    {
        var toleranceM = context.Setting(Info, s_tolerance.Name);
        var missing = MissingIn(layer.Unmatched, toleranceM, context.Cancellation).GroupBy(one => one.Patch).OrderBy(patch => patch.Key).SelectMany(patch => Places(patch, toleranceM));
        foreach (var same in missing.GroupBy(place => (place.Patch, Owners: string.Join(',', place.Owners))))
        {
            var number = 0;
            foreach (var (patch, owners, at) in same)
            {
                var degrees = context.Plane.ToDegrees(at.X, at.Y);
                Dictionary<string, object> parameters = new() { ["longitude"] = Math.Round(degrees.X, 9), ["latitude"] = Math.Round(degrees.Y, 9) };
                if (owners.Count > 1)
                {
                    (parameters["ownerCount"], parameters["moreCount"]) = ((double)owners.Count, owners.Count - 1.0);
                }

                yield return Info.Found([layer.Features[patch], .. owners.Select(owner => layer.Features[owner])], word: layer.Word, part: ++number, place: new Point(at),
                    tolerance: new Dictionary<string, double> { [s_tolerance.Name] = toleranceM }, parameters: parameters);
            }
        }
    }

    private static IEnumerable<Missing> MissingIn(UnmatchedEdges unmatched, double toleranceM, CancellationToken cancellation)
    {
        var layer = unmatched.Layer;
        var found = new List<Missing>[(unmatched.Edges.Length + EdgesPerChunk - 1) / EdgesPerChunk];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancellation }, chunk =>
        {
            found[chunk] = [];
            for (var e = chunk * EdgesPerChunk; e < Math.Min(unmatched.Edges.Length, (chunk + 1) * EdgesPerChunk); e++)
            {
                var v = unmatched.Edges[e];
                Look(layer.X[v], layer.Y[v], unmatched.Patches[e], found[chunk]);
                if (e + 1 == unmatched.Edges.Length || unmatched.Edges[e + 1] != v + 1)
                {
                    Look(layer.X[v + 1], layer.Y[v + 1], unmatched.Patches[e], found[chunk]);
                }
            }
        });
        return found.SelectMany(one => one).Distinct();

        void Look(double x, double y, int owner, List<Missing> into)
        {
            var near = unmatched.Near(x, y);
            foreach (var e in near)
            {
                if (unmatched.Patches[e] != owner && unmatched.DistanceM(e, x, y) <= toleranceM && !HasPartner(near, unmatched.Patches[e], x, y))
                {
                    into.Add(new Missing(unmatched.Patches[e], owner, x, y));
                }
            }
        }

        bool HasPartner(ReadOnlySpan<int> near, int patch, double x, double y)
        {
            foreach (var e in near)
            {
                if (unmatched.Patches[e] == patch && (IsAt(unmatched.Edges[e]) || IsAt(unmatched.Edges[e] + 1)))
                {
                    return true;
                }
            }

            return false;

            bool IsAt(int v) => (layer.X[v] - x) * (layer.X[v] - x) + (layer.Y[v] - y) * (layer.Y[v] - y) <= toleranceM * toleranceM;
        }
    }

    // Vertices of several patches that are partners of one another are one place.
    private static IEnumerable<(int Patch, IReadOnlyList<int> Owners, Coordinate At)> Places(IGrouping<int, Missing> missing, double toleranceM)
    {
        List<(Coordinate At, SortedSet<int> Owners)> places = [];
        foreach (var one in missing.OrderBy(one => Math.Round(one.X, 3)).ThenBy(one => Math.Round(one.Y, 3)).ThenBy(one => one.X).ThenBy(one => one.Y).ThenBy(one => one.Owner))
        {
            Coordinate at = new(one.X, one.Y);
            var known = places.FindLastIndex(place => place.At.Distance(at) <= toleranceM);
            if (known < 0)
            {
                places.Add((at, [one.Owner]));
            }
            else
            {
                places[known].Owners.Add(one.Owner);
            }
        }

        return places.Select(place => (missing.Key, (IReadOnlyList<int>)[.. place.Owners], place.At));
    }
}
