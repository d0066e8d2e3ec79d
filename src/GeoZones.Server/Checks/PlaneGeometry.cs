using System.Buffers.Binary;
using System.Runtime.InteropServices;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;
using NetTopologySuite.IO;

namespace GeoZones.Server.Checks;

/// <summary>
/// Geometries of the plane from the bytes that PostGIS sends. Polygons, which are nearly all, keep their numbers in one array a ring, written from the ring's most south-western
/// vertex on and shells clockwise: the form in which the checks compare them, so that they need no second copy.
/// </summary>
internal static class PlaneGeometry
{
    private const uint WithSrid = 0x20000000;
    private const uint PolygonType = 3;
    private const int BytesPerVertex = 16;

    /// <summary>The geometry of extended well-known binary.</summary>
    public static Geometry Read(ReadOnlySpan<byte> wkb)
    {
        if (wkb is not [1, ..])
        {
            return new WKBReader().Read(wkb.ToArray());
        }

        var type = BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]);
        if ((type & ~WithSrid) != PolygonType)
        {
            return new WKBReader().Read(wkb.ToArray());
        }

        var rest = wkb[((type & WithSrid) != 0 ? 9 : 5)..];
        var rings = new LinearRing[BinaryPrimitives.ReadInt32LittleEndian(rest)];
        rest = rest[4..];
        for (var ring = 0; ring < rings.Length; ring++)
        {
            var vertices = BinaryPrimitives.ReadInt32LittleEndian(rest);
            rings[ring] = Ring(MemoryMarshal.Cast<byte, double>(rest.Slice(4, vertices * BytesPerVertex)), clockwise: ring == 0);
            rest = rest[(4 + vertices * BytesPerVertex)..];
        }

        return rings.Length == 0 ? Polygon.Empty : new Polygon(rings[0], rings[1..]);
    }

    private static LinearRing Ring(ReadOnlySpan<double> numbers, bool clockwise)
    {
        var count = numbers.Length / 2 - 1;
        var start = 0;
        double twiceArea = 0;
        for (var v = 0; v < count; v++)
        {
            double x = numbers[2 * v], y = numbers[2 * v + 1];
            twiceArea += (x - numbers[0]) * (numbers[2 * v + 3] - y) - (y - numbers[1]) * (numbers[2 * v + 2] - x);
            if (x < numbers[2 * start] || (x == numbers[2 * start] && y < numbers[2 * start + 1]))
            {
                start = v;
            }
        }

        var turned = twiceArea > 0 == clockwise;
        var written = new double[numbers.Length];
        for (int v = 0, from = start; v < count; v++)
        {
            (written[2 * v], written[2 * v + 1]) = (numbers[2 * from], numbers[2 * from + 1]);
            from = turned ? (from == 0 ? count - 1 : from - 1) : from == count - 1 ? 0 : from + 1;
        }

        if (count >= 0)
        {
            (written[^2], written[^1]) = (written[0], written[1]);
        }

        return new LinearRing(new PackedDoubleCoordinateSequence(written, 2, 0), GeometryFactory.Default);
    }
}
