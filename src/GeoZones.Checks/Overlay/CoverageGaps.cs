using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// The places that a layer encloses and does not cover. Their lines are unmatched edges: these alone are crossed with one another and the faces between them looked at, however large the layer.
/// Where patches overlap or common lines differ in their vertices, this holds as well, because how many patches cover a face is counted from the unmatched edges too.
/// </summary>
internal static class CoverageGaps
{
    /// <summary>How near the line of a patch runs to a gap that it bounds, m: the grid of stored vertices.</summary>
    public const double TouchM = 1e-4;

    private const double FrameTouchM = 1e-6;
    private const int FewFaces = 64;

    /// <summary>The uncovered places up to an area, in no certain order.</summary>
    /// <param name="unmatched">Edges of the layer.</param>
    /// <param name="boundary">Edges of the boundary that the layer must fill; with one, only what lies inside it is uncovered. <c>null</c> where there is none.</param>
    /// <param name="mostM2">Faces above twice this planar area are not looked at.</param>
    /// <param name="frame">A box outside which all ground is covered; <c>null</c> where there is none.</param>
    public static IReadOnlyList<Polygon> Of(UnmatchedEdges unmatched, UnmatchedEdges? boundary, double mostM2, Envelope? frame = null)
    {
        if (unmatched.Edges.Length == 0)
        {
            return [];
        }

        // No line outside the frame bounds what is inside it.
        return Bare(EdgeNoding.Of([.. Chains(unmatched, Meets(frame, unmatched.Layer)), .. boundary is null ? [] : Chains(boundary, IsOnlyIts(boundary, unmatched))]), unmatched, boundary, mostM2, frame);
    }

    /// <summary>The uncovered places inside some ground, in no certain order. The ground may be computed: its vertices need not be those of the layer to the last bit.</summary>
    /// <param name="unmatched">Edges of the layer.</param>
    /// <param name="ground">Edges of the ground.</param>
    /// <param name="frame">A box that the ground was cut by; <c>null</c> where there is none.</param>
    public static IReadOnlyList<Polygon> Inside(UnmatchedEdges unmatched, UnmatchedEdges ground, Envelope? frame = null)
    {
        // What bounds uncovered ground comes near it.
        STRtree<bool> near = new();
        foreach (var box in ground.Layer.Boxes)
        {
            near.Insert(new Envelope(box.MinX, box.MaxX, box.MinY, box.MaxY), true);
        }

        near.Build();
        var lines = Chains(unmatched, v => near.Query(new Envelope(unmatched.Layer.X[v], unmatched.Layer.X[v + 1], unmatched.Layer.Y[v], unmatched.Layer.Y[v + 1])).Count > 0).Concat(Chains(ground)).Select(chain => new LineString(chain)).ToArray();
        var noded = NearOrigin.Of(near => OverlayNGRobust.Union(near[0]), new MultiLineString(lines));
        return Bare(LineStringExtracter.GetLines(noded).Cast<LineString>(), unmatched, ground, double.PositiveInfinity, frame);
    }

    /// <summary>Whether a place reaches the line of a frame, so that nobody inside knows how it goes on.</summary>
    public static bool IsCut(Envelope place, Envelope frame) =>
        place.MinX <= frame.MinX + FrameTouchM || place.MinY <= frame.MinY + FrameTouchM || place.MaxX >= frame.MaxX - FrameTouchM || place.MaxY >= frame.MaxY - FrameTouchM;

    private static IReadOnlyList<Polygon> Bare(IEnumerable<LineString> pieces, UnmatchedEdges unmatched, UnmatchedEdges? boundary, double mostM2, Envelope? frame)
    {
        Polygonizer polygonizer = new();
        foreach (var piece in pieces)
        {
            polygonizer.Add(piece);
        }

        var faces = polygonizer.GetPolygons().Cast<Polygon>().Where(face => face.Area <= 2 * mostM2 && IsFace(face)).ToList();
        return faces.Count <= FewFaces
            ? [.. faces.Where(IsBare).Select(face => (Polygon)face.Normalized())]
            : [.. faces.AsParallel().AsOrdered().Where(IsBare).Select(face => (Polygon)face.Normalized())];

        // The tip of a sliver is thinner than the sliver.
        bool IsFace(Polygon face) => !PolygonOverlay.IsRounding(face) || (frame is not null && IsCut(face.EnvelopeInternal, frame));

        bool IsBare(Polygon face)
        {
            var inside = face.InteriorPoint;
            return unmatched.PatchesOver(inside.X, inside.Y) == 0 && boundary?.PatchesOver(inside.X, inside.Y) != 0;
        }
    }

    private static Func<int, bool>? Meets(Envelope? frame, PackedLayer layer) => frame is null ? null : v =>
        Math.Min(layer.X[v], layer.X[v + 1]) <= frame.MaxX && Math.Max(layer.X[v], layer.X[v + 1]) >= frame.MinX
        && Math.Min(layer.Y[v], layer.Y[v + 1]) <= frame.MaxY && Math.Max(layer.Y[v], layer.Y[v + 1]) >= frame.MinY;

    // Where the layer runs along the boundary edge for edge, the line is needed once.
    private static Func<int, bool> IsOnlyIts(UnmatchedEdges boundary, UnmatchedEdges unmatched)
    {
        var known = unmatched.Edges.Select(v => Ends(unmatched.Layer, v)).ToHashSet();
        return v => !known.Contains(Ends(boundary.Layer, v));

        static (double, double, double, double) Ends(PackedLayer layer, int v)
        {
            var (a, b) = ((layer.X[v], layer.Y[v]), (layer.X[v + 1], layer.Y[v + 1]));
            return a.CompareTo(b) <= 0 ? (a.Item1, a.Item2, b.Item1, b.Item2) : (b.Item1, b.Item2, a.Item1, a.Item2);
        }
    }

    // Edges that follow one another in a ring as one line.
    private static IEnumerable<Coordinate[]> Chains(UnmatchedEdges unmatched, Func<int, bool>? isWanted = null)
    {
        var layer = unmatched.Layer;
        var edges = isWanted is null ? unmatched.Edges : [.. unmatched.Edges.Where(isWanted)];
        for (int first = 0, next; first < edges.Length; first = next)
        {
            next = first + 1;
            while (next < edges.Length && edges[next] == edges[next - 1] + 1)
            {
                next++;
            }

            yield return [.. Enumerable.Range(edges[first], next - first + 1).Select(v => new Coordinate(layer.X[v], layer.Y[v]))];
        }
    }
}
