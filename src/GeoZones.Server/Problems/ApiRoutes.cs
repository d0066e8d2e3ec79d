using Microsoft.Net.Http.Headers;

namespace GeoZones.Server.Problems;

/// <summary>The query parameters that an endpoint reads; it takes no others.</summary>
/// <param name="Names">Their names, case-sensitive.</param>
public sealed record QueryParameters(params string[] Names);

/// <summary>An endpoint whose further query parameters are the queryables of a collection; which those are, and that there are no others, is for its handler to say.</summary>
public sealed record TakesQueryables;

/// <summary>A media type that an endpoint serves besides JSON.</summary>
/// <param name="MediaType">For example <c>text/html</c>.</param>
public sealed record AlsoServes(string MediaType);

/// <summary>What every address under <c>/api</c> asks of a request before its handler sees it.</summary>
public static class ApiRoutes
{
    private static readonly string[] Offered = ["application/json", "application/geo+json", "application/problem+json"];

    /// <summary>The group of all addresses under <c>/api</c>: unknown and repeated query parameters, and callers that take no JSON, get a problem.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api");
        // Whoever may GET may ask for the headers alone; Kestrel leaves out the body.
        ((IEndpointConventionBuilder)api).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] })
            {
                endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
            }
        });
        api.AddEndpointFilter((invocation, next) =>
        {
            var request = invocation.HttpContext.Request;
            var endpoint = invocation.HttpContext.GetEndpoint();
            CheckQuery(request, endpoint?.Metadata.GetMetadata<QueryParameters>()?.Names ?? [], endpoint?.Metadata.GetMetadata<TakesQueryables>() is not null);
            CheckAccept(request, endpoint?.Metadata.GetOrderedMetadata<AlsoServes>() ?? []);
            return next(invocation);
        });
        return api;
    }

    /// <summary>Answers OPTIONS with the methods of the address, and names OPTIONS among them.</summary>
    public static void UseOptions(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed && !response.HasStarted)
        {
            var allowed = response.Headers.Allow.ToString();
            response.Headers.Allow = allowed.Contains(HttpMethods.Options, StringComparison.Ordinal) ? allowed : $"{allowed}, {HttpMethods.Options}";
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                response.StatusCode = StatusCodes.Status204NoContent;
            }
        }
    });

    /// <summary>Names the query parameters that an endpoint reads.</summary>
    public static TBuilder Query<TBuilder>(this TBuilder endpoint, params string[] names) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new QueryParameters(names));

    private static void CheckQuery(HttpRequest request, IReadOnlyList<string> known, bool takesOthers)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!takesOthers && !known.Contains(name, StringComparer.Ordinal))
            {
                throw ProblemException.UnknownParameter(name, known);
            }
            if (values.Count > 1)
            {
                throw ProblemException.OfParameter(name, $"查询参数“{name}”只能出现一次。", $"The query parameter “{name}” may be given only once.");
            }
        }
    }

    private static void CheckAccept(HttpRequest request, IReadOnlyList<AlsoServes> also)
    {
        if (request.Headers.Accept.Count == 0)
        {
            return;
        }
        string[] served = [.. Offered, .. also.Select(one => one.MediaType)];
        var isServed = MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
            && accepted.Any(range => range.Quality is not 0 && served.Any(type => new MediaTypeHeaderValue(type).IsSubsetOf(Bare(range))));
        if (!isServed)
        {
            var types = string.Join(", ", served.Where(type => type != "application/problem+json"));
            throw new ProblemException(StatusCodes.Status406NotAcceptable, new(
                $"此处只提供 {types}，请修改 Accept 头。", $"Only {types} are served here; change the Accept header."));
        }
    }

    // Parameters such as profile or charset narrow a range that we serve anyway.
    private static MediaTypeHeaderValue Bare(MediaTypeHeaderValue range) => new(range.MediaType);
}
