namespace GeoZones.Checks.Figures;

/// <summary>What the subject of a figure names among the drawn features.</summary>
internal static class Subject
{
    private const string ZonePrefix = "zone/";
    private const string SubParkPrefix = "sub-park/";

    /// <summary>Whether it is the whole: the zone or the region.</summary>
    public static bool IsWhole(string subject) => subject is "zone" or "region";

    /// <summary>Whether it is one sub-park.</summary>
    public static bool IsSubPark(string subject) => subject.StartsWith(SubParkPrefix, StringComparison.Ordinal);

    /// <summary>
    /// The features that a figure means, by key, as its own plan draws them: <c>zone</c> all boundaries, <c>zone/…</c> those of one zone by code or name,
    /// <c>sub-park/…</c> by name or code; none for other subjects and for what is not drawn.
    /// </summary>
    public static IReadOnlyList<PlanFeature> Drawn(Figure figure, CheckContext context)
    {
        var subject = figure.Subject;
        return subject == "zone" ? OfPlan(Collections.ZoneBoundaries, _ => true)
            : subject.StartsWith(ZonePrefix, StringComparison.Ordinal) ? OfPlan(Collections.ZoneBoundaries, Names(subject[ZonePrefix.Length..], alsoZone: true))
            : IsSubPark(subject) ? OfPlan(Collections.SubParks, Names(subject[SubParkPrefix.Length..], alsoZone: false))
            : [];

        IReadOnlyList<PlanFeature> OfPlan(string collection, Func<PlanFeature, bool> isMeant) =>
            [.. context.Features.Where(feature => feature.Collection == collection && feature.Plan == figure.Plan && isMeant(feature))];
    }

    private static Func<PlanFeature, bool> Names(string name, bool alsoZone) =>
        feature => feature.Name == name || feature.Code == name || (alsoZone && feature.Zone == name);
}
