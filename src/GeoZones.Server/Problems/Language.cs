using Microsoft.Net.Http.Headers;

namespace GeoZones.Server.Problems;

/// <summary>The caller's language, from <c>Accept-Language</c>.</summary>
public static class Language
{
    /// <summary>中文.</summary>
    public const string Chinese = "zh";

    /// <summary>English, spoken to everyone who does not ask for Chinese.</summary>
    public const string English = "en";

    /// <summary><c>zh</c> or <c>en</c>: the first of the two in the caller's order of preference, English where neither is asked for.</summary>
    public static string Of(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var asked))
        {
            return English;
        }
        foreach (var language in asked.Where(l => l.Quality is not 0).OrderByDescending(l => l.Quality ?? 1))
        {
            if (Speaks(language.Value.Value, Chinese))
            {
                return Chinese;
            }
            if (Speaks(language.Value.Value, English))
            {
                return English;
            }
        }
        return English;
    }

    /// <summary>The caller's language, and the headers that say that the answer is in it.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="besides">Another header that the answer depends on, or <c>null</c>.</param>
    public static string Speak(HttpContext context, string? besides = null)
    {
        var language = Of(context.Request);
        context.Response.Headers.ContentLanguage = language;
        context.Response.Headers.Vary = besides is null ? "Accept-Language" : $"{besides}, Accept-Language";
        return language;
    }

    private static bool Speaks(string? tag, string language) => tag is not null
        && tag.StartsWith(language, StringComparison.OrdinalIgnoreCase)
        && (tag.Length == language.Length || tag[language.Length] == '-');
}
