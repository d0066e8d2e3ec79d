using System.Collections.Concurrent;

using GeoZones.Server.Documents;
using GeoZones.Server.Problems;

using Microsoft.OpenApi;

namespace GeoZones.Server.OpenApi;

/// <summary><c>GET /api/openapi.json</c>: the API as OpenAPI 3.0; <c>/api/docs</c>: the same to read.</summary>
public static class OpenApiEndpoints
{
    /// <summary>Media type of the document.</summary>
    public const string MediaType = "application/vnd.oai.openapi+json;version=3.0";

    /// <summary>Adds the addresses; put last, when all others are known.</summary>
    public static void MapOpenApiDocuments(this IEndpointRouteBuilder api)
    {
        // Routes do not change while the server runs, nor does the path that it lies at.
        var documents = new ConcurrentDictionary<string, byte[]>();
        var pages = new ConcurrentDictionary<string, HtmlPage>();
        api.MapGet("/openapi.json", async (HttpContext context, CancellationToken cancel) =>
        {
            var language = Language.Speak(context);
            if (!documents.TryGetValue(language, out var document))
            {
                document = documents[language] = await DocumentAsync(context.Request, language, cancel);
            }
            return Results.Bytes(document, MediaType);
        }).Describe(Topic.Service, "本接口的 OpenAPI 3.0 说明", "This API in OpenAPI 3.0")
            .WithMetadata(new Gives("OpenApi", "application/vnd.oai.openapi+json"), new AlsoServes("application/vnd.oai.openapi+json"));
        api.MapGet("/docs", async (HttpContext context, CancellationToken cancel) =>
        {
            var language = Language.Speak(context);
            if (!pages.TryGetValue(language, out var page))
            {
                page = pages[language] = DocumentationPage.Of(await ApiDescription.InAsync(context.Request, language, cancel), language);
            }
            await page.WriteAsync(context, cancel);
        }).Describe(Topic.Service, "本接口的说明网页", "This API to read")
            .WithMetadata(new Gives("Page", "text/html"), new AlsoServes("text/html"));
    }

    private static async Task<byte[]> DocumentAsync(HttpRequest request, string language, CancellationToken cancel)
    {
        var document = await ApiDescription.InAsync(request, language, cancel);
        using var bytes = new MemoryStream();
        await document.SerializeAsJsonAsync(bytes, OpenApiSpecVersion.OpenApi3_0, cancel);
        return bytes.ToArray();
    }
}
