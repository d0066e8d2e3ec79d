namespace GeoZones.Checks.Overlay;

/// <summary>
/// The edges of a layer that no neighbour runs along in the opposite direction. Where every edge is so matched, the number of patches over a spot cannot
/// change from one spot to the next; overlaps and gaps therefore begin and end at unmatched edges only.
/// </summary>
internal static class EdgeMatching
{
    private const int EdgesPerCell = 6;

    /// <summary>The unmatched edges of a layer.</summary>
    public static UnmatchedEdges UnmatchedEdges(PackedLayer layer)
    {
        if (layer.Extent.IsEmpty)
        {
            return new UnmatchedEdges(layer, []);
        }
        var cellOf = Cells(layer, out int cells);
        var start = new int[cells + 1];
        foreach (int cell in cellOf)
        {
            if (cell >= 0)
            {
                start[cell]++;
            }
        }
        int sum = 0;
        for (int cell = 0; cell <= cells; cell++)
        {
            (start[cell], sum) = (sum, sum + start[cell]);
        }
        var edges = new int[sum];
        var tags = new uint[sum];
        for (int v = 0; v < cellOf.Length; v++)
        {
            if (cellOf[v] >= 0)
            {
                int place = start[cellOf[v]]++;
                edges[place] = v;
                tags[place] = Tag(layer, v);
            }
        }
        const int chunk = 1 << 14;
        var found = new List<int>[(cells + chunk - 1) / chunk];
        Parallel.For(0, found.Length, k =>
        {
            found[k] = [];
            Span<bool> matched = stackalloc bool[256];
            for (int cell = k * chunk; cell < Math.Min(cells, (k + 1) * chunk); cell++)
            {
                int from = cell == 0 ? 0 : start[cell - 1], to = start[cell];
                var flags = to - from <= matched.Length ? matched[..(to - from)] : new bool[to - from];
                Match(layer, edges.AsSpan(from, to - from), tags.AsSpan(from, to - from), flags);
                for (int e = from; e < to; e++)
                {
                    if (!flags[e - from])
                    {
                        found[k].Add(edges[e]);
                    }
                }
            }
        });
        int[] unmatched = [.. found.SelectMany(edge => edge)];
        Array.Sort(unmatched);
        return new UnmatchedEdges(layer, unmatched);
    }

    /// <summary>Gives each edge the cell of its middle, which both directions share to the bit.</summary>
    private static int[] Cells(PackedLayer layer, out int cells)
    {
        double width = layer.Extent.MaxX - layer.Extent.MinX, height = layer.Extent.MaxY - layer.Extent.MinY;
        double perM = 1 / Math.Max(Math.Max(Math.Sqrt(width * height * EdgesPerCell / layer.VertexCount), Math.Max(width, height) / 30000), 1e-3);
        int columns = (int)(width * perM) + 1, rows = (int)(height * perM) + 1;
        cells = columns * rows;
        var cellOf = new int[layer.VertexCount];
        int rings = layer.RingStart.Length - 1;
        Parallel.For(0, (rings + 4095) / 4096, chunk =>
        {
            double[] x = layer.X, y = layer.Y;
            for (int ring = chunk * 4096; ring < Math.Min(rings, (chunk + 1) * 4096); ring++)
            {
                int last = layer.RingStart[ring + 1] - 1;
                for (int v = layer.RingStart[ring]; v < last; v++)
                {
                    int column = (int)((0.5 * (x[v] + x[v + 1]) - layer.Extent.MinX) * perM), row = (int)((0.5 * (y[v] + y[v + 1]) - layer.Extent.MinY) * perM);
                    cellOf[v] = Math.Min(row, rows - 1) * columns + Math.Min(column, columns - 1);
                }
                cellOf[last] = -1;
            }
        });
        return cellOf;
    }

    /// <summary>Made of the ends of an edge, the same in both directions; tells most others from it.</summary>
    private static uint Tag(PackedLayer layer, int v)
    {
        ulong ends = BitConverter.DoubleToUInt64Bits(layer.X[v]) * 0x9E3779B97F4A7C15 ^ BitConverter.DoubleToUInt64Bits(layer.Y[v]);
        ulong others = BitConverter.DoubleToUInt64Bits(layer.X[v + 1]) * 0x9E3779B97F4A7C15 ^ BitConverter.DoubleToUInt64Bits(layer.Y[v + 1]);
        return (uint)((ends + others) * 0xD6E8FEB86659FD93 >> 32);
    }

    private static void Match(PackedLayer layer, ReadOnlySpan<int> edges, ReadOnlySpan<uint> tags, Span<bool> matched)
    {
        matched.Clear();
        for (int a = 0; a < edges.Length; a++)
        {
            for (int b = a + 1; b < edges.Length && !matched[a]; b++)
            {
                if (tags[a] == tags[b] && !matched[b] && Opposite(layer, edges[a], edges[b]))
                {
                    (matched[a], matched[b]) = (true, true);
                }
            }
        }
    }

    private static bool Opposite(PackedLayer layer, int a, int b) =>
        layer.X[a] == layer.X[b + 1] && layer.Y[a] == layer.Y[b + 1] && layer.X[a + 1] == layer.X[b] && layer.Y[a + 1] == layer.Y[b];
}
