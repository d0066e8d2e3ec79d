using System.Runtime.CompilerServices;

namespace GeoZones.Checks.Overlay;

/// <summary>Lays the patches of one layer over another, one by one; one worker's state: the sums of the patch in hand against every patch it has met.</summary>
internal sealed class Sweep(PackedLayer first, OverlayIndex second, bool within)
{
    private bool Within => within;
    private readonly PackedLayer layer = second.Grid.Layer;
    private readonly EdgeGrid grid = second.Grid;
    private readonly RingIndex rings = second.Rings;
    private readonly double[] planar = new double[second.Grid.Layer.Count];
    private readonly double[] deficit = new double[second.Grid.Layer.Count];
    private readonly bool[] met = new bool[second.Grid.Layer.Count];
    private readonly List<int> partners = [];
    private readonly List<int> holders = [];
    private readonly List<int> starts = [];
    private readonly List<int> crossed = [];

    /// <summary>Where to note crossings and inner rings, when geometry is wanted of the patch; <c>null</c> when areas are enough.</summary>
    public SweepTrace? Trace { get; init; }

    /// <summary>Adds to <paramref name="table"/> what a patch shares with each patch of the second layer.</summary>
    public void Patch(int patch, List<SharedArea> table)
    {
        var box = first.Boxes[patch];
        if (box.IsEmpty || !box.Meets(layer.Extent))
        {
            return;
        }
        int column0 = grid.Column(box.MinX), column1 = grid.Column(box.MaxX), row0 = grid.Row(box.MinY), row1 = grid.Row(box.MaxY);
        Trace?.Clear();
        if (!grid.AnyMixed(column0, row0, column1, row1))
        {
            foreach (int holder in grid.AtCentre(column0, row0))
            {
                if (!within || holder > patch)
                {
                    table.Add(new SharedArea(patch, holder, first.PlanarM2[patch], first.GroundAreaM2(patch)));
                    Trace?.AddAll(first, patch, holder);
                }
            }
            return;
        }
        double originX = first.X[first.RingStart[first.PatchRing[patch]]];
        for (int ring = first.PatchRing[patch]; ring < first.PatchRing[patch + 1]; ring++)
        {
            Ring(patch, ring, originX);
        }
        starts.Clear();
        rings.RingsStartingIn(column0, row0, column1, row1, starts);
        foreach (int ring in starts)
        {
            int holder = rings.PatchOfRing[ring], v = layer.RingStart[ring], last = layer.RingStart[ring + 1] - 1;
            if ((!within || holder > patch) && PointLocation.MovedPatchHolds(first, patch, layer.X[v], layer.Y[v]))
            {
                Add(holder, rings.PlanarTo[last], rings.DeficitTo[last]);
                Trace?.SecondRings.Add((ring, holder));
            }
        }
        foreach (int partner in partners)
        {
            table.Add(new SharedArea(patch, partner, planar[partner], planar[partner] - deficit[partner]));
            (planar[partner], deficit[partner], met[partner]) = (0, 0, false);
        }
        partners.Clear();
    }

    private void Ring(int patch, int ring, double originX)
    {
        int start = first.RingStart[ring], end = first.RingStart[ring + 1] - 1;
        FindHolders(patch, first.X[start], first.Y[start]);
        double planarTo = 0, deficitTo = 0;
        for (int v = start; v < end; v++)
        {
            var edge = new MovingEdge(first.X[v], first.Y[v], first.X[v + 1], first.Y[v + 1], patch, ring, v, originX, planarTo, deficitTo, this);
            grid.Walk(edge.X0, edge.Y0, edge.X1, edge.Y1, ref edge);
            crossed.Clear();
            planarTo += (0.5 * (edge.X0 + edge.X1) - originX) * (edge.Y1 - edge.Y0);
            deficitTo += first.Scale.Along(edge.X0, edge.Y0, edge.X1, edge.Y1);
        }
        foreach (int holder in holders)
        {
            Add(holder, planarTo, deficitTo);
            Trace?.FirstRings.Add((ring, holder));
        }
    }

    private void FindHolders(int patch, double x, double y)
    {
        holders.Clear();
        int column = grid.Column(x), row = grid.Row(y);
        foreach (int holder in grid.AtCentre(column, row))
        {
            holders.Add(holder);
        }
        if (grid.IsMixed(column, row))
        {
            foreach (int edge in grid.Edges(column, row))
            {
                int candidate = rings.PatchOfRing[rings.RingOfEdge[edge]];
                if (!holders.Contains(candidate))
                {
                    holders.Add(candidate);
                }
            }
            holders.RemoveAll(candidate => (within && candidate <= patch) || !PointLocation.PatchHoldsMoved(layer, candidate, x, y));
        }
        else if (within)
        {
            holders.RemoveAll(candidate => candidate <= patch);
        }
    }

    private void Add(int partner, double planarM2, double deficitM2)
    {
        if (!met[partner])
        {
            met[partner] = true;
            partners.Add(partner);
        }
        planar[partner] += planarM2;
        deficit[partner] += deficitM2;
    }

    private readonly ref struct MovingEdge(double x0, double y0, double x1, double y1, int patch, int ring, int edge, double originX, double planarTo, double deficitTo, Sweep sweep) : ICellVisitor
    {
        public readonly double X0 = x0, Y0 = y0, X1 = x1, Y1 = y1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Cell(int column, int row)
        {
            if (sweep.grid.IsMixed(column, row))
            {
                Compare(sweep.grid.Edges(column, row));
            }
        }

        private void Compare(ReadOnlySpan<int> edges)
        {
            double[] x = sweep.layer.X, y = sweep.layer.Y;
            int lowest = sweep.Within ? patch : -1;
            int[] patchOfEdge = sweep.rings.PatchOfEdge;
            foreach (int e in edges)
            {
                if (patchOfEdge[e] <= lowest)
                {
                    continue;
                }
                double bx0 = x[e], by0 = y[e], bx1 = x[e + 1], by1 = y[e + 1];
                double o0 = Orientation.Of(bx0, by0, bx1, by1, X0, Y0), o1 = Orientation.Of(bx0, by0, bx1, by1, X1, Y1);
                // a point on the line counts as moved by (ε, ε²)
                bool tie = by1 < by0 || (by1 == by0 && bx1 > bx0);
                bool left0 = o0 > 0 || (o0 == 0 && tie), left1 = o1 > 0 || (o1 == 0 && tie);
                sweep.Trace?.NoteTouches(patchOfEdge[e], o0, o1, X0, Y0, X1, Y1, Math.Abs(bx1 - bx0) + Math.Abs(by1 - by0));
                if (left0 == left1)
                {
                    continue;
                }
                double o2 = Orientation.Of(X0, Y0, X1, Y1, bx0, by0), o3 = Orientation.Of(X0, Y0, X1, Y1, bx1, by1);
                sweep.Trace?.NoteTouches(patchOfEdge[e], o2, o3, bx0, by0, bx1, by1, Math.Abs(X1 - X0) + Math.Abs(Y1 - Y0));
                bool movedTie = Y1 > Y0 || (Y1 == Y0 && X1 < X0);
                if ((o2 > 0 || (o2 == 0 && movedTie)) != (o3 > 0 || (o3 == 0 && movedTie)))
                {
                    Cross(e, o0, o1, o2, o3, entering: left1);
                }
            }
        }

        private void Cross(int e, double o0, double o1, double o2, double o3, bool entering)
        {
            if (sweep.crossed.Contains(e))
            {
                return;
            }
            sweep.crossed.Add(e);
            double[] x = sweep.layer.X, y = sweep.layer.Y;
            double bx0 = x[e], by0 = y[e], dx = x[e + 1] - bx0, dy = y[e + 1] - by0;
            double t = o0 / (o0 - o1);
            // a vertex on the other line is the crossing itself, to the bit
            var (px, py) = o2 == 0 ? (bx0, by0) : o3 == 0 ? (x[e + 1], y[e + 1]) : t <= 0.5 ? (X0 + t * (X1 - X0), Y0 + t * (Y1 - Y0)) : (X1 - (1 - t) * (X1 - X0), Y1 - (1 - t) * (Y1 - Y0));
            // the point nearest to it on the other edge: where the two are nearly parallel, the error stays across them
            double u = Math.Clamp(((px - bx0) * dx + (py - by0) * dy) / (dx * dx + dy * dy), 0, 1);
            double qx = bx0 + u * dx, qy = by0 + u * dy;
            if (u is 0 or 1)
            {
                // the other edge ends short of it: the crossing is abreast of that end
                double ax = X1 - X0, ay = Y1 - Y0;
                t = Math.Clamp(((qx - X0) * ax + (qy - Y0) * ay) / (ax * ax + ay * ay), 0, 1);
                (px, py) = o2 == 0 || o3 == 0 ? (px, py) : t <= 0.5 ? (X0 + t * ax, Y0 + t * ay) : (X1 - (1 - t) * ax, Y1 - (1 - t) * ay);
            }
            int otherRing = sweep.rings.RingOfEdge[e], partner = sweep.rings.PatchOfRing[otherRing], start = sweep.layer.RingStart[otherRing];
            double startX = x[start];
            double ofFirst = planarTo + (0.5 * (X0 + px) - originX) * (py - Y0);
            double ofSecond = sweep.rings.PlanarTo[e] + (0.5 * (bx0 + qx) - startX) * (qy - by0) + (startX - originX) * (qy - y[start]);
            double deficitOfFirst = deficitTo + sweep.layer.Scale.Along(X0, Y0, px, py);
            double deficitOfSecond = sweep.rings.DeficitTo[e] + sweep.layer.Scale.Along(bx0, by0, qx, qy);
            double sign = entering ? 1 : -1;
            sweep.Add(partner, sign * (ofSecond - ofFirst), sign * (deficitOfSecond - deficitOfFirst));
            if (sweep.Trace is null)
            {
                return;
            }
            sweep.Trace.Crossings.Add(new Crossing(partner, ring, edge, t, otherRing, e, u, px, py, entering));
        }
    }
}
