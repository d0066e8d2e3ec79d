using Microsoft.Extensions.Primitives;

namespace GeoZones.Server.Page;

/// <summary>
/// Gives each encoding of a file its own strong ETag: <c>"abc"</c> becomes <c>"abc-br"</c> where the body is compressed,
/// and a caller's <c>"abc-br"</c> is read as <c>"abc"</c>. Without it a cache could take one encoding for another.
/// </summary>
public static class EncodedETags
{
    private static readonly string[] Encodings = ["br", "gzip"];

    /// <summary>Put outside of the compression.</summary>
    public static void UseEncodedETags(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var asked = context.Request.Headers.IfNoneMatch.ToString();
        var suffix = Encodings.Select(encoding => $"-{encoding}\"").FirstOrDefault(asked.Contains);
        if (suffix is not null)
        {
            context.Request.Headers.IfNoneMatch = new StringValues(asked.Replace(suffix, "\"", StringComparison.Ordinal));
        }
        context.Response.OnStarting(() =>
        {
            var response = context.Response;
            var encoding = response.Headers.ContentEncoding.ToString();
            var ending = response.StatusCode == StatusCodes.Status304NotModified ? suffix : encoding == "" ? null : $"-{encoding}\"";
            var tag = response.Headers.ETag.ToString();
            if (ending is not null && tag.EndsWith('"'))
            {
                response.Headers.ETag = tag[..^1] + ending;
            }
            return Task.CompletedTask;
        });
        return next(context);
    });
}
