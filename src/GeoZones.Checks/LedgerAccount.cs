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
        var areas = AreaTable.Of(context.Pack(pieces.Select(piece => piece.Shape)), Pack(landUse, context), cancellation: context.Cancellation);

        var zoneM2 = context.GroundAreaM2(context.Zone);
        var rows = Rows(
        [
            .. areas.Where(area => area.IsGround).OrderBy(area => area.First).ThenBy(area => area.Second)
                .Select(area => new Piece(zone[pieces[area.First].Area.First], urban[pieces[area.First].Area.Second], landUse[area.Second], area.GroundM2)),
        ]);
        return new Ledger(
            zoneM2,
            AreaMeasure.EllipsoidalAreaM2(context.Plane.ToDegrees(context.Zone)),
            rows,
            doubledInZone + doubledInUrban + doubledInLandUse,
            [.. context.LeftOut()],
            rows.Sum(row => row.GroundAreaM2) - zoneM2)
        {
            BySubPark = BySubPark(zone, urban, landUse, pieces, context),
        };
    }

    private static IReadOnlyList<SubParkLedger> BySubPark(List<Cell> zone, List<Cell> urban, List<Cell> landUse, IReadOnlyList<SharedPatch> pieces, CheckContext context)
    {
        var subParks = context.ValidAreas(Collections.SubParks, PlanKind.Zone).ToList();
        if (subParks.Count == 0)
        {
            return [];
        }

        // Each piece of two plans is cut by the sub-parks; most lie wholly inside one.
        var parts = SharedGeometry.Of(context.Pack(pieces.Select(piece => piece.Shape)), context.Pack(subParks.Select(feature => feature.Plane)), _ => true, context.Cancellation);
        var inSubPark = AreaTable.Of(context.Pack(parts.Select(part => part.Shape)), Pack(landUse, context), cancellation: context.Cancellation)
            .Where(area => area.IsGround).OrderBy(area => area.First).ThenBy(area => area.Second)
            .ToLookup(area => parts[area.First].Area.Second, area =>
            {
                var piece = pieces[parts[area.First].Area.First].Area;
                return new Piece(zone[piece.First], urban[piece.Second], landUse[area.Second], area.GroundM2);
            });
        var inZone = new PatchIndex([context.Zone]);
        return [.. context.InParallel([.. Enumerable.Range(0, subParks.Count)], position =>
        {
            var rows = Rows([.. inSubPark[position]]);
            var groundM2 = context.GroundAreaM2(inZone.Shared(subParks[position].Plane, 0));
            return new SubParkLedger(subParks[position].Reference(), groundM2, rows, rows.Sum(row => row.GroundAreaM2) - groundM2);
        })];
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
