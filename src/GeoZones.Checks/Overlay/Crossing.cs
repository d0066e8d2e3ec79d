namespace GeoZones.Checks.Overlay;

/// <summary>Where the boundary of a patch of the first layer crosses that of a patch of the second.</summary>
/// <param name="Partner">Patch of the second layer.</param>
/// <param name="FirstRing">Ring of the first layer.</param>
/// <param name="FirstEdge">Its edge.</param>
/// <param name="FirstAt">Place along it, 0…1.</param>
/// <param name="SecondRing">Ring of the second layer.</param>
/// <param name="SecondEdge">Its edge.</param>
/// <param name="SecondAt">Place along it, 0…1.</param>
/// <param name="X">Easting of the crossing, metres.</param>
/// <param name="Y">Northing of the crossing, metres.</param>
/// <param name="Entering">The first boundary goes into the second patch here.</param>
internal readonly record struct Crossing(
    int Partner, int FirstRing, int FirstEdge, double FirstAt, int SecondRing, int SecondEdge, double SecondAt, double X, double Y, bool Entering);
