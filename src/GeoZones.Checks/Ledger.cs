namespace GeoZones.Checks;

/// <summary>
/// 三规差异台账: for every spot of the zone, what each plan says. Every row is computed by itself and the zone from boundary rings alone,
/// so that Σ rows = zone can fail; <paramref name="ResidualM2"/> says by how much it does.
/// </summary>
/// <param name="ZoneGroundAreaM2">Ground area of the union of all zone boundaries of all three plans, m².</param>
/// <param name="ZoneEllipsoidalAreaM2">The survey's area of the same union, m²; stated beside it because it is not additive.</param>
/// <param name="Rows">The combinations that occur.</param>
/// <param name="DoubledGroundAreaM2">Area that patches of one plan lay claim to more than once, m²; it counts once, for the patch with the lowest code.</param>
/// <param name="LeftOut">Boundaries and designations that could not take part.</param>
/// <param name="ResidualM2">Σ rows − zone, m².</param>
public sealed record Ledger(
    double ZoneGroundAreaM2,
    double ZoneEllipsoidalAreaM2,
    IReadOnlyList<LedgerRow> Rows,
    double DoubledGroundAreaM2,
    IReadOnlyList<LeftOut> LeftOut,
    double ResidualM2)
{
    /// <summary>The same for each valid sub-park, by key.</summary>
    public IReadOnlyList<SubParkLedger> BySubPark { get; init; } = [];
}

/// <summary>The ledger of one sub-park: what the plans say of its ground inside the zone. Sub-parks that overlap each count all of their own.</summary>
/// <param name="SubPark">The sub-park.</param>
/// <param name="GroundAreaM2">Its ground inside the zone, from rings alone, m².</param>
/// <param name="Rows">The combinations that occur there.</param>
/// <param name="ResidualM2">Σ rows − ground, m².</param>
public sealed record SubParkLedger(FeatureReference SubPark, double GroundAreaM2, IReadOnlyList<LedgerRow> Rows, double ResidualM2);

/// <summary>One combination of what the three plans say: <c>built</c>, <c>unbuilt</c> or <c>uncovered</c>.</summary>
/// <param name="Zone">What the zone plan says.</param>
/// <param name="Urban">What the urban plan says.</param>
/// <param name="LandUse">What the land-use plan says.</param>
/// <param name="Patches">Combinations of one patch of each plan with more than 0.01 m².</param>
/// <param name="GroundAreaM2">Area, m².</param>
public sealed record LedgerRow(string Zone, string Urban, string LandUse, int Patches, double GroundAreaM2)
{
    /// <summary>What a plan says about ground that none of its designations covers.</summary>
    public const string Uncovered = "uncovered";
}

/// <summary>A feature that the ledger and the rules over areas left out.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Reason"><see cref="InvalidGeometry"/> or <see cref="UnknownCode"/>.</param>
public sealed record LeftOut(FeatureReference Feature, string Reason)
{
    /// <summary>Its geometry is not valid; GZ101 says why.</summary>
    public const string InvalidGeometry = "invalid-geometry";

    /// <summary>Its designation is missing or in none of the region's code lists.</summary>
    public const string UnknownCode = "unknown-code";
}

/// <summary>One quota account (指标); areas in m², <c>null</c> where unknown.</summary>
/// <param name="Account">规划指标 where the figures name none.</param>
/// <param name="GrantedM2">Granted to the region or zone.</param>
/// <param name="AllocatedM2">Given on to sub-parks and facilities: the stated total, else the sum.</param>
/// <param name="UsedM2">Planned construction that is not built-up today; of 规划指标 only.</param>
/// <param name="UnallocatedM2">Granted − allocated.</param>
/// <param name="UnusedM2">Granted − used.</param>
public sealed record QuotaAccount(string Account, double? GrantedM2, double? AllocatedM2, double? UsedM2, double? UnallocatedM2, double? UnusedM2)
{
    /// <summary>规划指标, the plan quota: the account that is meant when none is named.</summary>
    public const string Plan = "规划指标";
}
