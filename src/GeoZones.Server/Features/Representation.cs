using System.Globalization;

using GeoZones.Server.Documents;
using GeoZones.Server.Problems;

using Microsoft.Net.Http.Headers;

namespace GeoZones.Server.Features;

/// <summary>Every resource comes for programs and for people: the query parameter <c>f</c> says which is wanted, else the <c>Accept</c> header.</summary>
public static class Representation
{
    /// <summary>Name of the parameter.</summary>
    public const string Parameter = "f";

    /// <summary>Says that an endpoint serves a page as well.</summary>
    public static RouteHandlerBuilder AlsoAsPage(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new AlsoServes(HtmlPage.MediaType));

    /// <summary>Whether the caller wants a page; the answer is marked as depending on that.</summary>
    /// <exception cref="ProblemException">400: <c>f</c> names no representation.</exception>
    public static bool IsPage(HttpContext context)
    {
        var request = context.Request;
        context.Response.Headers.Vary = "Accept, Accept-Language";
        return !request.Query.ContainsKey(Parameter) ? PrefersHtml(request) : request.Query[Parameter].ToString() switch
        {
            "json" => false,
            "html" => true,
            _ => throw ProblemException.OfParameter(Parameter, "f 须为 json 或 html。", "f is json or html."),
        };
    }

    /// <summary>Browsers name text/html before anything else; whoever takes JSON as gladly gets JSON.</summary>
    public static bool PrefersHtml(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && Quality(accepted, "html") > Quality(accepted, "json");

    /// <summary>The links of a JSON document to itself and to its page.</summary>
    public static Link[] Links(HttpRequest request, string type) =>
    [
        new(Link.Here(request), "self", type),
        new(Link.Here(request, (Parameter, "html")), "alternate", HtmlPage.MediaType),
    ];

    /// <summary>Tells of the page in the header <c>Link</c>, for documents that have no place for links of their own.</summary>
    public static void LinkToPage(HttpContext context) =>
        context.Response.Headers.Link = $"<{Link.Here(context.Request, (Parameter, "html"))}>; rel=\"alternate\"; type=\"{HtmlPage.MediaType}\"";

    /// <summary>The address of the JSON document that a page shows.</summary>
    public static string JsonOf(HttpRequest request) => Link.Here(request, (Parameter, "json"));

    /// <summary>The address of what the map of a page draws: the same in longitude and latitude, and no more of it than the page shows.</summary>
    public static string MapOf(HttpRequest request, int? limit = null) =>
        Link.Here(request, [(Parameter, "json"), ("crs", null), .. limit is { } most ? new[] { ("limit", (string?)most.ToString(CultureInfo.InvariantCulture)) } : []]);

    private static double Quality(IEnumerable<MediaTypeHeaderValue> accepted, string kind) =>
        accepted.Where(range => range.MediaType.Value?.Contains(kind, StringComparison.OrdinalIgnoreCase) == true).Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
}
