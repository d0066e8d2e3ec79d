using GeoZones.Checks.Figures;
using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>New construction as numbers that edits add to and take from; ground area, m².</summary>
/// <param name="TotalM2">In all; <c>null</c> where it cannot be measured.</param>
/// <param name="InSubParks">By id of the sub-park.</param>
internal sealed record KnownConstruction(double? TotalM2, IReadOnlyDictionary<long, double?> InSubParks)
{
    /// <summary>As the rules ask for it.</summary>
    public NewConstruction Measure => new(TotalM2, subPark => InSubParks.GetValueOrDefault(subPark.Id));

    /// <summary>Measured on the whole drawing.</summary>
    public static KnownConstruction Of(CheckContext context) => new(context.NewConstruction.TotalM2,
        context.Features.Where(feature => feature.Collection == Collections.SubParks).DistinctBy(feature => feature.Id).ToDictionary(feature => feature.Id, context.NewConstruction.InM2));

    /// <summary>The same after edits that lie inside a frame.</summary>
    /// <param name="before">What lies near the frame before the edits.</param>
    /// <param name="after">The same after them.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="edited">The edited features.</param>
    public KnownConstruction After(CheckContext before, CheckContext after, Envelope frame, EditedFeatures edited)
    {
        var inside = GeometryFactory.Default.ToGeometry(frame);
        Geometry less = PolygonOverlay.Intersection(before.NewlyBuiltHere, inside), more = PolygonOverlay.Intersection(after.NewlyBuiltHere, inside);
        Dictionary<long, double?> inSubParks = new(InSubParks);
        foreach (var gone in edited.Before.Where(feature => feature.Collection == Collections.SubParks))
        {
            inSubParks.Remove(gone.Id);
        }

        foreach (var subPark in after.Features.Where(feature => feature.Collection == Collections.SubParks))
        {
            inSubParks[subPark.Id] = !after.IsValid(subPark) ? null
                : edited.Has(subPark.Collection, subPark.Id) ? after.GroundAreaM2(PolygonOverlay.Intersection(more, subPark.Plane))
                : inSubParks[subPark.Id] + after.GroundAreaM2(PolygonOverlay.Intersection(more, subPark.Plane)) - after.GroundAreaM2(PolygonOverlay.Intersection(less, subPark.Plane));
        }

        return new(TotalM2 + after.GroundAreaM2(more) - after.GroundAreaM2(less), inSubParks);
    }
}
