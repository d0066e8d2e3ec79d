using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Tests.Cases;

/// <summary>The ground of the cases is what the documents promise: areas, roads, and shapes like those of real plans.</summary>
public sealed class CaseGroundTests
{
    [Theory]
    [InlineData("changyuan")]
    [InlineData("lushan")]
    [InlineData("jiaozuo")]
    public void ShapesAreLikeThoseOfRealPlans(string region)
    {
        var polygons = CaseFolder.Of(region).Features.Where(feature => feature.Plane is IPolygonal).Select(feature => feature.Plane).ToList();

        int[] vertices = [.. polygons.Select(polygon => polygon.NumPoints).Order()];
        Assert.True(vertices[vertices.Length / 2] >= 50, $"median of vertices is {vertices[vertices.Length / 2]}");
        Assert.Contains(polygons, polygon => polygon is MultiPolygon);
        Assert.Contains(polygons, polygon => polygon is Polygon { NumInteriorRings: > 0 });
        Assert.InRange(polygons.SelectMany(Edges).Max(), 15, 70);

        // Patches that lie side by side have the very same edge between them, vertex for vertex.
        var coverages = CaseFolder.Of(region).Features.Where(feature => feature is { Collection: Collections.Designations, Plane: IPolygonal })
            .GroupBy(feature => $"{feature.Plan} {(feature.Attribute("useArea") is null ? "" : "use areas")}", feature => feature.Plane)
            .Select(patches => (patches.Key, Uses: patches.SelectMany(Sides).CountBy(side => side).Select(side => side.Value).ToList()))
            .Select(coverage => (coverage.Key, Shared: coverage.Uses.Count(use => use > 1) / (double)coverage.Uses.Count));
        Assert.All(coverages, coverage => Assert.InRange(coverage.Shared, 0.5, 1));

        static IEnumerable<(Coordinate, Coordinate)> Sides(Geometry polygon) => LinearComponentExtracter.GetLines(polygon)
            .SelectMany(line => line.Coordinates.Zip(line.Coordinates.Skip(1), (a, b) => a.CompareTo(b) < 0 ? (a, b) : (b, a)));
        static IEnumerable<double> Edges(Geometry polygon) => LinearComponentExtracter.GetLines(polygon)
            .SelectMany(line => line.Coordinates.Zip(line.Coordinates.Skip(1), (a, b) => a.Distance(b)));
    }

    [Theory]
    [InlineData("changyuan", new[] { 21.8, 8, 4, 4, 3 })]
    [InlineData("lushan", new[] { 5.28, 4.8, 4.62, 4.4, 4.2, 3.7 })]
    public void SubParksMeasureWhatIsDeclaredToOneSquareMetre(string region, double[] km2)
    {
        var files = CaseFolder.Of(region);

        var measured = files.Features.Where(feature => feature.Collection == Collections.SubParks).Select(feature => feature.Measures!.EllipsoidalAreaM2).OrderDescending();

        Assert.All(km2.Zip(measured), pair => Assert.Equal(pair.First * 1e6, pair.Second, 1.0));
    }

    [Fact]
    public void BoundaryOfChangyuanIsTheUnionOfItsSubParks()
    {
        var files = CaseFolder.Of("changyuan");

        var boundary = files.Features.Single(feature => feature.Collection == Collections.ZoneBoundaries && feature.Plan == PlanKind.Zone);
        var subParks = files.Features.Where(feature => feature.Collection == Collections.SubParks).ToList();

        Assert.Equal(2, Assert.IsType<MultiPolygon>(boundary.Plane).NumGeometries);
        Assert.True(boundary.Plane.EqualsTopologically(subParks.Select(feature => feature.Plane).Aggregate((a, b) => a.Union(b))));
        var powerPlant = Assert.Single(files.Features, feature => feature is { Collection: Collections.Facilities, Name: "电厂" });
        Assert.False(powerPlant.Plane.Relate(boundary.Plane, "T********"), "the power plant has ground in the zone");
    }

    [Fact]
    public void LushanGrowsFromEightPointSixToTwentySevenSquareKilometres()
    {
        var files = CaseFolder.Of("lushan");

        var before = files.FirstRevision("zone").Single(feature => feature.Collection == Collections.ZoneBoundaries);
        var after = files.Features.Single(feature => feature.Collection == Collections.ZoneBoundaries && feature.Plan == PlanKind.Zone);

        Assert.Equal(8.6e6, before.Measures!.EllipsoidalAreaM2, 1.0);
        Assert.Equal(27e6, after.Measures!.EllipsoidalAreaM2, 1.0);
    }

    [Theory]
    [InlineData("changyuan", 18, 2, 16)]
    [InlineData("lushan", 13, 0, 10)]
    public void RoadsAreAsManyAsPromised(string region, int roads, int finished, int underConstruction)
    {
        var drawn = CaseFolder.Of(region).Features.Where(feature => feature.Collection == Collections.Roads && feature.Plan == PlanKind.Zone).ToList();

        Assert.Equal((roads, finished, underConstruction), (drawn.Count, drawn.Count(road => road.Attribute("state") == "finished"), drawn.Count(road => road.Attribute("state") == "under-construction")));
    }

    [Fact]
    public void TenRoadsOfTheHillZoneMeasureTwentyKilometres()
    {
        var files = CaseFolder.Of("jiaozuo");

        var roads = files.Features.Where(feature => feature.Collection == Collections.Roads && feature.Plan == PlanKind.Zone && feature.Zone == "Z7").ToList();

        Assert.Equal(10, roads.Count);
        Assert.Equal(20_000, roads.Sum(road => AreaMeasure.GroundLengthM(road.Plane, files.Plane)), 0.1);
    }
}
