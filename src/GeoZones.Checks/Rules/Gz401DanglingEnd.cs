using GeoZones.Checks.Roads;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ401 悬挂点: a road that ends where no other begins, though it is neither marked a dead end nor at the planning boundary.</summary>
internal sealed class Gz401DanglingEnd : IRule
{
    private const string BoundaryM = "boundaryM";

    public RuleInfo Info { get; } = new("GZ401", "dangling-end", "悬挂点", Severity.Warning,
        "{f0}的一端没有与其他道路相接（东经 {longitude:degrees}，北纬 {latitude:degrees}）。",
        "{f0} ends where no other road joins (at {longitude:degrees} E, {latitude:degrees} N).")
    {
        Why = new("路走到这里就断了：要么漏画了一段，要么没有接到该接的路上，通行和距离的计算都会出错。", "The road stops here: either a section is missing or it was never joined to the road it leads to; ways and distances come out wrong."),
        Mend = new("把端点拖到相接道路的节点上；确实是断头路的，在属性 deadEnd 中填 true。", "Drag the end onto a vertex of the road it leads to; where it is meant to end, state deadEnd = true."),
        Trap = new("端点落在规划范围线上（boundaryM 以内）不报告，路在范围外另有延续。差一点没有接上的端点还会由 GZ402 指出它错过了哪条路。", "An end on the boundary line (within boundaryM) is left alone: the road goes on outside. Where an end only just misses a road, GZ402 says which."),
        Settings = [new(BoundaryM, 1, 0, 50, new("端点距规划范围线在此距离以内，视为在范围线上。", "An end up to this far from the boundary line counts as on it."))],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.Roads, Collections.ZoneBoundaries],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var withinM = context.Setting(Info, BoundaryM);
        foreach (var plan in PlanKinds.All)
        {
            var network = context.Roads(plan);
            var boundary = SegmentGrid.Of(context.ValidAreas(Collections.ZoneBoundaries, plan).Select(area => area.Plane.Boundary).SelectMany(RoadNetwork.LinesOf));
            foreach (var ends in network.OpenEnds.Where(end => !Road.IsDeadEnd(network.Roads[end.Road])).GroupBy(end => end.Road))
            {
                var part = 0;
                foreach (var end in ends)
                {
                    if (boundary.Nearest(end.At.X, end.At.Y, withinM, _ => true) is not null)
                    {
                        continue;
                    }

                    var degrees = context.Plane.ToDegrees(end.At.X, end.At.Y);
                    yield return Info.Found([network.Roads[end.Road]], part: ++part, place: new Point(end.At.Copy()),
                        tolerance: new Dictionary<string, double> { [BoundaryM] = withinM, ["joinM"] = RoadNetwork.JoinM },
                        parameters: new Dictionary<string, object> { ["longitude"] = Math.Round(degrees.X, 9), ["latitude"] = Math.Round(degrees.Y, 9) });
                }
            }
        }
    }
}
