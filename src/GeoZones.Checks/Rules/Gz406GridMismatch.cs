using GeoZones.Checks.Figures;
using GeoZones.Checks.Roads;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ406 路网格局不符: the promised number of north–south and east–west roads of a part (三纵五横) against those drawn.</summary>
internal sealed class Gz406GridMismatch : IRule
{
    /// <summary>Quantity of a figure: roads that run north–south, 纵.</summary>
    public const string NorthSouth = "roads-north-south";

    /// <summary>Quantity of a figure: roads that run east–west, 横.</summary>
    public const string EastWest = "roads-east-west";

    private const string SpanRatio = "spanRatio";

    // Below this share of its own length a road leads round rather than along.
    private const double StraightAtLeast = 0.5;

    public RuleInfo Info { get; } = new("GZ406", "grid-mismatch", "路网格局不符", Severity.Warning,
        "{subject:subject}的路网应为[ {promisedNorthSouth:count} 纵][ {promisedEastWest:count} 横]，图上为 {foundNorthSouth:count} 纵 {foundEastWest:count} 横[；纵向：{namesNorthSouth}][；横向：{namesEastWest}]。",
        "{subject:subject}: promised are[ {promisedNorthSouth:count} north–south][ {promisedEastWest:count} east–west] roads, drawn are {foundNorthSouth:count} north–south and {foundEastWest:count} east–west[; north–south: {namesNorthSouth}][; east–west: {namesEastWest}].")
    {
        Why = new("“三纵五横”写进了文件，图上却数不出来：不是漏画、重名，就是方案已经改了而文字没有改。", "The document promises a grid that the drawing does not show: a road is missing, two share a name, or the layout changed and the words did not."),
        Mend = new("对照名单补画缺少的道路，或改正文件中的数字。", "Compare the names, add the roads that are missing, or mend the figure."),
        Trap = new("同名路段算一条路。短于片区跨度 spanRatio 的支路、环路和斜向绕行的路不算一纵一横。片区由园区的属性 part 指明。", "Sections of one name are one road. Branches shorter than spanRatio of the extent of the part, rings and roads that lead round do not count. Which sub-parks make up a part is their attribute part."),
        Settings = [new(SpanRatio, 0.5, 0, 1, new("道路至少跨过片区该方向范围的这一份额，才算一纵或一横。", "Share of the extent of the part that a road must span to count."))],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.Roads, Collections.SubParks, Collections.ZoneBoundaries],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var promises = context.Figures.Where(figure => figure is { Quantity: NorthSouth or EastWest, Value: not null }).GroupBy(figure => (figure.Plan, figure.Subject));
        foreach (var promise in promises)
        {
            if (NamedRoads.Of(promise.First(), context) is { } roads && Compare(promise.Key.Subject, promise.ToLookup(figure => figure.Quantity), roads, context) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private Finding? Compare(string subject, ILookup<string, Figure> promised, NamedRoads named, CheckContext context)
    {
        var ratio = context.Setting(Info, SpanRatio);
        var extent = (named.Areas.Count > 0 ? named.Areas : named.Roads).Aggregate(new Envelope(), (all, one) => all.ExpandedBy(one.Plane.EnvelopeInternal));
        var found = named.ByName.Select(road => (Road: road, Way: Way(road, extent, ratio))).ToLookup(one => one.Way, one => one.Road);
        var wrong = new[] { NorthSouth, EastWest }.SelectMany(way => promised[way]).FirstOrDefault(figure => !Holds(StatedRange.Of(figure), found[figure.Quantity].Count()));
        if (wrong is null)
        {
            return null;
        }

        Dictionary<string, object> parameters = new() { ["subject"] = subject };
        foreach (var (way, word) in ((string, string)[])[(NorthSouth, "NorthSouth"), (EastWest, "EastWest")])
        {
            parameters["found" + word] = (double)found[way].Count();
            parameters["names" + word] = string.Join(", ", found[way].Select(road => road[0].Name ?? road[0].Code ?? "#" + road[0].Id));
            if (promised[way].FirstOrDefault() is { } figure)
            {
                parameters["promised" + word] = (double)figure.Value!.Value;
            }
        }

        return Info.Found([], wrong.Key, tolerance: new Dictionary<string, double> { [SpanRatio] = ratio }, parameters: parameters,
            place: GeometryFactory.Default.CreateMultiLineString([.. named.Roads.SelectMany(road => RoadNetwork.LinesOf(road.Plane))]));
    }

    private static bool Holds(StatedRange promised, int found) => found >= promised.Least && found <= promised.Most;

    // Which way a road runs by the mean of its directions, each weighed by its length and taken twice, so that to and fro are one.
    private static string Way(IReadOnlyList<PlanFeature> road, Envelope extent, double ratio)
    {
        double cosine = 0, sine = 0, length = 0;
        Envelope span = new();
        foreach (var line in road.SelectMany(section => RoadNetwork.LinesOf(section.Plane)))
        {
            span.ExpandToInclude(line.EnvelopeInternal);
            for (var i = 1; i < line.NumPoints; i++)
            {
                Coordinate a = line.GetCoordinateN(i - 1), b = line.GetCoordinateN(i);
                double dx = b.X - a.X, dy = b.Y - a.Y, l = Math.Sqrt((dx * dx) + (dy * dy));
                (cosine, sine, length) = (cosine + (l == 0 ? 0 : ((dx * dx) - (dy * dy)) / l), sine + (l == 0 ? 0 : 2 * dx * dy / l), length + l);
            }
        }

        return Math.Sqrt((cosine * cosine) + (sine * sine)) < StraightAtLeast * length ? ""
            : cosine < 0 ? span.Height >= ratio * extent.Height ? NorthSouth : ""
            : span.Width >= ratio * extent.Width ? EastWest : "";
    }
}
