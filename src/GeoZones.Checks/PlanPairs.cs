namespace GeoZones.Checks;

/// <summary>The three pairs of plans, in the order in which they are compared.</summary>
internal static class PlanPairs
{
    /// <summary>zone–urban, zone–land-use, urban–land-use.</summary>
    public static readonly IReadOnlyList<(PlanKind First, PlanKind Second)> All =
    [
        (PlanKind.Zone, PlanKind.Urban),
        (PlanKind.Zone, PlanKind.LandUse),
        (PlanKind.Urban, PlanKind.LandUse),
    ];
}
