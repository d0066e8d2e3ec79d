using GeoZones.Server.Checks;
using GeoZones.Server.Documents;
using GeoZones.Server.Features;
using GeoZones.Server.History;

namespace GeoZones.Server.Plans;

/// <summary>Regions and their plans as pages to read.</summary>
internal static class PlanPages
{
    private const string OfRegion = "/api/regions/{region}";

    /// <summary>All regions.</summary>
    public static readonly ResourcePage Regions = new("/api/regions", new("县市", "Regions"), CollectionTrail.Service) { Map = "/api/regions", Rows = ("regions", "/api/regions/{id}") };

    /// <summary>One region.</summary>
    public static readonly ResourcePage Region = new(OfRegion, new("县市 {region}", "Region {region}"), Regions) { Map = OfRegion, Below = () => [Plans!, Figures!, Codes!, CheckPages.Runs] };

    /// <summary>The plans of a region.</summary>
    public static readonly ResourcePage Plans = new(OfRegion + "/plans", new("规划及其版本", "Plans and their revisions"), Region) { Map = OfRegion, Rows = ("revisions", OfRegion + "/plans/{kind}/revisions/{number}") };

    /// <summary>One revision of a plan.</summary>
    public static readonly ResourcePage Revision = new(OfRegion + "/plans/{plan}/revisions/{revision}", new("规划 {plan} 第 {revision} 版", "Revision {revision} of the plan {plan}"), Plans)
    {
        Map = OfRegion,
        Below = () => [HistoryPages.Changes],
    };

    /// <summary>The figures that plans declare.</summary>
    public static readonly ResourcePage Figures = new(OfRegion + "/figures", new("规划文本中的指标", "Declared figures"), Region);

    /// <summary>The code lists of a region.</summary>
    public static readonly ResourcePage Codes = new(OfRegion + "/codes", new("分类代码", "Code lists"), Region);
}
