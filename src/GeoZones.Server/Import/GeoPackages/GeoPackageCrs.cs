using GeoZones.Checks.Geodesy;
using GeoZones.Server.CommandLine;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import.GeoPackages;

/// <summary>
/// The coordinates of a GeoPackage table. Whatever axis order EPSG gives the system, a GeoPackage stores longitude or easting first.
/// </summary>
/// <param name="plane">The 3° Gauss–Krüger plane; <c>null</c> for longitude/latitude.</param>
/// <param name="zoneNumber">Number of the belt that stands before the easting (38 of 38 500 000); <c>null</c> where none does.</param>
/// <param name="isMercator">Whether it is Web Mercator.</param>
internal sealed class GeoPackageCrs(GaussKrugerPlane? plane, int? zoneNumber, bool isMercator = false)
{
    private const int Wgs84 = 4326;
    private const int Mercator = 3857;

    // CGCS2000 / 3-degree Gauss-Kruger zone 25 … 45, the number of the belt before the easting; the planes without it come after, in the same order.
    private const int FirstWithZoneNumber = 4513;
    private const int FirstZoneNumber = 25;
    private const int Planes = GaussKrugerPlane.LastSrid - GaussKrugerPlane.FirstSrid + 1;

    private const double ZoneNumberM = 1_000_000;

    // Between 2° and 58° N, within 4° of the central meridian.
    private const double LeastEastingM = 50_000;
    private const double LargestEastingM = 950_000;
    private const double LeastNorthingM = 220_000;
    private const double LargestNorthingM = 6_500_000;

    /// <summary>The systems that can be read, for people.</summary>
    public static Sentence Known { get; } = new(
        "EPSG:4490（CGCS2000 经纬度）、EPSG:4326、EPSG:3857、EPSG:4534–4554（3° 带，不带带号）或 EPSG:4513–4533（带带号）",
        "EPSG:4490 (CGCS2000 longitude/latitude), EPSG:4326, EPSG:3857, EPSG:4534–4554 (3° belts without a number in the easting) or EPSG:4513–4533 (with it)");

    /// <summary>The system of a row of <c>gpkg_spatial_ref_sys</c>; <c>null</c> where it cannot be read.</summary>
    public static GeoPackageCrs? Of(string? organization, long code) =>
        !string.Equals(organization, "EPSG", StringComparison.OrdinalIgnoreCase) ? null
        : code is GaussKrugerPlane.DegreesSrid or Wgs84 ? new(null, null)
        : code is Mercator ? new(null, null, isMercator: true)
        : code is >= GaussKrugerPlane.FirstSrid and <= GaussKrugerPlane.LastSrid ? new(GaussKrugerPlane.ForSrid((int)code), null)
        : code is >= FirstWithZoneNumber and < FirstWithZoneNumber + Planes
            ? new(GaussKrugerPlane.ForSrid(GaussKrugerPlane.FirstSrid + (int)code - FirstWithZoneNumber), FirstZoneNumber + (int)code - FirstWithZoneNumber)
        : null;

    /// <summary>Longitude and latitude of a stored position.</summary>
    /// <param name="x">Longitude in degrees or easting in metres.</param>
    /// <param name="y">Latitude in degrees or northing in metres.</param>
    /// <param name="problem">What is wrong and what to do, where the position cannot be one of this plane.</param>
    public Coordinate ToDegrees(double x, double y, out (Sentence What, Sentence Remedy)? problem)
    {
        problem = null;
        if (isMercator)
        {
            var (longitude, latitude) = WebMercator.ToDegrees(x, y);
            return new(longitude, latitude);
        }

        if (plane is null || !double.IsFinite(x) || !double.IsFinite(y))
        {
            return new(x, y);
        }

        var easting = x - (zoneNumber ?? 0) * ZoneNumberM;
        if (IsOfPlane(easting, y))
        {
            return plane.ToDegrees(easting, y);
        }

        problem = ProblemOf(x, y);
        return new(x, y);
    }

    private (Sentence What, Sentence Remedy) ProblemOf(double x, double y)
    {
        var what = new Sentence($"坐标不在其坐标系（中央经线 {plane!.CentralMeridianDeg}° 的 3° 带）之内", $"its position is not one of its plane (3° belt of {plane.CentralMeridianDeg}°)");
        var shiftM = (zoneNumber ?? 0) * ZoneNumberM;
        return (what, true switch
        {
            _ when IsOfPlane(y - shiftM, x) => new("东坐标和北坐标似乎写反了：GeoPackage 中东坐标在前", "Easting and northing seem to be swapped: a GeoPackage has the easting first"),
            _ when zoneNumber is null && x > ZoneNumberM => new("东坐标前似乎带有带号；请改用带带号的坐标系（EPSG:4513–4533）", "The easting seems to begin with the number of a belt: name the system that has it (EPSG:4513–4533)"),
            _ when zoneNumber is not null && IsOfPlane(x, y) => new("东坐标前缺少带号；请改用不带带号的坐标系（EPSG:4534–4554）", "The number of the belt is missing before the easting: name the system without it (EPSG:4534–4554)"),
            _ when Math.Abs(x) <= 180 && Math.Abs(y) <= 90 => new("似乎是经纬度；请把图层的坐标系改为 EPSG:4490", "These look like longitude/latitude: set the layer's system to EPSG:4490"),
            _ => new("请检查图层的坐标系", "Check the coordinate system of the layer"),
        });
    }

    private static bool IsOfPlane(double eastingM, double northingM) =>
        eastingM is > LeastEastingM and < LargestEastingM && northingM is > LeastNorthingM and < LargestNorthingM;
}
