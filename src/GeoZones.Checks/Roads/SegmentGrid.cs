using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Roads;

/// <summary>
/// A raster of square cells over the segments of lines, to find what is near without comparing all with all. A segment is named by its first vertex;
/// the next vertex is its other end unless it belongs to another line.
/// </summary>
internal sealed class SegmentGrid
{
    private const double MarginM = 0.01;
    private const double MostCellsAcross = 4096;

    private readonly double[] _x, _y;
    private readonly int[] _line;
    private readonly double _minX, _minY, _cellM, _perM;
    private readonly int _columns, _rows;
    private readonly int[] _cellStart;
    private readonly int[] _segments;

    /// <param name="x">Eastings of all vertices, line after line.</param>
    /// <param name="y">Northings.</param>
    /// <param name="line">The line of each vertex.</param>
    public SegmentGrid(double[] x, double[] y, int[] line)
    {
        (_x, _y, _line) = (x, y, line);
        if (x.Length == 0)
        {
            (_cellM, _cellStart, _segments) = (1, [0], []);
            return;
        }

        (_minX, _minY) = (x.Min() - MarginM, y.Min() - MarginM);
        double width = x.Max() + MarginM - _minX, height = y.Max() + MarginM - _minY;
        _cellM = Math.Max(Math.Max(Math.Sqrt(width * height / x.Length), Math.Max(width, height) / MostCellsAcross), 1);
        _perM = 1 / _cellM;
        (_columns, _rows) = ((int)(width / _cellM) + 1, (int)(height / _cellM) + 1);

        var count = new int[(_columns * _rows) + 1];
        for (var segment = 0; segment + 1 < x.Length; segment++)
        {
            Enter(segment, count.AsSpan(1), null);
        }

        for (var cell = 0; cell < _columns * _rows; cell++)
        {
            count[cell + 1] += count[cell];
        }

        (_cellStart, _segments) = (count, new int[count[^1]]);
        var next = count.AsSpan(0, _columns * _rows).ToArray();
        for (var segment = 0; segment + 1 < x.Length; segment++)
        {
            Enter(segment, next, _segments);
        }
    }

    /// <summary>The segments of some lines.</summary>
    public static SegmentGrid Of(IEnumerable<LineString> lines)
    {
        var vertices = lines.SelectMany((line, number) => line.Coordinates.Select(at => (At: at, Line: number))).ToList();
        return new SegmentGrid([.. vertices.Select(vertex => vertex.At.X)], [.. vertices.Select(vertex => vertex.At.Y)], [.. vertices.Select(vertex => vertex.Line)]);
    }

    /// <summary>Pairs of segments that may meet or come within a millimetre or two of each other; a pair may come more than once.</summary>
    public void ForPairs(Action<int, int> visit)
    {
        for (var cell = 0; cell < _columns * _rows; cell++)
        {
            var here = _segments.AsSpan(_cellStart[cell], _cellStart[cell + 1] - _cellStart[cell]);
            for (var i = 0; i < here.Length; i++)
            {
                for (var j = i + 1; j < here.Length; j++)
                {
                    visit(here[i], here[j]);
                }
            }
        }
    }

    /// <summary>The nearest segment within a radius that counts; of segments equally near (to 1 µm) the first. <c>null</c> where there is none.</summary>
    public (int Segment, double DistanceM)? Nearest(double x, double y, double radiusM, Func<int, bool> counts)
    {
        (int Segment, double DistanceM)? nearest = null;
        int left = Cell(x - radiusM, _minX, _columns), right = Cell(x + radiusM, _minX, _columns);
        int bottom = Cell(y - radiusM, _minY, _rows), top = Cell(y + radiusM, _minY, _rows);
        for (var row = bottom; row <= top && _columns > 0; row++)
        {
            for (var column = left; column <= right; column++)
            {
                var cell = (row * _columns) + column;
                foreach (var segment in _segments.AsSpan(_cellStart[cell], _cellStart[cell + 1] - _cellStart[cell]))
                {
                    var distanceM = DistanceM(segment, x, y);
                    if (distanceM <= radiusM && (nearest is not { } best || distanceM < best.DistanceM - 1e-6 || (distanceM <= best.DistanceM + 1e-6 && segment < best.Segment)) && counts(segment))
                    {
                        nearest = (segment, distanceM);
                    }
                }
            }
        }

        return nearest;
    }

    /// <summary>Distance of a place from a segment, m.</summary>
    public double DistanceM(int segment, double x, double y)
    {
        var along = Along(segment, x, y);
        double dx = _x[segment + 1] - _x[segment], dy = _y[segment + 1] - _y[segment];
        return Length(x - _x[segment] - (along * dx), y - _y[segment] - (along * dy));
    }

    /// <summary>Where on a segment the place nearest to another one is: 0 at its first vertex, 1 at the next.</summary>
    public double Along(int segment, double x, double y)
    {
        double dx = _x[segment + 1] - _x[segment], dy = _y[segment + 1] - _y[segment];
        var square = (dx * dx) + (dy * dy);
        return square == 0 ? 0 : Math.Clamp((((x - _x[segment]) * dx) + ((y - _y[segment]) * dy)) / square, 0, 1);
    }

    private static double Length(double dx, double dy) => Math.Sqrt((dx * dx) + (dy * dy));

    private int Cell(double at, double least, int cells) => Math.Clamp((int)((at - least) * _perM), 0, Math.Max(cells - 1, 0));

    // Counts a segment in its cells and, where there is room for it, writes it there.
    // Row by row, so that a long slanting segment does not fill its whole rectangle.
    private void Enter(int segment, Span<int> count, int[]? room)
    {
        if (_line[segment] != _line[segment + 1])
        {
            return;
        }

        double x1 = _x[segment], y1 = _y[segment], x2 = _x[segment + 1], y2 = _y[segment + 1];
        if (y1 > y2)
        {
            (x1, y1, x2, y2) = (x2, y2, x1, y1);
        }

        int bottom = Cell(y1 - MarginM, _minY, _rows), top = Cell(y2 + MarginM, _minY, _rows);
        for (var row = bottom; row <= top; row++)
        {
            double from = x1, to = x2;
            if (y2 > y1 && top > bottom)
            {
                double low = Math.Clamp(_minY + (row * _cellM) - MarginM, y1, y2), high = Math.Clamp(_minY + ((row + 1) * _cellM) + MarginM, y1, y2);
                (from, to) = (x1 + ((low - y1) / (y2 - y1) * (x2 - x1)), x1 + ((high - y1) / (y2 - y1) * (x2 - x1)));
            }

            int left = Cell(Math.Min(from, to) - MarginM, _minX, _columns), right = Cell(Math.Max(from, to) + MarginM, _minX, _columns);
            for (var column = left; column <= right; column++)
            {
                var at = count[(row * _columns) + column]++;
                if (room is not null)
                {
                    room[at] = segment;
                }
            }
        }
    }
}
