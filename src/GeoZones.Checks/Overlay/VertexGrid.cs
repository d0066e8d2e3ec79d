using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>Vertices in square cells, to find those near a place.</summary>
internal sealed class VertexGrid
{
    private readonly double _cellM;
    private readonly Dictionary<(long X, long Y), List<Coordinate>> _cells = [];

    /// <param name="vertices">The vertices; each place counts once.</param>
    /// <param name="cellM">Size of a cell, m: about as far as is looked.</param>
    public VertexGrid(IEnumerable<Coordinate> vertices, double cellM)
    {
        _cellM = cellM;
        foreach (var vertex in vertices)
        {
            var cell = CellOf(vertex.X, vertex.Y);
            if (!_cells.TryGetValue(cell, out var inside))
            {
                _cells[cell] = inside = [];
            }

            if (!inside.Any(other => other.Equals2D(vertex)))
            {
                inside.Add(vertex);
            }
        }
    }

    /// <summary>The vertices no farther than <paramref name="reachM"/>, which is at most the size of a cell.</summary>
    public IEnumerable<Coordinate> Near(Coordinate place, double reachM)
    {
        var (x, y) = CellOf(place.X, place.Y);
        for (var i = 0; i < 9; i++)
        {
            if (_cells.TryGetValue((x + i % 3 - 1, y + i / 3 - 1), out var inside))
            {
                foreach (var vertex in inside)
                {
                    if (vertex.Distance(place) <= reachM)
                    {
                        yield return vertex;
                    }
                }
            }
        }
    }

    private (long X, long Y) CellOf(double x, double y) => ((long)Math.Floor(x / _cellM), (long)Math.Floor(y / _cellM));
}
