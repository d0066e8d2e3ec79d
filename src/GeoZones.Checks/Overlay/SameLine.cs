using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Distance;

namespace GeoZones.Checks.Overlay;

/// <summary>Whether two geometries are the same line, vertex for vertex or not: of areas their rings, of points the points.</summary>
internal static class SameLine
{
    /// <summary>Whether every vertex and the middle of every edge of either lies within a distance of the other, m.</summary>
    public static bool Is(Geometry one, Geometry other, double withinM) => one.Dimension == other.Dimension && RunsAlong(one, other, withinM) && RunsAlong(other, one, withinM);

    // Vertices alone do not tell: the same ones can be joined in another order.
    private static bool RunsAlong(Geometry one, Geometry other, double withinM)
    {
        var distance = new IndexedFacetDistance(other is IPolygonal ? other.Factory.BuildGeometry(LinearComponentExtracter.GetLines(other)) : other);
        return one.Coordinates.Concat(LinearComponentExtracter.GetLines(one).Cast<LineString>().SelectMany(line => line.Coordinates.Zip(line.Coordinates.Skip(1), (a, b) => new Coordinate((a.X + b.X) / 2, (a.Y + b.Y) / 2))))
            .All(at => distance.Distance(one.Factory.CreatePoint(at)) <= withinM);
    }
}
