namespace GeoZones.Checks.Rules;

/// <summary>What rules over layers have in common.</summary>
internal static class LayerFindings
{
    /// <summary>Leaves out what a second layer repeats: a land-use patch that states both control area and use area lies in two.</summary>
    public static IEnumerable<Finding> OncePerPlace(this IEnumerable<Finding> findings) =>
        findings.DistinctBy(finding => (string.Join(',', finding.Features.Select(feature => $"{feature.Collection} {feature.Id}")), finding.Place?.EnvelopeInternal));
}
