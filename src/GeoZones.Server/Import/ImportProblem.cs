using System.Globalization;

using GeoZones.Server.CommandLine;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import;

/// <summary>One thing in a file that keeps it from being used.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Feature">Position of the feature (or figure) in the file, from 1; <c>null</c> where the file as a whole is meant.</param>
/// <param name="Code">The feature's code, where it has one.</param>
/// <param name="Place">Longitude and latitude as the file gives them, where there is a place.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) from the feature to what is meant; empty for the feature as a whole.</param>
public sealed record ImportProblem(string File, int? Feature, string? Code, Coordinate? Place, Sentence What, Sentence Remedy, string Pointer = "")
{
    /// <summary>The whole problem in one line: file, feature, place, what is wrong, remedy.</summary>
    public Sentence Sentence => new(
        File + (Feature is null ? "" : $"，第 {Feature} 个要素") + (Code is null ? "" : $"（编号 {Code}）") + (Place is null ? "" : $"，位置 {PlaceText}") + $"：{What.Zh}。{Remedy.Zh}。",
        File + (Feature is null ? "" : $", feature {Feature}") + (Code is null ? "" : $" (code {Code})") + (Place is null ? "" : $", at {PlaceText}") + $": {What.En}. {Remedy.En}.");

    private string PlaceText => string.Create(CultureInfo.InvariantCulture, $"{Place!.X}, {Place.Y}");
}

/// <summary>Files that were refused as a whole, with every problem that was found.</summary>
public sealed class ImportRefusal : Refusal
{
    internal ImportRefusal(Sentence outcome, IReadOnlyList<ImportProblem> problems, int more)
        : base(Words(outcome, problems, more))
    {
        Problems = problems;
        More = more;
    }

    /// <summary>The problems, in the order of the files; the first hundred.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; }

    /// <summary>How many more there are.</summary>
    public int More { get; }

    private static Sentence Words(Sentence outcome, IReadOnlyList<ImportProblem> problems, int more) => new(
        $"{outcome.Zh}，共有 {problems.Count + more} 处问题：\n" + string.Join('\n', problems.Select(problem => "  " + problem.Sentence.Zh)) + (more > 0 ? $"\n  另有 {more} 处。" : ""),
        $"{outcome.En}; problems: {problems.Count + more}\n" + string.Join('\n', problems.Select(problem => "  " + problem.Sentence.En)) + (more > 0 ? $"\n  … and {more} more." : ""));
}
