using GeoZones.Checks.Figures;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Roads;

namespace GeoZones.Checks.Rules;

/// <summary>GZ407 道路数据不符: declared numbers and lengths of roads against those drawn.</summary>
internal sealed class Gz407RoadFiguresMismatch : IRule
{
    private const string Number = "roads";
    private const string LengthM = "lengthM";

    public RuleInfo Info { get; } = new("GZ407", "road-figures-mismatch", "道路数据不符", Severity.Error,
        "{subject:subject}：{quantity:quantity}申报为[{qualifier}] {declared:number}[ {unit:unit}]，图上为 {measured:number}[ {unit:unit}]，差 {difference:number}；图上共 {total:count} 条路，其中建成 {finished:count}、在建 {underConstruction:count}、规划 {planned:count}。",
        "{subject:subject}, {quantity:quantity}: declared is[ {qualifier}] {declared:number}[ {unit:unit}], drawn is {measured:number}[ {unit:unit}], a difference of {difference:number}; the drawing has {total:count} roads: {finished:count} finished, {underConstruction:count} under construction, {planned:count} planned.")
    {
        Why = new("报告里的道路条数和长度是考核依据，与图对不上就说不清完成了多少。", "Numbers and lengths of roads are what progress is judged by; where the drawing tells another story nobody knows what is done."),
        Mend = new("先看建设状态有没有更新，再看有没有漏画、重名或一条路填了多个名字；图对了，再改数字。", "See first whether the states of building are up to date, then whether roads are missing, share a name or have several; with the drawing right, mend the figure."),
        Trap = new("同名路段算一条路，部分建成的路算在建。长度是地面长度，不是投影平面上的长度；申报小数位能解释的差不报告。", "Sections of one name are one road; a road that is finished in part counts as under construction. Lengths are on the ground, not in the plane; what the stated decimals explain is not told."),
        Settings = [new(LengthM, 1, 0, 10_000, new("超出申报小数位的长度差在此以内不报告。", "A difference in length beyond the stated decimals is not told up to this."))],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.Roads, Collections.SubParks, Collections.ZoneBoundaries],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var figure in context.Figures.Where(figure => figure.Value is not null))
        {
            var unit = StatedUnit.Of(figure.Unit);
            var isNumber = figure.Quantity == Number;
            var isLength = unit.Dimension == "length" && (figure.Quantity == "road-length" || (figure.Quantity == "length" && figure.Subject.StartsWith("road", StringComparison.Ordinal)));
            if ((!isNumber && !isLength) || NamedRoads.Of(figure, context) is not { } named)
            {
                continue;
            }

            var roads = named.ByName;
            double measured = isNumber ? roads.Count(road => named.State is null || NamedRoads.StateOf(road) == named.State) : LengthOf(named, context);
            var tolerance = isNumber ? 0 : context.Setting(Info, LengthM);
            var range = StatedRange.Of(figure);
            if (measured < range.Least - tolerance || measured > range.Most + tolerance)
            {
                yield return Info.Found([], figure.Key,
                    tolerance: isNumber ? null : new Dictionary<string, double> { [LengthM] = tolerance },
                    parameters: Parameters(figure, measured / (double)unit.Factor, roads));
            }
        }
    }

    private static double LengthOf(NamedRoads named, CheckContext context) =>
        context.InParallel([.. named.Roads.Where(road => named.State is null || road.Attribute(Road.StateAttribute) == named.State)], road => AreaMeasure.GroundLengthM(road.Plane, context.Plane)).Sum();

    private static Dictionary<string, object> Parameters(Figure figure, double measured, IReadOnlyList<IReadOnlyList<PlanFeature>> roads)
    {
        var states = roads.ToLookup(NamedRoads.StateOf);
        var declared = (double)figure.Value!.Value;
        Dictionary<string, object> parameters = new()
        {
            ["subject"] = figure.Subject,
            ["quantity"] = figure.Quantity,
            ["unit"] = figure.Unit ?? "",
            ["declared"] = declared,
            ["measured"] = measured,
            ["difference"] = declared - measured,
            ["total"] = (double)roads.Count,
            ["finished"] = (double)states[Road.Finished].Count(),
            ["underConstruction"] = (double)states[Road.UnderConstruction].Count(),
            ["planned"] = (double)states[Road.Planned].Count(),
        };
        if (figure.Qualifier is { } qualifier)
        {
            parameters["qualifier"] = qualifier;
        }

        return parameters;
    }
}
