using System.Globalization;
using System.Text;

using GeoZones.Server.Accounts;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

using Npgsql;

namespace GeoZones.Server.Site;

/// <summary>
/// <c>POST /api/regions/{region}/site-check</c>: a red line → what the plans and the survey say about it. The body is GeoJSON, <c>{"feature":{"collection":…,"id":…}}</c>,
/// a list of coordinates as <c>text/plain</c>, or a form whose field <c>site</c> holds one of these. Who accepts <c>text/html</c> before JSON gets a sheet to print, in the language of
/// <c>?language=</c> or of the caller.
/// </summary>
public static class SiteEndpoint
{
    private const int LargestBodyBytes = 8 * 1024 * 1024;
    private const string Html = "text/html";
    private const string Form = "application/x-www-form-urlencoded";
    private const string SiteField = "site";

    private static readonly string[] s_types = ["application/json", "application/geo+json", "text/plain", "text/csv", Form];

    /// <summary>Adds the address.</summary>
    public static void MapSiteCheck(this IEndpointRouteBuilder api) =>
        api.MapPost("/regions/{region}/site-check", CheckAsync).Query("language").Describe(Topic.Tools, "项目选址合规检测", "Check where a project wants to build")
            .WithMetadata(new Takes("Site", s_types), new Gives("SiteResult", "application/json")).WithMetadata(new RequestSizeLimitAttribute(LargestBodyBytes), new ChangesNothing(), new AlsoServes(Html));

    private static async Task CheckAsync(HttpContext context, string region, NpgsqlDataSource db, CancellationToken cancel)
    {
        var language = LanguageOf(context);
        var known = await Region.NamedAsync(db, region, cancel);
        var result = await SiteResult.Of(db, known, await BodyAsync(context.Request, cancel), cancel);
        context.Response.Headers.Vary = "Accept, Accept-Language";
        if (Representation.PrefersHtml(context.Request))
        {
            context.Response.Headers.ContentLanguage = language;
            context.Response.Headers.ContentSecurityPolicy = SiteSheet.Policy;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(SiteSheet.Of(result, language), cancel);
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        using MemoryStream whole = new();
        await SiteJson.Write(result, whole, cancel);
        context.Response.ContentLength = whole.Length;
        await context.Response.Body.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length), cancel);
    }

    private static string LanguageOf(HttpContext context) => context.Request.Query["language"].ToString() switch
    {
        "" => Language.Of(context.Request),
        Language.Chinese => Language.Chinese,
        Language.English => Language.English,
        _ => throw ProblemException.OfParameter("language", "language 须为 zh 或 en。", "language is zh or en."),
    };

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancel);
        ReadOnlyMemory<byte> body = bytes.ToArray();
        if (body.IsEmpty)
        {
            throw ProblemException.OfBody("", "缺少请求内容；须为 GeoJSON、坐标表或 {\"feature\":…}。", "There is no body; give GeoJSON, a list of coordinates, or {\"feature\":…}.");
        }

        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var named) ? named.MediaType.Value?.ToLowerInvariant() : null;
        if (!s_types.Contains(type))
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, new(
                $"请求内容须为 {string.Join("、", s_types)} 之一。", $"The body is one of {string.Join(", ", s_types)}."));
        }

        // Elsewhere a text that is no JSON is a list of coordinates; whoever says that it is JSON is told where it is none.
        return type == Form ? Field(body.Span)
            : type is "text/plain" or "text/csv" || body.Span.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{', ..] ? body
            : throw ProblemException.OfBody("", "请求内容不是 JSON 对象；坐标表请以 text/plain 发送。", "The body is no JSON object; send a list of coordinates as text/plain.");
    }

    private static byte[] Field(ReadOnlySpan<byte> form)
    {
        var fields = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Encoding.UTF8.GetString(form));
        return fields.TryGetValue(SiteField, out var site) && site.Count == 1 && !string.IsNullOrWhiteSpace(site)
            ? Encoding.UTF8.GetBytes(site.ToString())
            : throw ProblemException.OfBody("", $"表单缺少字段“{SiteField}”。", string.Create(CultureInfo.InvariantCulture, $"The form has no field “{SiteField}”."));
    }
}
