using System.Text.Json;
using System.Text.Json.Serialization;

using GeoZones.Checks.Settings;
using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Import;

/// <summary>What <c>region.json</c> says of a case: the region, its plans and the files of their revisions.</summary>
/// <param name="Id">Id of the region.</param>
/// <param name="NameZh">Its name in 中文.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="PlaneSrid">EPSG code of its 3° Gauss–Krüger plane.</param>
/// <param name="Extent">West, south, east, north in degrees.</param>
/// <param name="CodeSet">Name of the code lists that its plans are read with.</param>
/// <param name="Plans">Its plans.</param>
/// <param name="Revisions">Their revisions, in the order in which they were made.</param>
/// <param name="Synthetic">Whether its geometry is made up.</param>
/// <param name="NoteZh">A word to its readers in 中文.</param>
/// <param name="NoteEn">The same in English.</param>
/// <param name="Checks">What it sets about the checks, as written.</param>
/// <param name="OpenToAll">Whether the region can be read without signing in.</param>
public sealed record CaseFile(
    string Id, string NameZh, string NameEn, int PlaneSrid, double[] Extent, string CodeSet, IReadOnlyList<CasePlan> Plans, IReadOnlyList<CaseRevision> Revisions,
    bool Synthetic = false, string? NoteZh = null, string? NoteEn = null, JsonElement? Checks = null, bool OpenToAll = false)
{
    private const string FileName = "region.json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>What <see cref="Checks"/> sets; the defaults where the file says nothing.</summary>
    [JsonIgnore]
    public CheckSettings Settings { get; private init; } = CheckSettings.Default;

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
            byte[] json = await File.ReadAllBytesAsync(path, cancel);
            CaseFile? read = JsonSerializer.Deserialize<CaseFile>(json.AsSpan(json.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), Strict);
            if (CaseCheck.ProblemOf(read) is Sentence problem)
            {
                throw new Refusal($"{path} 不能作为案例读取：{problem.Zh}。", $"{path} cannot be read as a case: {problem.En}.");
            }

            return read! with { Settings = CaseSettings.Read(json) };
        }
        catch (SettingsException e)
        {
            throw new Refusal(
                string.Join(Environment.NewLine, e.Problems.Select(one => $"{path} 第 {one.Line} 行 checks{one.Pointer}：{one.Text.Zh}")),
                string.Join(Environment.NewLine, e.Problems.Select(one => $"{path}, line {one.Line}, checks{one.Pointer}: {one.Text.En}")), e);
        }
        catch (JsonException e)
        {
            throw new Refusal(
                $"{path} 不能作为案例读取：{Place(e, "第", " 行，", "")}不是有效的 JSON，或者缺少成员、成员重复、成员类型不对。{CaseCheck.Members.Zh}。",
                $"{path} cannot be read as a case{Place(e, " (line ", ", ", ")")}: it is no valid JSON, or a member is missing, repeated or of the wrong kind. {CaseCheck.Members.En}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"无法读取文件 {path}：{e.Message}", $"The file {path} cannot be read: {e.Message}", e);
        }
    }

    private static string Place(JsonException e, string before, string between, string after) =>
        e.LineNumber is long line ? $"{before}{line + 1}{between}{(string.IsNullOrEmpty(e.Path) ? "$" : e.Path)}{after}" : "";
}

/// <summary>A plan of a case.</summary>
public sealed record CasePlan(string Kind, string NameZh, string NameEn, int? BaseYear = null, int? TargetYear = null, string? Stage = null);

/// <summary>A revision of a case, of a plan or (<paramref name="Plan"/> = <c>null</c>) of the survey; paths are relative to the case's folder.</summary>
public sealed record CaseRevision(string? Plan, IReadOnlyDictionary<string, string> Files, string? Note = null, string? State = null, string? Figures = null);
