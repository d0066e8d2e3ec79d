using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GeoZones.Data;

/// <summary>JSON as it stands in the files: readable Chinese, invariant numbers, no trailing zeros.</summary>
static class Json
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() };

    public static string Text(string? value) => value is null ? "null" : JsonSerializer.Serialize(value, Readable);

    public static string Texts(IEnumerable<string> values) => "[" + string.Join(",", values.Select(Text)) + "]";

    /// <summary>An area in m² to the square millimetre.</summary>
    public static string Area(double? m2) => m2 is null ? "null" : Math.Round((decimal)m2.Value, 4).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Degrees from units of 1e-9°.</summary>
    public static string Degrees(long nanodegrees) => (nanodegrees / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);

    public static string Position((long Longitude, long Latitude) place) => $"[{Degrees(place.Longitude)},{Degrees(place.Latitude)}]";
}
