using GeoZones.Checks;
using GeoZones.Server.Accounts;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>All collections: those that plans and survey consist of, in the order in which they are listed, then the reference layers.</summary>
public static class FeatureCollections
{
    /// <summary>The collections that plans and survey consist of.</summary>
    public static readonly IReadOnlyList<FeatureCollectionInfo> All =
    [
        new(Collections.ZoneBoundaries, new("规划范围", "Zone boundaries"),
            new("三规各自所画的产业集聚区范围线", "The zone's outline as each of the three plans draws it")),
        new(Collections.SubParks, new("园区", "Sub-parks"),
            new("产业集聚区的组成园区", "The parts that a zone consists of")),
        new(Collections.Designations, new("规划用途", "Designations"),
            new("各规划给图斑规定的用途", "What each plan says a patch is for")),
        new(Collections.Farmland, new("农田", "Farmland"),
            new("土地利用总体规划的基本农田与一般农田", "Basic and general farmland of the land-use plan")),
        new(Collections.ExistingLandUse, new("现状地类", "Existing land use"),
            new("调查所得的现状地类，不属于任何规划", "Land use of today as surveyed; belongs to no plan")),
        new(Collections.LandReserve, new("储备土地", "Land reserve"),
            new("政府储备土地", "Land that the government holds in reserve")),
        new(Collections.Roads, new("道路", "Roads"),
            new("道路中心线及建设状态", "Centre lines of roads and how far they are built")),
        new(Collections.UtilityLines, new("管线", "Utility lines"),
            new("给水、排水、燃气、电力等管线", "Water, sewage, gas, power and other lines")),
        new(Collections.Facilities, new("设施", "Facilities"),
            new("电厂、学校、医院等设施", "Plants, schools, hospitals and the like")),
        new(Collections.Projects, new("项目", "Projects"),
            new("企业与工程项目", "Enterprises and works")),
        new(Collections.Townships, new("乡镇", "Townships"),
            new("乡镇行政范围", "The ground of each township")),
    ];

    private static readonly Dictionary<string, FeatureCollectionInfo> ById = All.ToDictionary(c => c.Id, StringComparer.Ordinal);

    /// <summary>The collection of plans or survey with that name.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public static FeatureCollectionInfo Named(string id) => ById.GetValueOrDefault(id)
        ?? throw ProblemException.NotFound(
            $"没有名为“{id}”的要素集。现有：{string.Join("、", ById.Keys)}。",
            $"There is no collection “{id}”. There are: {string.Join(", ", ById.Keys)}.");

    /// <summary>The collection with that name, for a caller who may read it.</summary>
    /// <exception cref="ProblemException">404: there is none; 401 or 403: a reference layer that the caller may not read, or might not if it were there.</exception>
    public static async ValueTask<FeatureCollectionInfo> FindAsync(HttpContext context, NpgsqlDataSource db, string id, CancellationToken cancel)
    {
        if (ReferenceLayers.NameOf(id) is not { } name)
        {
            return Named(id);
        }
        var found = await ReferenceLayers.FindAsync(db, name, cancel);
        Caller.Of(context).RequireReadReference(found?.Reference);
        return found ?? throw MissingLayer(id);
    }

    /// <summary>The collection with that name, which may be a reference layer; who may read it has been asked before.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public static async ValueTask<FeatureCollectionInfo> FindAsync(NpgsqlDataSource db, string id, CancellationToken cancel) =>
        ReferenceLayers.NameOf(id) is not { } name ? Named(id)
        : await ReferenceLayers.FindAsync(db, name, cancel) ?? throw MissingLayer(id);

    private static ProblemException MissingLayer(string id) => ProblemException.NotFound(
        $"没有参考图层“{id}”；/api/collections 列出全部要素集。", $"There is no reference layer “{id}”; /api/collections lists all collections.");
}
