using GeoZones.Checks;
using GeoZones.Server.Accounts;
using GeoZones.Server.Documents;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using MapsterMapper;

using Npgsql;

namespace GeoZones.Server.Plans;

/// <summary><c>GET /api/regions</c> and what lies below it: plans, revisions, figures, code lists.</summary>
public static class PlanEndpoints
{
    /// <summary>Adds the addresses.</summary>
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        api.MapGet("/regions", RegionsAsync).Query(Representation.Parameter).Describe(Topic.Plans, "可读的县市", "The regions that the caller may read").AlsoAsPage(PlanPages.Regions);
        api.MapGet("/regions/{region}", RegionAsync).Query(Representation.Parameter).Describe(Topic.Plans, "一个县市", "One region").AlsoAsPage(PlanPages.Region);
        api.MapGet("/regions/{region}/plans", PlansAsync).Query(Representation.Parameter)
            .Describe(Topic.Plans, "一个县市的规划及其版本", "The plans of a region and their revisions").AlsoAsPage(PlanPages.Plans);
        api.MapGet("/regions/{region}/figures", FiguresAsync).Query("plan", "revision", Representation.Parameter)
            .Describe(Topic.Plans, "规划文本中的指标", "The figures that plans declare").AlsoAsPage(PlanPages.Figures);
        api.MapGet("/regions/{region}/codes", CodesAsync).Query(Representation.Parameter).Describe(Topic.Plans, "县市所用的分类代码", "The code lists of a region").AlsoAsPage(PlanPages.Codes);
        api.MapRevisions();
    }

    private static async Task<RegionList> RegionsAsync(HttpContext context, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel) =>
        new(mapper.Map<RegionView[]>((await Region.AllAsync(db, cancel)).Where(region => Caller.Of(context).MayRead(region.Id))));

    private static async Task<RegionView> RegionAsync(string region, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel) =>
        mapper.Map<RegionView>(await Region.NamedAsync(db, region, cancel));

    private static async Task<PlanList> PlansAsync(string region, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var plans = await Plan.OfRegionAsync(db, (await Region.NamedAsync(db, region, cancel)).Id, cancel);
        return new(mapper.Map<PlanView[]>(plans));
    }

    private static async Task<FigureList> FiguresAsync(
        HttpRequest request, string region, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var plan = request.Query.TryGetValue("plan", out var asked) ? ItemsQuery.ParsePlan(asked.ToString()) : null;
        int? revision = request.Query.TryGetValue("revision", out var number)
            ? ItemsQuery.ParseNumber(number.ToString(), "revision", int.MaxValue) : null;
        var known = await Plan.OfRegionAsync(db, (await Region.NamedAsync(db, region, cancel)).Id, cancel);
        if (revision is not null && !known.Any(p => (plan is null || p.Kind == plan) && p.Revisions.Any(r => r.Number == revision)))
        {
            throw ProblemException.OfParameter("revision", $"没有第 {revision} 版。", $"There is no revision {revision}.");
        }
        return new(mapper.Map<FigureView[]>(await DeclaredFigure.OfRegionAsync(db, region, plan, revision, cancel)));
    }

    private static async Task<CodeLists> CodesAsync(string region, NpgsqlDataSource db, CancellationToken cancel) =>
        RegionCodes.Of(await Region.NamedAsync(db, region, cancel));

    /// <summary>All regions.</summary>
    public sealed record RegionList(IReadOnlyList<RegionView> Regions);

    /// <summary>The plans of a region.</summary>
    public sealed record PlanList(IReadOnlyList<PlanView> Plans);

    /// <summary>The figures of a region.</summary>
    public sealed record FigureList(IReadOnlyList<FigureView> Figures);
}
