namespace GeoZones.Checks.Overlay;

/// <summary>What the overlay must know of each ring and edge of the layer that stands still: where its boundary sums stand, and where its rings begin.</summary>
internal sealed class RingIndex
{
    /// <summary>Ring of each edge (named by its first vertex).</summary>
    public readonly int[] RingOfEdge;
    public readonly int[] PatchOfRing;
    public readonly int[] PatchOfEdge;
    /// <summary>∫ (x − x of the ring's first vertex) dy from the ring's first vertex to each vertex.</summary>
    public readonly double[] PlanarTo;
    /// <summary><see cref="ScaleDeficit.Along"/> summed from the ring's first vertex to each vertex.</summary>
    public readonly double[] DeficitTo;

    private readonly ulong[] startBits;
    private readonly int[] startCells;
    private readonly int[] startRings;
    private readonly int wordsPerRow;
    private readonly EdgeGrid grid;

    public RingIndex(EdgeGrid grid)
    {
        this.grid = grid;
        var layer = grid.Layer;
        int rings = layer.RingStart.Length - 1;
        RingOfEdge = new int[layer.VertexCount];
        PatchOfEdge = new int[layer.VertexCount];
        PlanarTo = new double[layer.VertexCount];
        DeficitTo = new double[layer.VertexCount];
        PatchOfRing = new int[rings];
        startCells = new int[rings];
        startRings = new int[rings];
        wordsPerRow = (grid.Columns + 63) / 64;
        startBits = new ulong[wordsPerRow * grid.Rows];
        for (int patch = 0; patch < layer.Count; patch++)
        {
            Array.Fill(PatchOfRing, patch, layer.PatchRing[patch], layer.PatchRing[patch + 1] - layer.PatchRing[patch]);
        }
        Parallel.For(0, (rings + 4095) / 4096, chunk =>
        {
            for (int ring = chunk * 4096; ring < Math.Min(rings, (chunk + 1) * 4096); ring++)
            {
                SumAlong(layer, ring);
            }
        });
        for (int ring = 0; ring < rings; ring++)
        {
            int column = grid.Column(layer.X[layer.RingStart[ring]]), row = grid.Row(layer.Y[layer.RingStart[ring]]);
            startBits[row * wordsPerRow + (column >> 6)] |= 1UL << (column & 63);
            (startCells[ring], startRings[ring]) = (row * grid.Columns + column, ring);
        }
        Array.Sort(startCells, startRings);
    }

    /// <summary>Adds to <paramref name="rings"/> the rings that begin in a block of cells.</summary>
    public void RingsStartingIn(int firstColumn, int firstRow, int lastColumn, int lastRow, List<int> rings)
    {
        for (int row = firstRow; row <= lastRow; row++)
        {
            if (!AnyStart(row, firstColumn, lastColumn))
            {
                continue;
            }
            int from = Array.BinarySearch(startCells, row * grid.Columns + firstColumn);
            from = from < 0 ? ~from : from;
            while (from > 0 && startCells[from - 1] == row * grid.Columns + firstColumn)
            {
                from--;
            }
            for (; from < startCells.Length && startCells[from] <= row * grid.Columns + lastColumn; from++)
            {
                rings.Add(startRings[from]);
            }
        }
    }

    private bool AnyStart(int row, int firstColumn, int lastColumn)
    {
        int firstWord = firstColumn >> 6, lastWord = lastColumn >> 6;
        for (int word = firstWord; word <= lastWord; word++)
        {
            ulong bits = startBits[row * wordsPerRow + word];
            bits &= word == firstWord ? ~0UL << (firstColumn & 63) : ~0UL;
            bits &= word == lastWord ? ~0UL >> (63 - (lastColumn & 63)) : ~0UL;
            if (bits != 0)
            {
                return true;
            }
        }
        return false;
    }

    private void SumAlong(PackedLayer layer, int ring)
    {
        int start = layer.RingStart[ring], end = layer.RingStart[ring + 1];
        double originX = layer.X[start], planar = 0, deficit = 0;
        for (int v = start; v < end; v++)
        {
            RingOfEdge[v] = ring;
            PatchOfEdge[v] = PatchOfRing[ring];
            PlanarTo[v] = planar;
            DeficitTo[v] = deficit;
            if (v + 1 < end)
            {
                planar += (0.5 * (layer.X[v] + layer.X[v + 1]) - originX) * (layer.Y[v + 1] - layer.Y[v]);
                deficit += layer.Scale.Along(layer.X[v], layer.Y[v], layer.X[v + 1], layer.Y[v + 1]);
            }
        }
    }
}
