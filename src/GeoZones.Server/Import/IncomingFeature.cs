using System.Security.Cryptography;
using System.Text;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import;

/// <summary>A feature read from a file and checked.</summary>
/// <param name="Zone">Code of the zone it belongs to.</param>
/// <param name="Code">Its own code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Synthetic">Whether it was made up.</param>
/// <param name="DeclaredAreaM2">The area that its source states, m².</param>
/// <param name="Attributes">Its own attributes as a JSON object.</param>
/// <param name="Geometry">CGCS2000 longitude/latitude, rounded to nine decimals, outer rings counter-clockwise.</param>
internal sealed record IncomingFeature(
    string? Zone,
    string? Code,
    string? Name,
    bool Synthetic,
    double? DeclaredAreaM2,
    string Attributes,
    Geometry Geometry)
{
    /// <summary>
    /// Where it comes in the order in which new features are numbered: by zone, by code, then by what it is. In ASCII, so that every collation that goes by bytes agrees.
    /// It depends on the feature alone: neither on its place in the file, nor on the file, nor on where its rings begin.
    /// </summary>
    public string Mark() => $"{Hex(Zone)}.{Hex(Code)}.{Convert.ToHexString(SHA256.HashData(
        [.. Geometry.Normalized().AsBinary(), .. Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Name}\0{Synthetic}\0{DeclaredAreaM2}\0{Attributes}"))]))}";

    /// <summary>The feature in a plane, with its measures.</summary>
    public MeasuredFeature On(GaussKrugerPlane plane)
    {
        Geometry drawn = plane.ToPlane(Geometry);
        return new(
            this, drawn,
            Geometry is IPolygonal ? new AreaMeasures(AreaMeasure.EllipsoidalAreaM2(Geometry), AreaMeasure.PlanarAreaM2(drawn), AreaMeasure.GroundAreaM2(drawn, plane)) : null,
            Geometry is ILineal ? AreaMeasure.GroundLengthM(drawn, plane) : null);
    }

    private static string Hex(string? text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text ?? ""));
}

/// <summary>A feature with its measures.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Plane">Its geometry in the region's plane, metres.</param>
/// <param name="Areas">Its areas; <c>null</c> for lines and points.</param>
/// <param name="GroundLengthM">Its length on the ground; <c>null</c> for polygons and points.</param>
internal sealed record MeasuredFeature(IncomingFeature Feature, Geometry Plane, AreaMeasures? Areas, double? GroundLengthM);
