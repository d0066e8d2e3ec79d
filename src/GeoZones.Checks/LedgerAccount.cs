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

    /// <summary>Ground about which all three plans have been asked.</summary>
    private readonly record struct Piece(LedgerCell Zone, LedgerCell Urban, LedgerCell LandUse, double GroundAreaM2);

    /// <summary>The ledger of a snapshot.</summary>
    public static Ledger Of(CheckContext context)
    {
        var (zone, urban, landUse) = (LedgerCells.Of(PlanKind.Zone, context), LedgerCells.Of(PlanKind.Urban, context), LedgerCells.Of(PlanKind.LandUse, context));
        var pieces = urban.Shapes(zone.Pack());
        var packed = context.Pack(pieces.Select(piece => piece.Shape));
        var areas = landUse.Areas(packed);

        var zoneM2 = context.GroundAreaM2(context.Zone);
        var rows = Rows([.. areas.Select(Asked)]);
        return new Ledger(
            zoneM2,
            AreaMeasure.EllipsoidalAreaM2(context.Plane.ToDegrees(context.Zone)),
            rows,
            zone.DoubledM2 + urban.DoubledM2 + landUse.DoubledM2,
            [.. context.LeftOut()],
            rows.Sum(row => row.GroundAreaM2) - zoneM2)
        {
            BySubPark = BySubPark(packed, landUse, areas, Asked, context),
        };

        Piece Asked(SharedArea area) => new(zone.Cells[pieces[area.First].Area.First], urban.Cells[pieces[area.First].Area.Second], landUse.Cells[area.Second], area.GroundM2);
    }

    // Most pieces of two plans lie wholly inside one sub-park: their areas are known. Only the others are cut.
    private static IReadOnlyList<SubParkLedger> BySubPark(PackedLayer pieces, LedgerCells landUse, List<SharedArea> areas, Func<SharedArea, Piece> asked, CheckContext context)
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
            .Concat(landUse.Areas(context.Pack(cut.Select(part => part.Shape))).Select(area => (SubPark: cut[area.First].Area.Second, Area: area with { First = cut[area.First].Area.First })))
            .OrderBy(one => one.Area.First).ThenBy(one => one.Area.Second)
            .ToLookup(one => one.SubPark, one => asked(one.Area));
        var inZone = AreaTable.Of(packed, context.ZoneLines.Index, within: false, threads: 0, context.Cancellation)
            .Where(area => area.IsGround).OrderBy(area => area.First).ThenBy(area => area.Second).ToLookup(area => area.First, area => area.GroundM2);
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
