using NetTopologySuite.Geometries;
using NetTopologySuite.Triangulate;

namespace GeoZones.Benchmarks;

/// <summary>One patch of a synthetic plan; plane coordinates, metres, EPSG:4547.</summary>
internal sealed record CountyPatch(int Id, string Class, Polygon Shape);

/// <summary>
/// A synthetic county of 40 km × 30 km: plans of Voronoi cells whose edges wander, each edge made once so that neighbours share its vertices exactly.
/// The same numbers give the same county.
/// </summary>
internal static class County
{
    public const double WestM = 480000, SouthM = 3880000, WidthM = 40000, HeightM = 30000;
    public static readonly string[] LandUseClasses = ["basic_farmland", "farmland", "construction", "forest", "water", "road"];
    public static readonly string[] UrbanClasses = ["industrial", "residential", "green", "commercial", "farmland", "transport"];

    /// <summary>Land-use plan: cells with 8 vertices between the ends of an edge.</summary>
    public static List<CountyPatch> LandUse(int count, int seed) => Coverage(count, seed, 8, 0.06, LandUseClasses, 0.3);

    /// <summary>Urban plan: cells with 24 vertices between the ends of an edge.</summary>
    public static List<CountyPatch> Urban(int count, int seed) => Coverage(count, seed + 1, 24, 0.05, UrbanClasses, 0.9);

    private static List<CountyPatch> Coverage(int count, int seed, int perEdge, double amplitude, string[] classes, double phase)
    {
        var random = new Random(seed);
        var sites = new Coordinate[count];
        for (int k = 0; k < count; k++)
        {
            sites[k] = new Coordinate(WestM + random.NextDouble() * WidthM, SouthM + random.NextDouble() * HeightM);
        }
        var window = new Envelope(WestM, WestM + WidthM, SouthM, SouthM + HeightM);
        var diagram = new VoronoiDiagramBuilder { ClipEnvelope = window };
        diagram.SetSites(sites);
        var cells = diagram.GetDiagram(GeometryFactory.Default);
        var patches = new List<CountyPatch>(count);
        for (int k = 0; k < cells.NumGeometries; k++)
        {
            var corners = cells.GetGeometryN(k).Coordinates.Select(c => new Coordinate(Math.Round(c.X, 4), Math.Round(c.Y, 4))).ToArray();
            var ring = new List<Coordinate>();
            for (int i = 0; i + 1 < corners.Length; i++)
            {
                if (corners[i].Equals2D(corners[i + 1]))
                {
                    continue;
                }
                ring.Add(corners[i]);
                if (!OnFrame(corners[i], corners[i + 1]) && corners[i].Distance(corners[i + 1]) > 2)
                {
                    ring.AddRange(Wander(corners[i], corners[i + 1], perEdge, amplitude));
                }
            }
            ring.Add(ring[0].Copy());
            var shape = new Polygon(new LinearRing([.. ring]));
            if (!shape.IsValid)
            {
                shape = shape.Buffer(0) as Polygon ?? new Polygon(new LinearRing(corners));
            }
            patches.Add(new CountyPatch(k, ClassAt(shape.EnvelopeInternal.Centre, classes, phase, random), shape));
        }
        return patches;
    }

    private static bool OnFrame(Coordinate a, Coordinate b) =>
        (a.X == b.X && (a.X == WestM || a.X == WestM + WidthM)) || (a.Y == b.Y && (a.Y == SouthM || a.Y == SouthM + HeightM));

    /// <summary>Vertices strictly between two corners, moved sideways by a random walk that depends on the corners alone.</summary>
    private static IEnumerable<Coordinate> Wander(Coordinate from, Coordinate to, int count, double amplitude)
    {
        bool swap = from.CompareTo(to) > 0;
        var (a, b) = swap ? (to, from) : (from, to);
        var random = new Random(HashCode(a, b));
        var walk = new double[count];
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            sum += random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
            walk[k] = sum;
        }
        double most = 0;
        for (int k = 0; k < count; k++)
        {
            walk[k] -= sum * (k + 1) / (count + 1);
            most = Math.Max(most, Math.Abs(walk[k]));
        }
        var line = new Coordinate[count];
        for (int k = 0; k < count; k++)
        {
            double t = (k + 1.0) / (count + 1), d = most == 0 ? 0 : walk[k] / most * amplitude;
            line[k] = new Coordinate(Math.Round(a.X + (b.X - a.X) * t - (b.Y - a.Y) * d, 4), Math.Round(a.Y + (b.Y - a.Y) * t + (b.X - a.X) * d, 4));
        }
        return swap ? line.Reverse() : line;
    }

    private static int HashCode(Coordinate a, Coordinate b)
    {
        ulong hash = 14695981039346656037;
        foreach (double number in (double[])[a.X, a.Y, b.X, b.Y])
        {
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(number)) * 1099511628211;
            hash ^= hash >> 29;
        }
        return (int)(hash >> 33);
    }

    private static string ClassAt(Coordinate at, string[] classes, double phase, Random random)
    {
        double wave = Math.Sin(at.X / 3100 + phase) + Math.Cos(at.Y / 2700 - phase) + Math.Sin((at.X + at.Y) / 5300 + 2 * phase);
        return classes[random.NextDouble() > 0.15 ? (int)((wave + 3) / 6 * 0.999 * classes.Length) : random.Next(classes.Length)];
    }
}
