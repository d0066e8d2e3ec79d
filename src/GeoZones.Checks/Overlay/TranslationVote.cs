using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// Finds the one translation that takes most vertices of a drawing to vertices of another. Every pair of vertices within reach votes for its displacement; where a layer is shifted as
/// a whole the true pairs vote alike and all others scatter, so that neither missing nor foreign vertices disturb the result.
/// </summary>
internal static class TranslationVote
{
    private const double BinM = 0.05;
    private const double FirstReachM = 0.1;
    private const double LastReachM = 0.02;

    /// <summary>The displacement from <paramref name="from"/> to <paramref name="to"/> with the most votes, and how many vertices it matches; <c>null</c> without any vote.</summary>
    /// <param name="from">Vertices of one drawing.</param>
    /// <param name="to">Vertices of the other.</param>
    /// <param name="reachM">Largest displacement that is looked for, m.</param>
    public static (double DxM, double DyM, int Votes)? Of(IReadOnlyCollection<Coordinate> from, IReadOnlyCollection<Coordinate> to, double reachM)
    {
        VertexGrid grid = new(to, reachM);
        List<(double Dx, double Dy)> votes = [];
        foreach (var a in from)
        {
            votes.AddRange(grid.Near(a, reachM).Select(b => (b.X - a.X, b.Y - a.Y)));
        }

        if (votes.Count == 0)
        {
            return null;
        }

        Dictionary<(int X, int Y), int> bins = [];
        foreach (var (dx, dy) in votes)
        {
            var bin = ((int)Math.Floor(dx / BinM), (int)Math.Floor(dy / BinM));
            bins[bin] = bins.GetValueOrDefault(bin) + 1;
        }

        // A peak may lie on the edge of two bins: each counts with its neighbours.
        var peak = bins.Keys.Select(bin => (Bin: bin, Votes: Around(bin)))
            .OrderByDescending(one => one.Votes).ThenBy(one => Math.Abs(one.Bin.X) + Math.Abs(one.Bin.Y)).ThenBy(one => one.Bin).First().Bin;
        var centre = Median([.. votes.Where(vote => Math.Abs(vote.Dx - (peak.X + 0.5) * BinM) <= 1.5 * BinM && Math.Abs(vote.Dy - (peak.Y + 0.5) * BinM) <= 1.5 * BinM)]);
        centre = Median(Within(FirstReachM));
        var last = Within(LastReachM);
        centre = Median(last);
        return (centre.Dx, centre.Dy, last.Count);

        int Around((int X, int Y) bin) => Enumerable.Range(0, 9).Sum(i => bins.GetValueOrDefault((bin.X + i % 3 - 1, bin.Y + i / 3 - 1)));
        List<(double Dx, double Dy)> Within(double reach) => [.. votes.Where(vote => Math.Abs(vote.Dx - centre.Dx) <= reach && Math.Abs(vote.Dy - centre.Dy) <= reach)];
    }

    /// <summary>How many vertices of one drawing, displaced, meet a vertex of the other.</summary>
    public static int Matches(IEnumerable<Coordinate> from, VertexGrid to, double dxM, double dyM) =>
        from.Count(vertex => to.Near(new Coordinate(vertex.X + dxM, vertex.Y + dyM), LastReachM).Any());

    private static (double Dx, double Dy) Median(List<(double Dx, double Dy)> votes) =>
        votes.Count == 0 ? (0, 0) : (Middle([.. votes.Select(vote => vote.Dx).Order()]), Middle([.. votes.Select(vote => vote.Dy).Order()]));

    private static double Middle(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
