using Microsoft.Extensions.Primitives;

namespace GeoZones.Server.Accounts;

/// <summary>The headers that keep answers with those who may have them: no cache shares one, and a refusal tells how to sign in.</summary>
internal static class Privacy
{
    private const string Bearer = "Bearer realm=\"GeoZones\"";
    private const string Basic = "Basic realm=\"GeoZones\", charset=\"UTF-8\"";

    // The page marks its requests, for which a browser must not open a window of its own that asks for a password.
    private const string PageMark = "X-Requested-With";

    /// <summary>Put below what learns who sends a request.</summary>
    public static void UsePrivacy(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.CacheControl = headers.CacheControl.ToString() switch
                {
                    "" or "no-cache" => "private, no-cache",
                    var set when set.Contains("no-store", StringComparison.Ordinal) || set.Contains("private", StringComparison.Ordinal) => set,
                    var set => $"private, {set}",
                };
                headers.Vary = headers.Vary.Count == 0 ? "Authorization, Cookie" : $"{headers.Vary}, Authorization, Cookie";
                if (context.Response.StatusCode == StatusCodes.Status401Unauthorized)
                {
                    headers.WWWAuthenticate = context.Request.Headers.ContainsKey(PageMark) ? Bearer : new StringValues([Basic, Bearer]);
                }
                return Task.CompletedTask;
            });
        }
        return next(context);
    });
}
