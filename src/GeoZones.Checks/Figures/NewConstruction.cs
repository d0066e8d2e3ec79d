using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Figures;

/// <summary>新增建设用地: what the zone plan builds on and is not built-up today, as ground area.</summary>
/// <param name="totalM2">In all, m²; <c>null</c> where it cannot be measured.</param>
/// <param name="inSubPark">Inside one sub-park, m².</param>
internal sealed class NewConstruction(double? totalM2, Func<PlanFeature, double?> inSubPark)
{
    /// <summary>In all, m²; <c>null</c> where the zone plan designates nothing or no survey is there.</summary>
    public double? TotalM2 => totalM2;

    /// <summary>Inside one sub-park, m²; <c>null</c> where it cannot be measured.</summary>
    public double? InM2(PlanFeature subPark) => inSubPark(subPark);

    /// <summary>Measured on the drawing.</summary>
    public static NewConstruction Of(CheckContext context) => context.NewlyBuilt is { } ground
        ? new(context.GroundAreaM2(ground), subPark => context.IsValid(subPark) ? context.GroundAreaM2(PolygonOverlay.Intersection(ground, subPark.Plane)) : null)
        : new(null, _ => null);
}
