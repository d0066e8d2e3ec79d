using GeoZones.Checks.Rules;

namespace GeoZones.Checks.Settings;

/// <summary>
/// What a region sets about the rules: off or on, severity, tolerances. <see cref="SettingsReader"/> reads it; only what it has found valid gets here.
/// </summary>
/// <param name="Rules">By code of the rule.</param>
public sealed record CheckSettings(IReadOnlyDictionary<string, RuleSettings> Rules)
{
    /// <summary>Every rule as CHECKS.md has it.</summary>
    public static CheckSettings Default { get; } = new(new Dictionary<string, RuleSettings>());

    /// <summary>Whether the rule is not to be checked.</summary>
    public bool IsOff(string code) => Rules.GetValueOrDefault(code)?.IsOff ?? false;

    /// <summary>Severity of those findings of the rule for which the rule decides none itself.</summary>
    public Severity SeverityOf(RuleInfo rule) => Rules.GetValueOrDefault(rule.Code)?.Severity ?? rule.Severity;

    /// <summary>Value of a setting of a rule, for one class where the region has set it so.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="name">One of its settings.</param>
    /// <param name="ofClass">Code of a class, or <c>null</c>.</param>
    /// <exception cref="ArgumentException">The rule has no such setting.</exception>
    public double ValueOf(RuleInfo rule, string name, string? ofClass = null)
    {
        var setting = rule.Settings.FirstOrDefault(one => one.Name == name)
            ?? throw new ArgumentException($"{rule.Code} has no setting “{name}”.", nameof(name));
        if (!Rules.TryGetValue(rule.Code, out var set))
        {
            return setting.Default;
        }

        return ofClass is not null && set.ClassValues.TryGetValue((ofClass, name), out var own) ? own : set.Values.GetValueOrDefault(name, setting.Default);
    }
}
