using System.Text.Json;

namespace GeoZones.Server.Import;

/// <summary>The <c>crs</c> member that GeoJSON had before RFC 7946 and that desktop systems still write.</summary>
internal static class LegacyCrs
{
    private static readonly string[] LongitudeLatitude =
    [
        "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84", "CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "EPSG:4490", "urn:ogc:def:crs:EPSG::4490", "http://www.opengis.net/def/crs/EPSG/0/4490",
        "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/EPSG/0/4326",
    ];

    /// <summary>Whether it names longitude/latitude on CGCS2000 or on WGS 84, which differ by less than a planner's decimals.</summary>
    public static bool IsLongitudeLatitude(JsonElement crs) =>
        crs.ValueKind == JsonValueKind.Object
        && crs.TryGetProperty("properties", out JsonElement properties)
        && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty("name", out JsonElement name)
        && name.ValueKind == JsonValueKind.String
        && LongitudeLatitude.Contains(name.GetString(), StringComparer.OrdinalIgnoreCase);
}
