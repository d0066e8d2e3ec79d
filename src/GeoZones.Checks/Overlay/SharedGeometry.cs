using System.Collections.Concurrent;
using System.Runtime.InteropServices;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;

namespace GeoZones.Checks.Overlay;

/// <summary>The ground that two patches share, as geometry.</summary>
/// <param name="Area">Who and how much.</param>
/// <param name="Shape">Where: polygons in the plane, at least one.</param>
public readonly record struct SharedPatch(SharedArea Area, Geometry Shape);

/// <summary>Intersections as geometry, only for the pairs that matter.</summary>
public static class SharedGeometry
{
    private const int PatchesPerChunk = 64;
    // what linking may differ from the area table before a pair is swept again, m² and of the area
    private const double SlackM2 = 1e-5, Slack = 1e-9;

    // A number takes a third of the room that a coordinate takes, and what is made of these shapes keeps to it.
    private static readonly GeometryFactory s_factory = new(new PrecisionModel(), 0, PackedCoordinateSequenceFactory.DoubleFactory);

    /// <summary>The shapes of all pairs that share ground and that <paramref name="wanted"/> asks for, by first and second patch.</summary>
    public static IReadOnlyList<SharedPatch> Of(PackedLayer first, PackedLayer second, Func<SharedArea, bool> wanted, CancellationToken cancellation = default) =>
        Of(first, new OverlayIndex(second), wanted, cancellation);

    internal static IReadOnlyList<SharedPatch> Of(PackedLayer first, OverlayIndex second, Func<SharedArea, bool> wanted, CancellationToken cancellation)
    {
        var found = new ConcurrentBag<SharedPatch>();
        Of(first, second, area => area.IsGround && wanted(area), found.Add, cancellation);
        return [.. found.OrderBy(patch => patch.Area.First).ThenBy(patch => patch.Area.Second)];
    }

    /// <summary>Of each patch what lies on the other layer: most lie wholly inside one of its patches and need not be cut.</summary>
    internal static (IReadOnlyList<SharedArea> Inside, IReadOnlyList<SharedPatch> Cut) Clipped(PackedLayer first, OverlayIndex second, CancellationToken cancellation)
    {
        ConcurrentBag<SharedArea> inside = [];
        var cut = Of(first, second, area =>
        {
            var isInside = area.PlanarM2 >= first.PlanarAreaM2(area.First) - SharedArea.RoundingM2;
            if (isInside)
            {
                inside.Add(area);
            }

            return !isInside;
        }, cancellation);
        return ([.. inside], cut);
    }

    internal static (int Pairs, int Swept) Of(PackedLayer first, OverlayIndex second, Func<SharedArea, bool> wanted, Action<SharedPatch> found, CancellationToken cancellation)
    {
        var order = first.MortonOrder();
        var layer = second.Grid.Layer;
        int pairs = 0, swept = 0;
        Parallel.For(0, (order.Length + PatchesPerChunk - 1) / PatchesPerChunk, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            () => (Sweep: new Sweep(first, second, within: false) { Trace = new SweepTrace() }, Link: new Intersection(first, layer), Table: new List<SharedArea>()),
            (chunk, _, worker) =>
            {
                for (int k = chunk * PatchesPerChunk; k < Math.Min(order.Length, (chunk + 1) * PatchesPerChunk); k++)
                {
                    worker.Table.Clear();
                    worker.Sweep.Patch(order[k], worker.Table);
                    foreach (var area in worker.Table)
                    {
                        if (!wanted(area))
                        {
                            continue;
                        }
                        worker.Sweep.Trace!.Select(area.First, area.Second, first, layer, worker.Link);
                        Interlocked.Increment(ref pairs);
                        var shape = Linked(worker.Link, area.PlanarM2);
                        if (shape is null)
                        {
                            Interlocked.Increment(ref swept);
                            shape = Swept(first.Shape(area.First), layer.Shape(area.Second));
                        }
                        if (!shape.IsEmpty)
                        {
                            found(new SharedPatch(area, shape));
                        }
                    }
                }
                return worker;
            }, _ => { });
        return (pairs, swept);
    }

    private static Geometry Swept(Geometry a, Geometry b)
    {
        var shared = OverlayNGRobust.Overlay(a, b, OverlayNG.INTERSECTION);
        var polygons = PolygonExtracter.GetPolygons(shared).Cast<Polygon>().ToArray();
        return polygons.Length == 1 ? polygons[0] : shared.Factory.CreateMultiPolygon(polygons);
    }

    private static Geometry? Linked(Intersection link, double planarM2)
    {
        if (!link.Link())
        {
            return null;
        }
        if (!link.MayTouchItself())
        {
            return Built(link, planarM2);
        }
        if (Valid(Built(link, planarM2)) is { } shape)
        {
            return shape;
        }
        link.SplitAtTouches();
        return Valid(Built(link, planarM2));
    }

    private static Geometry? Valid(Geometry? shape) => shape is not null && new IsValidOp(shape).IsValid ? shape : null;

    /// <summary>Polygons of the linked rings; nothing when they are not the area that was found.</summary>
    private static Geometry? Built(Intersection link, double planarM2)
    {
        List<LinearRing> shells = [], holes = [];
        double sum = 0;
        int from = 0;
        foreach (int to in link.RingEnds)
        {
            var ring = CollectionsMarshal.AsSpan(link.Vertices)[from..to];
            double area = 0, originX = ring[0].X;
            for (int v = 1; v < ring.Length; v++)
            {
                area += (0.5 * (ring[v].X + ring[v - 1].X) - originX) * (ring[v].Y - ring[v - 1].Y);
            }
            from = to;
            sum += area;
            if (ring.Length >= 4 && area != 0)
            {
                (area > 0 ? shells : holes).Add(Turned(ring));
            }
        }
        if (Math.Abs(sum - planarM2) > SlackM2 + Slack * Math.Abs(planarM2))
        {
            return null;
        }
        var polygons = Assemble(shells, holes);
        if (polygons is null)
        {
            return null;
        }
        return polygons.Length == 1 ? polygons[0] : s_factory.CreateMultiPolygon(polygons);
    }

    // Linked shells run the other way than those of the canonical form, and so do holes.
    private static LinearRing Turned(ReadOnlySpan<(double X, double Y)> vertices)
    {
        int start = 0, count = vertices.Length - 1;
        for (int v = 1; v < count; v++)
        {
            if (vertices[v].X < vertices[start].X || (vertices[v].X == vertices[start].X && vertices[v].Y < vertices[start].Y))
            {
                start = v;
            }
        }
        var ring = new double[2 * vertices.Length];
        for (int v = 0, at = start; v <= count; v++)
        {
            (ring[2 * v], ring[2 * v + 1]) = vertices[at];
            at = at == 0 ? count - 1 : at - 1;
        }
        return new LinearRing(new PackedDoubleCoordinateSequence(ring, 2, 0), s_factory);
    }

    private static Polygon[]? Assemble(List<LinearRing> shells, List<LinearRing> holes)
    {
        if (holes.Count == 0)
        {
            return [.. shells.Select(shell => s_factory.CreatePolygon(shell))];
        }
        var inside = shells.Select(_ => new List<LinearRing>()).ToArray();
        foreach (var hole in holes)
        {
            int shell = shells.FindIndex(s => s.EnvelopeInternal.Contains(hole.EnvelopeInternal)
                && NetTopologySuite.Algorithm.PointLocation.IsInRing(hole.Coordinates[0], s.Coordinates));
            if (shell < 0)
            {
                return null;
            }
            inside[shell].Add(hole);
        }
        return [.. shells.Select((shell, k) => s_factory.CreatePolygon(shell, [.. inside[k]]))];
    }
}
