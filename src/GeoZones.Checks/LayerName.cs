namespace GeoZones.Checks;

/// <summary>Names a layer: one collection of one plan.</summary>
/// <param name="Collection">Name of the collection.</param>
/// <param name="Plan">The plan; <c>null</c> for surveyed facts.</param>
internal readonly record struct LayerName(string Collection, PlanKind? Plan)
{
    /// <summary>The layer of a feature.</summary>
    public static LayerName Of(PlanFeature feature) => new(feature.Collection, feature.Plan);

    /// <summary>The layer of a feature that a finding names.</summary>
    public static LayerName Of(FeatureReference feature) => new(feature.Collection, PlanKinds.Parse(feature.Plan));
}
