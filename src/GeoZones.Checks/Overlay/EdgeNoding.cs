using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.HPRtree;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// Cuts lines where they meet, so that faces can be told between them. Lines that follow one another stay in one piece from node to node, and what two lines share is kept once.
/// Where two cross, the point is computed once for both.
/// </summary>
internal static class EdgeNoding
{
    /// <summary>The pieces of lines of at least two different points.</summary>
    public static IReadOnlyList<LineString> Of(IReadOnlyList<Coordinate[]> lines)
    {
        List<(int Line, int Number)> edges = [];
        HPRtree<int> tree = new();
        for (var line = 0; line < lines.Count; line++)
        {
            for (var number = 0; number + 1 < lines[line].Length; number++)
            {
                tree.Insert(new Envelope(lines[line][number], lines[line][number + 1]), edges.Count);
                edges.Add((line, number));
            }
        }

        tree.Build();
        var nodes = lines.SelectMany(line => (Coordinate[])[line[0], line[^1]]).ToHashSet();
        var cuts = new List<Coordinate>?[edges.Count];
        RobustLineIntersector intersector = new();
        for (var a = 0; a < edges.Count; a++)
        {
            var (a0, a1) = (lines[edges[a].Line][edges[a].Number], lines[edges[a].Line][edges[a].Number + 1]);
            foreach (var b in tree.Query(new Envelope(a0, a1)))
            {
                if (b > a)
                {
                    var (b0, b1) = (lines[edges[b].Line][edges[b].Number], lines[edges[b].Line][edges[b].Number + 1]);
                    intersector.ComputeIntersection(a0, a1, b0, b1);
                    Cut(a, b);
                }
            }
        }

        return [.. Pieces(lines, edges, cuts, nodes).Distinct(new EitherWay()).Select(piece => new LineString(piece))];

        void Cut(int a, int b)
        {
            var follow = edges[a].Line == edges[b].Line && edges[b].Number == edges[a].Number + 1;
            for (var k = 0; k < intersector.IntersectionNum; k++)
            {
                var at = intersector.GetIntersection(k);
                if (!follow || intersector.IntersectionNum == 2)
                {
                    at = at.Copy();
                    nodes.Add(at);
                    (cuts[a] ??= []).Add(at);
                    (cuts[b] ??= []).Add(at);
                }
            }
        }
    }

    private static IEnumerable<Coordinate[]> Pieces(IReadOnlyList<Coordinate[]> lines, List<(int Line, int Number)> edges, List<Coordinate>?[] cuts, HashSet<Coordinate> nodes)
    {
        List<Coordinate> piece = [];
        for (var e = 0; e < edges.Count; e++)
        {
            var (line, number) = edges[e];
            var (from, to) = (lines[line][number], lines[line][number + 1]);
            if (number == 0)
            {
                piece = [from];
            }

            foreach (var at in (cuts[e] ?? []).OrderBy(from.Distance).Append(to))
            {
                if (!at.Equals2D(piece[^1]))
                {
                    piece.Add(at);
                }

                if (piece.Count > 1 && nodes.Contains(piece[^1]))
                {
                    yield return [.. piece];
                    piece = [piece[^1]];
                }
            }
        }
    }

    // Two pieces of the same points, whichever way they run.
    private sealed class EitherWay : IEqualityComparer<Coordinate[]>
    {
        public bool Equals(Coordinate[]? a, Coordinate[]? b) => a is not null && b is not null && (a.AsSpan().SequenceEqual(b) || a.AsEnumerable().Reverse().SequenceEqual(b));

        public int GetHashCode(Coordinate[] piece) => piece[0].GetHashCode() ^ piece[^1].GetHashCode() ^ piece.Length;
    }
}
