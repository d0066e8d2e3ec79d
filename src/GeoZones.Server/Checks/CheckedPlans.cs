using GeoZones.Checks;

namespace GeoZones.Server.Checks;

/// <summary>What was checked, and what the check found.</summary>
/// <param name="snapshot">What was checked.</param>
/// <param name="report">What it found.</param>
public sealed class CheckedPlans(PlanSnapshot snapshot, CheckReport report)
{
    private readonly Dictionary<(string, long), string?> _zones = snapshot.Features.ToDictionary(feature => (feature.Collection, feature.Id), feature => feature.Zone);

    /// <summary>What was checked.</summary>
    public PlanSnapshot Snapshot => snapshot;

    /// <summary>What it found.</summary>
    public CheckReport Report => report;

    /// <summary>How many findings of each severity.</summary>
    public FindingCounts Counts { get; } = new(CountOf(report, Severity.Error), CountOf(report, Severity.Warning), CountOf(report, Severity.Info));

    /// <summary>A feature with its zone.</summary>
    public NamedFeature Named(FeatureReference feature) => new(
        feature.Collection, feature.Id, feature.Revision, feature.Plan, feature.Code, _zones.GetValueOrDefault((feature.Collection, feature.Id)), feature.Name);

    private static int CountOf(CheckReport report, Severity severity) => report.Findings.Count(finding => finding.Severity == severity);
}
