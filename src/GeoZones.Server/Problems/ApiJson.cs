using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace GeoZones.Server.Problems;

/// <summary>How the API writes JSON: camelCase, 中文 as itself, enumerations as their lower-case names.</summary>
public static class ApiJson
{
    /// <summary>The options of every plain JSON answer.</summary>
    public static readonly JsonSerializerOptions Options = Set(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Makes the answers of all handlers follow.</summary>
    public static void AddApiJson(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(json =>
        {
            Set(json.SerializerOptions);
            // Numbers are written as numbers, and the description of the API says so.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });

    private static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        return options;
    }
}
