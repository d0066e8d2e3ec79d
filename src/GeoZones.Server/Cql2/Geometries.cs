using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using NetTopologySuite;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;

namespace GeoZones.Server.Cql2;

/// <summary>Geometries that a filter brings along.</summary>
internal static class Geometries
{
    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection",
    };

    private static readonly GeometryFactory Factory = new NtsGeometryServices(new PrecisionModel(), 4490).CreateGeometryFactory();

    /// <summary>Whether it is the name of a type, in any case.</summary>
    public static bool IsType(string name) => Types.Contains(name);

    /// <summary>Makes a geometry; one that cannot be is the filter's mistake.</summary>
    /// <exception cref="ProblemException">400: too few points, a ring that is not closed.</exception>
    public static Geometry Make(Place place, Func<GeometryFactory, Geometry> make)
    {
        try
        {
            return make(Factory);
        }
        catch (ArgumentException)
        {
            throw FilterProblem.At(place, "几何图形的点太少，或环没有闭合（首尾点须相同）。", "the geometry has too few points, or a ring that is not closed (its first and last point are the same).");
        }
    }

    /// <summary>The geometry in longitude and latitude.</summary>
    /// <param name="geometry">In <paramref name="crs"/>, in the order of its axes.</param>
    /// <param name="crs">The system of the filter.</param>
    /// <param name="place">Where it is said.</param>
    /// <exception cref="ProblemException">400: a point outside of the system, an invalid geometry.</exception>
    public static Geometry InDegrees(Geometry geometry, CoordinateReference crs, Place place)
    {
        var degrees = geometry.Copy();
        degrees.SRID = 4490;
        degrees.Apply(new ToDegrees(crs, place));
        degrees.GeometryChanged();
        if (new IsValidOp(degrees).ValidationError is { } invalid)
        {
            var problem = FilterProblem.At(place, "几何图形无效（自相交等）。", $"the geometry is not valid: {invalid.Message}.");
            throw invalid.Coordinate is { } at ? new ProblemException(problem.Status, problem.Detail) { Parameter = problem.Parameter, Pointer = problem.Pointer, Coordinate = [at.X, at.Y] } : problem;
        }
        return degrees;
    }

    /// <summary>The union of the parts of a collection.</summary>
    /// <param name="collection">Valid, in longitude and latitude.</param>
    /// <param name="place">Where it is said.</param>
    /// <exception cref="ProblemException">400: points beside lines, or either beside areas, are no single geometry; nor is nothing.</exception>
    public static Geometry AsOne(Geometry collection, Place place)
    {
        if (collection.IsEmpty)
        {
            throw FilterProblem.At(place, "GEOMETRYCOLLECTION 是空的；空的只能用于 S_INTERSECTS 和 S_DISJOINT。", "the GEOMETRYCOLLECTION is empty; an empty one is only for S_INTERSECTS and S_DISJOINT.");
        }
        var union = OverlayNGRobust.Union(collection);
        union.SRID = collection.SRID;
        return union.OgcGeometryType != OgcGeometryType.GeometryCollection ? union : throw FilterProblem.At(place,
            "GEOMETRYCOLLECTION 的各部分合并后须为同一类图形（点、线或面）；混合的只能用于 S_INTERSECTS 和 S_DISJOINT。",
            "the parts of a GEOMETRYCOLLECTION make points, lines or areas together; where they stay mixed it is only for S_INTERSECTS and S_DISJOINT.");
    }

    /// <summary>A box in longitude and latitude; two where it crosses the antimeridian.</summary>
    /// <param name="numbers">Its corners in <paramref name="crs"/>.</param>
    /// <param name="crs">The system of the filter.</param>
    /// <param name="place">Where it is said.</param>
    public static Geometry Box(double[] numbers, CoordinateReference crs, Place place)
    {
        if (numbers.Length is not (4 or 6))
        {
            throw FilterProblem.At(place, "BBOX 须有 4 个或 6 个数。", "BBOX takes 4 or 6 numbers.");
        }
        var upper = numbers.Length / 2;
        var (first, second, lastFirst, lastSecond) = (numbers[0], numbers[1], numbers[upper], numbers[upper + 1]);
        // Longitudes may go round: west 170, east -170.
        var goesRound = crs.IsDegrees && (crs.IsSwapped ? second > lastSecond : first > lastFirst);
        if (!goesRound)
        {
            return InDegrees(Rectangle(first, second, lastFirst, lastSecond), crs, place);
        }
        Geometry[] halves = crs.IsSwapped
            ? [Rectangle(first, second, lastFirst, 180), Rectangle(first, -180, lastFirst, lastSecond)]
            : [Rectangle(first, second, 180, lastSecond), Rectangle(-180, second, lastFirst, lastSecond)];
        // A box that starts or ends at the antimeridian has a half without width.
        return InDegrees(Factory.BuildGeometry(halves.Where(half => half.Dimension == halves.Max(other => other.Dimension))), crs, place);

        Geometry Rectangle(double a0, double b0, double a1, double b1) => (a0.CompareTo(a1), b0.CompareTo(b1)) switch
        {
            ( > 0, _) or (_, > 0) => throw FilterProblem.At(place, "BBOX 的下限不能大于上限。", "the lower bounds of BBOX do not lie above its upper ones."),
            (0, 0) => Factory.CreatePoint(new Coordinate(a0, b0)),
            (0, _) or (_, 0) => Factory.CreateLineString([new(a0, b0), new(a1, b1)]),
            _ => Factory.CreatePolygon([new(a0, b0), new(a1, b0), new(a1, b1), new(a0, b1), new(a0, b0)]),
        };
    }

    private sealed class ToDegrees(CoordinateReference crs, Place place) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (var i = 0; i < sequence.Count; i++)
            {
                var (first, second) = (sequence.GetX(i), sequence.GetY(i));
                var (longitude, latitude) = crs.ToDegrees(first, second) ?? throw FilterProblem.At(place,
                    FormattableString.Invariant($"点 ({first}, {second}) 不在 filter-crs 的范围内；请检查坐标系和坐标顺序。"),
                    FormattableString.Invariant($"the point ({first}, {second}) lies outside of filter-crs; look at the system and at the order of the coordinates."));
                sequence.SetX(i, longitude);
                sequence.SetY(i, latitude);
            }
        }
    }
}
