namespace GeoZones.Checks.Overlay;

/// <summary>What a sweep saw of one patch, enough to link its intersections: crossings, and rings that begin inside a partner.</summary>
internal sealed class SweepTrace
{
    public List<Crossing> Crossings { get; } = [];

    /// <summary>Rings of the first layer that begin inside a patch of the second.</summary>
    public List<(int Ring, int Partner)> FirstRings { get; } = [];

    /// <summary>Rings of a patch of the second layer that begin inside the patch in hand.</summary>
    public List<(int Ring, int Partner)> SecondRings { get; } = [];

    /// <summary>Partners with a vertex on an edge of the patch in hand, or the other way round.</summary>
    public HashSet<int> Touched { get; } = [];

    public void Clear()
    {
        Crossings.Clear();
        FirstRings.Clear();
        SecondRings.Clear();
        Touched.Clear();
    }

    public void AddAll(PackedLayer first, int patch, int partner)
    {
        for (int ring = first.PatchRing[patch]; ring < first.PatchRing[patch + 1]; ring++)
        {
            FirstRings.Add((ring, partner));
        }
    }

    /// <summary>Gives to <paramref name="intersection"/> what concerns a patch and one partner.</summary>
    public void Select(int patch, int partner, PackedLayer first, PackedLayer second, Intersection intersection)
    {
        intersection.Begin(patch, partner, Touched.Contains(partner));
        foreach (var crossing in Crossings)
        {
            if (crossing.Partner == partner)
            {
                intersection.Add(crossing);
            }
        }
        foreach (var (ring, holder) in FirstRings)
        {
            if (holder == partner && !intersection.CrossesFirst(ring))
            {
                intersection.AddRing(first, ring);
            }
        }
        foreach (var (ring, holder) in SecondRings)
        {
            if (holder == partner && !intersection.CrossesSecond(ring))
            {
                intersection.AddRing(second, ring);
            }
        }
    }
}
