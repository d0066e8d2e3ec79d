using System.Runtime.CompilerServices;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// A raster of square cells over one layer. A cell knows the edges that may touch it and the patches that hold its centre; a cell without edges
/// lies wholly in those patches. An edge is named by its first vertex. All decisions that depend on rounding err towards more cells.
/// </summary>
internal sealed class EdgeGrid
{
    private const int None = -1;

    public readonly PackedLayer Layer;
    public readonly int Columns, Rows;
    private readonly double minX, minY, perM, cellM;
    private readonly int[] cellStart;
    private readonly int[] cellEdges;
    /// <summary>Per cell: the patch at its centre, None, or −2−k for the list more[k].</summary>
    private readonly int[] centre;
    private readonly List<int[]> more = [];
    private readonly ulong[] mixedBits;
    private readonly int wordsPerRow;

    public EdgeGrid(PackedLayer layer)
    {
        Layer = layer;
        var extent = layer.Extent.IsEmpty ? new Box(0, 0, 1, 1) : layer.Extent;
        double width = extent.MaxX - extent.MinX, height = extent.MaxY - extent.MinY;
        cellM = Math.Max(Math.Sqrt(Math.Max(width * height, 1) / Math.Clamp(CellsPerEdge * layer.VertexCount, 64, 40_000_000)), Math.Max(width, height) / 30000);
        perM = 1 / cellM;
        (minX, minY) = (extent.MinX - cellM, extent.MinY - cellM);
        Columns = (int)(width * perM) + 3;
        Rows = (int)(height * perM) + 3;
        wordsPerRow = (Columns + 63) / 64;
        mixedBits = new ulong[wordsPerRow * Rows];
        centre = new int[Columns * Rows];
        (cellStart, cellEdges) = Register();
        LabelCentres();
    }

    /// <summary>Cells per edge: more cells cost memory and building, fewer cost comparisons.</summary>
    internal static double CellsPerEdge { get; set; } = 3;

    public int Column(double x) => Math.Clamp((int)((x - minX) * perM), 0, Columns - 1);

    public int Row(double y) => Math.Clamp((int)((y - minY) * perM), 0, Rows - 1);

    public bool Covers(double x, double y) => x >= minX && y >= minY && x <= minX + Columns * cellM && y <= minY + Rows * cellM;

    public ReadOnlySpan<int> Edges(int column, int row)
    {
        int cell = row * Columns + column;
        return cellEdges.AsSpan(cellStart[cell], cellStart[cell + 1] - cellStart[cell]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsMixed(int column, int row) => (mixedBits[row * wordsPerRow + (column >> 6)] >> (column & 63) & 1) != 0;

    /// <summary>The patches that hold the centre of a cell.</summary>
    public ReadOnlySpan<int> AtCentre(int column, int row)
    {
        ref int label = ref centre[row * Columns + column];
        return label switch
        {
            None => [],
            >= 0 => new ReadOnlySpan<int>(ref label),
            _ => more[-2 - label],
        };
    }

    /// <summary>Whether any cell of a block has edges.</summary>
    public bool AnyMixed(int firstColumn, int firstRow, int lastColumn, int lastRow)
    {
        int firstWord = firstColumn >> 6, lastWord = lastColumn >> 6;
        ulong firstMask = ~0UL << (firstColumn & 63), lastMask = ~0UL >> (63 - (lastColumn & 63));
        for (int row = firstRow; row <= lastRow; row++)
        {
            for (int word = firstWord; word <= lastWord; word++)
            {
                ulong bits = mixedBits[row * wordsPerRow + word];
                if (word == firstWord)
                {
                    bits &= firstMask;
                }
                if (word == lastWord)
                {
                    bits &= lastMask;
                }
                if (bits != 0)
                {
                    return true;
                }
            }
        }
        return false;
    }

    /// <summary>Calls <paramref name="visit"/> with each cell that a segment may touch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Walk<TVisitor>(double x0, double y0, double x1, double y1, ref TVisitor visit) where TVisitor : struct, ICellVisitor, allows ref struct
    {
        int row0 = Row(Math.Min(y0, y1)), row1 = Row(Math.Max(y0, y1));
        int column0 = Column(Math.Min(x0, x1)), column1 = Column(Math.Max(x0, x1));
        if (row1 - row0 <= 1 || column1 - column0 <= 1)
        {
            for (int row = row0; row <= row1; row++)
            {
                for (int column = column0; column <= column1; column++)
                {
                    visit.Cell(column, row);
                }
            }
            return;
        }
        double slope = (x1 - x0) / (y1 - y0), slack = 1e-6 * cellM + 1e-9 * Math.Abs(x1 - x0);
        for (int row = row0; row <= row1; row++)
        {
            // the part of the segment between the lines of this row, a little widened
            double low = Math.Clamp(minY + row * cellM, Math.Min(y0, y1), Math.Max(y0, y1));
            double high = Math.Clamp(minY + (row + 1) * cellM, Math.Min(y0, y1), Math.Max(y0, y1));
            double xLow = x0 + (low - y0) * slope, xHigh = x0 + (high - y0) * slope;
            int first = Math.Max(column0, Column(Math.Min(xLow, xHigh) - slack)), last = Math.Min(column1, Column(Math.Max(xLow, xHigh) + slack));
            for (int column = first; column <= last; column++)
            {
                visit.Cell(column, row);
            }
        }
    }

    private (int[] Start, int[] Edges) Register()
    {
        // each worker owns a band of rows and looks at all edges: no locks, and the lists come out in edge order
        var start = new int[Columns * Rows + 1];
        int bands = Layer.VertexCount > 20000 ? 2 : 1;
        Parallel.For(0, bands, band =>
        {
            var count = new Counter { Grid = this, Start = start };
            WalkEdges(Rows * band / bands, Rows * (band + 1) / bands, ref count);
        });
        int sum = 0;
        for (int cell = 0; cell < start.Length; cell++)
        {
            (start[cell], sum) = (sum, sum + start[cell]);
        }
        var edges = new int[sum];
        Parallel.For(0, bands, band =>
        {
            var fill = new Filler { Grid = this, Start = start, Edges = edges };
            WalkEdges(Rows * band / bands, Rows * (band + 1) / bands, ref fill);
        });
        // filling moved every start to the end of its cell, which is the start of the next
        Array.Copy(start, 0, start, 1, start.Length - 1);
        start[0] = 0;
        return (start, edges);
    }

    private void WalkEdges<TVisitor>(int firstRow, int endRow, ref TVisitor visitor) where TVisitor : struct, IEdgeVisitor
    {
        visitor.Band(firstRow, endRow);
        double lowY = minY + (firstRow - 1) * cellM, highY = minY + (endRow + 1) * cellM;
        for (int ring = 0; ring < Layer.RingStart.Length - 1; ring++)
        {
            for (int v = Layer.RingStart[ring]; v < Layer.RingStart[ring + 1] - 1; v++)
            {
                double y0 = Layer.Y[v], y1 = Layer.Y[v + 1];
                if ((y0 < lowY && y1 < lowY) || (y0 > highY && y1 > highY))
                {
                    continue;
                }
                visitor.Edge(v);
                Walk(Layer.X[v], y0, Layer.X[v + 1], y1, ref visitor);
            }
        }
    }

    private void LabelCentres()
    {
        Array.Fill(centre, None);
        var multiple = new Dictionary<int, List<int>>();
        List<(int Row, double X)> crossings = [];
        for (int patch = 0; patch < Layer.Count; patch++)
        {
            crossings.Clear();
            for (int ring = Layer.PatchRing[patch]; ring < Layer.PatchRing[patch + 1]; ring++)
            {
                for (int v = Layer.RingStart[ring]; v < Layer.RingStart[ring + 1] - 1; v++)
                {
                    AddCrossings(v, crossings);
                }
            }
            crossings.Sort();
            for (int k = 0; k + 1 < crossings.Count; k += 2)
            {
                int row = crossings[k].Row;
                // cells whose centre lies between the two crossings
                int first = Math.Max(0, (int)Math.Ceiling((crossings[k].X - minX) * perM - 0.5)), last = Math.Min(Columns - 1, (int)Math.Floor((crossings[k + 1].X - minX) * perM - 0.5));
                for (int column = first; column <= last; column++)
                {
                    AddLabel(row * Columns + column, patch, multiple);
                }
            }
        }
        foreach (var (cell, patches) in multiple)
        {
            centre[cell] = -2 - more.Count;
            more.Add([.. patches]);
        }
    }

    private void AddCrossings(int v, List<(int Row, double X)> crossings)
    {
        double x0 = Layer.X[v], y0 = Layer.Y[v], x1 = Layer.X[v + 1], y1 = Layer.Y[v + 1];
        if (y0 == y1)
        {
            return;
        }
        // rows whose centre line lies in [min y, max y)
        int first = (int)Math.Ceiling((Math.Min(y0, y1) - minY) * perM - 0.5), last = (int)Math.Ceiling((Math.Max(y0, y1) - minY) * perM - 0.5) - 1;
        for (int row = first; row <= last; row++)
        {
            crossings.Add((row, x0 + (minY + (row + 0.5) * cellM - y0) / (y1 - y0) * (x1 - x0)));
        }
    }

    private void AddLabel(int cell, int patch, Dictionary<int, List<int>> multiple)
    {
        if (centre[cell] == None)
        {
            centre[cell] = patch;
        }
        else if (multiple.TryGetValue(cell, out var patches))
        {
            patches.Add(patch);
        }
        else
        {
            multiple[cell] = [centre[cell], patch];
        }
    }

    private interface IEdgeVisitor : ICellVisitor
    {
        void Band(int firstRow, int endRow);
        void Edge(int edge);
    }

    private struct Counter : IEdgeVisitor
    {
        public EdgeGrid Grid;
        public int[] Start;
        private int firstRow, endRow;

        public void Band(int firstRow, int endRow) => (this.firstRow, this.endRow) = (firstRow, endRow);

        public readonly void Edge(int edge)
        {
        }

        public readonly void Cell(int column, int row)
        {
            if (row >= firstRow && row < endRow)
            {
                Start[row * Grid.Columns + column]++;
                Grid.mixedBits[row * Grid.wordsPerRow + (column >> 6)] |= 1UL << (column & 63);
            }
        }
    }

    private struct Filler : IEdgeVisitor
    {
        public EdgeGrid Grid;
        public int[] Start;
        public int[] Edges;
        private int firstRow, endRow, edge;

        public void Band(int firstRow, int endRow) => (this.firstRow, this.endRow) = (firstRow, endRow);

        public void Edge(int edge) => this.edge = edge;

        public readonly void Cell(int column, int row)
        {
            if (row >= firstRow && row < endRow)
            {
                Edges[Start[row * Grid.Columns + column]++] = edge;
            }
        }
    }
}

/// <summary>Something to be done in each cell that a segment touches.</summary>
internal interface ICellVisitor
{
    /// <summary>One cell.</summary>
    void Cell(int column, int row);
}
