using NetTopologySuite.Geometries;

namespace GeoZones.Data;

/// <summary>Turns sets of atoms into connected parts and rings by cancelling the edges that two of them share: no overlay, no tolerance.</summary>
sealed class Outline
{
    private static readonly GeometryFactory Factory = new();
    private readonly Mesh _mesh;
    private readonly Dictionary<(int, int), int> _leftOf = [];

    public Outline(Mesh mesh)
    {
        _mesh = mesh;
        foreach (Atom atom in mesh.Atoms)
        {
            foreach ((int, int) edge in Edges(atom))
            {
                _leftOf.Add(edge, atom.Id);
            }
        }
    }

    /// <summary>Atoms on the other side of an atom's edges.</summary>
    public IEnumerable<int> Neighbours(int atom) =>
        Edges(_mesh.Atoms[atom]).Select(e => _leftOf.GetValueOrDefault((e.To, e.From), -1)).Where(n => n >= 0).Distinct();

    /// <summary>Whether an atom lies to the left of an edge.</summary>
    public bool HasEdge(int atom, int from, int to) => _leftOf.GetValueOrDefault((from, to), -1) == atom;

    /// <summary>Whether an atom has an edge with nothing on the other side.</summary>
    public bool IsAtRim(int atom) => Edges(_mesh.Atoms[atom]).Any(e => !_leftOf.ContainsKey((e.To, e.From)));

    /// <summary>The edges of an atom that it shares with another.</summary>
    public IEnumerable<(int From, int To)> Shared(int atom, int other) => Edges(_mesh.Atoms[atom]).Where(e => HasEdge(other, e.To, e.From));

    /// <summary>Connected parts (atoms that share an edge), each sorted, in the order of their first atom.</summary>
    public List<List<int>> Parts(IEnumerable<int> atoms)
    {
        SortedSet<int> left = [.. atoms];
        List<List<int>> parts = [];
        while (left.Count > 0)
        {
            List<int> part = [];
            Queue<int> queue = new([left.Min]);
            left.Remove(left.Min);
            while (queue.TryDequeue(out int atom))
            {
                part.Add(atom);
                foreach (int next in Neighbours(atom).Where(left.Remove))
                {
                    queue.Enqueue(next);
                }
            }

            part.Sort();
            parts.Add(part);
        }

        return parts;
    }

    /// <summary>Rings of one connected part: the outer one first, then the holes.</summary>
    public List<List<int>> Rings(IReadOnlyList<int> part)
    {
        HashSet<int> inside = [.. part];
        List<(int From, int To)> boundary = [.. part.SelectMany(a => Edges(_mesh.Atoms[a])).Where(e => !inside.Contains(_leftOf.GetValueOrDefault((e.To, e.From), -1)))];
        Dictionary<int, List<int>> leaving = [];
        foreach ((int from, int to) in boundary)
        {
            if (!leaving.TryGetValue(from, out List<int>? list))
            {
                leaving.Add(from, list = []);
            }

            list.Add(to);
        }

        HashSet<(int, int)> used = [];
        List<List<int>> rings = [];
        foreach ((int from, int to) in boundary)
        {
            if (!used.Contains((from, to)))
            {
                rings.AddRange(Simple(Walk(from, to, leaving, used)));
            }
        }

        List<int> outer = rings.Single(r => _mesh.SignedArea(r) > 0);
        return [outer, .. rings.Where(r => r != outer)];
    }

    /// <summary>Polygon or multipolygon in rounded degrees, moved by so many metres of the drawing plane.</summary>
    public Geometry ToDegrees(IEnumerable<int> atoms, (double EastM, double NorthM) movedM = default)
    {
        Polygon[] polygons = [.. Parts(atoms).Select(p => Polygon(Rings(p), movedM))];
        return polygons is [Polygon only] ? only : Factory.CreateMultiPolygon(polygons);
    }

    public Polygon AtomToDegrees(Atom atom) => Polygon(atom.Rings);

    private Polygon Polygon(List<List<int>> rings, (double, double) movedM = default) => Factory.CreatePolygon(Ring(rings[0], movedM), [.. rings.Skip(1).Select(ring => Ring(ring, movedM))]);

    private LinearRing Ring(List<int> ring, (double, double) movedM) =>
        Factory.CreateLinearRing([.. ring.Append(ring[0]).Select(v => _mesh.Moved(v, movedM)).Select(d => new Coordinate(d.Longitude / 1e9, d.Latitude / 1e9))]);

    private static IEnumerable<(int From, int To)> Edges(Atom atom) => atom.Rings.SelectMany(r => r.Select((v, k) => (v, r[(k + 1) % r.Count])));

    private List<int> Walk(int from, int to, Dictionary<int, List<int>> leaving, HashSet<(int, int)> used)
    {
        List<int> ring = [];
        (int first, int second) = (from, to);
        do
        {
            used.Add((from, to));
            ring.Add(from);
            // Interior lies to the left; where rings touch, turn left as sharply as possible to stay beside it.
            int next = leaving[to] is [int only] ? only : leaving[to].MinBy(n => ClockwiseTurn(to, from, n));
            (from, to) = (to, next);
        }
        while ((from, to) != (first, second));

        return ring;
    }

    /// <summary>A ring that passes a vertex twice is two rings that touch there.</summary>
    private static IEnumerable<List<int>> Simple(List<int> ring)
    {
        List<int> path = [];
        HashSet<int> on = [];
        foreach (int vertex in ring)
        {
            if (!on.Add(vertex))
            {
                int at = path.IndexOf(vertex);
                List<int> loop = path[at..];
                on.ExceptWith(loop.Skip(1));
                path.RemoveRange(at, path.Count - at);
                yield return loop;
            }

            path.Add(vertex);
        }

        yield return path;
    }

    /// <summary>Clockwise turn at <paramref name="at"/> from the way back to the way on, as a number that grows with the angle.</summary>
    private double ClockwiseTurn(int at, int back, int on)
    {
        double turn = Direction(at, back) - Direction(at, on);
        return turn > 0 ? turn : turn + 4;
    }

    private double Direction(int from, int to)
    {
        (double dx, double dy) = (_mesh.Points[to].X - _mesh.Points[from].X, _mesh.Points[to].Y - _mesh.Points[from].Y);
        double p = dy / (Math.Abs(dx) + Math.Abs(dy));
        return dx < 0 ? 2 - p : dy < 0 ? 4 + p : p;
    }
}
