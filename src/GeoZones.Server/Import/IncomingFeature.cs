using GeoZones.Checks;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import;

/// <summary>A feature read from a file, checked and measured.</summary>
/// <param name="Zone">Code of the zone it belongs to.</param>
/// <param name="Code">Its own code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Synthetic">Whether it was made up.</param>
/// <param name="DeclaredAreaM2">The area that its source states, m².</param>
/// <param name="Attributes">Its own attributes as a JSON object.</param>
/// <param name="Geometry">CGCS2000 longitude/latitude, rounded to nine decimals, outer rings counter-clockwise.</param>
/// <param name="Areas">Its areas; <c>null</c> for lines and points.</param>
/// <param name="GroundLengthM">Its length on the ground; <c>null</c> for polygons and points.</param>
internal sealed record IncomingFeature(
    string? Zone,
    string? Code,
    string? Name,
    bool Synthetic,
    double? DeclaredAreaM2,
    string Attributes,
    Geometry Geometry,
    AreaMeasures? Areas,
    double? GroundLengthM);
