using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Roads;

/// <summary>How far one line lies from another that should be the same.</summary>
internal sealed class LinePair
{
    private const double StepM = 1;
    private const double NeighbourhoodM = 500;

    private readonly SegmentGrid _to;
    private readonly double[] _x, _y;
    private readonly int[] _line;
    private readonly bool[] _isEnd;
    private readonly double _toleranceM;

    private LinePair(IReadOnlyList<LineString> to, double toleranceM)
    {
        _toleranceM = toleranceM;
        Coordinate[] vertices = [.. to.SelectMany(line => line.Coordinates)];
        (_x, _y) = ([.. vertices.Select(at => at.X)], [.. vertices.Select(at => at.Y)]);
        _line = [.. to.SelectMany((line, number) => Enumerable.Repeat(number, line.NumPoints))];
        _to = new SegmentGrid(_x, _y, _line);

        // Where two sections of the line meet it does not end.
        List<int> ends = [.. Enumerable.Range(0, _line.Length).Where(vertex => vertex == 0 || vertex + 1 == _line.Length || _line[vertex - 1] != _line[vertex] || _line[vertex + 1] != _line[vertex])];
        _isEnd = new bool[_line.Length];
        foreach (var end in ends)
        {
            _isEnd[end] = ends.All(other => other == end || Math.Abs(_x[other] - _x[end]) > RoadNetwork.JoinM || Math.Abs(_y[other] - _y[end]) > RoadNetwork.JoinM);
        }
    }

    /// <summary>
    /// The pieces of a line that lie farther than a tolerance from another, how long they are, and the largest distance there.
    /// What reaches beyond the ends of the other line does not count.
    /// </summary>
    public static (double LargestM, double LengthM, IReadOnlyList<LineString> Lines) Apart(IReadOnlyCollection<Geometry> from, IReadOnlyCollection<Geometry> to, double toleranceM)
    {
        // Sections that both draw alike need no measuring.
        HashSet<Geometry> alike = [.. to];
        var own = Lines(from.Where(section => !alike.Contains(section)));
        var others = Lines(to);
        if (own.Count == 0 || others.Count == 0)
        {
            return (0, 0, []);
        }

        // Where the neighbourhood holds something nearer than its own width, nothing outside it can be nearer.
        var neighbourhood = own.Aggregate(new Envelope(), (all, line) => all.ExpandedBy(line.EnvelopeInternal));
        neighbourhood.ExpandBy(NeighbourhoodM);
        var near = others.Where(line => line.EnvelopeInternal.Intersects(neighbourhood)).ToList();
        var apart = near.Count == 0 ? (LargestM: double.PositiveInfinity, 0, []) : new LinePair(near, toleranceM).Measure(own);
        return apart.LargestM <= NeighbourhoodM ? apart : new LinePair(others, toleranceM).Measure(own);
    }

    private static IReadOnlyList<LineString> Lines(IEnumerable<Geometry> geometries) =>
        [.. geometries.SelectMany(RoadNetwork.LinesOf).Where(line => line.NumPoints > 1)];

    private (double LargestM, double LengthM, IReadOnlyList<LineString> Lines) Measure(IReadOnlyList<LineString> own)
    {
        double largestM = 0, lengthM = 0;
        List<LineString> apart = [];
        List<Coordinate> run = [];
        foreach (var line in own)
        {
            for (var i = 1; i < line.NumPoints; i++)
            {
                Coordinate a = line.GetCoordinateN(i - 1), b = line.GetCoordinateN(i);
                if (IsNear(a, b))
                {
                    Close();
                    continue;
                }

                var steps = Math.Max(1, (int)Math.Ceiling(a.Distance(b) / StepM));
                for (var k = 0; k < steps; k++)
                {
                    if (DistanceM(Between(a, b, (k + 0.5) / steps)) is not { } distanceM)
                    {
                        Close();
                        continue;
                    }

                    largestM = Math.Max(largestM, distanceM);
                    lengthM += a.Distance(b) / steps;
                    if (run.Count == 0)
                    {
                        run.Add(Between(a, b, (double)k / steps));
                    }

                    run.Add(Between(a, b, (k + 1.0) / steps));
                }
            }

            Close();
        }

        return (largestM, lengthM, apart);

        void Close()
        {
            if (run.Count > 1)
            {
                apart.Add(new LineString([.. run]));
            }

            run.Clear();
        }
    }

    private static Coordinate Between(Coordinate a, Coordinate b, double share) => new(a.X + (share * (b.X - a.X)), a.Y + (share * (b.Y - a.Y)));

    // Both ends are near one segment of the other line: then so is all between them.
    private bool IsNear(Coordinate a, Coordinate b) =>
        (_to.Nearest(a.X, a.Y, _toleranceM, IsSegment) is { } atA && _to.DistanceM(atA.Segment, b.X, b.Y) <= _toleranceM)
        || (_to.Nearest(b.X, b.Y, _toleranceM, IsSegment) is { } atB && _to.DistanceM(atB.Segment, a.X, a.Y) <= _toleranceM);

    private bool IsSegment(int segment) => _line[segment] == _line[segment + 1];

    // Distance from the other line where that is more than the tolerance; null where it is near, and beyond the ends of the other line, where there is nothing to compare.
    private double? DistanceM(Coordinate at)
    {
        for (var radiusM = 4 * _toleranceM; ; radiusM *= 8)
        {
            if (_to.Nearest(at.X, at.Y, radiusM, IsSegment) is { } near)
            {
                var along = _to.Along(near.Segment, at.X, at.Y);
                var isBeyond = (along == 0 && _isEnd[near.Segment]) || (along == 1 && _isEnd[near.Segment + 1]);
                return isBeyond || near.DistanceM <= _toleranceM ? null : near.DistanceM;
            }
        }
    }
}
