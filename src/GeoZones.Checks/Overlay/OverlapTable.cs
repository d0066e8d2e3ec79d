namespace GeoZones.Checks.Overlay;

/// <summary>
/// The overlaps inside one layer. Only patches near an unmatched edge can have one (<see cref="EdgeMatching"/>), and from an overlap the
/// next is reached through the patches that have it; so a clean coverage costs one look at each edge.
/// </summary>
public static class OverlapTable
{
    /// <summary>All pairs of valid patches that share ground, each once, lower patch number first, in the order of the numbers.</summary>
    public static IReadOnlyList<SharedArea> Of(PackedLayer layer, int threads = 0, CancellationToken cancellation = default) =>
        Of(EdgeMatching.UnmatchedEdges(layer), threads, cancellation);

    internal static IReadOnlyList<SharedArea> Of(UnmatchedEdges unmatched, int threads, CancellationToken cancellation)
    {
        var (layer, source) = (unmatched.Layer, unmatched.PatchesWithUnmatchedEdges());
        var overlaps = new Dictionary<(int, int), SharedArea>();
        for (bool grown = true; grown;)
        {
            var near = Near(layer, source);
            grown = false;
            var some = near.Count == layer.Count ? layer : layer.Subset(near);
            foreach (var pair in AreaTable.Of(some, new OverlayIndex(some), within: true, threads, cancellation))
            {
                if (pair.IsGround)
                {
                    var (a, b) = near.Count == layer.Count ? (pair.First, pair.Second) : (near[pair.First], near[pair.Second]);
                    overlaps[(a, b)] = pair with { First = a, Second = b };
                    grown |= !source[a] || !source[b];
                    (source[a], source[b]) = (true, true);
                }
            }
        }
        return [.. overlaps.Values.OrderBy(o => o.First).ThenBy(o => o.Second)];
    }

    /// <summary>The patches whose boxes come near that of a source, by a coarse raster.</summary>
    private static List<int> Near(PackedLayer layer, bool[] source)
    {
        int cells = Math.Clamp((int)(2 * Math.Sqrt(layer.Count)), 4, 512);
        var extent = layer.Extent;
        double perM = cells / Math.Max(Math.Max(extent.MaxX - extent.MinX, extent.MaxY - extent.MinY), 1e-9) * 0.999;
        var marked = new bool[cells * cells];
        (int, int, int, int) Block(Box box) =>
            ((int)((box.MinX - extent.MinX) * perM), (int)((box.MinY - extent.MinY) * perM), (int)((box.MaxX - extent.MinX) * perM), (int)((box.MaxY - extent.MinY) * perM));
        for (int patch = 0; patch < layer.Count; patch++)
        {
            if (source[patch])
            {
                var (x0, y0, x1, y1) = Block(layer.Boxes[patch]);
                for (int y = y0; y <= y1; y++)
                {
                    marked.AsSpan(y * cells + x0, x1 - x0 + 1).Fill(true);
                }
            }
        }
        List<int> near = [];
        for (int patch = 0; patch < layer.Count; patch++)
        {
            if (layer.Boxes[patch].IsEmpty)
            {
                continue;
            }
            var (x0, y0, x1, y1) = Block(layer.Boxes[patch]);
            for (int y = y0; y <= y1; y++)
            {
                if (marked.AsSpan(y * cells + x0, x1 - x0 + 1).Contains(true))
                {
                    near.Add(patch);
                    break;
                }
            }
        }
        return near;
    }
}
