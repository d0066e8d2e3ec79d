using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>One feature of one revision, as the rules see it.</summary>
/// <param name="Id">Identity of the feature over all revisions; unique within its collection.</param>
/// <param name="Collection">Collection it belongs to, for example <c>sub-parks</c>; see <see cref="Collections"/>.</param>
/// <param name="Plan">The plan it belongs to; <c>null</c> for surveyed facts such as existing land use.</param>
/// <param name="Revision">Number of the plan revision that is checked.</param>
/// <param name="Zone">Code of the zone it belongs to, where stated.</param>
/// <param name="Code">Its own code, unique within plan and collection, where stated.</param>
/// <param name="Name">Its name, where stated.</param>
/// <param name="Plane">Its geometry in the region's 3° Gauss–Krüger plane: x = easting, y = northing, metres.</param>
/// <param name="Measures">Its areas; <c>null</c> for lines and points.</param>
/// <param name="DeclaredAreaM2">The area that its source states, m².</param>
/// <param name="Attributes">Its own attributes by API name (<c>class</c>, <c>controlArea</c>, <c>farmlandClass</c> …), as text.</param>
public sealed record PlanFeature(
    long Id,
    string Collection,
    PlanKind? Plan,
    int Revision,
    string? Zone,
    string? Code,
    string? Name,
    Geometry Plane,
    AreaMeasures? Measures,
    double? DeclaredAreaM2,
    IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Its geometry in the region's 3° Gauss–Krüger plane: x = easting, y = northing, metres; empty where it was given none.</summary>
    public Geometry Plane { get; init => field = value ?? GeometryCollection.Empty; } = Plane ?? GeometryCollection.Empty;

    /// <summary>What names this feature whatever database or file it came from: plan, collection, zone and code (the id where it has no code).</summary>
    public string Key => $"{Plan?.Text() ?? "survey"}/{Collection}/{Zone}/{Code ?? "#" + Id}";

    /// <summary>An attribute, or <c>null</c> when the feature does not state it.</summary>
    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);

    /// <summary>How findings name it.</summary>
    public FeatureReference Reference() => new(Collection, Id, Revision, Plan?.Text(), Code, Name);
}

/// <summary>The three areas of a polygon; CHECKS.md tells them apart. All in m².</summary>
/// <param name="EllipsoidalAreaM2">Survey formula over the polygon's own longitude/latitude vertices on CGCS2000; the binding one.</param>
/// <param name="PlanarAreaM2">Shoelace in the region's 3° Gauss–Krüger plane.</param>
/// <param name="GroundAreaM2">Ellipsoidal area of the region whose edges are straight in that plane; the additive one.</param>
public sealed record AreaMeasures(double EllipsoidalAreaM2, double PlanarAreaM2, double GroundAreaM2);
