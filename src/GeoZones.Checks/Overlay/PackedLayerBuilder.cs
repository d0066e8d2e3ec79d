using System.Buffers.Binary;
using System.Runtime.InteropServices;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;

namespace GeoZones.Checks.Overlay;

/// <summary>Packs polygons one by one, from geometry or straight from well-known binary, and never looks at another layer.</summary>
public sealed class PackedLayerBuilder(ScaleDeficit scale)
{
    private const int SmallestChunk = 1 << 10, LargestChunk = 1 << 16;

    // Full chunks, then the one being filled: nothing is copied while the layer grows, and a chunk goes as soon as it has been joined.
    private readonly Queue<(double[] X, double[] Y, int Length)> full = [];
    private double[] x = [], y = [];
    private int length;
    private int vertices;
    private readonly List<int> ringStart = [0];
    private readonly List<int> patchRing = [0];
    private readonly List<Box> boxes = [];
    private readonly List<double> planarM2 = [];
    private readonly List<double> deficitM2 = [];

    /// <summary>Adds a patch; a geometry without area becomes an empty patch, so that patch numbers stay in step with the caller's.</summary>
    public void Add(Geometry geometry)
    {
        for (int g = 0; g < geometry.NumGeometries; g++)
        {
            if (geometry.GetGeometryN(g) is Polygon { IsEmpty: false } polygon)
            {
                AddRing(polygon.ExteriorRing.CoordinateSequence, hole: false);
                for (int h = 0; h < polygon.NumInteriorRings; h++)
                {
                    AddRing(polygon.GetInteriorRingN(h).CoordinateSequence, hole: true);
                }
            }
        }
        EndPatch();
    }

    /// <summary>Adds a patch from ISO or extended well-known binary, little-endian, two dimensions.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public void AddWkb(ReadOnlySpan<byte> wkb)
    {
        ReadGeometry(ref wkb);
        EndPatch();
    }

    /// <summary>The layer; the builder is used up.</summary>
    public PackedLayer Build() => Join([this]);

    /// <summary>A layer of the areas of geometries, in their order.</summary>
    internal static PackedLayer Packed(IReadOnlyList<Geometry> areas, ScaleDeficit scale)
    {
        // How much there will be is known: one chunk that fits becomes the layer.
        var vertices = areas.Sum(area => area.NumPoints);
        var builder = new PackedLayerBuilder(scale) { x = new double[vertices], y = new double[vertices] };
        foreach (var area in areas)
        {
            builder.Add(area);
        }

        return builder.Build();
    }

    /// <summary>One layer of the patches of several builders, in their order.</summary>
    public static PackedLayer Join(IReadOnlyList<PackedLayerBuilder> parts)
    {
        int vertices = parts.Sum(p => p.vertices), rings = parts.Sum(p => p.ringStart.Count - 1), patches = parts.Sum(p => p.boxes.Count);
        var (x, y) = parts is [{ full.Count: 0 } only] && only.x.Length == vertices ? (only.x, only.y) : (new double[vertices], new double[vertices]);
        var (ringStart, patchRing) = (new int[rings + 1], new int[patches + 1]);
        int v = 0, r = 0, p = 0;
        foreach (var part in parts)
        {
            for (int k = 1; k < part.ringStart.Count; k++)
            {
                ringStart[r + k] = part.ringStart[k] + v;
            }
            for (int k = 1; k < part.patchRing.Count; k++)
            {
                patchRing[p + k] = part.patchRing[k] + r;
            }
            part.EndChunk();
            while (part.full.TryDequeue(out var chunk))
            {
                if (chunk.X != x)
                {
                    chunk.X.AsSpan(0, chunk.Length).CopyTo(x.AsSpan(v));
                    chunk.Y.AsSpan(0, chunk.Length).CopyTo(y.AsSpan(v));
                }

                v += chunk.Length;
            }
            r += part.ringStart.Count - 1;
            p += part.boxes.Count;
        }
        Box[] boxes = [.. parts.SelectMany(part => part.boxes)];
        var extent = Box.Empty;
        foreach (var box in boxes)
        {
            extent = extent.Union(box);
        }
        return new PackedLayer
        {
            X = x,
            Y = y,
            RingStart = ringStart,
            PatchRing = patchRing,
            Boxes = boxes,
            PlanarM2 = [.. parts.SelectMany(part => part.planarM2)],
            DeficitM2 = [.. parts.SelectMany(part => part.deficitM2)],
            Extent = extent,
            Scale = parts[0].Scale,
        };
    }

    private ScaleDeficit Scale => scale;

    private void ReadGeometry(ref ReadOnlySpan<byte> wkb)
    {
        if (wkb.Length < 9 || wkb[0] != 1)
        {
            throw new FormatException("Not little-endian well-known binary.");
        }
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]);
        wkb = wkb[((type & 0x20000000) != 0 ? 9 : 5)..];
        switch (type & ~0x20000000u)
        {
            case 3:
                int rings = ReadCount(ref wkb);
                for (int ring = 0; ring < rings; ring++)
                {
                    int count = ReadCount(ref wkb);
                    var numbers = MemoryMarshal.Cast<byte, double>(wkb[..checked(count * 16)]);
                    Reserve(count);
                    Interleaved(numbers, count);
                    wkb = wkb[(count * 16)..];
                    EndRing(count, hole: ring > 0);
                }
                break;
            case 6:
                for (int polygons = ReadCount(ref wkb); polygons > 0; polygons--)
                {
                    ReadGeometry(ref wkb);
                }
                break;
            default:
                throw new FormatException("Only polygons and multipolygons of two dimensions have an area.");
        }
    }

    private static int ReadCount(ref ReadOnlySpan<byte> wkb)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(wkb);
        wkb = wkb[4..];
        return count >= 0 ? count : throw new FormatException("A negative count.");
    }

    private void AddRing(CoordinateSequence sequence, bool hole)
    {
        int count = sequence.Count;
        Reserve(count);
        if (sequence is PackedDoubleCoordinateSequence { Dimension: 2 } packed)
        {
            Interleaved(packed.GetRawCoordinates(), count);
        }
        else
        {
            for (int k = 0; k < count; k++)
            {
                x[length + k] = sequence.GetX(k);
                y[length + k] = sequence.GetY(k);
            }
        }

        EndRing(count, hole);
    }

    private void Interleaved(ReadOnlySpan<double> numbers, int count)
    {
        Span<double> toX = x.AsSpan(length, count), toY = y.AsSpan(length, count);
        for (int k = 0; k < count; k++)
        {
            toX[k] = numbers[2 * k];
            toY[k] = numbers[2 * k + 1];
        }
    }

    private void Reserve(int count)
    {
        if (length + count > x.Length)
        {
            EndChunk();
            int capacity = Math.Max(count, Math.Clamp(vertices, SmallestChunk, LargestChunk));
            (x, y) = (new double[capacity], new double[capacity]);
        }
    }

    private void EndChunk()
    {
        full.Enqueue((x, y, length));
        (x, y, length) = ([], [], 0);
    }

    private double openPlanarM2, openDeficitM2;
    private Box openBox = Box.Empty;

    private void EndRing(int count, bool hole)
    {
        int start = length, end = length + count;
        if (count < 4)
        {
            return;
        }
        double originX = x[start], planar = 0, deficit = 0;
        var (minX, minY, maxX, maxY) = openBox;
        for (int v = start; v < end - 1; v++)
        {
            double x0 = x[v], y0 = y[v], x1 = x[v + 1], y1 = y[v + 1];
            planar += (0.5 * (x0 + x1) - originX) * (y1 - y0);
            deficit += scale.Along(x0, y0, x1, y1);
            minX = Math.Min(minX, x0);
            maxX = Math.Max(maxX, x0);
            minY = Math.Min(minY, y0);
            maxY = Math.Max(maxY, y0);
        }
        if (planar < 0 != hole)
        {
            Array.Reverse(x, start, end - start);
            Array.Reverse(y, start, end - start);
            (planar, deficit) = (-planar, -deficit);
        }
        openPlanarM2 += planar;
        openDeficitM2 += deficit;
        openBox = new Box(minX, minY, maxX, maxY);
        length = end;
        vertices += count;
        ringStart.Add(vertices);
    }

    private void EndPatch()
    {
        patchRing.Add(ringStart.Count - 1);
        boxes.Add(openBox);
        planarM2.Add(openPlanarM2);
        deficitM2.Add(openDeficitM2);
        (openPlanarM2, openDeficitM2, openBox) = (0, 0, Box.Empty);
    }
}
