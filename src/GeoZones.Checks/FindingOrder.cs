using System.Globalization;

namespace GeoZones.Checks;

/// <summary>The order of findings in a report, and ids that are unique within it.</summary>
internal static class FindingOrder
{
    /// <summary>Errors first, then by rule, by area (largest first), by id.</summary>
    public static IReadOnlyList<Finding> Of(IEnumerable<Finding> findings) =>
    [
        .. Unique(findings)
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Rule, StringComparer.Ordinal)
            .ThenByDescending(finding => finding.GroundAreaM2 ?? -1)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal),
    ];

    // Two features with the same key give findings with the same names; they are told apart by the order of their database ids, and two findings over the same features by their places.
    private static IEnumerable<Finding> Unique(IEnumerable<Finding> findings) =>
        findings.GroupBy(finding => finding.Id).SelectMany(same => same.Skip(1).Any() ? Apart(same) : same);

    private static IEnumerable<Finding> Apart(IEnumerable<Finding> same) =>
        same
            .OrderBy(finding => string.Join(',', finding.Features.Select(feature => feature.Id.ToString("D19", CultureInfo.InvariantCulture))), StringComparer.Ordinal)
            .ThenByDescending(finding => finding.GroundAreaM2)
            .ThenBy(finding => finding.Place?.EnvelopeInternal.MinX).ThenBy(finding => finding.Place?.EnvelopeInternal.MinY)
            .ThenBy(finding => finding.Place?.EnvelopeInternal.MaxX).ThenBy(finding => finding.Place?.EnvelopeInternal.MaxY)
            .Select((finding, i) => i == 0 ? finding : finding with { Id = FindingId.Of(finding.Rule, [finding.Id, i.ToString(CultureInfo.InvariantCulture)]) });
}
