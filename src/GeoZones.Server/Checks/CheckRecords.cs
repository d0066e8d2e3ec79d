using GeoZones.Checks;

namespace GeoZones.Server.Checks;

/// <summary>A feature that a finding or the ledger names, as stored and as shown: a <see cref="FeatureReference"/> with its zone.</summary>
public sealed record NamedFeature(string Collection, long Id, int Revision, string? Plan, string? Code, string? Zone, string? Name);

/// <summary>The ledger as stored: <see cref="Ledger"/> with the zone of what was left out.</summary>
public sealed record LedgerRecord(
    double ZoneGroundAreaM2, double ZoneEllipsoidalAreaM2, IReadOnlyList<LedgerRow> Rows, double DoubledGroundAreaM2,
    IReadOnlyList<LeftOutRecord> LeftOut, double ResidualM2, IReadOnlyList<SubParkLedgerRecord>? BySubPark = null);

/// <summary>The ledger of one sub-park as stored.</summary>
public sealed record SubParkLedgerRecord(NamedFeature SubPark, double GroundAreaM2, IReadOnlyList<LedgerRow> Rows, double ResidualM2);

/// <summary>A feature that the ledger left out, and why.</summary>
public sealed record LeftOutRecord(NamedFeature Feature, string Reason);

/// <summary>How many findings of each severity a run has.</summary>
public sealed record FindingCounts(int Error, int Warning, int Info);
