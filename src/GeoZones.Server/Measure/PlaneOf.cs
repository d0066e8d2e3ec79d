using GeoZones.Checks.Geodesy;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Measure;

/// <summary>The 3° Gauss–Krüger plane that a geometry belongs to.</summary>
public static class PlaneOf
{
    // The 21 zones have their meridians at 75°, 78° … 135° and reach 1.5° to both sides.
    private const double FirstDegree = 73.5;
    private const double LastDegree = 136.5;
    private const double SouthDegree = 0;
    private const double NorthDegree = 60;

    // Beyond one neighbouring zone the plane is no longer one in which anything is surveyed.
    private const double LargestDistanceDeg = 3;

    /// <summary>The plane of the zone in which the middle of the geometry lies.</summary>
    /// <param name="degrees">Longitude and latitude.</param>
    /// <exception cref="ProblemException">400, with coordinate: outside of the zones, or too wide for one plane.</exception>
    public static GaussKrugerPlane Geometry(Geometry degrees)
    {
        var outside = degrees.Coordinates.FirstOrDefault(c => !IsInside(c.X, c.Y));
        if (outside is not null)
        {
            throw Wrong(outside, Hint(outside));
        }
        var envelope = degrees.EnvelopeInternal;
        var plane = GaussKrugerPlane.ForSrid(GaussKrugerPlane.SridFor(envelope.Centre.X));
        var far = degrees.Coordinates.FirstOrDefault(c => Math.Abs(c.X - plane.CentralMeridianDeg) > LargestDistanceDeg);
        return far is null ? plane : throw Wrong(far, new(
            $"图形东西跨度过大，距中央经线 {plane.CentralMeridianDeg}° 超过 {LargestDistanceDeg}°；请分块量算。",
            $"The geometry is too wide for one plane: more than {LargestDistanceDeg}° from the central meridian {plane.CentralMeridianDeg}°. Measure it in parts."));
    }

    private static bool IsInside(double longitude, double latitude) =>
        longitude is >= FirstDegree and <= LastDegree && latitude is >= SouthDegree and <= NorthDegree;

    private static Sentence Hint(Coordinate at)
    {
        if (IsInside(at.Y, at.X))
        {
            return new("经纬度次序颠倒：GeoJSON 先经度后纬度。", "Longitude and latitude are swapped: GeoJSON puts longitude first.");
        }
        return Math.Abs(at.X) > 360 || Math.Abs(at.Y) > 360
            ? new("坐标像是投影坐标（米）；须为经纬度（度）。", "The coordinates look like projected metres; give longitude and latitude in degrees.")
            : new($"坐标在 3° 带（中央经线 75°–135°，即经度 {FirstDegree}°–{LastDegree}°、纬度 {SouthDegree}°–{NorthDegree}°）之外。",
                $"The coordinate is outside of the 3° zones (central meridians 75° to 135°: longitude {FirstDegree}° to {LastDegree}°, latitude {SouthDegree}° to {NorthDegree}°).");
    }

    private static ProblemException Wrong(Coordinate at, Sentence detail) =>
        new(StatusCodes.Status400BadRequest, detail) { Coordinate = [at.X, at.Y] };
}
