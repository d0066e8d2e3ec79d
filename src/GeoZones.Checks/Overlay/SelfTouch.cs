using System.Runtime.InteropServices;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// Where rings may touch themselves: points that two patches have on each other's boundary. Where plans share edges, an outline passes such a point twice, or runs there and back
/// along an edge that holds no ground. Rings are closed and one after another, each up to its entry in a list of ends.
/// </summary>
internal sealed class SelfTouch
{
    private enum Place { Apart, Start, End, Inner }

    private double[] x = new double[64], y = new double[64];
    private int[] times = [];
    private int count;
    private bool inOrder = true;

    public void Clear() => (count, inOrder) = (0, true);

    public void Add(double atX, double atY)
    {
        if (count == x.Length)
        {
            Array.Resize(ref x, 2 * count);
            Array.Resize(ref y, 2 * count);
        }
        (x[count], y[count]) = (atX, atY);
        count++;
        inOrder = false;
    }

    /// <summary>Whether the rings come twice by any of the points.</summary>
    public bool ComesTwice(List<(double X, double Y)> vertices, List<int> ringEnds)
    {
        if (count == 0)
        {
            return false;
        }
        Sort();
        if (times.Length < count)
        {
            times = new int[x.Length];
        }
        times.AsSpan(0, count).Clear();
        var at = CollectionsMarshal.AsSpan(vertices);
        int from = 0;
        foreach (int to in ringEnds)
        {
            for (int v = from + 1; v < to; v++)
            {
                double highest = Math.Max(at[v - 1].X, at[v].X) + SweepTrace.TouchM;
                for (int k = FirstFrom(Math.Min(at[v - 1].X, at[v].X) - SweepTrace.TouchM); k < count && x[k] <= highest; k++)
                {
                    // an end belongs to two edges
                    times[k] += On((x[k], y[k]), at[v - 1], at[v]) switch { Place.Apart => 0, Place.Inner => 2, _ => 1 };
                    if (times[k] > 2)
                    {
                        return true;
                    }
                }
            }
            from = to;
        }
        return false;
    }

    /// <summary>Puts the points into the edges that they are on, and cuts every ring where it comes to a vertex again. What encloses nothing goes.</summary>
    public void Split(List<(double X, double Y)> vertices, List<int> ringEnds)
    {
        Sort();
        List<(double X, double Y)> noded = [], split = [], open = [];
        List<int> splitEnds = [];
        Dictionary<(double, double), int> places = [];
        int from = 0;
        foreach (int to in ringEnds)
        {
            Node(CollectionsMarshal.AsSpan(vertices)[from..to], noded);
            foreach (var vertex in noded)
            {
                if (places.TryGetValue(vertex, out int at))
                {
                    Close(at);
                }
                places[vertex] = open.Count;
                open.Add(vertex);
            }
            Close(0);
            from = to;
        }
        vertices.Clear();
        vertices.AddRange(split);
        ringEnds.Clear();
        ringEnds.AddRange(splitEnds);

        void Close(int at)
        {
            var loop = CollectionsMarshal.AsSpan(open)[at..];
            foreach (var vertex in loop)
            {
                places.Remove(vertex);
            }
            if (loop.Length > 2)
            {
                split.AddRange(loop);
                split.Add(loop[0]);
                splitEnds.Add(split.Count);
            }
            open.RemoveRange(at, open.Count - at);
        }
    }

    /// <summary>The vertices of a ring, open, with the points among them.</summary>
    private void Node(ReadOnlySpan<(double X, double Y)> ring, List<(double X, double Y)> noded)
    {
        noded.Clear();
        for (int v = 1; v < ring.Length; v++)
        {
            var start = ring[v - 1];
            int first = noded.Count;
            noded.Add(start);
            for (int k = FirstFrom(Math.Min(start.X, ring[v].X) - SweepTrace.TouchM); k < count && x[k] <= Math.Max(start.X, ring[v].X) + SweepTrace.TouchM; k++)
            {
                switch (On((x[k], y[k]), start, ring[v]))
                {
                    case Place.Start:
                        noded[first] = (x[k], y[k]);
                        break;
                    case Place.Inner:
                        noded.Add((x[k], y[k]));
                        break;
                }
            }
            CollectionsMarshal.AsSpan(noded)[(first + 1)..].Sort((a, b) => Along(a, start).CompareTo(Along(b, start)));
        }
    }

    /// <summary>From west to east: an edge has only the few points beside it to look at. The sweep meets a point several times; it stays once.</summary>
    private void Sort()
    {
        if (inOrder)
        {
            return;
        }
        x.AsSpan(0, count).Sort(y.AsSpan(0, count));
        int kept = 1;
        for (int k = 1; k < count; k++)
        {
            if (x[k] != x[kept - 1] || y[k] != y[kept - 1])
            {
                (x[kept], y[kept]) = (x[k], y[k]);
                kept++;
            }
        }
        (count, inOrder) = (kept, true);
    }

    private int FirstFrom(double atX)
    {
        int low = 0, high = count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = x[middle] < atX ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private static double Along((double X, double Y) point, (double X, double Y) start) => Math.Abs(point.X - start.X) + Math.Abs(point.Y - start.Y);

    private static Place On((double X, double Y) point, (double X, double Y) start, (double X, double Y) end)
    {
        var (x, y) = point;
        if (x < Math.Min(start.X, end.X) - SweepTrace.TouchM || x > Math.Max(start.X, end.X) + SweepTrace.TouchM
            || y < Math.Min(start.Y, end.Y) - SweepTrace.TouchM || y > Math.Max(start.Y, end.Y) + SweepTrace.TouchM)
        {
            return Place.Apart;
        }
        if (Near(point, start))
        {
            return Place.Start;
        }
        if (Near(point, end))
        {
            return Place.End;
        }
        double dx = end.X - start.X, dy = end.Y - start.Y;
        return Math.Abs(dx * (y - start.Y) - dy * (x - start.X)) <= SweepTrace.TouchM * (Math.Abs(dx) + Math.Abs(dy)) ? Place.Inner : Place.Apart;
    }

    private static bool Near((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) <= SweepTrace.TouchM && Math.Abs(a.Y - b.Y) <= SweepTrace.TouchM;
}
