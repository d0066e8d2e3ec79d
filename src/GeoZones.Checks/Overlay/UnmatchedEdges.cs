namespace GeoZones.Checks.Overlay;

/// <summary>
/// The edges of a layer that no neighbour runs along in the opposite direction, found by their place. Of n patches over a spot each holds it once, and matched edges
/// cancel; so these edges alone tell how often any spot is covered.
/// </summary>
internal sealed class UnmatchedEdges
{
    /// <summary>How far from an edge a place may be that <see cref="Near"/> still finds it for, m.</summary>
    public const double ReachM = 0.1;

    private const int CellsPerEdge = 2;
    private readonly Lazy<Cells> _cells;

    /// <param name="layer">The layer.</param>
    /// <param name="edges">First vertices of the edges, ascending.</param>
    public UnmatchedEdges(PackedLayer layer, int[] edges)
    {
        (Layer, Edges) = (layer, edges);
        Patches = new int[edges.Length];
        for (int e = 0, patch = 0; e < edges.Length; e++)
        {
            while (layer.RingStart[layer.PatchRing[patch + 1]] <= edges[e])
            {
                patch++;
            }

            Patches[e] = patch;
        }

        _cells = new(() => new Cells(layer, edges));
    }

    public PackedLayer Layer { get; }

    /// <summary>First vertices of the edges, ascending; an edge runs from there to the next vertex, its patch on the left.</summary>
    public int[] Edges { get; }

    /// <summary>Patch of each edge.</summary>
    public int[] Patches { get; }

    /// <summary>Positions in <see cref="Edges"/> of all edges within <see cref="ReachM"/> of a place, and of some others.</summary>
    public ReadOnlySpan<int> Near(double x, double y) => _cells.Value.At(x, y);

    /// <summary>How many patches cover a place that is on no edge: the turns of all unmatched rings round it.</summary>
    public int PatchesOver(double x, double y)
    {
        var turns = 0;
        foreach (var v in Edges)
        {
            double y0 = Layer.Y[v], y1 = Layer.Y[v + 1];
            if (y0 > y != y1 > y && Orientation.Of(Layer.X[v], y0, Layer.X[v + 1], y1, x, y) > 0 == y1 > y0)
            {
                turns += y1 > y0 ? 1 : -1;
            }
        }

        return turns;
    }

    /// <summary>Whether each patch has an unmatched edge.</summary>
    public bool[] PatchesWithUnmatchedEdges()
    {
        var open = new bool[Layer.Count];
        foreach (var patch in Patches)
        {
            open[patch] = true;
        }

        return open;
    }

    /// <summary>Distance of a place from an edge, m.</summary>
    public double DistanceM(int position, double x, double y)
    {
        var v = Edges[position];
        double x0 = Layer.X[v], y0 = Layer.Y[v], dx = Layer.X[v + 1] - x0, dy = Layer.Y[v + 1] - y0;
        var length2 = dx * dx + dy * dy;
        var t = length2 > 0 ? Math.Clamp(((x - x0) * dx + (y - y0) * dy) / length2, 0, 1) : 0;
        double px = x - x0 - t * dx, py = y - y0 - t * dy;
        return Math.Sqrt(px * px + py * py);
    }

    // A grid over the edges: each is listed in every cell that its box, widened by the reach, touches.
    private sealed class Cells
    {
        private readonly Box _extent;
        private readonly double _perM;
        private readonly int _columns, _rows;
        private readonly int[] _start, _listed;

        public Cells(PackedLayer layer, int[] edges)
        {
            _extent = layer.Extent;
            double width = _extent.IsEmpty ? 0 : _extent.MaxX - _extent.MinX, height = _extent.IsEmpty ? 0 : _extent.MaxY - _extent.MinY, sizes = 0;
            foreach (var v in edges)
            {
                sizes += Math.Abs(layer.X[v + 1] - layer.X[v]) + Math.Abs(layer.Y[v + 1] - layer.Y[v]);
            }

            var cellM = Math.Max(Math.Max(sizes / Math.Max(edges.Length, 1), Math.Sqrt(width * height / (CellsPerEdge * edges.Length + 1.0))), Math.Max(Math.Max(width, height) / 20000, 1));
            _perM = 1 / cellM;
            (_columns, _rows) = ((int)(width * _perM) + 1, (int)(height * _perM) + 1);
            _start = new int[_columns * _rows + 2];
            foreach (var (cell, _) in Touched(layer, edges))
            {
                _start[cell + 2]++;
            }

            for (var cell = 2; cell < _start.Length; cell++)
            {
                _start[cell] += _start[cell - 1];
            }

            _listed = new int[_start[^1]];
            foreach (var (cell, position) in Touched(layer, edges))
            {
                _listed[_start[cell + 1]++] = position;
            }
        }

        private IEnumerable<(int Cell, int Position)> Touched(PackedLayer layer, int[] edges)
        {
            for (var position = 0; position < edges.Length; position++)
            {
                var v = edges[position];
                var (west, east) = (Column(Math.Min(layer.X[v], layer.X[v + 1]) - ReachM), Column(Math.Max(layer.X[v], layer.X[v + 1]) + ReachM));
                var (south, north) = (Row(Math.Min(layer.Y[v], layer.Y[v + 1]) - ReachM), Row(Math.Max(layer.Y[v], layer.Y[v + 1]) + ReachM));
                for (var row = south; row <= north; row++)
                {
                    for (var column = west; column <= east; column++)
                    {
                        yield return (row * _columns + column, position);
                    }
                }
            }
        }

        public ReadOnlySpan<int> At(double x, double y)
        {
            var cell = Row(y) * _columns + Column(x);
            return _listed.AsSpan(_start[cell], _start[cell + 1] - _start[cell]);
        }

        private int Column(double x) => Math.Clamp((int)((x - _extent.MinX) * _perM), 0, _columns - 1);

        private int Row(double y) => Math.Clamp((int)((y - _extent.MinY) * _perM), 0, _rows - 1);
    }
}
