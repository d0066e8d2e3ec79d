using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Settings;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Import;
using GeoZones.Server.Plans;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.PlanFiles;

/// <summary>The plans of a region as files, whole enough to be checked without a database.</summary>
/// <param name="Region">Id of the region.</param>
/// <param name="PlaneSrid">EPSG code of its 3° Gauss–Krüger plane; <c>null</c> where its features tell.</param>
/// <param name="Extent">Longitudes and latitudes that its features keep to.</param>
/// <param name="CodeSet">Name of its code lists.</param>
/// <param name="Revisions">Revisions of the plans and the survey, in the order in which they were made.</param>
internal sealed record PlanFileSet(string Region, int? PlaneSrid, Envelope Extent, string CodeSet, IReadOnlyList<FileRevision> Revisions)
{
    private const string CaseFileName = "region.json";
    private const string UsualCodeSet = "standard";

    // Where the 3° planes are.
    private static readonly Envelope s_china = new(73.5, 136.5, 3, 54);

    /// <summary>What the region sets about the rules.</summary>
    public CheckSettings Settings { get; private init; } = CheckSettings.Default;

    /// <summary>Finds the files: a case folder (<c>region.json</c>), or folders and files as <see cref="FolderLayout"/> has them.</summary>
    /// <param name="paths">Folders and files.</param>
    /// <param name="codeSet">The code lists where no <c>region.json</c> names them.</param>
    /// <param name="planeSrid">The plane where no <c>region.json</c> names it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Refusal">There is nothing to check, or files that nobody can place.</exception>
    public static async Task<PlanFileSet> Find(IReadOnlyList<string> paths, string? codeSet, int? planeSrid, CancellationToken cancel)
    {
        if (paths.FirstOrDefault(path => File.Exists(Path.Combine(path, CaseFileName))) is { } folder)
        {
            return paths.Count > 1 ? throw new Refusal($"案例文件夹 {folder} 请单独检查。", $"Check the case folder {folder} on its own.")
                : codeSet is not null || planeSrid is not null ? throw new Refusal(
                    $"{folder} 的代码表和平面由 region.json 规定；请去掉 --code-set 和 --plane。", $"The code set and the plane of {folder} are those of its region.json: leave out --code-set and --plane.")
                : OfCase(folder, await CaseFile.Read(folder, cancel));
        }

        if (codeSet is not null && RegionCodes.Find(codeSet) is null)
        {
            throw new Refusal($"没有代码表 {codeSet}；现有：{string.Join("、", RegionCodes.Known)}。", $"There is no code set {codeSet}; there are: {string.Join(", ", RegionCodes.Known)}.");
        }

        if (planeSrid is < GaussKrugerPlane.FirstSrid or > GaussKrugerPlane.LastSrid)
        {
            throw new Refusal(
                $"--plane {planeSrid} 不是 3° 带高斯—克吕格平面；应为 {GaussKrugerPlane.FirstSrid} 到 {GaussKrugerPlane.LastSrid}。",
                $"--plane {planeSrid} is no 3° Gauss–Krüger plane: those are {GaussKrugerPlane.FirstSrid} to {GaussKrugerPlane.LastSrid}.");
        }

        return new(NameOf(paths[0]), planeSrid, s_china, codeSet ?? UsualCodeSet, FolderLayout.Find(paths));
    }

    private static PlanFileSet OfCase(string folder, CaseFile read) => new(
        read.Id, read.PlaneSrid, new Envelope(read.Extent[0], read.Extent[2], read.Extent[1], read.Extent[3]), read.CodeSet,
        [
            .. read.Revisions.Select(revision => new FileRevision(
                revision.Plan,
                revision.Files.ToDictionary(
                    file => file.Key,
                    file => (IReadOnlyList<FeatureSource>)[FeatureSource.Of(Path.Combine(folder, file.Value), file.Key) with { Name = file.Value }]),
                revision.Figures is null ? null : Path.Combine(folder, revision.Figures))),
        ])
    {
        Settings = read.Settings,
    };

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
}

/// <summary>A revision of a plan or of the survey; layers that it does not name are those of the revision before.</summary>
/// <param name="Plan">The plan as written; <c>null</c> for the survey.</param>
/// <param name="Layers">By collection: the parts that make it up.</param>
/// <param name="Figures">JSON or CSV file of the figures, where they are replaced.</param>
internal sealed record FileRevision(string? Plan, IReadOnlyDictionary<string, IReadOnlyList<FeatureSource>> Layers, string? Figures);
