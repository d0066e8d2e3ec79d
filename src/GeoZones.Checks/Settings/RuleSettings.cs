namespace GeoZones.Checks.Settings;

/// <summary>What a region sets about one rule; whatever is absent keeps its default.</summary>
/// <param name="IsOff">Whether the rule is not checked at all.</param>
/// <param name="Severity">Severity of findings for which the rule itself decides none.</param>
/// <param name="Values">Numbers by name of the setting.</param>
/// <param name="ClassValues">Numbers by class and name of the setting.</param>
public sealed record RuleSettings(
    bool IsOff, Severity? Severity, IReadOnlyDictionary<string, double> Values, IReadOnlyDictionary<(string Class, string Name), double> ClassValues);
