using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Microsoft.Net.Http.Headers;

namespace GeoZones.Server.Features;

/// <summary>
/// The strong ETag of one feature: the version of its row, the number of the revision that it is shown in, and what tells this representation from others, such as its coordinate
/// reference system. Conditions of writers compare the version alone.
/// </summary>
public static class FeatureTag
{
    /// <summary>The tag.</summary>
    /// <param name="version">Version of the row.</param>
    /// <param name="revision">Number of the revision that is shown.</param>
    /// <param name="query">The query of the address that it is read from.</param>
    public static string Of(long version, int revision, string? query) => string.Create(CultureInfo.InvariantCulture,
        $"\"{version}-{revision}-{(string.IsNullOrEmpty(query) ? "0" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query)).AsSpan(0, 4)))}\"");

    /// <summary>The version that a tag names; <c>null</c> for a tag that is not of a feature, or weak.</summary>
    public static long? VersionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak && tag.Tag.Value!.Trim('"').Split('-') is [var version, _, ..] && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether the caller has this representation already (If-None-Match).</summary>
    public static bool IsKnownTo(HttpRequest request, string tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known) && known.Any(one => one.Tag == "*" || one.Tag == tag);
}
