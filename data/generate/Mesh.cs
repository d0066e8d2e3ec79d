namespace GeoZones.Data;

/// <summary>The smallest piece of ground of a case: every feature is a set of atoms.</summary>
sealed class Atom
{
    public required int Id { get; init; }
    public required int Grid { get; init; }
    public required int Column { get; init; }
    public required int Row { get; init; }

    /// <summary>Cell of the grid, blob inside a cell, sliver (25 mm) or wedge along an edge.</summary>
    public AtomKind Kind { get; init; }

    /// <summary>Outer ring counter-clockwise, then holes clockwise, as vertex numbers without repetition of the first.</summary>
    public required List<List<int>> Rings { get; init; }

    /// <summary>Where in the outer ring the corners of an uncut cell are (south-west, south-east, north-east, north-west).</summary>
    public int[] Corners { get; set; } = [];
}

enum AtomKind { Cell, Blob, Sliver, Wedge }

/// <summary>All vertices and atoms of a case. Every edge is drawn once and shared, so neighbours meet in exactly the same vertices.</summary>
sealed class Mesh
{
    private readonly LocalPlane _plane;
    private readonly List<List<int>[,]> _vertical = [], _horizontal = [];

    private Mesh(LocalPlane plane, IReadOnlyList<Grid> grids) => (_plane, Grids) = (plane, grids);

    public IReadOnlyList<Grid> Grids { get; }
    public List<(double X, double Y)> Points { get; } = [];
    public List<(long Longitude, long Latitude)> Degrees { get; } = [];
    public List<Atom> Atoms { get; } = [];

    public static Mesh Build(LocalPlane plane, IReadOnlyList<Grid> grids, IReadOnlyDictionary<string, double> shiftsM)
    {
        Mesh mesh = new(plane, grids);
        for (int g = 0; g < grids.Count; g++)
        {
            mesh.AddGrid(g, shiftsM);
        }

        return mesh;
    }

    public (long Longitude, long Latitude) ToNanodegrees(double x, double y) => _plane.ToNanodegrees(x, y);

    /// <summary>A vertex, moved by so many metres of the drawing plane.</summary>
    public (long Longitude, long Latitude) Moved(int vertex, (double EastM, double NorthM) by) =>
        by == default ? Degrees[vertex] : _plane.ToNanodegrees(Points[vertex].X + by.EastM, Points[vertex].Y + by.NorthM);

    /// <summary>Area in the drawing plane, m².</summary>
    public double Area(Atom atom) => atom.Rings.Sum(SignedArea);

    public (double X, double Y) Centre(Atom atom)
    {
        List<int> ring = atom.Rings[0];
        return (ring.Average(v => Points[v].X), ring.Average(v => Points[v].Y));
    }

    /// <summary>Centre line of a road strip over rows (or columns) <paramref name="from"/> to <paramref name="to"/>.</summary>
    public List<(double X, double Y)> CentreLine(int grid, bool column, int strip, int from, int to)
    {
        List<(double, double)> line = [];
        for (int k = from; k <= to; k++)
        {
            List<int> one = column ? _vertical[grid][strip, k] : _horizontal[grid][k, strip];
            List<int> other = column ? _vertical[grid][strip + 1, k] : _horizontal[grid][k, strip + 1];
            line.AddRange(one.Zip(other, (a, b) => ((Points[a].X + Points[b].X) / 2, (Points[a].Y + Points[b].Y) / 2)).Skip(k == from ? 0 : 1));
        }

        return line;
    }

    /// <summary>Cuts an uncut cell in two by a wiggly line: from south to north side, or from west to east side. Returns the new half (east or north).</summary>
    public Atom Cut(Atom cell, bool southToNorth, double at)
    {
        List<int> ring = cell.Rings[0];
        int[] c = [.. cell.Corners, ring.Count];
        // the second end is counted backwards, because opposite sides run against each other
        (int a, int b) = southToNorth
            ? (c[0] + Step(c[0], c[1], at), c[3] - Step(c[2], c[3], at))
            : (c[1] + Step(c[1], c[2], at), c[4] - Step(c[3], c[4], at));
        ulong seed = Noise.Seed("cut" + Grids[cell.Grid].Name);
        List<int> chord = Edge(ring[a], ring[b], Math.Max(4, (int)Math.Round(Distance(ring[a], ring[b]) / Grids[cell.Grid].SpacingM)), 7, seed, cell.Column, cell.Row);
        List<int> inner = chord[1..^1];
        List<int> first = [.. ring[a..(b + 1)], .. Enumerable.Reverse(inner)];
        List<int> second = [.. ring[b..], .. ring[..(a + 1)], .. inner];
        // the old atom keeps the south-west
        (List<int> kept, List<int> made) = southToNorth ? (second, first) : (second, first);
        cell.Rings[0] = kept;
        cell.Corners = [];
        return Add(cell.Grid, cell.Column, cell.Row, AtomKind.Cell, made);

        static int Step(int from, int to, double at) => Math.Clamp((int)Math.Round((to - from) * at), 1, to - from - 1);
    }

    /// <summary>Puts a wiggly blob into an atom without holes; <paramref name="size"/> is its radius as a share of the room there is.</summary>
    public Atom Blob(Atom atom, double size)
    {
        ulong seed = Noise.Seed("blob" + Grids[atom.Grid].Name);
        (double x, double y) = Centre(atom);
        double room = Math.Sqrt(atom.Rings[0].Min(v => (Points[v].X - x) * (Points[v].X - x) + (Points[v].Y - y) * (Points[v].Y - y)));
        double radius = room * size, turn = 6.3 * Noise.Unit(seed, atom.Id, 1), stretch = 0.16 * Noise.Unit(seed, atom.Id, 2);
        int count = Math.Max(40, (int)Math.Round(2 * Math.PI * radius / 16));
        List<int> ring = [];
        for (int k = 0; k < count; k++)
        {
            double angle = 2 * Math.PI * k / count;
            double r = radius * (1 + stretch * Noise.Sin(2 * angle + turn) + 0.08 * Noise.Sin(3 * angle + 2 * turn) + 0.05 * Noise.Sin(5 * angle + turn) + 0.015 * Noise.Signed(seed, atom.Id, 3, k));
            ring.Add(Vertex(x + r * Noise.Cos(angle), y + r * Noise.Sin(angle)));
        }

        atom.Rings.Add([.. Enumerable.Reverse(ring)]);
        return Add(atom.Grid, atom.Column, atom.Row, AtomKind.Blob, ring);
    }

    /// <summary>Carves a triangle out of <paramref name="owner"/> on an edge that it shares with <paramref name="neighbour"/>.</summary>
    public Atom Wedge(Atom owner, Atom neighbour, double heightM, AtomKind kind)
    {
        List<int> ring = owner.Rings[0], other = neighbour.Rings[0];
        HashSet<(int, int)> edges = [.. other.Select((v, k) => (v, other[(k + 1) % other.Count]))];
        List<int> shared = [.. Enumerable.Range(0, ring.Count).Where(k => edges.Contains((ring[(k + 1) % ring.Count], ring[k])))];
        int at = shared[shared.Count / 2], from = ring[at], to = ring[(at + 1) % ring.Count];
        (double dx, double dy) = (Points[to].X - Points[from].X, Points[to].Y - Points[from].Y);
        double length = Math.Sqrt(dx * dx + dy * dy);
        int tip = Vertex((Points[from].X + Points[to].X) / 2 - heightM * dy / length, (Points[from].Y + Points[to].Y) / 2 + heightM * dx / length);
        List<int> side = [.. Straight(from, tip), tip, .. Straight(tip, to)];
        ring.InsertRange(at + 1, side);
        return Add(owner.Grid, owner.Column, owner.Row, kind, [from, to, .. Enumerable.Reverse(side)]);
    }

    /// <summary>Vertices strictly between two others on the straight line, about every 40 m.</summary>
    private List<int> Straight(int from, int to)
    {
        ((double x1, double y1), (double x2, double y2)) = (Points[from], Points[to]);
        int pieces = (int)Math.Ceiling(Distance(from, to) / 40);
        return [.. Enumerable.Range(1, pieces - 1).Select(k => Vertex(x1 + (x2 - x1) * k / pieces, y1 + (y2 - y1) * k / pieces))];
    }

    private void AddGrid(int number, IReadOnlyDictionary<string, double> shiftsM)
    {
        Grid grid = Grids[number];
        int columns = grid.ColumnWidths.Length, rows = grid.RowHeights.Length;
        int[,] nodes = new GridNodes(grid, shiftsM).Place(Vertex);
        ulong seed = Noise.Seed("edge" + grid.Name);
        Strip[] columnLines = Grid.LineKinds(grid.ColumnStrips), rowLines = Grid.LineKinds(grid.RowStrips);
        var vertical = new List<int>[columns + 1, rows];
        var horizontal = new List<int>[columns, rows + 1];
        for (int i = 0; i <= columns; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                vertical[i, j] = Edge(nodes[i, j], nodes[i, j + 1], Pieces(grid.RowHeights[j]), Amplitude(columnLines[i], grid.RowStrips[j]), seed, 0, i, j);
            }
        }

        for (int j = 0; j <= rows; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                horizontal[i, j] = Edge(nodes[i, j], nodes[i + 1, j], Pieces(grid.ColumnWidths[i]), Amplitude(rowLines[j], grid.ColumnStrips[i]), seed, 1, i, j);
            }
        }

        _vertical.Add(vertical);
        _horizontal.Add(horizontal);
        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                List<int> south = horizontal[i, j], east = vertical[i + 1, j], north = horizontal[i, j + 1], west = vertical[i, j];
                Atom atom = Add(number, i, j, AtomKind.Cell, [.. south[..^1], .. east[..^1], .. Enumerable.Reverse(north).SkipLast(1), .. Enumerable.Reverse(west).SkipLast(1)]);
                atom.Corners = [0, south.Count - 1, south.Count + east.Count - 2, south.Count + east.Count + north.Count - 3];
            }
        }

        int Pieces(double length) => Math.Max(2, (int)Math.Round(length / grid.SpacingM));
        static double Amplitude(Strip line, Strip across) => across != Strip.Land ? 0.3 : line switch { Strip.Road => 0.5, Strip.River => 8, _ => 6 };
    }

    /// <summary>A polyline of <paramref name="pieces"/> pieces, wavy by about <paramref name="amplitudeM"/>, with both ends.</summary>
    private List<int> Edge(int from, int to, int pieces, double amplitudeM, ulong seed, params ReadOnlySpan<int> name)
    {
        double u = Noise.Unit(seed, name), phase = 7919 * u, waves = 1 + Math.Floor(3 * Noise.Unit(seed + 1, name));
        (double x, double y) = Points[from];
        (double dx, double dy) = (Points[to].X - x, Points[to].Y - y);
        double length = Math.Sqrt(dx * dx + dy * dy);
        List<int> edge = [from];
        for (int k = 1; k < pieces; k++)
        {
            double t = (k + 0.13 * Noise.Signed(seed + 2, (int)(1e9 * u), k)) / pieces, fade = 4 * t * (1 - t);
            double off = amplitudeM * (fade * (0.8 * Noise.Sin(waves * Math.PI * t + phase) + 0.3 * Noise.Sin(3.1 * waves * Math.PI * t + 2 * phase))
                + Math.Min(1, 3 * fade) * 0.18 * Noise.Signed(seed + 3, (int)(1e9 * u), k));
            edge.Add(Vertex(x + t * dx - off * dy / length, y + t * dy + off * dx / length));
        }

        edge.Add(to);
        return edge;
    }

    private Atom Add(int grid, int column, int row, AtomKind kind, List<int> ring)
    {
        Atom atom = new() { Id = Atoms.Count, Grid = grid, Column = column, Row = row, Kind = kind, Rings = [ring] };
        Atoms.Add(atom);
        return atom;
    }

    private int Vertex(double x, double y)
    {
        Points.Add((x, y));
        Degrees.Add(_plane.ToNanodegrees(x, y));
        return Points.Count - 1;
    }

    private double Distance(int a, int b) =>
        Math.Sqrt((Points[a].X - Points[b].X) * (Points[a].X - Points[b].X) + (Points[a].Y - Points[b].Y) * (Points[a].Y - Points[b].Y));

    /// <summary>Area of a ring in the drawing plane; negative for a clockwise one.</summary>
    public double SignedArea(List<int> ring)
    {
        double sum = 0;
        (double x0, double y0) = Points[ring[0]];
        for (int k = 0; k < ring.Count; k++)
        {
            ((double x1, double y1), (double x2, double y2)) = (Points[ring[k]], Points[ring[(k + 1) % ring.Count]]);
            sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
        }

        return sum / 2;
    }
}
