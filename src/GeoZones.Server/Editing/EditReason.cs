using GeoZones.Server.CommandLine;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Editing;

/// <summary>Why something is changed, as it is recorded.</summary>
internal static class EditReason
{
    /// <summary>Name of the query parameter, and of the member.</summary>
    public const string Name = "reason";

    private const int Longest = 1000;

    /// <summary>The reason that the caller gives in the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="usual">What is recorded where none is given.</param>
    /// <exception cref="ProblemException">400: it is empty or too long.</exception>
    public static string Of(IQueryCollection query, string usual) => query.ContainsKey(Name)
        ? Read(query[Name].ToString(), what => new ProblemException(StatusCodes.Status400BadRequest, what) { Parameter = Name })
        : usual;

    /// <summary>Checks a reason.</summary>
    /// <exception cref="ProblemException">It is empty or too long.</exception>
    public static string Read(string reason, Func<Sentence, ProblemException> wrong) =>
        reason.Trim() is { Length: > 0 and <= Longest } text && !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : throw wrong(new($"{Name} 须有文字，最多 {Longest} 个字符。", $"{Name} holds text of {Longest} characters at most."));
}
