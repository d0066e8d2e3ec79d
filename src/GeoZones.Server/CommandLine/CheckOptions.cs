using GeoZones.Checks;
using GeoZones.Checks.Rules;
using GeoZones.Checks.Settings;

namespace GeoZones.Server.CommandLine;

/// <summary>What the words after <c>check</c> mean.</summary>
internal static class CheckOptions
{
    /// <summary>The rules named by code, name or the beginning of a code; all of them where none is named.</summary>
    /// <param name="named">Each may hold several, with commas between.</param>
    /// <exception cref="Refusal">One of them names no rule.</exception>
    public static IReadOnlyList<IRule> Rules(IReadOnlyList<string> named)
    {
        List<string> words = [.. named.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        if (words.FirstOrDefault(word => !RuleSet.All.Any(rule => IsNamed(rule.Info, word))) is { } unknown)
        {
            var known = string.Join(", ", RuleSet.All.Select(rule => rule.Info.Code));
            throw new Refusal($"没有规则 {unknown}。可用：{known}，或编号的开头（如 GZ2）。", $"There is no rule {unknown}. There are {known}, or the beginning of a code (such as GZ2).");
        }

        if (named.Count > 0 && words.Count == 0)
        {
            throw new Refusal("--rules 没有写出规则编号。", "--rules names no rule.");
        }

        return words.Count == 0 ? RuleSet.All : [.. RuleSet.All.Where(rule => words.Any(word => IsNamed(rule.Info, word)))];
    }

    /// <summary>The configuration in a file.</summary>
    /// <exception cref="Refusal">It cannot be read, or not be used: every problem with its line.</exception>
    public static CheckSettings Settings(string path)
    {
        try
        {
            return SettingsReader.Read(File.ReadAllBytes(path));
        }
        catch (SettingsException wrong)
        {
            throw new Refusal(
                string.Join('\n', wrong.Problems.Select(problem => $"{path}，第 {problem.Line} 行：{problem.Text.Zh}")),
                string.Join('\n', wrong.Problems.Select(problem => $"{path}, line {problem.Line}: {problem.Text.En}")), wrong);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"无法读取文件 {path}：{e.Message}", $"The file {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The least severity that makes the exit code 1; <c>null</c> for <c>never</c>.</summary>
    public static Severity? FailOn(string word) => word switch { "error" => Severity.Error, "warning" => Severity.Warning, "note" or "info" => Severity.Info, _ => null };

    private static bool IsNamed(RuleInfo rule, string word) =>
        rule.Name == word || (word.Length > 2 && rule.Code.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
