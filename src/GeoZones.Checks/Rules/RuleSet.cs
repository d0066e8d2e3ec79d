namespace GeoZones.Checks.Rules;

/// <summary>The rules that a run checks, in this order.</summary>
public static class RuleSet
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<IRule> All { get; } =
    [
        new Gz101InvalidGeometry(),
        new Gz102DuplicateFeature(),
        new Gz103Overlap(),
        new Gz104Gap(),
        new Gz105UnmatchedVertex(),
        new Gz106Fragment(),
        new Gz107NarrowPatch(),
        new Gz108Spike(),
        new Gz109OutsideBoundary(),
        new Gz201BoundaryMismatch(),
        new Gz202DesignationConflict(),
        new Gz203BasicFarmlandTaken(),
        new Gz204GeneralFarmlandTaken(),
        new Gz205ShiftedLayer(),
        new Gz206Uncovered(),
        new Gz207OutsidePermitted(),
        new Gz208ReserveConflict(),
        new Gz301DeclaredAreaMismatch(),
        new Gz302SumMismatch(),
        new Gz303QuotaExceeded(),
        new Gz304MissingFigure(),
        new Gz305RatioMismatch(),
        new Gz306SuspiciousUnit(),
        new Gz401DanglingEnd(),
        new Gz402NearMiss(),
        new Gz403CrossingWithoutJunction(),
        new Gz404DisconnectedPart(),
        new Gz405UnreachedSubPark(),
        new Gz406GridMismatch(),
        new Gz407RoadFiguresMismatch(),
        new Gz408RoadMoved(),
        new Gz501MissingAttribute(),
        new Gz502UnknownCode(),
        new Gz503DuplicateCode(),
    ];
}
