using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace GeoZones.Server.Page;

/// <summary>The page's import map, the only inline script that its policy lets run.</summary>
public static partial class ImportMap
{
    /// <summary>The CSP source <c>sha256-…</c> of the import map.</summary>
    /// <param name="html">Text of the page.</param>
    /// <returns><c>null</c> where the page has no import map.</returns>
    public static string? HashSource(string html)
    {
        var map = InlineMap().Match(html);
        // HTML parsers read CR LF as LF, and hash what they read.
        return map.Success
            ? "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(map.Groups[1].Value.ReplaceLineEndings("\n"))))
            : null;
    }

    [GeneratedRegex("""<script\b[^>]*\btype\s*=\s*["']?importmap["']?[^>]*>(.*?)</script>""", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex InlineMap();
}
