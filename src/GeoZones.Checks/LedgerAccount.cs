using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>
/// Draws up the ledger: the zone is cut into cells by each plan (its patches, each without what a patch of a lower code covers, and the ground that it
/// leaves uncovered), then the three sets of cells are laid over one another.
/// </summary>
internal static class LedgerAccount
{
    private const double CountedPatchM2 = 0.01;

    private static readonly string[] s_states = [CodeClass.Built, CodeClass.Unbuilt, LedgerRow.Uncovered];

    /// <summary>What one plan says about one piece of ground; <paramref name="Patch"/> is -1 for uncovered ground.</summary>
    private readonly record struct Cell(string State, int Patch, Geometry Area);

    /// <summary>Ground about which all three plans have been asked.</summary>
    private readonly record struct Piece(Cell Zone, Cell Urban, Cell LandUse, double GroundAreaM2);

    /// <summary>The ledger of a snapshot.</summary>
    public static Ledger Of(CheckContext context)
    {
        var (zone, doubledInZone) = CellsOf(PlanKind.Zone, context);
        var (urban, doubledInUrban) = CellsOf(PlanKind.Urban, context);
        var (landUse, doubledInLandUse) = CellsOf(PlanKind.LandUse, context);
        var pieces = SharedGeometry.Of(Pack(zone, context), Pack(urban, context), _ => true, context.Cancellation);
        var packed = context.Pack(pieces.Select(piece => piece.Shape));
        OverlayIndex ground = new(Pack(landUse, context));
        var areas = Areas(packed, ground, context);

        var zoneM2 = context.GroundAreaM2(context.Zone);
        var rows = Rows([.. areas.Select(Asked)]);
        return new Ledger(
            zoneM2,
            AreaMeasure.EllipsoidalAreaM2(context.Plane.ToDegrees(context.Zone)),
            rows,
            doubledInZone + doubledInUrban + doubledInLandUse,
            [.. context.LeftOut()],
            rows.Sum(row => row.GroundAreaM2) - zoneM2)
        {
            BySubPark = BySubPark(packed, ground, areas, Asked, context),
        };

        Piece Asked(SharedArea area) => new(zone[pieces[area.First].Area.First], urban[pieces[area.First].Area.Second], landUse[area.Second], area.GroundM2);
    }

    private static List<SharedArea> Areas(PackedLayer pieces, OverlayIndex ground, CheckContext context) =>
        [.. AreaTable.Of(pieces, ground, within: false, threads: 0, context.Cancellation).Where(area => area.IsGround).OrderBy(area => area.First).ThenBy(area => area.Second)];

    // Most pieces of two plans lie wholly inside one sub-park: their areas are known. Only the others are cut.
    private static IReadOnlyList<SubParkLedger> BySubPark(PackedLayer pieces, OverlayIndex ground, List<SharedArea> areas, Func<SharedArea, Piece> asked, CheckContext context)
    {
        var subParks = context.ValidAreas(Collections.SubParks, PlanKind.Zone).ToList();
        if (subParks.Count == 0)
        {
            return [];
        }

        var packed = context.Pack(subParks.Select(feature => feature.Plane));
        var (inside, cut) = SharedGeometry.Clipped(pieces, new OverlayIndex(packed), context.Cancellation);
        var areasOf = areas.ToLookup(area => area.First);
        var inSubPark = inside.SelectMany(piece => areasOf[piece.First].Select(area => (SubPark: piece.Second, Area: area)))
            .Concat(Areas(context.Pack(cut.Select(part => part.Shape)), ground, context).Select(area => (SubPark: cut[area.First].Area.Second, Area: area with { First = cut[area.First].Area.First })))
            .OrderBy(one => one.Area.First).ThenBy(one => one.Area.Second)
            .ToLookup(one => one.SubPark, one => asked(one.Area));
        var inZone = Areas(packed, context.ZoneLines.Index, context).ToLookup(area => area.First, area => area.GroundM2);
        return
        [
            .. subParks.Select((subPark, position) =>
            {
                var rows = Rows([.. inSubPark[position]]);
                var groundM2 = inZone[position].Sum();
                return new SubParkLedger(subPark.Reference(), groundM2, rows, rows.Sum(row => row.GroundAreaM2) - groundM2);
            }),
        ];
    }

    // Patches of the zone plan are cut at the zone's line; laid over them, the other plans' are as well.
    private static (List<Cell> Cells, double DoubledM2) CellsOf(PlanKind plan, CheckContext context)
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
        List<Cell> cells = [];
        for (var i = 0; i < order.Count; i++)
        {
            var (feature, state) = (ground.Designations[order[i]].Feature, ground.Designations[order[i]].Class.State);
            var area = plan == PlanKind.Zone || lower.Contains(feature.Id) ? ground.Clipped[order[i]] : feature.Plane;
            if (lower.Contains(feature.Id))
            {
                var own = PolygonOverlay.Difference(area, PolygonOverlay.Union(lower[feature.Id]));
                doubledM2 += context.GroundAreaM2(area) - context.GroundAreaM2(own);
                area = own;
            }

            if (!area.IsEmpty)
            {
                cells.Add(new Cell(state, i, area));
            }
        }

        cells.AddRange(ground.Uncovered.Select(part => new Cell(LedgerRow.Uncovered, -1, part)));
        return (cells, doubledM2);
    }

    private static PackedLayer Pack(List<Cell> cells, CheckContext context) => context.Pack(cells.Select(cell => cell.Area));

    private static IReadOnlyList<LedgerRow> Rows(IReadOnlyList<Piece> pieces) =>
        [
            .. pieces
                .GroupBy(piece => (Zone: piece.Zone.State, Urban: piece.Urban.State, LandUse: piece.LandUse.State))
                .OrderBy(row => Array.IndexOf(s_states, row.Key.Zone))
                .ThenBy(row => Array.IndexOf(s_states, row.Key.Urban))
                .ThenBy(row => Array.IndexOf(s_states, row.Key.LandUse))
                .Select(row => new LedgerRow(
                    row.Key.Zone,
                    row.Key.Urban,
                    row.Key.LandUse,
                    row.GroupBy(piece => (piece.Zone.Patch, piece.Urban.Patch, piece.LandUse.Patch))
                        .Count(patch => patch.Sum(piece => piece.GroundAreaM2) > CountedPatchM2),
                    row.Sum(piece => piece.GroundAreaM2))),
        ];
}
