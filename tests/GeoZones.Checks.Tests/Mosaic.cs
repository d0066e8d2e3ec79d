using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests;

/// <summary>Patches with crooked edges that tile a rectangle without gap or overlap; neighbours share their vertices exactly. The seed decides all.</summary>
/// <param name="seed">Decides every coordinate.</param>
/// <param name="columns">Patches from west to east.</param>
/// <param name="rows">Patches from south to north.</param>
/// <param name="sizeM">Width and height of a patch, m.</param>
/// <param name="bends">Vertices between two corners.</param>
/// <param name="west">South-west corner, m.</param>
/// <param name="south">South-west corner, m.</param>
internal sealed class Mosaic(int seed, int columns, int rows, double sizeM, int bends, double west = Sketch.EastM, double south = Sketch.NorthM)
{
    public IEnumerable<Polygon> Patches() =>
        from row in Enumerable.Range(0, rows)
        from column in Enumerable.Range(0, columns)
        select Patch(column, row);

    /// <summary>The rectangle that they tile, with their vertices along its sides.</summary>
    public Polygon Outline()
    {
        List<Coordinate> ring = [];
        ring.AddRange(Enumerable.Range(0, columns).SelectMany(column => Edge((column, 0), (column + 1, 0)).SkipLast(1)));
        ring.AddRange(Enumerable.Range(0, rows).SelectMany(row => Edge((columns, row), (columns, row + 1)).SkipLast(1)));
        ring.AddRange(Enumerable.Range(0, columns).Reverse().SelectMany(column => Edge((column, rows), (column + 1, rows)).Reverse().SkipLast(1)));
        ring.AddRange(Enumerable.Range(0, rows).Reverse().SelectMany(row => Edge((0, row), (0, row + 1)).Reverse().SkipLast(1)));
        return new Polygon(new LinearRing([.. ring, ring[0]]));
    }

    private Polygon Patch(int column, int row)
    {
        (int, int) sw = (column, row), se = (column + 1, row), ne = (column + 1, row + 1), nw = (column, row + 1);
        Coordinate[] ring = [.. Edge(sw, se).SkipLast(1), .. Edge(se, ne).SkipLast(1), .. Edge(nw, ne).Reverse().SkipLast(1), .. Edge(sw, nw).Reverse()];
        return new Polygon(new LinearRing(ring));
    }

    // From the western or southern corner to the other, the same for both neighbours.
    private Coordinate[] Edge((int X, int Y) from, (int X, int Y) to)
    {
        Coordinate a = Corner(from), b = Corner(to);
        var random = new Random(HashCode(from, to));
        return
        [
            a,
            .. Enumerable.Range(1, bends).Select(i =>
            {
                double t = i / (bends + 1.0), aside = IsSide(from, to) ? 0 : (random.NextDouble() - 0.5) * 0.2 * sizeM / (bends + 1);
                return new Coordinate(Grid(a.X + t * (b.X - a.X) + (from.X == to.X ? aside : 0)), Grid(a.Y + t * (b.Y - a.Y) + (from.Y == to.Y ? aside : 0)));
            }),
            b,
        ];
    }

    private Coordinate Corner((int X, int Y) corner)
    {
        var random = new Random(HashCode(corner, (-1, -1)));
        double Jitter(bool isFree) => isFree ? (random.NextDouble() - 0.5) * 0.6 * sizeM : 0;
        return new(Grid(west + corner.X * sizeM + Jitter(corner.X > 0 && corner.X < columns)), Grid(south + corner.Y * sizeM + Jitter(corner.Y > 0 && corner.Y < rows)));
    }

    private bool IsSide((int X, int Y) from, (int X, int Y) to) =>
        (from.X == to.X && (from.X == 0 || from.X == columns)) || (from.Y == to.Y && (from.Y == 0 || from.Y == rows));

    private int HashCode((int X, int Y) a, (int X, int Y) b) => unchecked(((((seed * 31 + a.X) * 7919 + a.Y) * 31 + b.X) * 7919 + b.Y) * 2654435 ^ seed);

    private static double Grid(double metres) => Math.Round(metres, 4);
}
