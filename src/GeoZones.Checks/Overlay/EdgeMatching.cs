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
        var cells = new Cells(layer);
        var edges = cells.EdgesByCell(out int[] end);
        const int chunk = 1 << 14;
        var found = new List<int>[(cells.Count + chunk - 1) / chunk];
        Parallel.For(0, found.Length, k =>
        {
            found[k] = [];
            Span<bool> matched = stackalloc bool[256];
            Span<uint> tags = stackalloc uint[256];
            for (int cell = k * chunk; cell < Math.Min(cells.Count, (k + 1) * chunk); cell++)
            {
                int from = cell == 0 ? 0 : end[cell - 1], count = end[cell] - from;
                var flags = count <= matched.Length ? matched[..count] : new bool[count];
                Match(layer, edges.AsSpan(from, count), count <= tags.Length ? tags[..count] : new uint[count], flags);
                for (int e = 0; e < count; e++)
                {
                    if (!flags[e])
                    {
                        found[k].Add(edges[from + e]);
                    }
                }
            }
        });
        int[] unmatched = [.. found.SelectMany(edge => edge)];
        Array.Sort(unmatched);
        return new UnmatchedEdges(layer, unmatched);
    }

    /// <summary>Made of the ends of an edge, the same in both directions; tells most others from it.</summary>
    private static uint Tag(PackedLayer layer, int v)
    {
        ulong ends = BitConverter.DoubleToUInt64Bits(layer.X[v]) * 0x9E3779B97F4A7C15 ^ BitConverter.DoubleToUInt64Bits(layer.Y[v]);
        ulong others = BitConverter.DoubleToUInt64Bits(layer.X[v + 1]) * 0x9E3779B97F4A7C15 ^ BitConverter.DoubleToUInt64Bits(layer.Y[v + 1]);
        return (uint)((ends + others) * 0xD6E8FEB86659FD93 >> 32);
    }

    private static void Match(PackedLayer layer, ReadOnlySpan<int> edges, Span<uint> tags, Span<bool> matched)
    {
        matched.Clear();
        for (int e = 0; e < edges.Length; e++)
        {
            tags[e] = Tag(layer, edges[e]);
        }
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

    /// <summary>A raster over a layer. An edge is in the cell of its middle, which both directions share to the bit.</summary>
    private sealed class Cells
    {
        private readonly PackedLayer layer;
        private readonly double perM;
        private readonly int columns, rows;

        public Cells(PackedLayer layer)
        {
            this.layer = layer;
            double width = layer.Extent.MaxX - layer.Extent.MinX, height = layer.Extent.MaxY - layer.Extent.MinY;
            perM = 1 / Math.Max(Math.Max(Math.Sqrt(width * height * EdgesPerCell / layer.VertexCount), Math.Max(width, height) / 30000), 1e-3);
            (columns, rows) = ((int)(width * perM) + 1, (int)(height * perM) + 1);
        }

        public int Count => columns * rows;

        /// <summary>All edges, cell by cell, and where each cell ends. Cells are worked out twice rather than kept: a layer of millions of edges is much to keep.</summary>
        public int[] EdgesByCell(out int[] end)
        {
            var start = new int[Count];
            foreach (int v in Edges())
            {
                start[Of(v)]++;
            }
            int sum = 0;
            for (int cell = 0; cell < start.Length; cell++)
            {
                (start[cell], sum) = (sum, sum + start[cell]);
            }
            var edges = new int[sum];
            foreach (int v in Edges())
            {
                edges[start[Of(v)]++] = v;
            }
            end = start;
            return edges;
        }

        private IEnumerable<int> Edges()
        {
            for (int ring = 0; ring < layer.RingStart.Length - 1; ring++)
            {
                for (int v = layer.RingStart[ring]; v < layer.RingStart[ring + 1] - 1; v++)
                {
                    yield return v;
                }
            }
        }

        private int Of(int v)
        {
            int column = (int)((0.5 * (layer.X[v] + layer.X[v + 1]) - layer.Extent.MinX) * perM), row = (int)((0.5 * (layer.Y[v] + layer.Y[v + 1]) - layer.Extent.MinY) * perM);
            return Math.Min(row, rows - 1) * columns + Math.Min(column, columns - 1);
        }
    }
}
