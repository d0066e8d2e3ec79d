namespace GeoZones.Checks.Overlay;

/// <summary>How much ground two patches of two layers share.</summary>
/// <param name="First">Patch of the first layer.</param>
/// <param name="Second">Patch of the second layer.</param>
/// <param name="PlanarM2">Shared planar area, m².</param>
/// <param name="GroundM2">Shared ground area, m².</param>
public readonly record struct SharedArea(int First, int Second, double PlanarM2, double GroundM2)
{
    /// <summary>Patches that only touch come out with less, m²: a tenth of a millimetre, the grid of stored vertices, by a centimetre.</summary>
    public const double RoundingM2 = 1e-6;

    /// <summary>Whether the two share ground, and not only an edge or a point.</summary>
    public bool IsGround => PlanarM2 > RoundingM2;
}

/// <summary>
/// The areas that the patches of two layers share, without building any intersection. By Green's theorem the area of A∩B is a signed sum over the
/// crossings of the two boundaries, ±(S_B − S_A) with S the boundary integral from where a ring begins to the crossing, plus the whole integral of each ring that begins inside
/// the other patch. Gaps, overlaps, holes and parts need no special case, and no two pairs depend on each other. Ties do not exist: the first
/// layer counts as moved by (ε, ε²), and orientation is exact.
/// </summary>
public static class AreaTable
{
    private const int PatchesPerChunk = 256;

    /// <summary>All pairs whose boundaries cross or of which one holds the other; areas of pairs that only touch come out as 0 within rounding.</summary>
    public static IReadOnlyList<SharedArea> Of(PackedLayer first, PackedLayer second, int threads = 0, CancellationToken cancellation = default) =>
        Of(first, new OverlayIndex(second), within: false, threads, cancellation);

    internal static List<SharedArea> Of(PackedLayer first, OverlayIndex second, bool within, int threads, CancellationToken cancellation)
    {
        var order = first.MortonOrder();
        var chunks = new List<SharedArea>[(order.Length + PatchesPerChunk - 1) / PatchesPerChunk];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, chunks.Length, options, () => new Sweep(first, second, within), (chunk, _, sweep) =>
        {
            chunks[chunk] = [];
            for (int k = chunk * PatchesPerChunk; k < Math.Min(order.Length, (chunk + 1) * PatchesPerChunk); k++)
            {
                sweep.Patch(order[k], chunks[chunk]);
            }
            return sweep;
        }, _ => { });
        var table = new List<SharedArea>(chunks.Sum(c => c.Count));
        foreach (var chunk in chunks)
        {
            table.AddRange(chunk);
        }
        return table;
    }
}
