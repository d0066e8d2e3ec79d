using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Roads;

/// <summary>How far one line lies from another that should be the same.</summary>
internal sealed class LinePair
{
    private const double StepM = 1;

    private readonly LineString[] _from;
    private readonly SegmentGrid _to;
    private readonly double[] _x, _y;
    private readonly int[] _line;
    private readonly bool[] _isEnd;

    /// <param name="from">The line that is measured.</param>
    /// <param name="to">The line that it is measured from.</param>
    public LinePair(IEnumerable<Geometry> from, IEnumerable<Geometry> to)
    {
        _from = Lines(from);
        var lines = Lines(to);
        (_x, _y) = ([.. lines.SelectMany(line => line.Coordinates).Select(at => at.X)], [.. lines.SelectMany(line => line.Coordinates).Select(at => at.Y)]);
        _line = [.. lines.SelectMany((line, number) => Enumerable.Repeat(number, line.NumPoints))];
        _to = new SegmentGrid(_x, _y, _line);

        // Where two sections of the line meet it does not end.
        List<int> ends = [.. Enumerable.Range(0, _line.Length).Where(vertex => vertex == 0 || vertex + 1 == _line.Length || _line[vertex - 1] != _line[vertex] || _line[vertex + 1] != _line[vertex])];
        _isEnd = new bool[_line.Length];
        foreach (var end in ends)
        {
            _isEnd[end] = ends.All(other => other == end || Math.Abs(_x[other] - _x[end]) > RoadNetwork.JoinM || Math.Abs(_y[other] - _y[end]) > RoadNetwork.JoinM);
        }
    }

    /// <summary>Whether every vertex lies within a distance of the other line, or beyond its ends.</summary>
    public bool IsNear(double toleranceM) =>
        _from.SelectMany(line => line.Coordinates).All(at => _to.Nearest(at.X, at.Y, toleranceM, IsSegment) is not null || DistanceM(at, toleranceM) is null);

    /// <summary>The pieces that lie farther than a tolerance from the other line, how long they are, and the largest distance there.</summary>
    public (double LargestM, double LengthM, IReadOnlyList<LineString> Apart) Apart(double toleranceM)
    {
        double largestM = 0, lengthM = 0;
        List<LineString> apart = [];
        foreach (var line in _from)
        {
            List<Coordinate> run = [];
            for (var i = 1; i < line.NumPoints; i++)
            {
                Coordinate a = line.GetCoordinateN(i - 1), b = line.GetCoordinateN(i);
                var steps = Math.Max(1, (int)Math.Ceiling(a.Distance(b) / StepM));
                for (var k = 0; k < steps; k++)
                {
                    var middle = Between(a, b, (k + 0.5) / steps);
                    if (DistanceM(middle, toleranceM) is not { } distanceM)
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

            void Close()
            {
                if (run.Count > 1)
                {
                    apart.Add(new LineString([.. run]));
                }

                run.Clear();
            }
        }

        return (largestM, lengthM, apart);
    }

    private static LineString[] Lines(IEnumerable<Geometry> geometries) =>
        [.. geometries.SelectMany(geometry => LinearComponentExtracter.GetLines(geometry)).OfType<LineString>().Where(line => line.NumPoints > 1)];

    private static Coordinate Between(Coordinate a, Coordinate b, double share) => new(a.X + (share * (b.X - a.X)), a.Y + (share * (b.Y - a.Y)));

    private bool IsSegment(int segment) => _line[segment] == _line[segment + 1];

    // Distance from the other line where that is more than the tolerance; null where it is near, and beyond the ends of the other line, where there is nothing to compare.
    private double? DistanceM(Coordinate at, double toleranceM)
    {
        (double DistanceM, bool IsBeyond)? nearest = null;
        for (var radiusM = 4 * toleranceM; nearest is null; radiusM *= 8)
        {
            if (_to.Nearest(at.X, at.Y, radiusM, IsSegment) is { } near)
            {
                var along = _to.Along(near.Segment, at.X, at.Y);
                nearest = (near.DistanceM, (along == 0 && _isEnd[near.Segment]) || (along == 1 && _isEnd[near.Segment + 1]));
            }
        }

        return nearest is (var distanceM, false) && distanceM > toleranceM ? distanceM : null;
    }
}
