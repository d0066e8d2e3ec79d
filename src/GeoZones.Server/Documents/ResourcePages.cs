using System.Text.Json;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Documents;

/// <summary>Pages of resources whose document says all that there is to show.</summary>
internal static class ResourcePages
{
    /// <summary>Serves the document of an endpoint as a page too.</summary>
    public static RouteHandlerBuilder AlsoAsPage(this RouteHandlerBuilder endpoint, ResourcePage page) => endpoint.AlsoAsPage().AddEndpointFilter(async (invocation, next) =>
    {
        var context = invocation.HttpContext;
        if (!Representation.IsPage(context))
        {
            Representation.LinkToPage(context);
            return await next(invocation);
        }
        using var document = await ReadAsync(context, () => next(invocation));
        await Of(context, page, document.RootElement).WriteAsync(context, context.RequestAborted);
        return Results.Empty;
    });

    // What the endpoint would have sent.
    private static async Task<JsonDocument> ReadAsync(HttpContext context, Func<ValueTask<object?>> answer)
    {
        var (response, body) = (context.Response, context.Response.Body);
        using MemoryStream bytes = new();
        response.Body = bytes;
        try
        {
            var result = await answer();
            await (result as IResult ?? Results.Ok(result)).ExecuteAsync(context);
        }
        finally
        {
            response.Body = body;
        }
        response.ContentLength = null;
        return JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    private static HtmlPage Of(HttpContext context, ResourcePage page, JsonElement document)
    {
        var language = Language.Speak(context, besides: "Accept");
        var type = context.Response.ContentType?.Split(';')[0] ?? Link.Json;
        var title = Titled(page);
        var map = page.Map is null ? Html.None
            : PlaceMap.Of(page.Map == page.Path ? Representation.MapOf(context.Request) : Address(page.Map), new Sentence("地图", "Map").In(language));
        return FeaturePages.Page(context, language, title, [.. page.Trail.Select(above => (Address(above.Path), Titled(above)))], Html.Of($"""
            {map}
            {new DataTables(language, AddressOf).Of(document)}
            {Below()}
            {Pages()}
            """), type, withMap: page.Map is not null);

        string Titled(ResourcePage one) => ResourcePage.Fill(one.Title.In(language), Place);

        string Address(string path) => context.Request.PathBase + ResourcePage.Fill(path, place => Uri.EscapeDataString(Place(place)));

        string Place(string place) => context.Request.RouteValues[place]?.ToString() ?? "";

        string? AddressOf(string list, IReadOnlyList<JsonElement> within) => page.Rows is { } rows && rows.List == list
            ? context.Request.PathBase + ResourcePage.Fill(rows.Path, place => Uri.EscapeDataString(Member(within, place) ?? Place(place))) : null;

        Html Below() => page.Below() is [_, ..] below
            ? Html.Of($"<ul>{below.Select(one => Html.Of($"<li><a href=\"{Address(one.Path)}\">{Titled(one)}</a></li>"))}</ul>") : Html.None;

        Html Pages()
        {
            var next = document.TryGetProperty("links", out var links)
                ? links.EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next").Select(link => link.GetProperty("href").GetString()).FirstOrDefault() : null;
            var isFirst = !context.Request.Query.ContainsKey("cursor");
            return next is null && isFirst ? Html.None : FeaturePages.Turning(context.Request, language, isFirst, next);
        }
    }

    private static string? Member(IReadOnlyList<JsonElement> within, string name) => within.Where(one => one.TryGetProperty(name, out var value) && value.ValueKind is (JsonValueKind.String or JsonValueKind.Number))
        .Select(one => one.GetProperty(name).ToString()).FirstOrDefault();
}
