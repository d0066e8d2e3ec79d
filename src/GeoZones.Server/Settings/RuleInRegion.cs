using GeoZones.Checks;
using GeoZones.Checks.Rules;
using GeoZones.Checks.Settings;

namespace GeoZones.Server.Settings;

/// <summary>A rule as it holds in a region.</summary>
/// <param name="Code">Code of the rule.</param>
/// <param name="Name">Its English name.</param>
/// <param name="NameZh">Its 中文 name.</param>
/// <param name="Off">Whether it is not checked.</param>
/// <param name="Severity">How grave its findings are, where the rule itself does not decide.</param>
/// <param name="DefaultSeverity">The same where a region sets nothing.</param>
/// <param name="Settings">Its numbers.</param>
public sealed record RuleInRegion(
    string Code, string Name, string NameZh, bool Off, Severity Severity, Severity DefaultSeverity, IReadOnlyList<SettingInRegion> Settings)
{
    /// <summary>The rule under the settings of a region.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="settings">What the region sets.</param>
    /// <param name="language"><c>zh</c> or <c>en</c>.</param>
    public static RuleInRegion Of(RuleInfo rule, CheckSettings settings, string language) => new(
        rule.Code, rule.Name, rule.NameZh, settings.IsOff(rule.Code), settings.SeverityOf(rule), rule.Severity,
        [.. rule.Settings.Select(setting => new SettingInRegion(
            setting.Name, settings.ValueOf(rule, setting.Name), setting.Default, setting.Unit, setting.Least, setting.Most, setting.Meaning.In(language),
            settings.Rules.TryGetValue(rule.Code, out var set)
                ? set.ClassValues.Where(value => value.Key.Name == setting.Name).OrderBy(value => value.Key.Class, StringComparer.Ordinal).ToDictionary(value => value.Key.Class, value => value.Value)
                : []))]);
}

/// <summary>A number of a rule as it holds in a region.</summary>
/// <param name="Name">Its name, unit at its end.</param>
/// <param name="Value">What holds.</param>
/// <param name="Default">What holds where a region sets nothing.</param>
/// <param name="Unit"><c>m²</c>, <c>m</c>, <c>°</c>, or empty.</param>
/// <param name="Least">Smallest value allowed.</param>
/// <param name="Most">Largest value allowed.</param>
/// <param name="Meaning">What it decides, in the caller's language.</param>
/// <param name="Classes">What holds instead for single classes, by code.</param>
public sealed record SettingInRegion(
    string Name, double Value, double Default, string Unit, double Least, double Most, string Meaning, IReadOnlyDictionary<string, double> Classes);
