using GeoZones.Checks.Messages;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Checks;

/// <summary><c>GET /api/words</c>: the names of rules, quantities, units and subjects in both languages.</summary>
public static class WordsEndpoint
{
    /// <summary>Adds the address.</summary>
    public static void MapWords(this IEndpointRouteBuilder api)
    {
        var words = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [Language.Chinese] = Words.All.ToDictionary(word => word.Key, word => word.Value.Zh),
            [Language.English] = Words.All.ToDictionary(word => word.Key, word => word.Value.En),
        };
        api.MapGet("/words", () => words).Describe(Topic.Checks, "规则、数量、单位的中英文名称", "Names of rules, quantities and units in both languages");
    }
}
