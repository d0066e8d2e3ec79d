using System.Text.Json;

using GeoZones.Checks.Geodesy;
using GeoZones.Server.Features;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import;

/// <summary>
/// Whether the shift of Chinese web maps (GCJ-02) explains why a geometry lies outside of its region. It does for certain only there, where nothing may lie at all: shifted lines that stay within the
/// region look like any others and are accepted, and so are those beyond a zone or a township, where much lies that belongs to a plan.
/// </summary>
internal static class WebMapShift
{
    /// <summary>Whether every position lies outside, and none would without the shift.</summary>
    /// <param name="coordinates">The coordinates of a GeoJSON geometry, or a part of them.</param>
    /// <param name="crs">The system that they are told in.</param>
    /// <param name="extent">Longitudes and latitudes of the region.</param>
    public static bool Explains(JsonElement coordinates, CoordinateReference crs, Envelope extent)
    {
        if (coordinates.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        if (coordinates.GetArrayLength() < 2 || coordinates[0].ValueKind != JsonValueKind.Number)
        {
            return coordinates.EnumerateArray().All(part => Explains(part, crs, extent));
        }

        if (!coordinates[0].TryGetDouble(out double x) || coordinates[1].ValueKind != JsonValueKind.Number || !coordinates[1].TryGetDouble(out double y) || crs.ToDegrees(x, y) is not (double longitude, double latitude))
        {
            return false;
        }

        var restored = Gcj02.Restored(longitude, latitude);
        return !extent.Contains(longitude, latitude) && extent.Contains(restored.LongitudeDeg, restored.LatitudeDeg);
    }
}
