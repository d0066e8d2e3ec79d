using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.OverlayNG;

using Xunit;

namespace GeoZones.Checks.Tests.Overlay;

public class AreaTableTests
{
    private static readonly ScaleDeficit Scale = new(3895000, 15000);
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("two squares", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((5 5,15 5,15 15,5 15,5 5))", 25)]
    [InlineData("the same square twice", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((0 0,10 0,10 10,0 10,0 0))", 100)]
    [InlineData("the same square, other direction and start", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((10 10,10 0,0 0,0 10,10 10))", 100)]
    [InlineData("neighbours sharing an edge", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((10 0,20 0,20 10,10 10,10 0))", 0)]
    [InlineData("neighbours with a T-vertex", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((10 2,20 2,20 8,10 8,10 2))", 0)]
    [InlineData("touching at a corner", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((10 10,20 10,20 20,10 20,10 10))", 0)]
    [InlineData("one inside the other, edges shared", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((0 0,5 0,5 10,0 10,0 0))", 50)]
    [InlineData("one inside the other, nothing shared", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((2 2,4 2,4 4,2 4,2 2))", 4)]
    [InlineData("the island in a hole", "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2))", "POLYGON((2 2,4 2,4 4,2 4,2 2))", 0)]
    [InlineData("a hole that touches its shell", "POLYGON((0 0,10 0,10 10,0 10,0 0),(0 5,4 3,4 7,0 5))", "POLYGON((0 0,10 0,10 10,0 10,0 0))", 92)]
    [InlineData("parts", "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((5 5,6 5,6 6,5 6,5 5)))", "POLYGON((0 0,5.5 0,5.5 5.5,0 5.5,0 0))", 1.25)]
    [InlineData("a 1 mm sliver", "POLYGON((0 0,100 0,100 10,0 10,0 0))", "POLYGON((0 9.999,100 9.999,100 20,0 20,0 9.999))", 0.1)]
    [InlineData("diagonals through corners", "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((-5 5,5 -5,15 5,5 15,-5 5))", 100)]
    public void SharedAreaOf(string what, string first, string second, double areaM2)
    {
        foreach (var (dx, dy) in new[] { (0.0, 0.0), (500000.0, 3895000.0), (38500000.0, 3895000.0) })
        {
            double tolerance = dx > 1e7 ? 2e-6 : 2e-7;
            Assert.Equal(areaM2, Table([Move(first, dx, dy)], [Move(second, dx, dy)]).Sum(t => t.PlanarM2), tolerance);
            Assert.Equal(areaM2, Table([Move(second, dx, dy)], [Move(first, dx, dy)]).Sum(t => t.PlanarM2), tolerance);
        }
        Assert.NotEmpty(what);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]

    public void RandomPatchesWithSharedEdgesAgreeWithOverlayNg(int seed)
    {
        // corners on a coarse lattice make shared vertices, edges through corners and collinear edges the rule
        var random = new Random(seed);
        var first = Enumerable.Range(0, 60).Select(_ => RandomPatch(random, 25)).ToList();
        var second = Enumerable.Range(0, 60).Select(_ => RandomPatch(random, 25)).ToList();
        var table = Table(first, second).ToDictionary(t => (t.First, t.Second));
        for (int i = 0; i < first.Count; i++)
        {
            for (int j = 0; j < second.Count; j++)
            {
                double expected = OverlayNGRobust.Overlay(first[i], second[j], OverlayNG.INTERSECTION).Area;
                double found = table.TryGetValue((i, j), out var entry) ? entry.PlanarM2 : 0;
                Assert.True(Math.Abs(expected - found) < 1e-6, $"seed {seed} pair {i},{j}: {expected} is not {found}\n{first[i]}\n{second[j]}");
            }
        }
        var shapes = new System.Collections.Concurrent.ConcurrentDictionary<(int, int), Geometry>();
        var (pairs, swept) = SharedGeometry.Of(Pack(first), new OverlayIndex(Pack(second)), t => t.PlanarM2 > 1e-6, s => shapes[(s.Area.First, s.Area.Second)] = s.Shape, Stop);
        TestContext.Current.TestOutputHelper?.WriteLine($"{pairs} pairs, {swept} swept");
        for (int i = 0; i < first.Count; i++)
        {
            for (int j = 0; j < second.Count; j++)
            {
                var shared = OverlayNGRobust.Overlay(first[i], second[j], OverlayNG.INTERSECTION);
                var expected = new MultiPolygon([.. NetTopologySuite.Geometries.Utilities.PolygonExtracter.GetPolygons(shared).Cast<Polygon>()]);
                if (shapes.TryGetValue((i, j), out var found))
                {
                    Assert.True(found.IsValid, $"{new NetTopologySuite.Operation.Valid.IsValidOp(found).ValidationError}\n{first[i]}\n{second[j]}\n{found}");
                    Assert.True(OverlayNGRobust.Overlay(found, expected, OverlayNG.SYMDIFFERENCE).Area < 1e-6, $"seed {seed} pair {i},{j}");
                }
                else
                {
                    Assert.True(expected.Area < 1e-6);
                }
            }
        }
        var within = OverlapTable.Of(Pack(first), cancellation: Stop).ToDictionary(t => (t.First, t.Second));
        for (int i = 0; i < first.Count; i++)
        {
            for (int j = i + 1; j < first.Count; j++)
            {
                double expected = OverlayNGRobust.Overlay(first[i], first[j], OverlayNG.INTERSECTION).Area;
                Assert.Equal(expected, within.TryGetValue((i, j), out var entry) ? entry.PlanarM2 : 0, 1e-6);
            }
        }
    }

    [Fact]
    public void GroundAreaIsThatOfTheGeodesy()
    {
        var plane = GaussKrugerPlane.ForSrid(4547);
        var random = new Random(11);
        var patches = Enumerable.Range(0, 20).Select(_ => Move(RandomPatch(random, 400).AsText(), 130000, 0)).ToList();
        var layer = Pack(patches);
        for (int p = 0; p < patches.Count; p++)
        {
            Assert.Equal(AreaMeasure.GroundAreaM2(patches[p], plane), layer.GroundAreaM2(p), 1e-9 * layer.PlanarAreaM2(p) + 1e-6);
        }
    }

    [Fact]
    public void TwoCoveragesInOneLayerOverlapEverywhereThoughTheirInnerEdgesMatch()
    {
        static IEnumerable<Geometry> Sheet(double x0, double y0) =>
            from row in Enumerable.Range(0, 8)
            from column in Enumerable.Range(0, 8)
            let x = x0 + 10 * column
            let y = y0 + 10 * row
            select (Geometry)new GeometryFactory().ToGeometry(new Envelope(x, x + 10, y, y + 10));
        var patches = Sheet(500000, 3895000).Concat(Sheet(500003, 3895004)).ToList();
        var overlaps = OverlapTable.Of(Pack(patches), cancellation: Stop);
        Assert.Equal(77.0 * 76, overlaps.Sum(o => o.PlanarM2), 1e-6);
        Assert.Equal(8 * 8 + 7 * 8 + 8 * 7 + 7 * 7, overlaps.Count);
        Assert.Empty(OverlapTable.Of(Pack([.. Sheet(500000, 3895000)]), cancellation: Stop));
    }

    [Fact]
    public void OneOrTwoThreadsAndEitherOrderGiveTheSameSums()
    {
        var random = new Random(5);
        var first = Pack(Enumerable.Range(0, 700).Select(_ => RandomPatch(random, 20)).ToList());
        var second = Pack(Enumerable.Range(0, 700).Select(_ => RandomPatch(random, 20)).ToList());
        Assert.Equal(AreaTable.Of(first, second, threads: 1, Stop), AreaTable.Of(first, second, threads: 2, Stop));
        Assert.Equal(AreaTable.Of(first, second, cancellation: Stop).Sum(t => t.GroundM2), AreaTable.Of(second, first, cancellation: Stop).Sum(t => t.GroundM2), 1e-5);
    }

    private static IReadOnlyList<SharedArea> Table(List<Geometry> first, List<Geometry> second) => AreaTable.Of(Pack(first), Pack(second), cancellation: Stop);

    private static PackedLayer Pack(List<Geometry> patches)
    {
        var builder = new PackedLayerBuilder(Scale);
        foreach (var patch in patches)
        {
            builder.AddWkb(patch.ToBinary());
        }
        return builder.Build();
    }

    private static Geometry Move(string wkt, double dx, double dy)
    {
        var geometry = new WKTReader().Read(wkt);
        geometry.Apply(new Move(dx, dy));
        return geometry;
    }

    /// <summary>A valid patch of lattice corners, sometimes with a hole or a second part, around a random place of a 300 m field.</summary>
    private static Geometry RandomPatch(Random random, int spanM)
    {
        while (true)
        {
            double x = 500000 + random.Next(60) * 5, y = 3895000 + random.Next(60) * 5;
            var corners = Enumerable.Range(0, random.Next(3, 9)).Select(_ => new Coordinate(x + random.Next(-spanM, spanM) / 5 * 5, y + random.Next(-spanM, spanM) / 5 * 5)).ToList();
            corners = [.. corners.OrderBy(c => Math.Atan2(c.Y - y - 0.3, c.X - x - 0.7))];
            corners.Add(corners[0].Copy());
            Geometry shape = new Polygon(new LinearRing([.. corners]));
            if (random.Next(4) == 0 && shape.IsValid)
            {
                shape = shape.Difference(new Envelope(x - 5, x + 5, y - 5, y + 5) is var e ? new GeometryFactory().ToGeometry(e) : null);
            }
            if (shape is Polygon or MultiPolygon && !shape.IsEmpty && shape.IsValid && shape.Area > 1)
            {
                return shape;
            }
        }
    }
}

file sealed class Move(double dx, double dy) : ICoordinateSequenceFilter
{
    public bool Done => false;
    public bool GeometryChanged => true;

    public void Filter(CoordinateSequence sequence, int i)
    {
        sequence.SetX(i, sequence.GetX(i) + dx);
        sequence.SetY(i, sequence.GetY(i) + dy);
    }
}
