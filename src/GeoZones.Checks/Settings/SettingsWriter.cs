using System.Text.Json.Nodes;

using GeoZones.Checks.Rules;

namespace GeoZones.Checks.Settings;

/// <summary>Writes settings as <see cref="SettingsReader"/> reads them: by code, in the order of the rules, and only what differs from the default.</summary>
public static class SettingsWriter
{
    /// <summary>The object with a member for each rule that is set differently from CHECKS.md.</summary>
    public static JsonObject Write(CheckSettings settings)
    {
        JsonObject rules = [];
        foreach (var info in RuleSet.All.Select(rule => rule.Info))
        {
            if (settings.Rules.GetValueOrDefault(info.Code) is not { } set)
            {
                continue;
            }

            if (set.IsOff)
            {
                rules[info.Code] = SettingsReader.Off;
            }
            else if (Write(info, set) is { Count: > 0 } rule)
            {
                rules[info.Code] = rule;
            }
        }

        return rules;
    }

    private static JsonObject Write(RuleInfo info, RuleSettings set)
    {
        JsonObject rule = [];
        if (set.Severity is { } severity && severity != info.Severity)
        {
            rule[SettingsReader.SeverityMember] = SettingsReader.TextOf(severity);
        }

        foreach (var setting in info.Settings)
        {
            if (set.Values.TryGetValue(setting.Name, out var value) && value != setting.Default)
            {
                rule[setting.Name] = value;
            }
        }

        JsonObject classes = [];
        foreach (var ofClass in set.ClassValues.GroupBy(value => value.Key.Class).OrderBy(values => values.Key, StringComparer.Ordinal))
        {
            classes[ofClass.Key] = new JsonObject(ofClass.OrderBy(value => value.Key.Name, StringComparer.Ordinal).Select(value => KeyValuePair.Create(value.Key.Name, (JsonNode?)value.Value)));
        }

        if (classes.Count > 0)
        {
            rule[SettingsReader.ClassesMember] = classes;
        }

        return rule;
    }
}
