using GeoZones.Checks.Figures;
using GeoZones.Checks.Overlay;
using GeoZones.Checks.Rules;

using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Roads;

/// <summary>
/// The roads that the subject of a figure names: <c>road-network</c>, <c>zone</c> and <c>region</c> all; <c>road-network/finished</c> (or another state) those of a state;
/// <c>zone/…</c> those of a zone; <c>part/…</c>, <c>road-network/…</c> and <c>sub-park/…</c> those that lie for the most part in the sub-parks of a part
/// (their attribute <c>part</c>) or in one sub-park; <c>road/…</c> the road of a name.
/// </summary>
/// <param name="Roads">The roads meant, by key; at least one.</param>
/// <param name="State">The state that the subject names.</param>
/// <param name="Areas">The areas that the subject names; none where it names none.</param>
internal sealed record NamedRoads(IReadOnlyList<PlanFeature> Roads, string? State, IReadOnlyList<PlanFeature> Areas)
{
    /// <summary>Attribute of a sub-park: the part 片区 of the zone that it belongs to.</summary>
    public const string PartAttribute = "part";

    private const string Network = "road-network";

    /// <summary>The roads of a figure's subject in its own plan, or in the first that draws roads. <c>null</c> where it names none.</summary>
    public static NamedRoads? Of(Figure figure, CheckContext context)
    {
        var (subject, own) = (figure.Subject, figure.Plan);
        var roads = PlanKinds.All.Prepend(own).Select(plan => context.Roads(plan).Roads).FirstOrDefault(drawn => drawn.Count > 0) ?? [];
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        var (kind, name) = slash < 0 ? (subject, null) : (subject[..slash], subject[(slash + 1)..]);
        return (kind, name) switch
        {
            ("zone" or "region" or Network, null) => Given(roads, Boundaries(null, own, context)),
            (Network, Road.Planned or Road.UnderConstruction or Road.Finished) => roads.Count == 0 ? null : new NamedRoads(roads, name, []),
            ("zone", { } zone) => OfZone(roads, Boundaries(zone, own, context), zone),
            (Network or "part", { } part) => Within(roads, context.ValidAreas(Collections.SubParks, own).Where(subPark => subPark.Attribute(PartAttribute) == part)),
            ("sub-park", not null) => Within(roads, Subject.Drawn(figure, context).Where(subPark => subPark.Plane is IPolygonal && context.IsValid(subPark))),
            ("road", { } road) => Given(roads.Where(one => one.Name == road), []),
            _ => null,
        };
    }

    /// <summary>The roads by name: sections of one name are one road, a road without name is one by itself.</summary>
    public IReadOnlyList<IReadOnlyList<PlanFeature>> ByName =>
    [
        .. Roads.Select((road, position) => (Road: road, Unnamed: road.Name is null ? position : -1))
            .GroupBy(one => (one.Unnamed, one.Road.Zone, one.Road.Name)).Select(same => (IReadOnlyList<PlanFeature>)[.. same.Select(one => one.Road)]),
    ];

    /// <summary>The state of a road of several sections: finished or planned when all are, else under construction.</summary>
    public static string? StateOf(IReadOnlyList<PlanFeature> sections)
    {
        var states = sections.Select(section => section.Attribute(Road.StateAttribute)).Distinct().ToList();
        return states is [var only] ? only : states.Contains(null) ? null : Road.UnderConstruction;
    }

    private static NamedRoads? Given(IEnumerable<PlanFeature> roads, IReadOnlyList<PlanFeature> areas) =>
        roads.ToList() is { Count: > 0 } some ? new NamedRoads(some, null, areas) : null;

    private static NamedRoads? OfZone(IReadOnlyList<PlanFeature> roads, IReadOnlyList<PlanFeature> boundaries, string zone)
    {
        HashSet<string> zones = [zone, .. boundaries.Select(boundary => boundary.Zone).OfType<string>()];
        return Given(roads.Where(road => road.Zone is { } own && zones.Contains(own)), boundaries);
    }

    private static IReadOnlyList<PlanFeature> Boundaries(string? zone, PlanKind plan, CheckContext context) =>
        [.. context.ValidAreas(Collections.ZoneBoundaries, plan).Where(boundary => zone is null || boundary.Zone == zone || boundary.Code == zone || boundary.Name == zone)];

    private static NamedRoads? Within(IReadOnlyList<PlanFeature> roads, IEnumerable<PlanFeature> named)
    {
        List<PlanFeature> areas = [.. named];
        var ground = PolygonOverlay.Union(areas.Select(area => area.Plane));
        if (ground.IsEmpty)
        {
            return null;
        }

        IndexedPointInAreaLocator inside = new(ground);
        return Given(roads.Where(road => road.Plane.EnvelopeInternal.Intersects(ground.EnvelopeInternal) && LiesMostly(road.Plane)), areas);

        bool LiesMostly(Geometry road)
        {
            double withinM = 0, allM = 0;
            foreach (var line in RoadNetwork.LinesOf(road))
            {
                for (var i = 1; i < line.NumPoints; i++)
                {
                    Coordinate a = line.GetCoordinateN(i - 1), b = line.GetCoordinateN(i);
                    var lengthM = a.Distance(b);
                    allM += lengthM;
                    withinM += inside.Locate(new Coordinate((a.X + b.X) / 2, (a.Y + b.Y) / 2)) == Location.Exterior ? 0 : lengthM;
                }
            }

            return withinM > allM / 2;
        }
    }
}
