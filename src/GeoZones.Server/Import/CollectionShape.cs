using GeoZones.Checks;
using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Import;

/// <summary>What the features of a collection look like; the database holds the same as constraints.</summary>
/// <param name="Name">Name of the collection.</param>
/// <param name="GeometryTypes">GeoJSON geometry types that it takes.</param>
/// <param name="OfPlan">Whether it belongs to a plan; surveyed facts do not.</param>
/// <param name="Required">An attribute that every feature states.</param>
/// <param name="Values">The values that <paramref name="Required"/> can have.</param>
public sealed record CollectionShape(string Name, IReadOnlyList<string> GeometryTypes, bool OfPlan, string? Required = null, IReadOnlyList<string>? Values = null)
{
    private static readonly string[] Polygons = ["Polygon", "MultiPolygon"];
    private static readonly string[] Lines = ["LineString", "MultiLineString"];
    private static readonly string[] Places = ["Point", "MultiPoint", "Polygon", "MultiPolygon"];

    /// <summary>All collections that can be imported.</summary>
    public static readonly IReadOnlyList<CollectionShape> All =
    [
        new(Collections.ZoneBoundaries, Polygons, OfPlan: true),
        new(Collections.SubParks, Polygons, OfPlan: true),
        new(Collections.Roads, Lines, OfPlan: true, "state", ["planned", "under-construction", "finished"]),
        new(Collections.Farmland, Polygons, OfPlan: true, "farmlandClass", ["basic", "general"]),
        new(Collections.Designations, Polygons, OfPlan: true),
        new(Collections.LandReserve, Polygons, OfPlan: true),
        new(Collections.Facilities, Places, OfPlan: true),
        new(Collections.UtilityLines, Lines, OfPlan: true),
        new(Collections.Projects, Places, OfPlan: true),
        new(Collections.ExistingLandUse, Polygons, OfPlan: false),
        new(Collections.Townships, Polygons, OfPlan: false),
    ];

    /// <summary>The shape of a collection; <c>null</c> where there is no such collection.</summary>
    public static CollectionShape? Of(string name) => All.FirstOrDefault(shape => shape.Name == name);

    /// <summary>The shape of a collection that belongs to a plan (<c>null</c>: to the survey).</summary>
    /// <exception cref="Refusal">There is no such collection, or it belongs elsewhere.</exception>
    public static CollectionShape Of(string collection, string? plan)
    {
        CollectionShape shape = Of(collection) ?? throw new Refusal(
            $"没有图层 {collection}；可用的有 {string.Join("、", All.Select(one => one.Name))}。",
            $"There is no collection {collection}; there are {string.Join(", ", All.Select(one => one.Name))}.");
        return shape.OfPlan == plan is not null ? shape : throw new Refusal(
            shape.OfPlan ? $"图层 {collection} 属于规划，请用 --plan zone|urban|land-use。" : $"图层 {collection} 是现状调查，请用 --plan survey。",
            shape.OfPlan ? $"The collection {collection} belongs to a plan: use --plan zone|urban|land-use." : $"The collection {collection} is surveyed: use --plan survey.");
    }
}
