using System.Globalization;
using System.Text.Json;

using GeoZones.Checks.Rules;

namespace GeoZones.Checks.Settings;

/// <summary>
/// Reads a region's configuration of the checks: one JSON object with a member for each rule that differs from the default, named by its code or name:
/// <code>{"GZ103": {"areaM2": 2, "widthM": 0.2}, "fragment": {"severity": "info", "areaM2": 400, "classes": {"R": {"areaM2": 200}}}, "GZ105": "off"}</code>
/// Comments and trailing commas are allowed.
/// </summary>
public static class SettingsReader
{
    internal const string Off = "off";
    internal const string SeverityMember = "severity";
    internal const string ClassesMember = "classes";

    private static readonly string[] s_severities = ["error", "warning", "info"];

    /// <summary>The settings that the text states.</summary>
    /// <param name="json">UTF-8, with or without byte order mark.</param>
    /// <param name="firstLine">Line of its file that the text begins on.</param>
    /// <exception cref="SettingsException">The text is no such object; every problem has its line and says what is allowed.</exception>
    public static CheckSettings Read(ReadOnlySpan<byte> json, int firstLine = 1)
    {
        var text = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        var cursor = new Cursor(text, firstLine);
        List<SettingsProblem> problems = [];
        Dictionary<string, RuleSettings> rules = new(StringComparer.Ordinal);
        try
        {
            if (text.IndexOf((byte)0) is >= 0 and var zero)
            {
                problems.Add(new(firstLine + text[..zero].Count((byte)'\n'), new("此处有空字符，文字中不能有它。", "There is a null character here; no text holds one.")));
            }
            else if (!cursor.Next() || cursor.Reader.TokenType != JsonTokenType.StartObject)
            {
                problems.Add(new(cursor.Line, new("配置应为一个 JSON 对象，例如 {\"GZ103\": {\"areaM2\": 2}}。", "A configuration is one JSON object, for example {\"GZ103\": {\"areaM2\": 2}}."), cursor.Pointer));
            }
            else
            {
                while (cursor.Next() && cursor.Reader.TokenType == JsonTokenType.PropertyName)
                {
                    ReadRule(ref cursor, rules, problems);
                }

                cursor.Next();
            }
        }
        catch (JsonException broken)
        {
            problems.Add(new((int)(broken.LineNumber ?? 0) + firstLine, new("此处不是合法的 JSON（缺引号、逗号或括号？）。", "This is no valid JSON (a quote, comma or bracket is missing?).")));
        }
        catch (InvalidOperationException)
        {
            problems.Add(new(cursor.Line, new("此处的文字不是完整的 Unicode。", "The text here is no whole Unicode."), cursor.Pointer));
        }

        return problems.Count == 0 ? new CheckSettings(rules) : throw new SettingsException(problems);
    }

    internal static string TextOf(Severity severity) => s_severities[s_severities.Length - 1 - (int)severity];

    private static void ReadRule(ref Cursor cursor, Dictionary<string, RuleSettings> rules, List<SettingsProblem> problems)
    {
        var name = cursor.Reader.GetString()!;
        var line = cursor.Line;
        var rule = RuleSet.All.Select(one => one.Info).FirstOrDefault(info => info.Code == name || info.Name == name);
        cursor.Next();
        if (rule is null)
        {
            var known = string.Join(", ", RuleSet.All.Select(one => one.Info.Code));
            problems.Add(new(line, new($"没有规则“{name}”。可用：{known}，或规则的英文名。", $"There is no rule “{name}”. Allowed: {known}, or a rule's name."), cursor.Pointer));
            cursor.Skip();
            return;
        }

        if (rules.ContainsKey(rule.Code))
        {
            problems.Add(new(line, new($"规则 {rule.Code} 出现了两次。", $"Rule {rule.Code} is named twice."), cursor.Pointer));
            cursor.Skip();
            return;
        }

        if (cursor.Reader.TokenType == JsonTokenType.String && cursor.Reader.GetString() == Off)
        {
            rules[rule.Code] = new RuleSettings(true, null, new Dictionary<string, double>(), new Dictionary<(string, string), double>());
            return;
        }

        if (cursor.Reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Add(new(cursor.Line, new($"{rule.Code} 应为 \"off\" 或一个对象。", $"{rule.Code} is either \"off\" or an object."), cursor.Pointer));
            cursor.Skip();
            return;
        }

        Severity? severity = null;
        Dictionary<string, double> values = [];
        Dictionary<(string, string), double> classValues = [];
        while (cursor.Next() && cursor.Reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (cursor.Reader.GetString()!)
            {
                case SeverityMember:
                    severity = ReadSeverity(ref cursor, rule, problems);
                    break;
                case ClassesMember when rule.Settings.Any(setting => setting.IsPerClass):
                    ReadClasses(ref cursor, rule, classValues, problems);
                    break;
                default:
                    ReadValue(ref cursor, rule, rule.Settings, (setting, value) => values[setting] = value, problems);
                    break;
            }
        }

        rules[rule.Code] = new RuleSettings(false, severity, values, classValues);
    }

    private static Severity? ReadSeverity(ref Cursor cursor, RuleInfo rule, List<SettingsProblem> problems)
    {
        cursor.Next();
        if (cursor.Reader.TokenType == JsonTokenType.String && Array.IndexOf(s_severities, cursor.Reader.GetString()) is >= 0 and var position)
        {
            return (Severity)(s_severities.Length - 1 - position);
        }

        problems.Add(new(cursor.Line, new($"{rule.Code} 的 severity 应为 error、warning 或 info；不检查时写 \"{rule.Code}\": \"off\"。",
            $"The severity of {rule.Code} is error, warning or info; to leave the rule out write \"{rule.Code}\": \"off\"."), cursor.Pointer));
        cursor.Skip();
        return null;
    }

    private static void ReadClasses(ref Cursor cursor, RuleInfo rule, Dictionary<(string, string), double> values, List<SettingsProblem> problems)
    {
        cursor.Next();
        if (cursor.Reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Add(new(cursor.Line, new($"{rule.Code} 的 classes 应为对象，按地类代码列出。", $"The classes of {rule.Code} are an object with a member for each class."), cursor.Pointer));
            cursor.Skip();
            return;
        }

        IReadOnlyList<RuleSetting> allowed = [.. rule.Settings.Where(setting => setting.IsPerClass)];
        while (cursor.Next() && cursor.Reader.TokenType == JsonTokenType.PropertyName)
        {
            var ofClass = cursor.Reader.GetString()!;
            cursor.Next();
            if (ofClass.Length == 0 || ofClass.Any(char.IsControl))
            {
                problems.Add(new(cursor.Line, new("类应为地类代码，例如 M1。", "A class is the code of one, for example M1."), cursor.Pointer));
                cursor.Skip();
                continue;
            }

            if (cursor.Reader.TokenType != JsonTokenType.StartObject)
            {
                problems.Add(new(cursor.Line, new($"类“{ofClass}”应为对象。", $"Class “{ofClass}” is an object."), cursor.Pointer));
                cursor.Skip();
                continue;
            }

            while (cursor.Next() && cursor.Reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadValue(ref cursor, rule, allowed, (setting, value) => values[(ofClass, setting)] = value, problems);
            }
        }
    }

    private static void ReadValue(ref Cursor cursor, RuleInfo rule, IReadOnlyList<RuleSetting> allowed, Action<string, double> keep, List<SettingsProblem> problems)
    {
        var name = cursor.Reader.GetString()!;
        var line = cursor.Line;
        cursor.Next();
        if (allowed.FirstOrDefault(one => one.Name == name) is not { } setting)
        {
            var known = string.Join(", ", allowed.Select(one => one.Name).Prepend(SeverityMember));
            problems.Add(new(line, new($"{rule.Code} 没有设置“{name}”。可用：{known}。", $"{rule.Code} has no setting “{name}”. Allowed: {known}."), cursor.Pointer));
            cursor.Skip();
        }
        else if (cursor.Reader.TokenType != JsonTokenType.Number || !cursor.Reader.TryGetDouble(out var value) || !(value >= setting.Least && value <= setting.Most))
        {
            var range = string.Format(CultureInfo.InvariantCulture, "{0} … {1}", setting.Least, setting.Most);
            problems.Add(new(cursor.Line, new($"{rule.Code} 的 {name} 应为 {range} 之间的数。", $"{name} of {rule.Code} is a number from {range}."), cursor.Pointer));
            cursor.Skip();
        }
        else
        {
            keep(name, value);
        }
    }

    // The reader together with the line that it stands on and the members that lead there.
    private ref struct Cursor(ReadOnlySpan<byte> text, int firstLine)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private readonly int _firstLine = firstLine;
        private readonly List<string> _members = [];
        public Utf8JsonReader Reader = new(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

        public readonly int Line => _firstLine + _text[..(int)Reader.TokenStartIndex].Count((byte)'\n');

        public readonly string Pointer =>
            string.Concat(_members.Select(member => "/" + member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

        public bool Next()
        {
            var more = Reader.Read();
            if (more && Reader.TokenType == JsonTokenType.PropertyName)
            {
                _members.RemoveRange(Reader.CurrentDepth - 1, _members.Count - (Reader.CurrentDepth - 1));
                _members.Add(Reader.GetString()!);
            }

            return more;
        }

        public void Skip() => Reader.Skip();
    }
}
