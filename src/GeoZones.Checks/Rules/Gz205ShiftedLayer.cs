using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Rules;

/// <summary>GZ205 图层整体偏移: one translation of a plan that explains the slivers along its lines; what it explains is grouped under it.</summary>
internal sealed class Gz205ShiftedLayer : IRule
{
    internal const string LargestM = "largestM";
    internal const string LeastCount = "leastCount";

    private const double VertexCellM = 0.1;

    // A shift is one of the plan, not of a corner of it: it must match so many times more vertices of boundaries or designations than lie where they belong.
    private const int TimesAsMany = 2;

    private static readonly string[] s_explicable = ["GZ109", "GZ201", "GZ202", "GZ206"];

    public RuleInfo Info { get; } = new("GZ205", "shifted-layer", "图层整体偏移", Severity.Warning,
        "{plan:plan}相对于{otherPlan:plan}[和{thirdPlan:plan}]整体偏移：东西向 {dxM:number} 米（东为正），南北向 {dyM:number} 米（北为正）。由此可解释其他发现 {explained:count} 条（窄条 {slivers:count} 处）。",
        "The {plan:plan} lies shifted as a whole against the {otherPlan:plan}[ and the {thirdPlan:plan}]: by {dxM:number} m to the east and {dyM:number} m to the north. Findings that this explains: {explained:count} (slivers: {slivers:count}).")
    {
        Why = new("一个图层整体平移，会沿每条边产生成百上千条窄条；逐条去改是白费工夫，原因只有一个。", "A layer that is shifted as a whole leaves slivers along every edge, hundreds of them; to mend them one by one is labour lost: there is one cause."),
        Mend = new("先查坐标系和带号、转换参数是否用错，再把整个图层按所列数值平移回去，不要逐条改边。", "Look for a wrong datum, belt or set of transformation parameters first, then move the whole layer back by these numbers; do not mend edge by edge."),
        Trap = new("两个图层相对偏移，哪一个是对的要看控制点；只有三个规划中一个与另两个都差同一个数时，才能说是它偏了。",
            "Two layers are shifted against each other; which of them is right only control points tell. Only where one plan is off against both others by the same numbers is it known to be the one."),
        Settings =
        [
            new(LargestM, 10, 0.1, 100, new("寻找不超过此距离的整体偏移。", "Shifts up to this distance are looked for.")),
            new(LeastCount, 8, 3, 10_000, new("至少有这么多顶点按同一平移吻合。", "At least so many vertices must match by the one translation.")),
        ],
        Scope = RuleScope.Place,
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var found = s_explicable.Where(code => !context.IsOff(code)).Select(code => RuleSet.All.First(rule => rule.Info.Code == code))
            .ToDictionary(rule => rule.Info.Code, context.FindingsOf, StringComparer.Ordinal);
        Dictionary<(PlanKind, PlanKind), (double, double)> pairs = [];
        var compared = found.Values.SelectMany(findings => findings).ToLookup(ShiftVerification.PlansOf);
        foreach (var pair in PlanPairs.All)
        {
            if (Displacement(context, pair.First, pair.Second, [.. compared[pair]]) is { } displacement)
            {
                pairs[pair] = displacement;
            }
        }

        HashSet<string> grouped = [];
        foreach (var shift in LayerShift.Behind(pairs))
        {
            ShiftVerification verification = new(context, shift, found.GetValueOrDefault("GZ201") ?? []);
            var open = found.Values.SelectMany(findings => findings).Where(finding => !grouped.Contains(finding.Id)).ToList();
            var explains = context.InParallel(open, verification.Explains);
            List<Finding> explained = [.. open.Where((_, i) => explains[i])];
            if (explained.Count > 0)
            {
                var finding = Found(context, shift, explained);
                grouped.UnionWith(explained.Select(one => one.Id));
                context.Group(finding.Id, explained.Select(one => one.Id));
                yield return finding;
            }
        }
    }

    private Finding Found(CheckContext context, LayerShift shift, List<Finding> explained)
    {
        List<Polygon> slivers = [.. explained.SelectMany(Sliver.Parts)];
        Dictionary<string, object> parameters = new()
        {
            ["plan"] = shift.Plan.Text(),
            ["otherPlan"] = shift.Against[0].Text(),
            ["dxM"] = Math.Round(shift.DxM, 4),
            ["dyM"] = Math.Round(shift.DyM, 4),
            ["explained"] = (double)explained.Count,
            ["slivers"] = (double)slivers.Count,
        };
        if (shift.Against is [_, var third])
        {
            parameters["thirdPlan"] = third.Text();
        }

        return Info.Found([.. Boundaries(context, shift.Plan)], word: $"{shift.Plan.Text()} against {string.Join(' ', shift.Against.Select(plan => plan.Text()))}",
            place: PolygonOverlay.Collected(slivers), tolerance: new Dictionary<string, double> { [LargestM] = context.Setting(Info, LargestM) }, parameters: parameters);
    }

    // How far the second plan is displaced against the first, if all of it is.
    private (double DxM, double DyM)? Displacement(CheckContext context, PlanKind first, PlanKind second, IReadOnlyList<Finding> differences)
    {
        var thinnest = context.InParallel(differences, finding => Sliver.Of(finding, context.Setting(Info, LargestM))).SelectMany(slivers => slivers).Order(Sliver.ThinnestFirst).Take(Sliver.Most).ToList();
        if (Sliver.Displacement(thinnest, context.Find, first, second, context.Setting(Info, LargestM), context.Setting(Info, LeastCount)) is not var (dxM, dyM))
        {
            return null;
        }

        return IsWhole(Boundaries) || IsWhole(Designations) ? (dxM, dyM) : null;

        bool IsWhole(Func<CheckContext, PlanKind, IEnumerable<PlanFeature>> layer)
        {
            VertexGrid to = new(layer(context, second).SelectMany(feature => feature.Plane.Coordinates), VertexCellM);
            var from = layer(context, first).SelectMany(feature => feature.Plane.Coordinates).Distinct().ToList();
            return TranslationVote.Matches(from, to, dxM, dyM) > TimesAsMany * TranslationVote.Matches(from, to, 0, 0);
        }
    }

    private static IEnumerable<PlanFeature> Boundaries(CheckContext context, PlanKind plan) => context.ValidAreas(Collections.ZoneBoundaries, plan);

    private static IEnumerable<PlanFeature> Designations(CheckContext context, PlanKind plan) => context.Designations(plan).Select(designation => designation.Feature);
}
