using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// One way to write down an area, whatever way it was drawn: every ring begins at its most south-western vertex (by x, then y), shells run clockwise and holes the other way.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>The geometry itself where it has the form already, else a copy that has.</summary>
    public static Geometry Of(Geometry geometry)
    {
        if (geometry is not Polygon { NumInteriorRings: 0, IsEmpty: false } polygon || Drawn(polygon.ExteriorRing.CoordinateSequence) is not var (start, isClockwise))
        {
            return Settled(geometry.Normalized());
        }

        return start == 0 && isClockwise ? geometry
            : new Polygon(new LinearRing(Written(polygon.ExteriorRing.CoordinateSequence, start, turned: !isClockwise), geometry.Factory), geometry.Factory) { SRID = geometry.SRID, UserData = geometry.UserData };
    }

    // A ring may come by its first vertex twice: of the ways to begin there the first in order is taken.
    private static Geometry Settled(Geometry normalized) => normalized switch
    {
        Polygon polygon when polygon.InteriorRings.Prepend(polygon.ExteriorRing).Any(ring => !polygon.IsEmpty && ComesTwice(ring.Coordinates)) =>
            polygon.Factory.CreatePolygon(Settled(polygon.ExteriorRing), [.. polygon.InteriorRings.Select(Settled)]),
        MultiPolygon areas when areas.Geometries.Any(area => Settled(area) != area) => areas.Factory.CreateMultiPolygon([.. areas.Geometries.Select(area => (Polygon)Settled(area))]),
        _ => normalized,
    };

    private static LinearRing Settled(LineString ring)
    {
        var vertices = ring.Coordinates[..^1];
        var least = Enumerable.Range(0, vertices.Length).Where(start => vertices[start].Equals2D(vertices[0]))
            .Select(start => (Coordinate[])[.. vertices[start..], .. vertices[..start]])
            .Aggregate((one, other) => one.Zip(other, (a, b) => a.CompareTo(b)).FirstOrDefault(order => order != 0) <= 0 ? one : other);
        return ring.Factory.CreateLinearRing([.. least, least[0].Copy()]);
    }

    private static bool ComesTwice(Coordinate[] ring) => ring[1..^1].Any(ring[0].Equals2D);

    // The most south-western vertex and which way the ring turns there; nothing where the vertex comes twice or the ring runs straight on or back there.
    private static (int Start, bool IsClockwise)? Drawn(CoordinateSequence ring)
    {
        var (start, count, twice) = (0, ring.Count - 1, false);
        double x = ring.GetX(0), y = ring.GetY(0);
        for (var v = 1; v < count; v++)
        {
            var vx = ring.GetX(v);
            if (vx > x)
            {
                continue;
            }

            var vy = ring.GetY(v);
            if (vx < x || vy < y)
            {
                (start, x, y, twice) = (v, vx, vy, false);
            }
            else
            {
                twice |= vx == x && vy == y;
            }
        }

        if (twice || count < 3)
        {
            return null;
        }

        int before = start == 0 ? count - 1 : start - 1, after = start + 1;
        var turn = Orientation.Of(ring.GetX(before), ring.GetY(before), x, y, ring.GetX(after), ring.GetY(after));
        return turn is > 0 or < 0 ? (start, turn < 0) : null;
    }

    private static PackedDoubleCoordinateSequence Written(CoordinateSequence ring, int start, bool turned)
    {
        var count = ring.Count - 1;
        var numbers = new double[2 * ring.Count];
        for (int v = 0, from = start; v < count; v++)
        {
            (numbers[2 * v], numbers[2 * v + 1]) = (ring.GetX(from), ring.GetY(from));
            from = turned ? (from == 0 ? count - 1 : from - 1) : from == count - 1 ? 0 : from + 1;
        }

        (numbers[^2], numbers[^1]) = (numbers[0], numbers[1]);
        return new PackedDoubleCoordinateSequence(numbers, 2, 0);
    }
}
