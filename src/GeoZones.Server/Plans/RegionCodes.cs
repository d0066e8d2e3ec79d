using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Plans;

/// <summary>The code lists and the conflict matrix that a region's plans are read with: files beside the server, in <c>codes/</c>.</summary>
public static class RegionCodes
{
    private static readonly JsonSerializerOptions Strict = new(ApiJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Lazy<IReadOnlyDictionary<string, CodeLists>> Sets = new(ReadSets);

    /// <summary>Names of the sets that there are.</summary>
    public static IReadOnlyList<string> Known => [.. Sets.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The lists of the region's code set.</summary>
    /// <exception cref="UnknownCodeSetException">There is no such set.</exception>
    public static CodeLists Of(Region region) => Find(region.CodeSet)
        ?? throw new UnknownCodeSetException($"The code set “{region.CodeSet}” of {region.Id} is none of: {string.Join(", ", Known)}.");

    /// <summary>The lists of a code set; <c>null</c> where there is no such set.</summary>
    public static CodeLists? Find(string codeSet) => Sets.Value.GetValueOrDefault(codeSet);

    private static Dictionary<string, CodeLists> ReadSets() =>
        Read<SetsFile>("sets.json").Sets.ToDictionary(set => set.Key, set => ReadSet(set.Value), StringComparer.Ordinal);

    private static CodeLists ReadSet(SetFiles files) => new(
        Read<CodeList>(files.Zone), Read<CodeList>(files.Urban), Read<CodeList>(files.ControlArea), Read<CodeList>(files.UseArea),
        Read<CodeList>(files.ExistingLandUse), Read<ConflictMatrix>(files.Matrix));

    private static T Read<T>(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "codes", file));
        return JsonSerializer.Deserialize<T>(stream, Strict) ?? throw new InvalidOperationException($"codes/{file} is empty.");
    }

    private sealed record SetsFile(IReadOnlyDictionary<string, SetFiles> Sets);

    private sealed record SetFiles(string Zone, string Urban, string ControlArea, string UseArea, string ExistingLandUse, string Matrix);
}
