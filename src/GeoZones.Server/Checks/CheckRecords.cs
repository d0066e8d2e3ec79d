using GeoZones.Checks;

namespace GeoZones.Server.Checks;

/// <summary>A feature that a finding or the ledger names, as stored and as shown: a <see cref="FeatureReference"/> with its zone.</summary>
public sealed record NamedFeature(string Collection, long Id, int Revision, string? Plan, string? Code, string? Zone, string? Name);

/// <summary>The ledger as stored: <see cref="Ledger"/> with the zone of what was left out.</summary>
public sealed record LedgerRecord(
    double ZoneGroundAreaM2, double ZoneEllipsoidalAreaM2, IReadOnlyList<LedgerRow> Rows, double DoubledGroundAreaM2,
    IReadOnlyList<LeftOutRecord> LeftOut, double ResidualM2, IReadOnlyList<SubParkLedgerRecord>? BySubPark = null)
{
    /// <summary>The record of a ledger.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="named">Adds the zone to a feature.</param>
    public static LedgerRecord Of(Ledger ledger, Func<FeatureReference, NamedFeature> named) => new(
        ledger.ZoneGroundAreaM2, ledger.ZoneEllipsoidalAreaM2, ledger.Rows, ledger.DoubledGroundAreaM2,
        [.. ledger.LeftOut.Select(left => new LeftOutRecord(named(left.Feature), left.Reason))], ledger.ResidualM2,
        [.. ledger.BySubPark.Select(part => new SubParkLedgerRecord(named(part.SubPark), part.GroundAreaM2, part.Rows, part.ResidualM2))]);
}

/// <summary>The ledger of one sub-park as stored.</summary>
public sealed record SubParkLedgerRecord(NamedFeature SubPark, double GroundAreaM2, IReadOnlyList<LedgerRow> Rows, double ResidualM2);

/// <summary>A feature that the ledger left out, and why.</summary>
public sealed record LeftOutRecord(NamedFeature Feature, string Reason);

/// <summary>How many findings of each severity a run has.</summary>
public sealed record FindingCounts(int Error, int Warning, int Info);
