namespace GeoZones.Checks.Settings;

/// <summary>A configuration of the checks that cannot be used; all its problems, in the order of the file.</summary>
/// <param name="problems">At least one.</param>
public sealed class SettingsException(IReadOnlyList<SettingsProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => $"line {problem.Line}: {problem.Text.En}")))
{
    /// <summary>What is wrong, where, and what is allowed.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; } = problems;
}

/// <summary>One problem of a configuration.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Text">What is wrong and what is allowed.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) of the member; empty for the whole.</param>
public sealed record SettingsProblem(int Line, Bilingual Text, string Pointer = "");
