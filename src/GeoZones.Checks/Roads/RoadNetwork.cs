using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Roads;

/// <summary>An end of a line where nothing else joins.</summary>
/// <param name="Vertex">Number of the vertex.</param>
/// <param name="Road">Position of the road in <see cref="RoadNetwork.Roads"/>.</param>
/// <param name="At">Where, in the plane.</param>
internal readonly record struct OpenEnd(int Vertex, int Road, Coordinate At);

/// <summary>A place where two lines meet without a common vertex.</summary>
/// <param name="Road">Position of the first road.</param>
/// <param name="Other">Position of the other; the same where a road crosses itself.</param>
/// <param name="At">Where, in the plane.</param>
internal readonly record struct RoadCrossing(int Road, int Other, Coordinate At);

/// <summary>
/// The roads of one plan as a network. Lines are joined where vertices lie within 2 mm of each other, and where an end lies within 2 mm of another line.
/// Where two lines cross otherwise, they have no junction: <see cref="Crossings"/>, unless a bridge or tunnel carries one of them.
/// </summary>
internal sealed class RoadNetwork
{
    /// <summary>Vertices this near to each other are one, m.</summary>
    public const double JoinM = 0.002;

    private readonly double[] _x, _y;
    private readonly int[] _piece;
    private readonly int[] _first;
    private readonly int[] _roadOf;
    private readonly Groups _nodes;
    private readonly Groups _parts;
    private readonly HashSet<int> _resting = [];
    private readonly HashSet<int> _open;
    private readonly SegmentGrid _grid;
    private readonly LineString[] _lines;

    /// <param name="roads">Valid roads of one plan, by key, their lines brought to one form.</param>
    public RoadNetwork(IReadOnlyList<PlanFeature> roads)
    {
        Roads = roads;
        var lines = roads.SelectMany((road, position) => LinesOf(road.Plane).Where(line => line.NumPoints > 1).Select(line => (Line: line, Road: position))).ToList();
        (_lines, _roadOf) = ([.. lines.Select(one => one.Line)], [.. lines.Select(one => one.Road)]);
        _first = new int[_lines.Length + 1];
        for (var piece = 0; piece < _lines.Length; piece++)
        {
            _first[piece + 1] = _first[piece] + _lines[piece].NumPoints;
        }

        (_x, _y, _piece) = (new double[_first[^1]], new double[_first[^1]], new int[_first[^1]]);
        for (var piece = 0; piece < _lines.Length; piece++)
        {
            var vertex = _first[piece];
            foreach (var at in _lines[piece].Coordinates)
            {
                (_x[vertex], _y[vertex], _piece[vertex]) = (at.X, at.Y, piece);
                vertex++;
            }
        }

        _grid = new SegmentGrid(_x, _y, _piece);
        (_nodes, _parts) = (new Groups(_x.Length), new Groups(_lines.Length));
        var meetings = Meet();
        for (var vertex = 0; vertex < _x.Length; vertex++)
        {
            _parts.Join(_piece[vertex], _piece[_nodes.Of(vertex)]);
        }

        // Where lines cross without a junction one still drives from one to the other; that the vertex is missing is said by itself.
        Crossings = Distinct(meetings);
        OpenEnds = [.. Ends().OrderBy(end => end.Road).ThenBy(end => Math.Round(end.At.X, 3)).ThenBy(end => Math.Round(end.At.Y, 3))];
        _open = [.. OpenEnds.Select(end => end.Vertex)];
    }

    /// <summary>The roads, by key.</summary>
    public IReadOnlyList<PlanFeature> Roads { get; }

    /// <summary>Ends where nothing joins, by road, from west to east.</summary>
    public IReadOnlyList<OpenEnd> OpenEnds { get; }

    /// <summary>Places where lines cross without a common vertex and none is carried over the other, by road, from west to east.</summary>
    public IReadOnlyList<RoadCrossing> Crossings { get; }

    /// <summary>All lines with the position of their road and the number of the connected part they belong to.</summary>
    public IEnumerable<(LineString Line, int Road, int Part)> Lines => _lines.Select((line, piece) => (line, _roadOf[piece], _parts.Of(piece)));

    /// <summary>The lines of a geometry.</summary>
    public static IEnumerable<LineString> LinesOf(Geometry geometry) => geometry is LineString line ? [line] : LinearComponentExtracter.GetLines(geometry).OfType<LineString>();

    /// <summary>The road that an open end misses by no more than a distance, and by how much; <c>null</c> where there is none.</summary>
    /// <remarks>Of two ends that miss each other only the first tells it. An end may miss its own road where that comes round again.</remarks>
    public (int Road, double DistanceM, Coordinate At)? Missed(OpenEnd end, double searchM)
    {
        if (Nearest(end.Vertex, searchM) is not { } near)
        {
            return null;
        }

        var along = _grid.Along(near.Segment, end.At.X, end.At.Y);
        var facing = along == 0 ? near.Segment : along == 1 ? near.Segment + 1 : -1;
        var isTold = facing >= 0 && facing < end.Vertex && _open.Contains(facing)
            && Nearest(facing, searchM) is { } back && _piece[back.Segment] == _piece[end.Vertex];
        Coordinate at = new(_x[near.Segment] + (along * (_x[near.Segment + 1] - _x[near.Segment])), _y[near.Segment] + (along * (_y[near.Segment + 1] - _y[near.Segment])));
        return isTold ? null : (_roadOf[_piece[near.Segment]], near.DistanceM, at);
    }

    private (int Segment, double DistanceM)? Nearest(int vertex, double searchM) =>
        _grid.Nearest(_x[vertex], _y[vertex], searchM, segment => _piece[segment] != _piece[vertex] || PathM(vertex, segment) > 3 * searchM);

    // How far it is along its own line from an end to a segment.
    private double PathM(int end, int segment)
    {
        var (from, to) = end <= segment ? (end, segment) : (segment + 1, end);
        double pathM = 0;
        for (var i = from; i < to; i++)
        {
            pathM += DistanceM(i, i + 1);
        }

        return pathM;
    }

    private double DistanceM(int a, int b)
    {
        double dx = _x[a] - _x[b], dy = _y[a] - _y[b];
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    // Joins what meets in a vertex or in an end; the rest are crossings, some of them several times.
    private List<(int A, int B, double X, double Y)> Meet()
    {
        List<(int, int, double, double)> crossings = [];
        _grid.ForPairs((a, b) =>
        {
            if ((_piece[a] == _piece[b] && Math.Abs(a - b) <= 1)
                || Math.Max(_x[a], _x[a + 1]) < Math.Min(_x[b], _x[b + 1]) - JoinM || Math.Max(_x[b], _x[b + 1]) < Math.Min(_x[a], _x[a + 1]) - JoinM
                || Math.Max(_y[a], _y[a + 1]) < Math.Min(_y[b], _y[b + 1]) - JoinM || Math.Max(_y[b], _y[b + 1]) < Math.Min(_y[a], _y[a + 1]) - JoinM)
            {
                return;
            }

            var meetings = JoinEnds(a, b);
            Span<int> resting = stackalloc int[4];
            var count = 0;
            foreach (var (vertex, segment) in (ReadOnlySpan<(int, int)>)[(a, b), (a + 1, b), (b, a), (b + 1, a)])
            {
                if (DistanceM(vertex, segment) > JoinM && DistanceM(vertex, segment + 1) > JoinM && _grid.DistanceM(segment, _x[vertex], _y[vertex]) <= JoinM)
                {
                    resting[count++] = vertex;
                    if (IsEnd(vertex))
                    {
                        _resting.Add(vertex);
                        _parts.Join(_piece[a], _piece[b]);
                    }
                }
            }

            // Two meetings of two segments: one runs along the other.
            if (meetings + count == 0 && Crossing(a, b) is (double x, double y))
            {
                crossings.Add((a, b, x, y));
            }
            else if (meetings + count == 1 && count == 1 && !IsEnd(resting[0]))
            {
                crossings.Add((a, b, _x[resting[0]], _y[resting[0]]));
            }
        });
        return crossings;
    }

    private int JoinEnds(int a, int b)
    {
        var met = 0;
        for (var i = a; i <= a + 1; i++)
        {
            for (var j = b; j <= b + 1; j++)
            {
                if (DistanceM(i, j) <= JoinM)
                {
                    _nodes.Join(i, j);
                    met++;
                }
            }
        }

        return met;
    }

    // No vertex of either is near the other here, so the signs are certain.
    private (double X, double Y)? Crossing(int a, int b)
    {
        double ax = _x[a + 1] - _x[a], ay = _y[a + 1] - _y[a], bx = _x[b + 1] - _x[b], by = _y[b + 1] - _y[b], ox = _x[b] - _x[a], oy = _y[b] - _y[a];
        var cross = (ax * by) - (ay * bx);
        if (cross == 0)
        {
            return null;
        }

        double t = ((ox * by) - (oy * bx)) / cross, u = ((ox * ay) - (oy * ax)) / cross;
        return t is > 0 and < 1 && u is > 0 and < 1 ? (_x[a] + (t * ax), _y[a] + (t * ay)) : null;
    }

    private bool IsEnd(int vertex) => vertex == _first[_piece[vertex]] || vertex == _first[_piece[vertex] + 1] - 1;

    private IReadOnlyList<RoadCrossing> Distinct(List<(int A, int B, double X, double Y)> meetings)
    {
        List<RoadCrossing> distinct = [];
        foreach (var pair in meetings.Where(one => !Rules.Road.IsCarried(RoadOf(one.A)) && !Rules.Road.IsCarried(RoadOf(one.B)))
            .GroupBy(one => (Math.Min(_roadOf[_piece[one.A]], _roadOf[_piece[one.B]]), Math.Max(_roadOf[_piece[one.A]], _roadOf[_piece[one.B]]))).OrderBy(pair => pair.Key))
        {
            List<Coordinate> places = [];
            foreach (var (a, b, x, y) in pair.OrderBy(one => Math.Round(one.X, 3)).ThenBy(one => Math.Round(one.Y, 3)))
            {
                _parts.Join(_piece[a], _piece[b]);
                Coordinate at = new(x, y);
                if (places.All(place => place.Distance(at) > JoinM))
                {
                    places.Add(at);
                }
            }

            distinct.AddRange(places.Select(at => new RoadCrossing(pair.Key.Item1, pair.Key.Item2, at)));
        }

        return distinct;

        PlanFeature RoadOf(int segment) => Roads[_roadOf[_piece[segment]]];
    }

    private IEnumerable<OpenEnd> Ends()
    {
        var shared = new bool[_x.Length];
        for (var vertex = 0; vertex < _x.Length; vertex++)
        {
            var node = _nodes.Of(vertex);
            shared[node] |= _piece[vertex] != _piece[node];
        }

        for (var piece = 0; piece < _lines.Length; piece++)
        {
            int first = _first[piece], last = _first[piece + 1] - 1;
            foreach (var (vertex, step) in ((int, int)[])[(first, 1), (last, -1)])
            {
                if (!shared[_nodes.Of(vertex)] && !_resting.Contains(vertex) && !ComesBack(vertex, step, step > 0 ? last : first))
                {
                    yield return new OpenEnd(vertex, _roadOf[piece], new Coordinate(_x[vertex], _y[vertex]));
                }
            }
        }
    }

    // Whether the line passes its own end again: a loop. Vertices that follow the end within the tolerance are the end itself.
    private bool ComesBack(int end, int step, int other)
    {
        var node = _nodes.Of(end);
        var hasLeft = false;
        for (var vertex = end; vertex != other + step; vertex += step)
        {
            if (_nodes.Of(vertex) != node)
            {
                hasLeft = true;
            }
            else if (hasLeft)
            {
                return true;
            }
        }

        return false;
    }
}
