using GeoZones.Checks.Geodesy;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace GeoZones.Server.Measure;

/// <summary>Refuses polygons that have no area of their own, such as a bow-tie.</summary>
public static class Validity
{
    /// <summary>Lets valid polygons pass.</summary>
    /// <param name="onPlane">Polygons in <paramref name="plane"/>.</param>
    /// <param name="plane">Their plane.</param>
    /// <exception cref="ProblemException">422, with the coordinate of the defect in degrees.</exception>
    public static void Demand(Geometry onPlane, GaussKrugerPlane plane)
    {
        var defect = new IsValidOp(onPlane).ValidationError;
        if (defect is null)
        {
            return;
        }
        var place = plane.ToDegrees(defect.Coordinate.X, defect.Coordinate.Y);
        throw new ProblemException(StatusCodes.Status422UnprocessableEntity, Describe(defect.ErrorType))
        {
            Coordinate = [Math.Round(place.X, 9), Math.Round(place.Y, 9)],
        };
    }

    private static Sentence Describe(TopologyValidationErrors defect) => defect switch
    {
        TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection =>
            new("多边形自相交，面积没有意义；请在所指位置改正。", "The polygon crosses or touches itself, so it has no area of its own; mend it at the coordinate."),
        TopologyValidationErrors.HoleOutsideShell =>
            new("洞位于外环之外。", "A hole lies outside of its shell."),
        TopologyValidationErrors.NestedHoles =>
            new("洞中套洞。", "One hole lies inside another."),
        TopologyValidationErrors.NestedShells =>
            new("一个部分位于另一部分之内。", "One part lies inside another."),
        TopologyValidationErrors.DisconnectedInteriors =>
            new("多边形内部被环割断。", "The rings cut the polygon's interior apart."),
        TopologyValidationErrors.TooFewPoints =>
            new("环退化：不同的点少于 3 个。", "A ring has collapsed: it has fewer than three different positions."),
        _ => new("多边形无效；请在所指位置改正。", "The polygon is not valid; mend it at the coordinate."),
    };
}
