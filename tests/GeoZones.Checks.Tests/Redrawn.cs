using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests;

/// <summary>The same ground drawn another way: rings begin elsewhere and run the other way, parts and holes come in another order.</summary>
internal static class Redrawn
{
    public static Geometry Of(Geometry geometry, Random random)
    {
        switch (geometry)
        {
            case Polygon { IsEmpty: false } polygon:
                var holes = polygon.InteriorRings.Select(hole => Ring(hole, random)).ToArray();
                random.Shuffle(holes);
                return new Polygon(Ring(polygon.ExteriorRing, random), holes);
            case MultiPolygon { IsEmpty: false } several:
                var parts = several.Geometries.Select(part => (Polygon)Of(part, random)).ToArray();
                random.Shuffle(parts);
                return new MultiPolygon(parts);
            default:
                return geometry;
        }
    }

    private static LinearRing Ring(LineString ring, Random random)
    {
        var open = ring.Coordinates[..^1];
        var start = random.Next(open.Length);
        Coordinate[] turned = [.. open[start..], .. open[..start]];
        if (random.Next(2) == 0)
        {
            Array.Reverse(turned);
        }

        return new LinearRing([.. turned, turned[0]]);
    }
}
