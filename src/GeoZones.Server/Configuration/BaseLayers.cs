using System.Text.Json;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Configuration;

/// <summary>Reads the base layers from configuration and checks that each can be shown.</summary>
public static class BaseLayers
{
    /// <summary>The layers, in the order stated; <c>GEOZONES_BASE_LAYERS</c> replaces the list of the settings file.</summary>
    /// <exception cref="Refusal">A layer cannot be used; the sentence names it and says why.</exception>
    public static IReadOnlyList<BaseLayer> Read(IConfiguration configuration)
    {
        try
        {
            var json = configuration["GEOZONES_BASE_LAYERS"];
            var layers = string.IsNullOrWhiteSpace(json)
                ? configuration.GetSection("BaseLayers").Get<BaseLayer[]>() ?? []
                : JsonSerializer.Deserialize<BaseLayer[]>(json, Strict) ?? [];
            return [.. layers.Select(Checked)];
        }
        catch (Exception no) when (no is ArgumentException or JsonException)
        {
            throw new Refusal($"配置中的底图（BaseLayers 或 GEOZONES_BASE_LAYERS）无法使用：{no.Message}",
                $"The base layers of the configuration (BaseLayers or GEOZONES_BASE_LAYERS) cannot be used: {no.Message}", no);
        }
    }

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static BaseLayer Checked(BaseLayer layer)
    {
        if (layer.Type is not ("xyz" or "wmts"))
        {
            throw new ArgumentException($"Base layer {layer.Id}: type “{layer.Type}” is neither xyz nor wmts.");
        }
        if (layer.MinZoom < 0 || layer.MaxZoom > 24 || layer.MinZoom > layer.MaxZoom)
        {
            throw new ArgumentException($"Base layer {layer.Id}: zooms {layer.MinZoom} to {layer.MaxZoom} are not within 0 to 24.");
        }
        _ = layer.ImageSources();
        return layer;
    }
}
