using System.Text.Json;

using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GeoZones.Server.Reports;

/// <summary>Writes geometries as RFC 7946 has them: longitude first, outer rings counter-clockwise.</summary>
internal static class GeoJsonGeometry
{
    /// <summary>Writes a geometry in longitude/latitude, or <c>null</c>.</summary>
    public static void Write(Utf8JsonWriter json, Geometry? geometry)
    {
        if (geometry is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", geometry.GeometryType);
        json.WritePropertyName(geometry.OgcGeometryType == OgcGeometryType.GeometryCollection ? "geometries" : "coordinates");
        WriteCoordinates(json, geometry);
        json.WriteEndObject();
    }

    private static void WriteCoordinates(Utf8JsonWriter json, Geometry geometry)
    {
        switch (geometry)
        {
            case Point point:
                WritePosition(json, point.Coordinate);
                break;
            case LineString line:
                WritePositions(json, line.Coordinates);
                break;
            case Polygon polygon:
                json.WriteStartArray();
                WriteRing(json, polygon.ExteriorRing, counterClockwise: true);
                foreach (var hole in polygon.InteriorRings)
                {
                    WriteRing(json, hole, counterClockwise: false);
                }

                json.WriteEndArray();
                break;
            case GeometryCollection parts:
                json.WriteStartArray();
                foreach (var part in parts.Geometries)
                {
                    if (parts.OgcGeometryType == OgcGeometryType.GeometryCollection)
                    {
                        Write(json, part);
                    }
                    else
                    {
                        WriteCoordinates(json, part);
                    }
                }

                json.WriteEndArray();
                break;
        }
    }

    private static void WriteRing(Utf8JsonWriter json, LineString ring, bool counterClockwise) =>
        WritePositions(json, Area.OfRingSigned(ring.CoordinateSequence) > 0 == counterClockwise ? ring.Reverse().Coordinates : ring.Coordinates);

    private static void WritePositions(Utf8JsonWriter json, Coordinate[] positions)
    {
        json.WriteStartArray();
        foreach (var position in positions)
        {
            WritePosition(json, position);
        }

        json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, Coordinate position)
    {
        json.WriteStartArray();
        json.WriteNumberValue(position.X);
        json.WriteNumberValue(position.Y);
        json.WriteEndArray();
    }
}
