namespace GeoZones.Checks.Live;

/// <summary>One change of one feature. What is there under its collection and id is what it was before; nothing there means that it is new.</summary>
/// <param name="Collection">Its collection.</param>
/// <param name="Id">Its id within the collection.</param>
/// <param name="After">The feature as it is to be, in the region's plane, with that collection and id; <c>null</c> to delete it.</param>
public sealed record FeatureEdit(string Collection, long Id, PlanFeature? After);
