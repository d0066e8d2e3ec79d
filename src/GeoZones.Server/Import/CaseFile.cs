using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Import;

/// <summary>What <c>region.json</c> says of a case: the region, its plans and the files of their revisions.</summary>
public sealed record CaseFile(
    string Id, string NameZh, string NameEn, int PlaneSrid, double[] Extent, bool Synthetic, string? NoteZh, string? NoteEn, string CodeSet,
    IReadOnlyList<CasePlan> Plans, IReadOnlyList<CaseRevision> Revisions)
{
    private const string FileName = "region.json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
        AllowDuplicateProperties = false,
    };

    /// <summary>Folders below <paramref name="folder"/> that hold a case, by name.</summary>
    /// <exception cref="Refusal">The folder is missing.</exception>
    public static IReadOnlyList<string> FoldersIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetDirectories(folder).Where(one => File.Exists(Path.Combine(one, FileName))).Order(StringComparer.Ordinal)]
        : throw new Refusal($"没有文件夹 {folder}。", $"There is no folder {folder}.");

    /// <summary>Reads the case in a folder.</summary>
    /// <exception cref="Refusal">It is missing or not as it should be.</exception>
    public static async Task<CaseFile> Read(string folder, CancellationToken cancel)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            await using FileStream stream = File.OpenRead(path);
            CaseFile read = await JsonSerializer.DeserializeAsync<CaseFile>(stream, Strict, cancel) ?? throw new JsonException("the file is empty");
            read.Check();
            return read;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"{path} 不能作为案例读取：{e.Message}", $"{path} cannot be read as a case: {e.Message}", e);
        }
    }

    private void Check()
    {
        if (Id is null || NameZh is null || NameEn is null || Plans is null || Revisions is null || CodeSet is null || Extent is not { Length: 4 })
        {
            throw new JsonException("it states id, nameZh, nameEn, planeSrid, extent [w,s,e,n], codeSet, plans and revisions");
        }

        foreach (CaseRevision revision in Revisions)
        {
            if (revision.Files is null || (revision.Plan is not null && PlanKinds.Parse(revision.Plan) is null) || revision.State is not (null or "draft" or "submitted"))
            {
                throw new JsonException("each revision has a plan (zone, urban, land-use or null), files, and the state draft or submitted");
            }
        }
    }
}

/// <summary>A plan of a case.</summary>
public sealed record CasePlan(string Kind, string NameZh, string NameEn, int? BaseYear, int? TargetYear, string? Stage);

/// <summary>A revision of a case; paths are relative to the case's folder.</summary>
public sealed record CaseRevision(string? Plan, string? Note, string? State, IReadOnlyDictionary<string, string> Files, string? Figures);
