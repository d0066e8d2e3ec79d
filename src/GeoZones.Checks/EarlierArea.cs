namespace GeoZones.Checks;

/// <summary>The area that a boundary or sub-park had in an earlier revision of its plan; old figures often still state it.</summary>
/// <param name="Collection"><see cref="Collections.ZoneBoundaries"/> or <see cref="Collections.SubParks"/>.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Revision">Number of the earlier revision; a feature that did not change is listed for each.</param>
/// <param name="Zone">Code of its zone, where stated.</param>
/// <param name="Code">Its code, where stated.</param>
/// <param name="Name">Its name, where stated.</param>
/// <param name="EllipsoidalAreaM2">Its area, m².</param>
public sealed record EarlierArea(string Collection, PlanKind Plan, int Revision, string? Zone, string? Code, string? Name, double EllipsoidalAreaM2);
