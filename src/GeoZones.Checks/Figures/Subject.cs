namespace GeoZones.Checks.Figures;

/// <summary>What the subject of a figure names among the drawn features of the zone plan.</summary>
internal static class Subject
{
    private const string ZonePrefix = "zone/";
    private const string SubParkPrefix = "sub-park/";

    /// <summary>Whether it is the whole: the zone or the region.</summary>
    public static bool IsWhole(string subject) => subject is "zone" or "region";

    /// <summary>Whether it is one sub-park.</summary>
    public static bool IsSubPark(string subject) => subject.StartsWith(SubParkPrefix, StringComparison.Ordinal);

    /// <summary>
    /// The features meant, by key: <c>zone</c> all boundaries, <c>zone/…</c> those of one zone by code or name, <c>sub-park/…</c> by name or code;
    /// none for other subjects and for what is not drawn.
    /// </summary>
    public static IReadOnlyList<PlanFeature> Drawn(string subject, CheckContext context) =>
        subject == "zone" ? OfZonePlan(Collections.ZoneBoundaries, _ => true, context)
        : subject.StartsWith(ZonePrefix, StringComparison.Ordinal) ? OfZonePlan(Collections.ZoneBoundaries, Names(subject[ZonePrefix.Length..], alsoZone: true), context)
        : IsSubPark(subject) ? OfZonePlan(Collections.SubParks, Names(subject[SubParkPrefix.Length..], alsoZone: false), context)
        : [];

    private static Func<PlanFeature, bool> Names(string name, bool alsoZone) =>
        feature => feature.Name == name || feature.Code == name || (alsoZone && feature.Zone == name);

    private static IReadOnlyList<PlanFeature> OfZonePlan(string collection, Func<PlanFeature, bool> isMeant, CheckContext context) =>
        [.. context.Features.Where(feature => feature.Collection == collection && feature.Plan == PlanKind.Zone && isMeant(feature))];
}
