using GeoZones.Checks.Roads;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ403 相交未打断: two roads that cross where they have no common vertex, and no bridge or tunnel.</summary>
internal sealed class Gz403CrossingWithoutJunction : IRule
{
    public RuleInfo Info { get; } = new("GZ403", "crossing-without-junction", "相交未打断", Severity.Error,
        "{f0}[与{f1}]在交叉处没有公共节点（东经 {longitude:degrees}，北纬 {latitude:degrees}）。",
        "{f0}[ and {f1}]: the lines cross without a common vertex (at {longitude:degrees} E, {latitude:degrees} N).")
    {
        Why = new("平面相交的路在交叉口应当能转弯；没有公共节点，路网就不知道这里有交叉口。", "Where roads cross at grade one can turn; without a common vertex the network does not know of the junction."),
        Mend = new("在交叉点给两条路各加一个重合的节点（或在此打断）；若是立交，在其中一条的属性 structure 中填 bridge 或 tunnel。", "Give both roads a vertex at the crossing (or break them there); where one passes over the other, state structure = bridge or tunnel for it."),
        Trap = new("节点须重合到 2 毫米以内，肉眼看着重合不算。一条路的端点落在另一条路上视为已经相接。一条路从自身上跨过也会报告。", "The vertices must agree within 2 mm; looking alike is not enough. An end that rests on another road counts as joined. A road that crosses itself is told as well."),
        Scope = RuleScope.Wholes,
        Wholes = [Collections.Roads],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var network in PlanKinds.All.Select(context.Roads))
        {
            foreach (var pair in network.Crossings.GroupBy(crossing => (crossing.Road, crossing.Other)))
            {
                PlanFeature road = network.Roads[pair.Key.Road], other = network.Roads[pair.Key.Other];
                var part = 0;
                foreach (var crossing in pair)
                {
                    var degrees = context.Plane.ToDegrees(crossing.At.X, crossing.At.Y);
                    yield return Info.Found(road == other ? [road] : [road, other], part: ++part, place: new Point(crossing.At.Copy()),
                        tolerance: new Dictionary<string, double> { ["joinM"] = RoadNetwork.JoinM },
                        parameters: new Dictionary<string, object> { ["longitude"] = Math.Round(degrees.X, 9), ["latitude"] = Math.Round(degrees.Y, 9) });
                }
            }
        }
    }
}
