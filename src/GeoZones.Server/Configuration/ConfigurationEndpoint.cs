using System.Reflection;

using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Configuration;

/// <summary>What the page must know before it can show anything.</summary>
/// <param name="Version">Version of the product.</param>
/// <param name="BaseLayers">Background maps.</param>
/// <param name="Languages">Languages of messages.</param>
public sealed record PageConfiguration(string Version, IReadOnlyList<BaseLayer> BaseLayers, IReadOnlyList<string> Languages);

/// <summary><c>GET /api/configuration</c>.</summary>
public static class ConfigurationEndpoint
{
    /// <summary>Adds the address.</summary>
    public static void MapConfiguration(this IEndpointRouteBuilder api, IReadOnlyList<BaseLayer> baseLayers)
    {
        var configuration = new PageConfiguration(ProductVersion(), baseLayers, [Language.Chinese, Language.English]);
        api.MapGet("/configuration", () => configuration).Describe(Topic.Service, "网页所需配置", "What the page must know first");
    }

    private static string ProductVersion() =>
        typeof(ConfigurationEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
