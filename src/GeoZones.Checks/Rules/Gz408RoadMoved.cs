using GeoZones.Checks.Roads;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ408 道路线位不一致: a road that two plans draw in different places.</summary>
internal sealed class Gz408RoadMoved : IRule
{
    private const string DistanceM = "distanceM";

    public RuleInfo Info { get; } = new("GZ408", "road-moved", "道路线位不一致", Severity.Warning,
        "道路“{road}”在{firstPlan:plan}与{secondPlan:plan}中的线位不一致：最大相距 {largestM:length}，相距超过 {toleranceM:length} 的路段长 {apartM:length}。",
        "The {firstPlan:plan} and the {secondPlan:plan} draw the road {road} in different places: up to {largestM:length} apart, and more than {toleranceM:length} apart over {apartM:length}.")
    {
        Why = new("同一条路在两个规划里走两条线，红线、用地和管线都会跟着错位。", "Where two plans lay one road along two lines, red lines, plots and pipes go apart with it."),
        Mend = new("确定以哪个规划的线位为准，把另一规划的路段替换成同一条线。", "Decide which line holds and copy it into the other plan."),
        Trap = new("按路名配对：改了名的路、没有名字的路不比较。一个规划比另一个画得长的部分不算移位。", "Roads are paired by name: renamed ones and those without a name are not compared. What one plan draws longer than the other is not moved."),
        Settings = [new(DistanceM, 5, 0.001, 500, new("两条线相距在此以内视为同一线位。", "Lines up to this far apart are in the same place."))],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.Roads],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var toleranceM = context.Setting(Info, DistanceM);
        var named = PlanKinds.All.ToDictionary(plan => plan, plan => context.Roads(plan).Roads.Where(road => road.Name is not null).ToLookup(road => road.Name!));
        foreach (var (firstPlan, secondPlan) in PlanPairs.All)
        {
            var pairs = named[firstPlan].Where(road => named[secondPlan].Contains(road.Key))
                .Select(road => (road.Key, First: (IReadOnlyList<PlanFeature>)[.. road], Second: (IReadOnlyList<PlanFeature>)[.. named[secondPlan][road.Key]]))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
            foreach (var finding in context.InParallel(pairs, pair => Compare(pair.Key, firstPlan, pair.First, secondPlan, pair.Second, toleranceM)))
            {
                if (finding is not null)
                {
                    yield return finding;
                }
            }
        }
    }

    private Finding? Compare(string road, PlanKind firstPlan, IReadOnlyList<PlanFeature> first, PlanKind secondPlan, IReadOnlyList<PlanFeature> second, double toleranceM)
    {
        var ahead = LinePair.Apart([.. first.Select(one => one.Plane)], [.. second.Select(one => one.Plane)], toleranceM);
        var behind = LinePair.Apart([.. second.Select(one => one.Plane)], [.. first.Select(one => one.Plane)], toleranceM);
        var shown = ahead.LengthM > 0 ? ahead : behind;
        return shown.LengthM == 0 ? null : Info.Found([.. first, .. second], word: $"{firstPlan.Text()} {secondPlan.Text()}",
            place: GeometryFactory.Default.CreateMultiLineString([.. shown.Lines]),
            tolerance: new Dictionary<string, double> { [DistanceM] = toleranceM },
            parameters: new Dictionary<string, object>
            {
                ["road"] = road,
                ["firstPlan"] = firstPlan.Text(),
                ["secondPlan"] = secondPlan.Text(),
                ["largestM"] = Math.Max(ahead.LargestM, behind.LargestM),
                ["apartM"] = shown.LengthM,
                ["toleranceM"] = toleranceM,
            });
    }
}
