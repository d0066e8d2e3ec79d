using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// The polygons of one layer as flat arrays in the region's Gauss–Krüger plane (metres): patches hold rings, rings hold vertices,
/// the last vertex of a ring repeats the first. Shells run counter-clockwise and holes clockwise, whatever the source did.
/// Made by <see cref="PackedLayerBuilder"/>.
/// </summary>
public sealed class PackedLayer
{
    internal double[] X { get; init; } = [];
    internal double[] Y { get; init; } = [];

    /// <summary>Ring r has the vertices RingStart[r] up to, not including, RingStart[r + 1].</summary>
    internal int[] RingStart { get; init; } = [0];

    /// <summary>Patch p has the rings PatchRing[p] up to, not including, PatchRing[p + 1].</summary>
    internal int[] PatchRing { get; init; } = [];

    internal Box[] Boxes { get; init; } = [];
    internal double[] PlanarM2 { get; init; } = [];
    internal double[] DeficitM2 { get; init; } = [];
    internal Box Extent { get; init; } = Box.Empty;

    /// <summary>How the plane exaggerates area; layers that are compared share one.</summary>
    public required ScaleDeficit Scale { get; init; }

    /// <summary>Number of patches.</summary>
    public int Count => Boxes.Length;

    /// <summary>Number of vertices, the closing ones included.</summary>
    public int VertexCount => RingStart[^1];

    /// <summary>Planar area of a patch, m².</summary>
    public double PlanarAreaM2(int patch) => PlanarM2[patch];

    /// <summary>Ground area of a patch, m².</summary>
    public double GroundAreaM2(int patch) => PlanarM2[patch] - DeficitM2[patch];

    /// <summary>A patch as geometry.</summary>
    internal MultiPolygon Shape(int patch)
    {
        var polygons = new List<(LinearRing Shell, List<LinearRing> Holes)>();
        for (int ring = PatchRing[patch]; ring < PatchRing[patch + 1]; ring++)
        {
            var vertices = new Coordinate[RingStart[ring + 1] - RingStart[ring]];
            for (int v = 0; v < vertices.Length; v++)
            {
                vertices[v] = new Coordinate(X[RingStart[ring] + v], Y[RingStart[ring] + v]);
            }
            var line = new LinearRing(vertices);
            if (line.IsCCW)
            {
                polygons.Add((line, []));
            }
            else
            {
                polygons[^1].Holes.Add(line);
            }
        }
        return new MultiPolygon([.. polygons.Select(p => new Polygon(p.Shell, [.. p.Holes]))]);
    }

    /// <summary>One polygon of a patch, its rings in normal form.</summary>
    internal Polygon Part(PatchPart part)
    {
        LinearRing Ring(int ring) =>
            new([.. Enumerable.Range(RingStart[ring], RingStart[ring + 1] - RingStart[ring]).Select(v => new Coordinate(X[v], Y[v]))]);
        return (Polygon)new Polygon(Ring(part.Ring), [.. Enumerable.Range(part.Ring + 1, part.EndRing - part.Ring - 1).Select(Ring)]).Normalized();
    }

    /// <summary>A layer of some of the patches, in the order given.</summary>
    internal PackedLayer Subset(IReadOnlyList<int> patches)
    {
        int rings = patches.Sum(p => PatchRing[p + 1] - PatchRing[p]);
        int vertices = patches.Sum(p => RingStart[PatchRing[p + 1]] - RingStart[PatchRing[p]]);
        var (x, y, ringStart, patchRing) = (new double[vertices], new double[vertices], new int[rings + 1], new int[patches.Count + 1]);
        int v = 0, r = 0;
        for (int k = 0; k < patches.Count; k++)
        {
            int from = RingStart[PatchRing[patches[k]]], to = RingStart[PatchRing[patches[k] + 1]];
            X.AsSpan(from, to - from).CopyTo(x.AsSpan(v));
            Y.AsSpan(from, to - from).CopyTo(y.AsSpan(v));
            for (int ring = PatchRing[patches[k]]; ring < PatchRing[patches[k] + 1]; ring++)
            {
                ringStart[++r] = RingStart[ring + 1] - from + v;
            }
            v += to - from;
            patchRing[k + 1] = r;
        }
        return new PackedLayer
        {
            X = x,
            Y = y,
            RingStart = ringStart,
            PatchRing = patchRing,
            Boxes = [.. patches.Select(p => Boxes[p])],
            PlanarM2 = [.. patches.Select(p => PlanarM2[p])],
            DeficitM2 = [.. patches.Select(p => DeficitM2[p])],
            Extent = Extent,
            Scale = Scale,
        };
    }

    /// <summary>The patches along a space-filling (Morton) curve: neighbours on the ground are near in time, and so in the cache.</summary>
    internal int[] MortonOrder()
    {
        var keys = new uint[Count];
        var order = new int[Count];
        double scale = 65535 / Math.Max(Math.Max(Extent.MaxX - Extent.MinX, Extent.MaxY - Extent.MinY), 1e-9);
        for (int p = 0; p < Count; p++)
        {
            order[p] = p;
            if (!Boxes[p].IsEmpty)
            {
                keys[p] = Spread((uint)((Boxes[p].MinX - Extent.MinX) * scale)) | Spread((uint)((Boxes[p].MinY - Extent.MinY) * scale)) << 1;
            }
        }
        Array.Sort(keys, order);
        return order;
    }

    private static uint Spread(uint bits)
    {
        bits = (bits | bits << 8) & 0x00FF00FF;
        bits = (bits | bits << 4) & 0x0F0F0F0F;
        bits = (bits | bits << 2) & 0x33333333;
        return (bits | bits << 1) & 0x55555555;
    }
}
