using NetTopologySuite.Geometries;
using NetTopologySuite.Index.HPRtree;

namespace GeoZones.Checks.Live;

/// <summary>Things to be found by their boxes while some come and go: a packed tree of most of them, and what has changed since it was built.</summary>
/// <typeparam name="T">The things; told apart by reference.</typeparam>
internal sealed class PlaceIndex<T>
    where T : class
{
    // So many changes are looked through in less time than it takes, over the edits that make them, to build the tree anew.
    private const int MostChanges = 4096;

    private readonly Dictionary<T, Envelope> _boxes = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<T> _gone = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<T, Envelope> _added = new(ReferenceEqualityComparer.Instance);
    private HPRtree<T>? _tree;

    /// <summary>How many there are.</summary>
    public int Count => _boxes.Count;

    /// <summary>All of them.</summary>
    public IEnumerable<T> All => _boxes.Keys;

    public void Add(Envelope box, T item)
    {
        _boxes.Add(item, box);
        if (_tree is not null && !_gone.Remove(item))
        {
            _added.Add(item, box);
        }
    }

    public void Remove(T item)
    {
        _boxes.Remove(item);
        if (_tree is not null && !_added.Remove(item))
        {
            _gone.Add(item);
        }
    }

    /// <summary>Those whose boxes meet one.</summary>
    public List<T> Near(Envelope box)
    {
        if (_tree is null || _gone.Count + _added.Count > MostChanges)
        {
            Build();
        }

        List<T> near = [.. _tree!.Query(box)];
        if (_gone.Count > 0)
        {
            near.RemoveAll(_gone.Contains);
        }

        near.AddRange(_added.Where(one => one.Value.Intersects(box)).Select(one => one.Key));
        return near;
    }

    private void Build()
    {
        _tree = new HPRtree<T>();
        foreach (var (item, box) in _boxes)
        {
            _tree.Insert(box, item);
        }

        _tree.Build();
        _gone.Clear();
        _added.Clear();
    }
}
