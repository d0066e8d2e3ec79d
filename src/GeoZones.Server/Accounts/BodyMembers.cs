using System.Text.Json;

using GeoZones.Server.Problems;

namespace GeoZones.Server.Accounts;

/// <summary>The members of a small JSON object in a body.</summary>
internal readonly struct BodyMembers
{
    private readonly JsonElement _object;
    private readonly string _at;

    private BodyMembers(JsonElement json, string at) => (_object, _at) = (json, at);

    /// <summary>The members of a body.</summary>
    /// <exception cref="ProblemException">400, with pointer: it is no object or has other members.</exception>
    public static BodyMembers Of(JsonDocument? body, params string[] known) => Of(body?.RootElement ?? default, "", known);

    /// <summary>The members of an object at a place in a body.</summary>
    /// <exception cref="ProblemException">400, with pointer: it is no object or has other members.</exception>
    public static BodyMembers Of(JsonElement json, string at, params string[] known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw ProblemException.OfBody(at, $"此处须为 JSON 对象，成员：{string.Join("、", known)}。", $"A JSON object belongs here, with the members: {string.Join(", ", known)}.");
        }
        if (json.EnumerateObject().FirstOrDefault(member => !known.Contains(member.Name, StringComparer.Ordinal)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw ProblemException.OfBody($"{at}/{unknown.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}",
                $"不认识成员“{unknown.Name}”；可用：{string.Join("、", known)}。", $"There is no member “{unknown.Name}” here; known: {string.Join(", ", known)}.");
        }
        return new(json, at);
    }

    /// <summary>A text that must be there.</summary>
    /// <exception cref="ProblemException">400, with pointer: it is missing or no text.</exception>
    public string Text(string name) => OptionalText(name) ?? throw ProblemException.OfBody($"{_at}/{name}", $"缺少 {name}。", $"{name} is missing.");

    /// <summary>A text, or <c>null</c>.</summary>
    /// <exception cref="ProblemException">400, with pointer: it is no text.</exception>
    public string? OptionalText(string name) => !_object.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text
        : throw ProblemException.OfBody($"{_at}/{name}", $"{name} 须为文字，且不含空字符。", $"{name} is a text without null characters.");

    /// <summary>A whole number, or <c>null</c>.</summary>
    /// <exception cref="ProblemException">400, with pointer: it is no whole number.</exception>
    public int? OptionalNumber(string name) => !_object.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw ProblemException.OfBody($"{_at}/{name}", $"{name} 须为整数。", $"{name} is a whole number.");

    /// <summary>The objects of an array, with their places; none where it is left out.</summary>
    /// <exception cref="ProblemException">400, with pointer: it is no array.</exception>
    public IEnumerable<(JsonElement Json, string At)> List(string name)
    {
        var at = $"{_at}/{name}";
        return !_object.TryGetProperty(name, out var value) ? []
            : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select((one, i) => (one, $"{at}/{i}"))
            : throw ProblemException.OfBody(at, $"{name} 须为数组。", $"{name} is an array.");
    }
}
