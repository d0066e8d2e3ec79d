using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoZones.Checks.Tests.Overlay;

public sealed class SimpleRingTests
{
    [Theory]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", true)]
    [InlineData("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)))", true)]
    [InlineData("POLYGON ((0 0, 5 0, 10 0, 10 10, 0 10, 0 0))", true)]
    [InlineData("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", false)]
    [InlineData("POLYGON ((0 0, 10 0, 5 0, 10 10, 0 0))", false)]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 5 0, 0 10, 0 0))", false)]
    [InlineData("POLYGON ((0 0, 10 0, 20 0, 0 0))", false)]
    [InlineData("POLYGON EMPTY", false)]
    public void A_ring_that_touches_itself_is_not_simple(string wkt, bool isSimple) => Assert.Equal(isSimple, SimpleRing.Is(new WKTReader().Read(wkt)));

    [Fact]
    public void A_coordinate_that_is_no_number_is_not_simple() =>
        Assert.False(SimpleRing.Is(new Polygon(new LinearRing([new(0, 0), new(10, 0), new(double.NaN, 10), new(0, 0)]))));

    [Property(MaxTest = 500)]
    public Property What_is_simple_is_valid_and_a_star_about_a_point_is_simple() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var vertices = random.Next(3, 200);
        var wild = new Polygon(new LinearRing([.. Closed(Enumerable.Range(0, Math.Min(vertices, 8)).Select(_ => new Coordinate(random.Next(6), random.Next(6))))]));
        var star = new Polygon(new LinearRing([.. Closed(Enumerable.Range(0, vertices).Select(v =>
        {
            double angle = 2 * Math.PI * v / vertices, radius = 100 + 50 * random.NextDouble();
            return new Coordinate(500_000 + radius * Math.Cos(angle), 3_900_000 + radius * Math.Sin(angle));
        }))]));
        Assert.True(!SimpleRing.Is(wild) || wild.IsValid, wild.ToString());
        Assert.True(SimpleRing.Is(star));

        static IEnumerable<Coordinate> Closed(IEnumerable<Coordinate> vertices)
        {
            var all = vertices.ToList();
            return [.. all, all[0].Copy()];
        }
    });
}
