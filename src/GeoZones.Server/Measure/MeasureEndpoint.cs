using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Server.Accounts;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Mvc;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Measure;

/// <summary>The measures of a geometry; areas are <c>null</c> for lines and the length is <c>null</c> for polygons.</summary>
/// <param name="EllipsoidalAreaM2">椭球面积, m².</param>
/// <param name="EllipsoidalAreaHa">The same in ha.</param>
/// <param name="EllipsoidalAreaMu">The same in 亩.</param>
/// <param name="PlanarAreaM2">投影面积 in the plane <paramref name="PlaneSrid"/>, m².</param>
/// <param name="GroundAreaM2">Additive area, m².</param>
/// <param name="GroundLengthM">Length on the ellipsoid, m.</param>
/// <param name="PlaneSrid">EPSG code of the 3° Gauss–Krüger plane that was used.</param>
public sealed record Measures(
    double? EllipsoidalAreaM2, double? EllipsoidalAreaHa, double? EllipsoidalAreaMu, double? PlanarAreaM2, double? GroundAreaM2,
    double? GroundLengthM, int PlaneSrid);

/// <summary><c>POST /api/measure</c>: a geometry → its areas or its length.</summary>
public static class MeasureEndpoint
{
    private const int LargestBodyBytes = 8 * 1024 * 1024;

    /// <summary>Adds the address.</summary>
    public static void MapMeasure(this IEndpointRouteBuilder api) =>
        api.MapPost("/measure", MeasureAsync).Describe(Topic.Tools, "量算面积与长度", "Areas and lengths of a geometry")
            .WithMetadata(new Takes("Shape", "application/json", "application/geo+json")).WithMetadata(new RequestSizeLimitAttribute(LargestBodyBytes), new ChangesNothing());

    private static async Task<Measures> MeasureAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = await JsonBody.ReadAsync(request, cancel)
            ?? throw ProblemException.OfBody("", "缺少请求内容；须为 GeoJSON 几何或 Feature。", "There is no body; give a GeoJSON geometry or Feature.");
        return Of(GeometryBody.Read(body.RootElement));
    }

    /// <summary>Measures a geometry in the 3° plane that its middle lies in.</summary>
    /// <param name="degrees">Polygons or lines in longitude and latitude.</param>
    /// <exception cref="ProblemException">400: outside of the planes; 422, with coordinate: a polygon crosses itself.</exception>
    public static Measures Of(Geometry degrees)
    {
        var plane = PlaneOf.Geometry(degrees);
        var onPlane = plane.ToPlane(degrees);
        if (onPlane is ILineal)
        {
            return new(null, null, null, null, null, AreaMeasure.GroundLengthM(onPlane, plane), plane.Srid);
        }
        Validity.Demand(onPlane, plane);
        var areas = new AreaMeasures(
            AreaMeasure.EllipsoidalAreaM2(degrees), AreaMeasure.PlanarAreaM2(onPlane), AreaMeasure.GroundAreaM2(onPlane, plane));
        return new(areas.EllipsoidalAreaM2, AreaUnits.ToHa(areas.EllipsoidalAreaM2), AreaUnits.ToMu(areas.EllipsoidalAreaM2),
            areas.PlanarAreaM2, areas.GroundAreaM2, null, plane.Srid);
    }
}
