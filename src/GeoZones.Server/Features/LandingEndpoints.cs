using GeoZones.Server.CommandLine;
using GeoZones.Server.Cql2;
using GeoZones.Server.Documents;
using GeoZones.Server.Editing;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;
using GeoZones.Server.Tiles;

namespace GeoZones.Server.Features;

/// <summary><c>GET /api</c> and <c>/api/conformance</c>: where an OGC API client starts.</summary>
public static class LandingEndpoints
{
    private static readonly string[] Classes =
    [
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
        "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
        .. Filter.Classes,
        .. SchemaEndpoints.Classes,
        .. EditingEndpoints.Classes,
        .. TilesEndpoints.Classes,
    ];

    /// <summary>Adds the addresses.</summary>
    public static void MapLanding(this IEndpointRouteBuilder api)
    {
        api.MapGet("", Landing).Query(Representation.Parameter)
            .Describe(Topic.Service, "入口页", "Landing page").Produces<LandingPage>().AlsoAsPage();
        api.MapGet("/conformance", ConformsTo).Query(Representation.Parameter)
            .Describe(Topic.Service, "符合的规范类", "Conformance classes").Produces<Conformance>().AlsoAsPage();
    }

    private static async Task<IResult> Landing(HttpContext context, CancellationToken cancel)
    {
        var (request, isPage) = (context.Request, Representation.IsPage(context));
        var language = Language.Speak(context, besides: "Accept");
        Link To(string path, string rel, string type, string zh, string en) => new(Link.Address(request, path), rel, type, new Sentence(zh, en).In(language));
        var landing = new LandingPage("GeoZones", new Sentence("产业集聚区“三规”数据与校核", "Three plans of industrial agglomeration zones, and their checks").In(language),
        [
            .. Representation.Links(request, Link.Json),
            To("/api/openapi.json", "service-desc", OpenApiEndpoints.MediaType, "接口定义", "The definition of this API"),
            To("/api/docs", "service-doc", HtmlPage.MediaType, "接口说明", "The documentation of this API"),
            To("/api/conformance", "conformance", Link.Json, "符合的规范类", "Conformance classes"),
            To("/api/collections", "data", Link.Json, "要素集", "Collections"),
            To("/api/tileMatrixSets", TileMatrixSetEndpoints.ListRelation, Link.Json, "瓦片矩阵集", "Tile matrix sets"),
            To("/api/regions", "related", Link.Json, "县市、规划与校核", "Regions, their plans and checks"),
        ]);
        if (!isPage)
        {
            return Results.Ok(landing);
        }
        await FeaturePages.Page(context, language, new Sentence("数据服务", "Data service").In(language), [], Html.Of($"""
            <p class="lead">{landing.Description}</p>
            <ul>{landing.Links.Where(link => link.Title is not null).Select(link => Html.Of($"<li><a href=\"{link.Href}\">{link.Title}</a></li>"))}</ul>
            """), Link.Json, withMap: false).WriteAsync(context, cancel);
        return Results.Empty;
    }

    private static async Task<IResult> ConformsTo(HttpContext context, CancellationToken cancel)
    {
        if (!Representation.IsPage(context))
        {
            return Results.Ok(new Conformance(Representation.Links(context.Request, Link.Json), Classes));
        }
        var language = Language.Speak(context, besides: "Accept");
        await FeaturePages.Page(context, language, new Sentence("符合的规范类", "Conformance classes").In(language), [FeaturePages.Above(language).First()], Html.Of($"""
            <ul>{Classes.Select(name => Html.Of($"<li><code>{name}</code></li>"))}</ul>
            """), Link.Json, withMap: false).WriteAsync(context, cancel);
        return Results.Empty;
    }

    /// <summary>The landing page.</summary>
    public sealed record LandingPage(string Title, string Description, IReadOnlyList<Link> Links);

    /// <summary>The conformance declaration.</summary>
    public sealed record Conformance(IReadOnlyList<Link> Links, IReadOnlyList<string> ConformsTo);
}
