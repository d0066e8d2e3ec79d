using GeoZones.Checks.Overlay;

using NetTopologySuite.IO;
using NetTopologySuite.Operation.OverlayNG;

using Xunit;

namespace GeoZones.Checks.Tests.Overlay;

public class SelfTouchTests
{
    [Theory]
    [InlineData("two squares at a corner", "0 0,5 0,5 5,10 5,10 10,5 10,5 5,0 5", "5 5", "5 5,10 5,10 10,5 10|0 0,5 0,5 5,0 5")]
    [InlineData("two squares and an edge between", "0 0,4 0,4 2,6 2,6 0,10 0,10 4,6 4,6 2,4 2,4 4,0 4", "4 2,6 2", "6 2,6 0,10 0,10 4,6 4|0 0,4 0,4 2,4 4,0 4")]
    [InlineData("a corner on an edge", "0 0,10 0,10 10,0 10,0 8,5 8,5 0.5,4 0,3 0.5,3 6,0 6", "4 0", "4 0,10 0,10 10,0 10,0 8,5 8,5 0.5|0 0,4 0,3 0.5,3 6,0 6")]
    [InlineData("a hole that hangs on its shell", "0 0,10 0,10 10,0 10,0 5,3 7,3 3,0 5", "0 5", "0 5,3 7,3 3|0 0,10 0,10 10,0 10,0 5")]
    [InlineData("nothing but an edge there and back", "0 0,10 0", "0 0,10 0", "")]
    public void RingsAreCutWhereTheyTouchThemselves(string what, string ring, string points, string expected)
    {
        List<(double X, double Y)> vertices = [.. Points(ring), Points(ring)[0]];
        List<int> ringEnds = [vertices.Count];
        var touches = new SelfTouch();
        // the sweep meets a point once for every edge at it
        foreach (var (x, y) in Points(points).Concat(Points(points)))
        {
            touches.Add(x, y);
        }

        Assert.Equal(what[0] != 'n', touches.ComesTwice(vertices, ringEnds));
        touches.Split(vertices, ringEnds);

        List<List<(double, double)>> rings = [];
        foreach (var (from, to) in ringEnds.Prepend(0).Zip(ringEnds))
        {
            Assert.Equal(vertices[from], vertices[to - 1]);
            rings.Add(vertices[from..(to - 1)]);
        }

        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Points), rings);
    }

    [Theory]
    [InlineData("along the teeth of a comb", "POLYGON((0 0,9 0,9 9,8 9,8 3,5 3,5 9,4 9,4 3,1 3,1 9,0 9,0 0))", "POLYGON((0 3,9 3,9 12,0 12,0 3))", 18)]
    [InlineData("up to the comb's back and along it", "POLYGON((0 0,9 0,9 9,6 9,6 3,3 3,3 9,0 9,0 0))", "POLYGON((-1 3,3 3,6 3,10 3,10 6,-1 6,-1 3))", 18)]
    [InlineData("two rooms and the wall between them", "POLYGON((0 0,4 0,4 2,6 2,6 0,10 0,10 4,0 4,0 0))", "POLYGON((0 0,10 0,10 4,6 4,6 2,4 2,4 4,0 4,0 0))", 32)]
    public void PatchesThatShareEdgesAreLinkedAndNotSweptAgain(string what, string first, string second, double areaM2)
    {
        var (a, b) = (new WKTReader().Read(first), new WKTReader().Read(second));
        foreach (var (one, other) in new[] { (a, b), (b, a) })
        {
            List<SharedPatch> found = [];
            var scale = new ScaleDeficit(3_895_000, 15_000);
            var (_, swept) = SharedGeometry.Of(PackedLayerBuilder.Packed([one], scale), new OverlayIndex(PackedLayerBuilder.Packed([other], scale)), area => area.IsGround, found.Add, TestContext.Current.CancellationToken);
            Assert.Equal(0, swept);
            var shape = Assert.Single(found).Shape;
            Assert.True(shape.IsValid, what);
            Assert.Equal(areaM2, shape.Area, 1e-9);
            Assert.Equal(0, OverlayNGRobust.Overlay(shape, PolygonOverlay.Intersection(a, b), OverlayNG.SYMDIFFERENCE).Area, 1e-9);
        }
    }

    private static List<(double X, double Y)> Points(string text) =>
        [.. text.Split(',').Select(point => point.Split(' ')).Select(point => (double.Parse(point[0]), double.Parse(point[1])))];
}
