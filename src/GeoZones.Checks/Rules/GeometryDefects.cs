using NetTopologySuite.Algorithm;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Valid;

namespace GeoZones.Checks.Rules;

/// <summary>One thing that makes a geometry invalid.</summary>
/// <param name="Reason">Word for it; see <see cref="GeometryDefects"/>.</param>
/// <param name="At">Where, in the plane; <c>null</c> where it has no place.</param>
internal readonly record struct GeometryDefect(string Reason, Coordinate? At);

/// <summary>Finds every defect of a geometry, where a validity test would stop at the first.</summary>
internal static class GeometryDefects
{
    private sealed class Ring(int polygon, int number, Coordinate[] points)
    {
        private readonly IndexedPointInAreaLocator _locator = new(new LinearRing(points));

        public int Polygon => polygon;

        public bool IsShell => number == 0;

        public Coordinate[] Points => points;

        public Envelope Extent { get; } = CoordinateArrays.Envelope(points);

        public Location Locate(Coordinate point) => Extent.Covers(point) ? _locator.Locate(point) : Location.Exterior;
    }

    private readonly record struct Edge(int Ring, int Number, Coordinate P0, Coordinate P1)
    {
        public Envelope Envelope => new(P0, P1);
    }

    /// <summary>The defects by x, then y; none when the geometry is valid. Points have no other than that they are nowhere.</summary>
    /// <exception cref="OperationCanceledException">It is to end.</exception>
    public static IReadOnlyList<GeometryDefect> Of(Geometry geometry, CancellationToken cancellation)
    {
        if (geometry.IsEmpty)
        {
            return [new("empty", null)];
        }

        if (geometry.Coordinates.Any(point => !double.IsFinite(point.X) || !double.IsFinite(point.Y)))
        {
            return [new("not-a-number", null)];
        }

        if (!UsableFeatures.IsOnEarth(geometry.EnvelopeInternal))
        {
            return [new("nowhere", null)];
        }

        if (geometry.Dimension == Dimension.Point || geometry.IsValid)
        {
            return [];
        }

        List<GeometryDefect> defects = [];
        defects.AddRange(LinearComponentExtracter.GetLines(geometry).OfType<LineString>()
            .Where(line => line is not LinearRing && line.Coordinates.Distinct().Count() < 2)
            .Select(line => new GeometryDefect("too-few-points", line.Coordinate)));

        var rings = RingsOf(geometry, defects);
        var crossing = Crossings(rings, defects, cancellation);
        Nesting(rings, crossing, defects, cancellation);
        if (defects.Count == 0)
        {
            // Left over: what no pair of edges shows, above all holes that touch in a chain and cut the interior in two.
            var error = new IsValidOp(geometry).ValidationError;
            var reason = error.ErrorType == TopologyValidationErrors.DisconnectedInteriors ? "disconnected-interior" : "self-intersection";
            defects.Add(new GeometryDefect(reason, error.Coordinate));
        }

        return
        [
            .. defects.DistinctBy(defect => (defect.Reason, Math.Round(defect.At!.X, 3), Math.Round(defect.At.Y, 3)))
                .OrderBy(defect => defect.At!.X).ThenBy(defect => defect.At!.Y).ThenBy(defect => defect.Reason, StringComparer.Ordinal),
        ];
    }

    private static List<Ring> RingsOf(Geometry geometry, List<GeometryDefect> defects)
    {
        List<Ring> rings = [];
        var polygons = PolygonExtracter.GetPolygons(geometry);
        for (var p = 0; p < polygons.Count; p++)
        {
            var polygon = (Polygon)polygons[p];
            var number = 0;
            foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
            {
                var points = ring.Coordinates;
                if (points.Length == 0)
                {
                    number++;
                    continue;
                }

                if (points.Distinct().Count() < 3)
                {
                    defects.Add(new("too-few-points", points[0]));
                }
                else if (new SpikedRing(points) is { Cleaned.Length: >= 4 } spiked)
                {
                    defects.AddRange(spiked.Tips.Select(tip => new GeometryDefect("spike", tip)));
                    rings.Add(new Ring(p, number, spiked.Cleaned));
                }
                else
                {
                    defects.Add(new("collapsed", points.Min()));
                }

                number++;
            }
        }

        return rings;
    }

    // Reports where edges meet that must not, and returns the pairs of rings that do.
    private static HashSet<(int, int)> Crossings(List<Ring> rings, List<GeometryDefect> defects, CancellationToken cancellation)
    {
        List<Edge> edges = [];
        var tree = new STRtree<int>();
        for (var r = 0; r < rings.Count; r++)
        {
            var points = rings[r].Points;
            for (var i = 1; i < points.Length; i++)
            {
                var edge = new Edge(r, i - 1, points[i - 1], points[i]);
                tree.Insert(edge.Envelope, edges.Count);
                edges.Add(edge);
            }
        }

        HashSet<(int, int)> crossing = [];
        Dictionary<(int, int), GeometryDefect> shared = [];
        var intersector = new RobustLineIntersector();
        for (var i = 0; i < edges.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var a = edges[i];
            foreach (var j in tree.Query(a.Envelope).Where(j => j > i).Order())
            {
                var b = edges[j];
                intersector.ComputeIntersection(a.P0, a.P1, b.P0, b.P1);
                if (!intersector.HasIntersection)
                {
                    continue;
                }

                var isRun = intersector.IntersectionNum == 2;
                if (a.Ring == b.Ring)
                {
                    var last = rings[a.Ring].Points.Length - 2;
                    if (b.Number - a.Number != 1 && !(a.Number == 0 && b.Number == last))
                    {
                        for (var k = 0; k < intersector.IntersectionNum; k++)
                        {
                            defects.Add(new("self-intersection", intersector.GetIntersection(k).Copy()));
                        }
                    }
                }
                else if (isRun || intersector.IsProper)
                {
                    var reason = rings[a.Ring].Polygon != rings[b.Ring].Polygon ? "parts-overlap" : isRun ? "rings-overlap" : "rings-cross";
                    var at = Enumerable.Range(0, intersector.IntersectionNum).Select(k => intersector.GetIntersection(k).Copy()).Min()!;
                    crossing.Add((a.Ring, b.Ring));
                    if (!isRun)
                    {
                        defects.Add(new(reason, at));
                    }
                    else if (!shared.TryGetValue((a.Ring, b.Ring), out var known) || at.CompareTo(known.At) < 0)
                    {
                        // One common run of two rings is one defect, however many edges it has.
                        shared[(a.Ring, b.Ring)] = new(reason, at);
                    }
                }
            }
        }

        defects.AddRange(shared.Values);
        return crossing;
    }

    private static void Nesting(List<Ring> rings, HashSet<(int, int)> crossing, List<GeometryDefect> defects, CancellationToken cancellation)
    {
        var shells = Enumerable.Range(0, rings.Count).Where(r => rings[r].IsShell).ToDictionary(r => rings[r].Polygon);
        var tree = new STRtree<int>();
        for (var r = 0; r < rings.Count; r++)
        {
            tree.Insert(rings[r].Extent, r);
        }

        for (var a = 0; a < rings.Count; a++)
        {
            cancellation.ThrowIfCancellationRequested();
            var inner = rings[a];
            var near = tree.Query(inner.Extent);
            // Rings far from each other have nothing to do with each other, but for a hole and its own shell.
            var others = !inner.IsShell && shells.TryGetValue(inner.Polygon, out var shell) ? near.Append(shell).Distinct() : near;
            foreach (var b in others.Where(b => b != a && !crossing.Contains((Math.Min(a, b), Math.Max(a, b)))).Order())
            {
                var outer = rings[b];
                var samePolygon = inner.Polygon == outer.Polygon;
                if (samePolygon && !inner.IsShell && outer.IsShell && First(inner, outer, Location.Exterior) is { } outside)
                {
                    defects.Add(new("hole-outside-shell", outside));
                }
                else if (samePolygon && !inner.IsShell && !outer.IsShell && First(inner, outer, Location.Interior) is { } nested)
                {
                    defects.Add(new("nested-holes", nested));
                }
                else if (!samePolygon && inner.IsShell && outer.IsShell && First(inner, outer, Location.Interior) is { } within
                    && !near.Select(r => rings[r]).Any(hole => hole.Polygon == outer.Polygon && !hole.IsShell && First(inner, hole, Location.Exterior) is null))
                {
                    defects.Add(new("nested-parts", within));
                }
            }
        }
    }

    private static Coordinate? First(Ring ring, Ring other, Location location) => ring.Points.Where(point => other.Locate(point) == location).Min();
}
