namespace GeoZones.Checks.Overlay;

/// <summary>What a sweep saw of one patch, enough to link its intersections: crossings, and rings that begin inside a partner.</summary>
internal sealed class SweepTrace
{
    /// <summary>A vertex this near to an edge may be on it.</summary>
    public const double TouchM = 1e-6;

    public List<Crossing> Crossings { get; } = [];

    /// <summary>Rings of the first layer that begin inside a patch of the second.</summary>
    public List<(int Ring, int Partner)> FirstRings { get; } = [];

    /// <summary>Rings of a patch of the second layer that begin inside the patch in hand.</summary>
    public List<(int Ring, int Partner)> SecondRings { get; } = [];

    /// <summary>Vertices of the patch in hand on an edge of a partner, or the other way round.</summary>
    public List<(int Partner, double X, double Y)> Touches { get; } = [];

    public void Clear()
    {
        Crossings.Clear();
        FirstRings.Clear();
        SecondRings.Clear();
        Touches.Clear();
    }

    /// <summary>Notes the ends of an edge that are on the line of a partner's edge, given how far to its side they are (orientation) and how long it is.</summary>
    public void NoteTouches(int partner, double side0, double side1, double x0, double y0, double x1, double y1, double lengthM)
    {
        if (Math.Abs(side0) <= TouchM * lengthM)
        {
            Touches.Add((partner, x0, y0));
        }
        if (Math.Abs(side1) <= TouchM * lengthM)
        {
            Touches.Add((partner, x1, y1));
        }
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
        intersection.Begin(patch, partner);
        foreach (var (toucher, x, y) in Touches)
        {
            if (toucher == partner)
            {
                intersection.AddTouch(x, y);
            }
        }
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
