using Microsoft.Extensions.Primitives;

namespace GeoZones.Server.Page;

/// <summary>
/// Gives each encoding of a file its own strong ETag: <c>"abc"</c> becomes <c>"abc-br"</c> where the body is compressed,
/// and a caller's <c>"abc-br"</c> is read as <c>"abc"</c>. Without it a cache could take one encoding for another.
/// </summary>
public static class EncodedETags
{
    private static readonly string[] Suffixes = ["-br\"", "-gzip\""];

    /// <summary>Put outside of the compression.</summary>
    public static void UseEncodedETags(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var asked = context.Request.Headers.IfNoneMatch.ToString();
        if (asked != "")
        {
            context.Request.Headers.IfNoneMatch = new StringValues(Suffixes.Aggregate(asked, (tags, suffix) => tags.Replace(suffix, "\"", StringComparison.Ordinal)));
        }
        context.Response.OnStarting(() =>
        {
            var response = context.Response;
            var encoding = response.Headers.ContentEncoding.ToString();
            var tag = response.Headers.ETag.ToString();
            if (!tag.EndsWith('"'))
            {
                return Task.CompletedTask;
            }
            // What is not sent again is what the caller has, in the encoding in which he has it.
            var ending = response.StatusCode == StatusCodes.Status304NotModified
                ? Suffixes.FirstOrDefault(suffix => asked.Contains(tag[..^1] + suffix, StringComparison.Ordinal))
                : encoding == "" ? null : $"-{encoding}\"";
            if (ending is not null)
            {
                response.Headers.ETag = tag[..^1] + ending;
            }
            return Task.CompletedTask;
        });
        return next(context);
    });
}
