using GeoZones.Checks.Roads;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ402 端点未衔接: the open end of a road that just misses another one.</summary>
internal sealed class Gz402NearMiss : IRule
{
    private const string SearchM = "searchM";
    private const string DanglingEnd = "GZ401";

    public RuleInfo Info { get; } = new("GZ402", "near-miss", "端点未衔接", Severity.Error,
        "{f0}的端点距{missed} {distanceM:length}，没有接上。",
        "An end of {f0} misses {missed} by {distanceM:length}.")
    {
        Why = new("看上去接上了，其实差几厘米到几米：路网在这里是断的，量算和通行分析都会绕开。", "It looks joined and is not: the network is cut here, and lengths and ways go astray."),
        Mend = new("打开捕捉，把端点拖到那条路上，并在那条路上加一个公共节点。", "Drag the end onto the road with snapping on, and give that road a vertex there as well."),
        Trap = new("两端互相错过时只报告一次。标为断头路也不免除：断头路不会停在另一条路旁边。", "Two ends that miss each other are told once. A dead end is not exempt: a road that is meant to end does not stop beside another."),
        Settings = [new(SearchM, 5, RoadNetwork.JoinM, 100, new("在此距离以内寻找端点错过的道路。", "How far around an open end to look for the road it misses."))],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.Roads, Collections.ZoneBoundaries],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var searchM = context.Setting(Info, SearchM);
        var dangling = context.IsOff(DanglingEnd) ? [] : context.FindingsOf(RuleSet.All.First(rule => rule.Info.Code == DanglingEnd));
        var byEnd = dangling.ToLookup(finding => (finding.Features[0], finding.Place!.Coordinate), finding => finding.Id);
        foreach (var network in PlanKinds.All.Select(context.Roads))
        {
            var missed = network.OpenEnds.Select(end => (End: end, Missed: network.Missed(end, searchM))).Where(one => one.Missed is not null).Select(one => (one.End, Missed: one.Missed!.Value));
            foreach (var pair in missed.GroupBy(one => (one.End.Road, one.Missed.Road)))
            {
                PlanFeature road = network.Roads[pair.Key.Item1], other = network.Roads[pair.Key.Item2];
                var part = 0;
                foreach (var (end, (_, distanceM, at)) in pair)
                {
                    var finding = Info.Found(road == other ? [road] : [road, other], part: ++part, place: new LineString([end.At.Copy(), at]),
                        tolerance: new Dictionary<string, double> { [SearchM] = searchM, ["joinM"] = RoadNetwork.JoinM },
                        parameters: new Dictionary<string, object>
                        {
                            ["distanceM"] = distanceM,
                            ["missedZh"] = road == other ? "自身的另一段" : Messages.Wording.Chinese.Feature(other.Reference()),
                            ["missedEn"] = road == other ? "the line of the road itself" : Messages.Wording.English.Feature(other.Reference()),
                        });

                    // The end dangles because it misses: one cause.
                    context.Group(finding.Id, byEnd[(road.Reference(), end.At)]);
                    yield return finding;
                }
            }
        }
    }
}
