using GeoZones.Server.Configuration;
using GeoZones.Server.Documents;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Page;

/// <summary>The headers that keep a browser from doing what the page never asks for.</summary>
public static class SecurityHeaders
{
    private const string NothingButData = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers to every answer and refuses requests that another site's page makes a browser send.</summary>
    /// <param name="app">The pipeline.</param>
    /// <param name="importMapHash">SHA-256 source of the page's import map, or <c>null</c>.</param>
    /// <param name="baseLayers">Base layers, whose hosts the page may load images from.</param>
    public static void UseSecurityHeaders(this IApplicationBuilder app, string? importMapHash, IReadOnlyList<BaseLayer> baseLayers)
    {
        var page = PagePolicy(importMapHash, baseLayers);
        var document = PagePolicy(PlaceMap.HashSource, baseLayers);
        app.Use((context, next) =>
        {
            // Cleared together with a failed answer, so they are set when the answer starts.
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                // A printable sheet brings a policy of its own, as narrow.
                if (headers.ContentSecurityPolicy.Count == 0)
                {
                    headers.ContentSecurityPolicy = !context.Request.Path.StartsWithSegments("/api") ? page
                        : context.Response.ContentType?.StartsWith(HtmlPage.MediaType, StringComparison.Ordinal) is true ? document
                        : NothingButData;
                }
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=(), payment=(), usb=()";
                return Task.CompletedTask;
            });
            if (ComesFromElsewhere(context.Request))
            {
                throw new ProblemException(StatusCodes.Status403Forbidden, new(
                    "其他网站的页面不能在这里修改数据。", "A page of another site cannot change anything here."));
            }
            return next(context);
        });
    }

    /// <summary>The policy of the page: its own files, its import map, the tiles of the configured base layers, nothing else.</summary>
    public static string PagePolicy(string? importMapHash, IReadOnlyList<BaseLayer> baseLayers)
    {
        var hosts = baseLayers.SelectMany(layer => layer.ImageSources()).Distinct().Select(source => " " + source);
        return string.Join("; ",
            "default-src 'none'",
            "script-src 'self'" + (importMapHash is null ? "" : $" '{importMapHash}'"),
            "style-src 'self'",
            "img-src 'self' data:" + string.Concat(hosts),
            "connect-src 'self'",
            "font-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");
    }

    private static bool ComesFromElsewhere(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
