using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>What one plan says about one piece of ground; <paramref name="Patch"/> is -1 for uncovered ground.</summary>
internal readonly record struct LedgerCell(string State, int Patch, Geometry Area);

/// <summary>
/// The zone as one plan cuts it: its patches, each without what a patch of a lower code covers, and the ground that it leaves uncovered.
/// Nearly all cells are whole patches, which all rules have at hand ready to have ground laid over them; the others are made ready here.
/// </summary>
internal sealed class LedgerCells
{
    private readonly CheckContext _context;
    private readonly IReadOnlyList<(OverlayIndex Index, int[] CellOf)> _ready;

    private LedgerCells(CheckContext context, List<LedgerCell> cells, double doubledM2, IReadOnlyList<(OverlayIndex, int[])> ready) =>
        (_context, Cells, DoubledM2, _ready) = (context, cells, doubledM2, ready);

    /// <summary>By code of their patch; uncovered ground last.</summary>
    public IReadOnlyList<LedgerCell> Cells { get; }

    /// <summary>Ground that several patches cover, m², counted once less than they do.</summary>
    public double DoubledM2 { get; }

    /// <summary>The cells, packed.</summary>
    public PackedLayer Pack() => _context.Pack(Cells.Select(cell => cell.Area));

    /// <summary>The shapes that patches share with cells, by patch and cell; of the other plans only, for the zone plan's cells are what is laid over them.</summary>
    public IReadOnlyList<SharedPatch> Shapes(PackedLayer patches) =>
        InOrder(_ready.SelectMany(ready => SharedGeometry.Of(patches, ready.Index, area => ready.CellOf[area.Second] >= 0, _context.Cancellation)
            .Select(shared => shared with { Area = shared.Area with { Second = ready.CellOf[shared.Area.Second] } })), shared => shared.Area);

    /// <summary>The areas that patches share with cells, by patch and cell; of the other plans only.</summary>
    public List<SharedArea> Areas(PackedLayer patches) =>
        InOrder(_ready.SelectMany(ready => AreaTable.Of(patches, ready.Index, within: false, threads: 0, _context.Cancellation)
            .Where(area => area.IsGround && ready.CellOf[area.Second] >= 0)
            .Select(area => area with { Second = ready.CellOf[area.Second] })), area => area);

    /// <summary>Cuts the zone. The zone plan's patches are cut at the zone's line; laid over them, the other plans' are as well.</summary>
    public static LedgerCells Of(PlanKind plan, CheckContext context)
    {
        var ground = context.ZoneGround[plan];
        var order = Enumerable.Range(0, ground.Designations.Count)
            .OrderBy(position => ground.Designations[position].Feature.Code ?? $"#{ground.Designations[position].Feature.Id}", StringComparer.Ordinal)
            .ThenBy(position => ground.Designations[position].Feature.Key, StringComparer.Ordinal)
            .ToList();
        var rank = order.Select((position, i) => (ground.Designations[position].Feature.Id, Rank: i)).ToDictionary(patch => patch.Id, patch => patch.Rank);
        var lower = context.Overlaps(Collections.Designations, plan)
            .Where(pair => rank.ContainsKey(pair.A.Id) && rank.ContainsKey(pair.B.Id))
            .Select(pair => rank[pair.A.Id] < rank[pair.B.Id] ? (Lower: pair.A, Higher: pair.B) : (Lower: pair.B, Higher: pair.A))
            .ToLookup(pair => pair.Higher.Id, pair => pair.Lower.Plane);

        double doubledM2 = 0;
        List<LedgerCell> cells = [];
        List<int> own = [];
        var whole = Enumerable.Repeat(-1, order.Count).ToArray();
        for (var i = 0; i < order.Count; i++)
        {
            var (feature, state) = (ground.Designations[order[i]].Feature, ground.Designations[order[i]].Class.State);
            if (plan != PlanKind.Zone && !lower.Contains(feature.Id))
            {
                whole[order[i]] = cells.Count;
                cells.Add(new LedgerCell(state, i, feature.Plane));
                continue;
            }

            var area = ground.Clipped[order[i]];
            if (lower.Contains(feature.Id))
            {
                var left = PolygonOverlay.Difference(area, PolygonOverlay.Union(lower[feature.Id]));
                doubledM2 += context.GroundAreaM2(area) - context.GroundAreaM2(left);
                area = left;
            }

            if (!area.IsEmpty)
            {
                own.Add(cells.Count);
                cells.Add(new LedgerCell(state, i, area));
            }
        }

        own.AddRange(Enumerable.Range(cells.Count, ground.Uncovered.Count));
        cells.AddRange(ground.Uncovered.Select(part => new LedgerCell(LedgerRow.Uncovered, -1, part)));
        return new LedgerCells(context, cells, doubledM2, plan == PlanKind.Zone ? [] : [(ground.Index, whole), (new OverlayIndex(context.Pack(own.Select(cell => cells[cell].Area))), [.. own])]);
    }

    private static List<T> InOrder<T>(IEnumerable<T> shared, Func<T, SharedArea> area) => [.. shared.OrderBy(one => area(one).First).ThenBy(one => area(one).Second)];
}
