using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Distance;

namespace GeoZones.Checks.Rules;

/// <summary>GZ405 园区未通路: a sub-park that no road of its plan comes near.</summary>
internal sealed class Gz405UnreachedSubPark : IRule
{
    private const string ReachM = "reachM";

    public RuleInfo Info { get; } = new("GZ405", "unreached-sub-park", "园区未通路", Severity.Error,
        "{f0}没有道路通达：最近的道路“{nearest}”相距 {distanceM:length}。",
        "No road reaches {f0}: the nearest, {nearest}, is {distanceM:length} away.")
    {
        Why = new("没有路通到的园区无法开工，企业也进不去。", "A sub-park that no road reaches can neither be built nor used."),
        Mend = new("把道路延伸到园区，或检查园区是否画错了位置。", "Lead a road to it, or see whether the sub-park was drawn in the wrong place."),
        Trap = new("只看本规划自己的道路，规划中的道路也算；本规划一条道路都没有画时不作判断。道路在园区边上（reachM 以内）即算通达。", "Only roads of the same plan count, planned ones as well; where the plan draws no road at all, nothing is said. A road beside the sub-park (within reachM) reaches it."),
        Settings = [new(ReachM, 20, 0, 1000, new("道路距园区在此距离以内即算通达。", "A road up to this far from the sub-park reaches it."))],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.Roads, Collections.SubParks],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var reachM = context.Setting(Info, ReachM);
        foreach (var plan in PlanKinds.All)
        {
            var network = context.Roads(plan);
            var lines = network.Lines.Select(line => (line.Line, Road: network.Roads[line.Road])).ToList();
            if (lines.Count == 0)
            {
                continue;
            }

            foreach (var subPark in context.ValidAreas(Collections.SubParks, plan))
            {
                if (Nearest(subPark.Plane, lines, reachM) is ({ } road, var distanceM))
                {
                    yield return Info.Found([subPark], place: subPark.Plane, tolerance: new Dictionary<string, double> { [ReachM] = reachM },
                        parameters: new Dictionary<string, object> { ["distanceM"] = distanceM, ["nearest"] = road.Name ?? road.Code ?? "#" + road.Id });
                }
            }
        }
    }

    // The nearest road and how far it is; no road where one reaches the area. What reaches it is sought first, because that is nearly always found soon.
    private static (PlanFeature? Road, double DistanceM) Nearest(Geometry area, List<(LineString Line, PlanFeature Road)> lines, double reachM)
    {
        var envelope = area.EnvelopeInternal;
        var inside = new PreparedPolygon((IPolygonal)area);
        IndexedFacetDistance edge = new(area);
        if (lines.Any(one => envelope.Distance(one.Line.EnvelopeInternal) <= reachM && (inside.Intersects(one.Line) || edge.IsWithinDistance(one.Line, reachM))))
        {
            return (null, 0);
        }

        (PlanFeature? Road, double DistanceM) nearest = (null, double.PositiveInfinity);
        foreach (var (line, road, leastM) in lines.Select(one => (one.Line, one.Road, LeastM: envelope.Distance(one.Line.EnvelopeInternal))).OrderBy(one => one.LeastM))
        {
            if (leastM > nearest.DistanceM)
            {
                break;
            }

            var distanceM = edge.Distance(line);
            if (distanceM < nearest.DistanceM)
            {
                nearest = (road, distanceM);
            }
        }

        return nearest;
    }
}
