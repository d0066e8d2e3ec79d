using GeoZones.Server.Page;

namespace GeoZones.Server.Rules;

/// <summary><c>/rules</c> and <c>/rules/{code}</c>: the page that explains the rules to people; it reads <c>/api/rules</c>.</summary>
public static class RulePages
{
    private const string File = "rules.html";

    /// <summary>Adds the addresses; a code that no rule has is answered with the same page and 404.</summary>
    public static void MapRulePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/rules", (HttpResponse response) => Page(response, StatusCodes.Status200OK));
        app.MapGet("/rules/{code}", (HttpResponse response, string code) =>
            Page(response, RuleEndpoints.Find(code) is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK));
    }

    private static IResult Page(HttpResponse response, int status)
    {
        if (WebPage.Folder is not { } folder)
        {
            return Results.NotFound();
        }

        response.StatusCode = status;
        response.Headers.CacheControl = "no-cache";
        return Results.Text(System.IO.File.ReadAllText(Path.Combine(folder, File)), "text/html", statusCode: status);
    }
}
