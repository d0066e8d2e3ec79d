using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

using GeoZones.Server.Features;

namespace GeoZones.Server.Import.References;

/// <summary>What type a value of a field has, and how it is written as one of its field's type.</summary>
internal static partial class FieldValue
{
    /// <summary>The type of a value; <c>null</c> for null. Days and moments are texts as RFC 3339 has them (days also with slashes); a time without an offset is no moment, and what is nested is text.</summary>
    public static PropertyType? TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => PropertyType.Boolean,
        JsonValueKind.Number => value.TryGetInt64(out _) ? PropertyType.Integer : PropertyType.Number,
        JsonValueKind.String when Day(value) is not null => PropertyType.Date,
        JsonValueKind.String when Moment(value) is not null => PropertyType.Instant,
        _ => PropertyType.Text,
    };

    /// <summary>The type that holds the values of both; <c>null</c> where there are none yet.</summary>
    public static PropertyType? Both(PropertyType? one, PropertyType? other) =>
        one == other || other is null ? one
        : one is null ? other
        : (one, other) is (PropertyType.Integer, PropertyType.Number) or (PropertyType.Number, PropertyType.Integer) ? PropertyType.Number
        : PropertyType.Text;

    /// <summary>The text of a value, as a field of texts has it.</summary>
    public static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>Writes a value as one of a type that holds it.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement value, PropertyType type)
    {
        switch (type)
        {
            case var _ when value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined:
                json.WriteNullValue();
                break;
            case PropertyType.Number:
                json.WriteNumberValue(value.GetDouble());
                break;
            case PropertyType.Integer:
                json.WriteNumberValue(value.GetInt64());
                break;
            case PropertyType.Boolean:
                json.WriteBooleanValue(value.GetBoolean());
                break;
            case PropertyType.Date:
                json.WriteStringValue(Day(value)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case PropertyType.Instant:
                json.WriteStringValue(Moment(value)!.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }

    private static DateOnly? Day(JsonElement text) =>
        DateOnly.TryParseExact(text.GetString(), ["yyyy-MM-dd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTimeOffset? Moment(JsonElement text) =>
        MomentPattern().IsMatch(text.GetString()!) && DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && moment.UtcDateTime.Year is > 1 and < 9999 ? moment : null;

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex MomentPattern();
}
