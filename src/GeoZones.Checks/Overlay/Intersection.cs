namespace GeoZones.Checks.Overlay;

/// <summary>
/// The intersection of two patches as rings, linked from the crossings of their boundaries: along the first boundary from where it enters to where it leaves,
/// then along the second, and so on, plus the rings that lie wholly inside the other patch. No sweep, no noding.
/// </summary>
internal sealed class Intersection(PackedLayer first, PackedLayer second)
{
    private readonly List<Crossing> crossings = [];
    private int[] byFirst = [], bySecond = [], placeInSecond = [], nextFirst = [], nextSecond = [];
    private bool[] done = [];

    /// <summary>Vertices of all rings, closed, one after another.</summary>
    public List<(double X, double Y)> Vertices { get; } = [];

    /// <summary>Where each ring ends in <see cref="Vertices"/>.</summary>
    public List<int> RingEnds { get; } = [];

    private readonly SelfTouch touches = new();
    private bool severalRings;

    public void Begin(int firstPatch, int secondPatch)
    {
        touches.Clear();
        crossings.Clear();
        Vertices.Clear();
        RingEnds.Clear();
        // a hole may touch its shell, and what is cut through such a spot touches itself
        severalRings = first.PatchRing[firstPatch + 1] - first.PatchRing[firstPatch] > 1 || second.PatchRing[secondPatch + 1] - second.PatchRing[secondPatch] > 1;
    }

    /// <summary>Notes a vertex of one patch that may be on an edge of the other.</summary>
    public void AddTouch(double x, double y) => touches.Add(x, y);

    public void Add(in Crossing crossing) => crossings.Add(crossing);

    /// <summary>Adds a ring that lies wholly inside the other patch; rings with crossings must not be given.</summary>
    public void AddRing(PackedLayer layer, int ring)
    {
        for (int v = layer.RingStart[ring]; v < layer.RingStart[ring + 1]; v++)
        {
            Vertices.Add((layer.X[v], layer.Y[v]));
        }
        RingEnds.Add(Vertices.Count);
    }

    public bool CrossesFirst(int ring) => crossings.Exists(c => c.FirstRing == ring);

    public bool CrossesSecond(int ring) => crossings.Exists(c => c.SecondRing == ring);

    /// <summary>Links the crossings; false when rounding left their order open, and the pair needs a sweep after all.</summary>
    public bool Link()
    {
        int count = crossings.Count;
        if (count == 0)
        {
            return true;
        }
        if (byFirst.Length < count)
        {
            int size = Math.Max(count, 64);
            (byFirst, bySecond, placeInSecond, nextFirst, nextSecond, done) = (new int[size], new int[size], new int[size], new int[size], new int[size], new bool[size]);
        }
        for (int k = 0; k < count; k++)
        {
            (byFirst[k], bySecond[k], done[k]) = (k, k, false);
        }
        byFirst.AsSpan(0, count).Sort((a, b) => Order(crossings[a].FirstEdge, crossings[a].FirstAt, crossings[b].FirstEdge, crossings[b].FirstAt));
        bySecond.AsSpan(0, count).Sort((a, b) => Order(crossings[a].SecondEdge, crossings[a].SecondAt, crossings[b].SecondEdge, crossings[b].SecondAt));
        if (!Chain(byFirst.AsSpan(0, count), nextFirst, c => c.FirstRing, entering: true) || !Chain(bySecond.AsSpan(0, count), nextSecond, c => c.SecondRing, entering: false))
        {
            return false;
        }
        for (int k = 0; k < count; k++)
        {
            if (crossings[k].Entering && !done[k])
            {
                Trace(k);
            }
        }
        return true;
    }

    private static int Order(int edgeA, double atA, int edgeB, double atB) => edgeA != edgeB ? edgeA.CompareTo(edgeB) : atA.CompareTo(atB);

    /// <summary>Makes enterings and leavings alternate along every ring (crossings at one spot may have come in either order) and notes each crossing's successor.</summary>
    private bool Chain(Span<int> order, int[] next, Func<Crossing, int> ringOf, bool entering)
    {
        for (int from = 0; from < order.Length;)
        {
            int ring = ringOf(crossings[order[from]]), to = from + 1;
            while (to < order.Length && ringOf(crossings[order[to]]) == ring)
            {
                to++;
            }
            if (((to - from) & 1) != 0)
            {
                return false;
            }
            // the crossing that comes first may be one of several at one spot, and another of them the one to begin with
            bool begins = crossings[order[from]].Entering;
            if (!Alternate(order[from..to], begins) && !Alternate(order[from..to], !begins))
            {
                return false;
            }
            for (int k = from; k < to; k++)
            {
                if (crossings[order[k]].Entering == entering)
                {
                    next[order[k]] = order[k + 1 < to ? k + 1 : from];
                }
            }
            from = to;
        }
        return true;
    }

    /// <summary>Exchanges crossings at one spot until enterings and leavings alternate, beginning as <paramref name="wanted"/>; false where they cannot.</summary>
    private bool Alternate(Span<int> order, bool wanted)
    {
        for (int k = 0; k < order.Length; k++, wanted = !wanted)
        {
            int swap = k;
            while (swap < order.Length && crossings[order[swap]].Entering != wanted)
            {
                swap++;
            }
            if (swap == order.Length || !SameSpot(order[k], order[swap]))
            {
                return false;
            }
            (order[k], order[swap]) = (order[swap], order[k]);
        }
        return true;
    }

    private bool SameSpot(int a, int b) => a == b || (Math.Abs(crossings[a].X - crossings[b].X) < 1e-6 && Math.Abs(crossings[a].Y - crossings[b].Y) < 1e-6);

    private void Trace(int begin)
    {
        int firstVertex = Vertices.Count;
        int at = begin;
        do
        {
            done[at] = true;
            int leaving = nextFirst[at];
            Put(crossings[at].X, crossings[at].Y, firstVertex);
            Follow(first, crossings[at].FirstRing, crossings[at].FirstEdge, crossings[at].FirstAt, crossings[leaving].FirstEdge, crossings[leaving].FirstAt, firstVertex);
            Put(crossings[leaving].X, crossings[leaving].Y, firstVertex);
            at = nextSecond[leaving];
            Follow(second, crossings[leaving].SecondRing, crossings[leaving].SecondEdge, crossings[leaving].SecondAt, crossings[at].SecondEdge, crossings[at].SecondAt, firstVertex);
        }
        while (at != begin && !done[at]);
        CloseRing(firstVertex);
    }

    private void Follow(PackedLayer layer, int ring, int fromEdge, double fromAt, int toEdge, double toAt, int firstVertex)
    {
        if (fromEdge == toEdge && fromAt <= toAt)
        {
            return;
        }
        int start = layer.RingStart[ring], last = layer.RingStart[ring + 1] - 2;
        int v = fromEdge;
        do
        {
            v = v == last ? start : v + 1;
            Put(layer.X[v], layer.Y[v], firstVertex);
        }
        while (v != toEdge);
    }

    /// <summary>Adds a vertex, and takes back what would be a spike of no width (there and back over the same vertices, where the two plans share an edge).</summary>
    private void Put(double x, double y, int firstVertex)
    {
        int count = Vertices.Count;
        if (count > firstVertex && Vertices[count - 1] == (x, y))
        {
            return;
        }
        if (count > firstVertex + 1 && Vertices[count - 2] == (x, y))
        {
            Vertices.RemoveAt(count - 1);
            return;
        }
        Vertices.Add((x, y));
    }

    private void CloseRing(int firstVertex)
    {
        int count = Vertices.Count;
        while (count - firstVertex > 2 && (Vertices[count - 1] == Vertices[firstVertex] || Vertices[count - 1] == Vertices[firstVertex + 1] || Vertices[count - 2] == Vertices[firstVertex]))
        {
            if (Vertices[count - 1] == Vertices[firstVertex + 1])
            {
                // last → first → second is a spike at the first vertex
                Vertices.RemoveAt(firstVertex);
                count--;
            }
            else
            {
                Vertices.RemoveAt(--count);
            }
        }
        if (count - firstVertex < 3)
        {
            Vertices.RemoveRange(firstVertex, count - firstVertex);
            return;
        }
        Vertices.Add(Vertices[firstVertex]);
        RingEnds.Add(Vertices.Count);
    }

    /// <summary>
    /// Whether the linked rings may touch themselves or each other, and must be looked at as a whole: a patch has several rings, or the outline comes twice by
    /// a vertex that one patch has on the other's boundary.
    /// </summary>
    public bool MayTouchItself() => severalRings || touches.ComesTwice(Vertices, RingEnds);

    /// <summary>Cuts rings that touch themselves into rings that do not.</summary>
    public void SplitAtTouches() => touches.Split(Vertices, RingEnds);
}
