namespace GeoZones.Checks.Overlay;

/// <summary>Planar area and length of every ring of a layer, and the polygons that the rings make: a shell and the holes that follow it.</summary>
internal sealed class RingSizes
{
    private const int RingsPerChunk = 4096;
    private readonly PackedLayer _layer;

    public RingSizes(PackedLayer layer)
    {
        _layer = layer;
        var rings = layer.RingStart.Length - 1;
        (SignedAreaM2, LengthM) = (new double[rings], new double[rings]);
        Parallel.For(0, (rings + RingsPerChunk - 1) / RingsPerChunk, chunk =>
        {
            for (var ring = chunk * RingsPerChunk; ring < Math.Min(rings, (chunk + 1) * RingsPerChunk); ring++)
            {
                Measure(ring);
            }
        });
    }

    /// <summary>By ring; positive for shells, negative for holes.</summary>
    public double[] SignedAreaM2 { get; }

    /// <summary>By ring.</summary>
    public double[] LengthM { get; }

    /// <summary>The polygons of a patch: first ring and the ring after the last, area without the holes, length of all rings.</summary>
    public IEnumerable<PatchPart> PartsOf(int patch)
    {
        var end = _layer.PatchRing[patch + 1];
        for (var ring = _layer.PatchRing[patch]; ring < end;)
        {
            var part = new PatchPart(ring, ring + 1, SignedAreaM2[ring], LengthM[ring]);
            for (; part.EndRing < end && SignedAreaM2[part.EndRing] < 0;)
            {
                part = new PatchPart(ring, part.EndRing + 1, part.AreaM2 + SignedAreaM2[part.EndRing], part.LengthM + LengthM[part.EndRing]);
            }

            yield return part;
            ring = part.EndRing;
        }
    }

    /// <summary>Whether a polygon of a patch, its holes taken off, is smaller than an area.</summary>
    public bool HasPartBelow(int patch, double areaM2)
    {
        var (ring, end) = (_layer.PatchRing[patch], _layer.PatchRing[patch + 1]);
        return end - ring == 1 ? SignedAreaM2[ring] < areaM2 : PartsOf(patch).Any(part => part.AreaM2 < areaM2);
    }

    private void Measure(int ring)
    {
        double[] x = _layer.X, y = _layer.Y;
        int start = _layer.RingStart[ring], end = _layer.RingStart[ring + 1] - 1;
        double area = 0, length = 0, originX = x[start];
        for (var v = start; v < end; v++)
        {
            double dx = x[v + 1] - x[v], dy = y[v + 1] - y[v];
            area += (0.5 * (x[v] + x[v + 1]) - originX) * dy;
            length += Math.Sqrt(dx * dx + dy * dy);
        }

        (SignedAreaM2[ring], LengthM[ring]) = (area, length);
    }
}

/// <summary>One polygon of a patch.</summary>
/// <param name="Ring">Its shell.</param>
/// <param name="EndRing">The ring after its last hole.</param>
/// <param name="AreaM2">Planar area, m².</param>
/// <param name="LengthM">Length of all its rings, m.</param>
internal readonly record struct PatchPart(int Ring, int EndRing, double AreaM2, double LengthM);
