using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace GeoZones.Checks.Overlay;

/// <summary>Finds the areas near another one. Safe for several readers at once.</summary>
internal sealed class PatchIndex
{
    private readonly STRtree<int> _tree = new();
    private readonly IReadOnlyList<Geometry> _areas;
    private readonly Lazy<PreparedPolygon>[] _prepared;

    /// <param name="areas">Valid polygons and multipolygons in the plane.</param>
    public PatchIndex(IReadOnlyList<Geometry> areas)
    {
        _areas = areas;
        _prepared = [.. areas.Select(area => new Lazy<PreparedPolygon>(() => new PreparedPolygon((IPolygonal)area)))];
        for (var i = 0; i < areas.Count; i++)
        {
            if (!areas[i].IsEmpty)
            {
                _tree.Insert(areas[i].EnvelopeInternal, i);
            }
        }

        _tree.Build();
    }

    /// <summary>Positions of the areas whose envelopes meet that of <paramref name="area"/>, ascending.</summary>
    public IReadOnlyList<int> Near(Geometry area)
    {
        if (area.IsEmpty || _areas.Count == 0)
        {
            return [];
        }

        var near = _tree.Query(area.EnvelopeInternal).ToArray();
        Array.Sort(near);
        return near;
    }

    /// <summary>Whether the area at <paramref name="position"/> covers all of <paramref name="area"/>.</summary>
    public bool Covers(int position, Geometry area) => _prepared[position].Value.Covers(area);

    /// <summary>What <paramref name="area"/> shares with the area at <paramref name="position"/>.</summary>
    public Geometry Shared(Geometry area, int position)
    {
        var prepared = _prepared[position].Value;
        return !prepared.Intersects(area) ? area.Factory.CreatePolygon()
            : prepared.Covers(area) ? area
            : PolygonOverlay.Intersection(area, _areas[position]);
    }
}
