using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>Things to be found by their boxes while some come and go: each is listed in every square cell that its box touches; what is larger than many cells or far off is listed by itself.</summary>
/// <typeparam name="T">The things; told apart by reference.</typeparam>
internal sealed class PlaceIndex<T>
    where T : class
{
    // About the size of a patch.
    private const double CellM = 200;
    private const int MostCells = 64;
    private const double FarthestM = 1e8;

    private readonly Dictionary<T, Envelope> _boxes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(int Column, int Row), List<(T Item, Envelope Box)>> _cells = [];
    private readonly Dictionary<T, Envelope> _wide = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many there are.</summary>
    public int Count => _boxes.Count;

    /// <summary>All of them.</summary>
    public IEnumerable<T> All => _boxes.Keys;

    public void Add(Envelope box, T item)
    {
        _boxes.Add(item, box);
        if (Block.Of(box) is not { Count: <= MostCells } block)
        {
            _wide.Add(item, box);
            return;
        }

        for (var row = block.South; row <= block.North; row++)
        {
            for (var column = block.West; column <= block.East; column++)
            {
                if (!_cells.TryGetValue((column, row), out var cell))
                {
                    _cells[(column, row)] = cell = [];
                }

                cell.Add((item, box));
            }
        }
    }

    public void Remove(T item)
    {
        _boxes.Remove(item, out var box);
        if (_wide.Remove(item) || Block.Of(box!) is not { } block)
        {
            return;
        }

        for (var row = block.South; row <= block.North; row++)
        {
            for (var column = block.West; column <= block.East; column++)
            {
                var cell = _cells[(column, row)];
                cell.RemoveAt(cell.FindIndex(one => ReferenceEquals(one.Item, item)));
                if (cell.Count == 0)
                {
                    _cells.Remove((column, row));
                }
            }
        }
    }

    /// <summary>Those whose boxes meet one.</summary>
    public List<T> Near(Envelope box)
    {
        if (box.IsNull)
        {
            return [];
        }

        if (Block.Of(box) is not { } block || block.Count > _cells.Count)
        {
            return [.. _boxes.Where(one => one.Value.Intersects(box)).Select(one => one.Key)];
        }

        List<T> near = [.. _wide.Where(one => one.Value.Intersects(box)).Select(one => one.Key)];
        for (var row = block.South; row <= block.North; row++)
        {
            for (var column = block.West; column <= block.East; column++)
            {
                foreach (var (item, own) in _cells.GetValueOrDefault((column, row)) ?? [])
                {
                    // What several cells list counts in the first of them that is looked at.
                    if (own.Intersects(box) && Math.Max(Block.Cell(own.MinX), block.West) == column && Math.Max(Block.Cell(own.MinY), block.South) == row)
                    {
                        near.Add(item);
                    }
                }
            }
        }

        return near;
    }

    /// <summary>The cells that a box touches.</summary>
    private readonly record struct Block(int West, int South, int East, int North)
    {
        public long Count => (East - West + 1L) * (North - South + 1L);

        public static int Cell(double at) => (int)Math.Floor(at / CellM);

        /// <summary><c>null</c> where the box is none or reaches too far to be counted in cells.</summary>
        public static Block? Of(Envelope box) =>
            !box.IsNull && Math.Abs(box.MinX) < FarthestM && Math.Abs(box.MinY) < FarthestM && Math.Abs(box.MaxX) < FarthestM && Math.Abs(box.MaxY) < FarthestM
                ? new(Cell(box.MinX), Cell(box.MinY), Cell(box.MaxX), Cell(box.MaxY)) : null;
    }
}
