using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>
/// A ring, and what is left of it when every point is taken back at which it turns round onto the edge it came along: the first in the ring first, until there is none.
/// The work grows with the number of points (and the logarithm of that of spikes), however many spikes there are.
/// </summary>
internal sealed class SpikedRing
{
    private const int Gone = -1;

    private readonly Coordinate[] _points;
    private readonly int[] _before;
    private readonly int[] _after;
    private int _left;

    /// <param name="closed">Finite points, the last equal to the first, at least three of them different.</param>
    public SpikedRing(Coordinate[] closed)
    {
        _points = [.. closed[..^1].Where((point, i) => !point.Equals2D(closed[i + 1]))];
        _left = _points.Length;
        _before = [_left - 1, .. Enumerable.Range(0, _left - 1)];
        _after = [.. Enumerable.Range(1, _left - 1), 0];
        List<int> tips = [.. Enumerable.Range(0, _left).Where(IsTip)];
        Tips = [.. tips.Select(i => _points[i])];
        TakeBack(tips);
        Coordinate[] left = [.. _points.Where((_, i) => _after[i] != Gone)];
        Cleaned = left.Length < 3 ? [] : [.. left, left[0]];
    }

    /// <summary>Tips of the ring as drawn, in its order; those that appear while a spike is taken back belong to it.</summary>
    public IReadOnlyList<Coordinate> Tips { get; }

    /// <summary>The closed ring without spikes and repeated points; empty where it was nothing else.</summary>
    public Coordinate[] Cleaned { get; }

    private void TakeBack(List<int> tips)
    {
        PriorityQueue<int, int> turns = new(tips.Select(i => (i, i)));
        while (_left > 2 && turns.TryDequeue(out var i, out _))
        {
            if (_after[i] == Gone || !IsTip(i))
            {
                continue;
            }

            var (before, after) = (_before[i], _after[i]);
            TakeOut(i);
            if (_points[before].Equals2D(_points[after]))
            {
                TakeOut(before);
                before = _before[after];
            }

            // No others have another neighbour now than they had.
            turns.Enqueue(before, before);
            turns.Enqueue(after, after);
        }
    }

    private void TakeOut(int i)
    {
        (_after[_before[i]], _before[_after[i]]) = (_after[i], _before[i]);
        _after[i] = Gone;
        _left--;
    }

    private bool IsTip(int i)
    {
        Coordinate before = _points[_before[i]], tip = _points[i], after = _points[_after[i]];
        return Orientation.Index(before, tip, after) == OrientationIndex.Collinear
            && (before.X - tip.X) * (after.X - tip.X) + (before.Y - tip.Y) * (after.Y - tip.Y) > 0;
    }
}
