using System.Globalization;

using FsCheck.Xunit;

using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests.Roads;

/// <summary>What must hold for any network. Networks are drawn from a seed: streets of a town with junctions left out, ends pulled back, sections renamed and moved.</summary>
public class RoadNetworkProperties
{
    private static readonly IReadOnlyList<IRule> s_rules = [.. RuleSet.All.Where(rule => rule.Info.Code.StartsWith("GZ4", StringComparison.Ordinal))];

    [Property(MaxTest = 30)]
    public void Order_of_roads_and_direction_of_lines_change_nothing(int seed)
    {
        var snapshot = Town(seed);
        var random = new Random(seed);
        var features = snapshot.Features.Select(road => random.Next(2) == 0 ? road : road with { Plane = road.Plane.Reverse() }).ToArray();
        random.Shuffle(features);
        Assert.Equal(Told(snapshot), Told(snapshot with { Features = features }));
    }

    [Property(MaxTest = 30)]
    public void Open_ends_misses_and_crossings_are_those_that_a_comparison_of_every_pair_finds(int seed)
    {
        var snapshot = Town(seed);
        var roads = snapshot.Features.Where(feature => feature.Plan == PlanKind.Zone).ToList();
        var findings = CheckEngine.Run(snapshot, s_rules, null, TestContext.Current.CancellationToken).Findings.Where(finding => finding.Features is [{ Plan: "zone" }, ..]).ToList();

        var open = roads.SelectMany(road => Ends(road).Where(end => roads.All(other => other == road || other.Plane.Distance(end) > 0.002))).ToList();
        Assert.Equal(open.Select(Place).Order(StringComparer.Ordinal), findings.Where(finding => finding.Rule == "GZ401").Select(finding => Place(finding.Place!)).Order(StringComparer.Ordinal));

        var missing = open.Where(end => roads.Any(other => other.Plane.Distance(end) is > 0.002 and <= 5)).ToList();
        var told = findings.Where(finding => finding.Rule == "GZ402").Select(finding => (LineString)finding.Place!).ToList();
        Assert.Subset(missing.Select(Place).ToHashSet(), told.Select(gap => Place(gap.StartPoint)).ToHashSet());

        // Of two ends that face each other one is told, and the gap ends at the other.
        Assert.Subset(told.SelectMany(gap => new[] { Place(gap.StartPoint), Place(gap.EndPoint) }).ToHashSet(), missing.Select(Place).ToHashSet());

        var crossings = roads.SelectMany((a, i) => roads.Skip(i + 1).SelectMany(b => Points(a.Plane.Intersection(b.Plane)).Where(at => !HasVertex(a, at) || !HasVertex(b, at)).Where(at => !Ends(a).Concat(Ends(b)).Any(end => end.IsWithinDistance(at, 0.002))))).ToList();
        Assert.Equal(crossings.Select(Place).Order(StringComparer.Ordinal), findings.Where(finding => finding.Rule == "GZ403").Select(finding => Place(finding.Place!)).Order(StringComparer.Ordinal));
    }

    [Property(MaxTest = 20)]
    public void Breaking_a_road_at_a_junction_into_sections_of_its_name_tells_no_new_end_crossing_or_island(int seed)
    {
        var snapshot = Town(seed);
        List<PlanFeature> broken = [];
        foreach (var feature in snapshot.Features)
        {
            if (feature.Plane is LineString { NumPoints: > 2 } line)
            {
                var middle = line.NumPoints / 2;
                broken.Add(feature with { Code = feature.Code + "-1", Plane = new LineString(line.Coordinates[..(middle + 1)]) });
                broken.Add(feature with { Code = feature.Code + "-2", Id = feature.Id + 1000, Plane = new LineString(line.Coordinates[middle..]) });
            }
            else
            {
                broken.Add(feature);
            }
        }

        var (before, after) = (Counts(snapshot), Counts(snapshot with { Features = broken }));
        Assert.Equal(before.Where(rule => rule.Key != "GZ403"), after.Where(rule => rule.Key != "GZ403"));

        // A section that ends on the other road joins it.
        Assert.True(after.GetValueOrDefault("GZ403") <= before.GetValueOrDefault("GZ403"));

        static SortedDictionary<string, int> Counts(PlanSnapshot town) => new(CheckEngine.Run(town, s_rules, null, TestContext.Current.CancellationToken).Findings
            .Where(finding => finding.Rule is "GZ401" or "GZ403" or "GZ404" or "GZ406" or "GZ407").GroupBy(finding => finding.Rule).ToDictionary(rule => rule.Key, rule => rule.Count()));
    }

    private static IEnumerable<string> Told(PlanSnapshot snapshot) => CheckEngine.Run(snapshot, s_rules, null, TestContext.Current.CancellationToken).Findings
        .Select(finding => $"{finding.Id} {finding.Severity} {FindingMessage.Of(finding, "zh")} {finding.Place?.AsText()} {string.Join(' ', finding.Features.Select(feature => feature.Code))}");

    // Streets every 100 m with a vertex at each junction, then damaged.
    private static PlanSnapshot Town(int seed)
    {
        var random = new Random(seed);
        var sketch = new Sketch();
        foreach (var plan in (PlanKind[])[PlanKind.Zone, PlanKind.Urban])
        {
            for (var k = 0; k < 12; k++)
            {
                var isColumn = k % 2 == 0;
                var last = 5 + random.Next(2);
                List<Coordinate> line = [.. Enumerable.Range(0, last).Select(i => isColumn ? new Coordinate(k * 50, i * 100) : new Coordinate(i * 100, (k - 1) * 50))];
                switch (random.Next(6))
                {
                    case 0:
                        line.RemoveAt(random.Next(1, line.Count - 1));
                        break;
                    case 1:
                        line[^1] = new Coordinate(line[^1].X - (isColumn ? 0 : 3), line[^1].Y - (isColumn ? 3 : 0));
                        break;
                    case 2:
                        line[0] = new Coordinate(line[0].X + (isColumn ? 0 : 30), line[0].Y + (isColumn ? 30 : 0));
                        break;
                    case 3 when plan == PlanKind.Urban:
                        line = [.. line.Select(at => new Coordinate(at.X + 7, at.Y))];
                        break;
                    default:
                        break;
                }

                sketch.Road($"r{k}", string.Join(", ", line.Select(at => string.Create(CultureInfo.InvariantCulture, $"{at.X} {at.Y}"))), plan, $"{k}路", k % 3 == 0 ? "finished" : "planned");
            }
        }

        return sketch.Figure("road-network", "roads", 11m, "count").Figure("zone", "roads-north-south", 5m, "count").Figure("road-network", "length", 5m, "km").Snapshot;
    }

    private static IEnumerable<Point> Ends(PlanFeature road) => road.Plane is LineString line ? [line.StartPoint, line.EndPoint] : [];

    private static IEnumerable<Point> Points(Geometry meeting) => Enumerable.Range(0, meeting.NumGeometries).Select(meeting.GetGeometryN).OfType<Point>().Where(point => !point.IsEmpty);

    private static bool HasVertex(PlanFeature road, Point at) => road.Plane.Coordinates.Any(vertex => vertex.Distance(at.Coordinate) <= 0.002);

    private static string Place(Geometry at) => string.Create(CultureInfo.InvariantCulture, $"{at.Coordinate.X:F2} {at.Coordinate.Y:F2}");
}
