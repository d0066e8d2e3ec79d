using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Roads;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ404 路网不连通: roads of one zone in one plan that cannot be reached from its longest connected part.</summary>
internal sealed class Gz404DisconnectedPart : IRule
{
    private const int MostNames = 5;

    public RuleInfo Info { get; } = new("GZ404", "disconnected-part", "路网不连通", Severity.Warning,
        "{plan:plan}[（{zone}）]的路网分为 {parts:count} 片：{names}等 {roads:count} 条道路线（共长 {lengthM:length}）与主路网（长 {mainLengthM:length}）不相连。",
        "The roads of the {plan:plan}[ ({zone})] fall into {parts:count} parts: {names} (lines: {roads:count}, together {lengthM:length}) cannot be reached from the main part ({mainLengthM:length}).")
    {
        Why = new("不连通的一片路网走不到其他地方；多半是漏了一段路，或者接头没有接上。", "From a part that hangs on nothing one gets nowhere: a section is missing, or a joint was never made."),
        Mend = new("补上连接的路段；先改正 GZ402 指出的端点，很多“孤岛”会随之消失。", "Add the road that links them. Mend the ends that GZ402 tells first: many islands vanish with them."),
        Trap = new("按集聚区分别检查：相距很远的几个集聚区不要求相连，但可以经过别处的道路相连。平面相交而没有节点（GZ403）仍算连通。", "Each zone is looked at by itself: zones far apart need not be linked, but roads outside may link the parts of one. Crossings without a junction (GZ403) still count as links."),
        Scope = RuleScope.Wholes,
        Wholes = [Collections.Roads],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var plan in PlanKinds.All)
        {
            var network = context.Roads(plan);
            foreach (var zone in network.Lines.GroupBy(line => network.Roads[line.Road].Zone).OrderBy(zone => zone.Key, StringComparer.Ordinal))
            {
                var parts = zone.GroupBy(line => line.Part).ToList();
                if (parts.Count < 2)
                {
                    continue;
                }

                // Parts come in the order of their first line, so of equally long ones the first is the main part.
                var lengths = parts.Select(part => part.Sum(line => AreaMeasure.GroundLengthM(line.Line, context.Plane))).ToList();
                var main = lengths.IndexOf(lengths.Max());
                for (var i = 0; i < parts.Count; i++)
                {
                    if (i != main)
                    {
                        yield return Island(network, plan, zone.Key, parts[i], parts.Count, lengths[i], lengths[main]);
                    }
                }
            }
        }
    }

    private Finding Island(RoadNetwork network, PlanKind plan, string? zone, IEnumerable<(LineString Line, int Road, int Part)> lines, int parts, double lengthM, double mainLengthM)
    {
        List<LineString> island = [.. lines.Select(line => line.Line)];
        IReadOnlyList<PlanFeature> roads = [.. lines.Select(line => line.Road).Distinct().Order().Select(road => network.Roads[road])];
        Dictionary<string, object> parameters = new()
        {
            ["plan"] = plan.Text(),
            ["parts"] = (double)parts,
            ["roads"] = (double)roads.Count,
            ["names"] = string.Join(", ", roads.Select(road => road.Name ?? road.Code ?? "#" + road.Id).Distinct().Take(MostNames)),
            ["lengthM"] = lengthM,
            ["mainLengthM"] = mainLengthM,
        };
        if (zone is not null)
        {
            parameters["zone"] = zone;
        }

        return Info.Found(roads, place: GeometryFactory.Default.CreateMultiLineString([.. island]), parameters: parameters);
    }
}
