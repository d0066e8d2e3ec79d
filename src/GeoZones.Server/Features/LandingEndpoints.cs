using GeoZones.Server.CommandLine;
using GeoZones.Server.Documents;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary><c>GET /api</c> and <c>/api/conformance</c>: where an OGC API client starts.</summary>
public static class LandingEndpoints
{
    private static readonly string[] Classes =
    [
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ];

    /// <summary>Adds the addresses.</summary>
    public static void MapLanding(this IEndpointRouteBuilder api)
    {
        api.MapGet("", Landing).Query(Representation.Parameter).Describe(Topic.Service, "入口页", "Landing page");
        api.MapGet("/conformance", ConformsTo).Query(Representation.Parameter).Describe(Topic.Service, "符合的规范类", "Conformance classes");
    }

    private static LandingPage Landing(HttpContext context)
    {
        var request = context.Request;
        Representation.Check(request);
        var language = Language.Speak(context);
        Link To(string path, string rel, string zh, string en) =>
            new(Link.Address(request, path), rel, Link.Json, new Sentence(zh, en).In(language));
        return new("GeoZones", new Sentence("产业集聚区“三规”数据与校核", "Three plans of industrial agglomeration zones, and their checks").In(language),
        [
            new(Link.Here(request), "self", Link.Json, new Sentence("本页", "This document").In(language)),
            new(Link.Address(request, "/api/openapi.json"), "service-desc", OpenApiEndpoints.MediaType, new Sentence("接口定义", "The definition of this API").In(language)),
            new(Link.Address(request, "/api/docs"), "service-doc", HtmlPage.MediaType, new Sentence("接口说明", "The documentation of this API").In(language)),
            To("/api/conformance", "conformance", "符合的规范类", "Conformance classes"),
            To("/api/collections", "data", "要素集", "Collections"),
            To("/api/regions", "related", "县市、规划与校核", "Regions, their plans and checks"),
        ]);
    }

    private static Conformance ConformsTo(HttpContext context)
    {
        Representation.Check(context.Request);
        return new([new(Link.Here(context.Request), "self", Link.Json)], Classes);
    }

    /// <summary>The landing page.</summary>
    public sealed record LandingPage(string Title, string Description, IReadOnlyList<Link> Links);

    /// <summary>The conformance declaration.</summary>
    public sealed record Conformance(IReadOnlyList<Link> Links, IReadOnlyList<string> ConformsTo);
}
