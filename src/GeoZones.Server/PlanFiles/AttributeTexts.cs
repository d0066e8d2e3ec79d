using System.Globalization;
using System.Text.Json;

namespace GeoZones.Server.PlanFiles;

/// <summary>Attributes as the rules see them: texts. Numbers are written as PostgreSQL's <c>jsonb</c> keeps them, without exponent.</summary>
internal static class AttributeTexts
{
    /// <summary>The texts of a JSON object by name.</summary>
    public static IReadOnlyDictionary<string, string> Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(member => member.Name, member => member.Value.ValueKind == JsonValueKind.Number ? Plain(member.Value.GetRawText()) : member.Value.ToString(), StringComparer.Ordinal);
    }

    /// <summary>Whether two JSON objects state the same.</summary>
    public static bool AreSame(string a, string b)
    {
        if (a == b)
        {
            return true;
        }

        using JsonDocument one = JsonDocument.Parse(a), other = JsonDocument.Parse(b);
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }

    // 1.5e3 is 1500, 1.50 stays 1.50.
    private static string Plain(string number)
    {
        var sign = number.StartsWith('-') ? "-" : "";
        var parts = number[sign.Length..].Split('e', 'E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var whole = (point < 0 ? digits.Length : point) + (parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        if (digits.All(digit => digit == '0'))
        {
            sign = "";
        }

        var (left, right) = whole <= 0 ? ("0", new string('0', -whole) + digits)
            : whole >= digits.Length ? (digits.PadRight(whole, '0'), "")
            : (digits[..whole], digits[whole..]);
        left = left.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0";
        return right.Length > 0 ? $"{sign}{left}.{right}" : sign + left;
    }
}
