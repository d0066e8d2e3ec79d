using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GeoZones.Checks;

/// <summary>Ids that stay the same from run to run, so that a waiver still holds after the next one.</summary>
internal static class FindingId
{
    /// <summary>The id of a part of what a rule finds over features.</summary>
    public static string Of(string rule, IReadOnlyList<PlanFeature> features, string? figure, string? word, int part) =>
        Of(rule, [.. features.Select(feature => feature.Key), $"figure {figure}", $"word {word}", part.ToString(CultureInfo.InvariantCulture)]);

    /// <summary><c>rule-</c> and 12 hexadecimal digits of the SHA-256 of what names the finding.</summary>
    public static string Of(string rule, IEnumerable<string> names)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names.Prepend(rule))));
        return $"{rule}-{Convert.ToHexStringLower(hash.AsSpan(0, 6))}";
    }
}
