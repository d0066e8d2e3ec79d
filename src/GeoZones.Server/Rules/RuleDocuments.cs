using System.Globalization;
using System.Text;

using GeoZones.Checks;
using GeoZones.Checks.Messages;
using GeoZones.Checks.Rules;

namespace GeoZones.Server.Rules;

/// <summary>The documents of the rules: an index, and for each rule a page in both languages with its drawings beside it.</summary>
public static class RuleDocuments
{
    private const string Page = "README.md";
    private const string Zh = "zh";
    private const string En = "en";

    /// <summary>Every document by its path below the folder, <c>/</c> between its parts.</summary>
    /// <param name="folder">Folder with a folder of drawings for each rule.</param>
    public static IReadOnlyDictionary<string, string> Of(string folder)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal) { [Page] = Index() };
        foreach (var rule in RuleSet.All.Select(rule => rule.Info))
        {
            var (zh, en) = (ExampleView.Of(folder, rule, Zh), ExampleView.Of(folder, rule, En));
            files[$"{rule.Code}/{Page}"] = Document(rule, zh, en);
            foreach (var example in en.Where(example => example.Svg is not null))
            {
                files[$"{rule.Code}/{example.Name}.svg"] = example.Svg!;
            }
        }

        return files;
    }

    private static string Index()
    {
        StringBuilder text = new();
        text.Append("# 检查规则 · The rules\n\n");
        text.Append("由 `dotnet run --project src/GeoZones.Server -- rules --docs data/rules` 生成，请勿手改；页面 `/rules` 内容相同。<br>\n");
        text.Append("Made by that command, not by hand; the page `/rules` says the same.\n");
        foreach (var group in RuleSet.All.Select(rule => rule.Info).GroupBy(rule => RuleGroup.Of(rule.Code)))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key.Zh} · {group.Key.En}\n\n|  | 名称 | name | 严重程度 severity |\n|---|---|---|---|\n");
            foreach (var rule in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"| [{rule.Code}]({rule.Code}/{Page}) | {rule.NameZh} | {Name(rule)} | {SeverityZh(rule.Severity)} {SeverityEn(rule.Severity)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Document(RuleInfo rule, IReadOnlyList<ExampleView> zh, IReadOnlyList<ExampleView> en)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# {rule.Code} {rule.NameZh} · {Name(rule)}\n\n[全部规则 · all rules](../{Page})\n\n");
        text.Append("<!-- 由 rules --docs 生成 · made by: dotnet run --project src/GeoZones.Server -- rules --docs data/rules -->\n\n");
        text.Append(CultureInfo.InvariantCulture, $"**严重程度：**{SeverityZh(rule.Severity)} · **Severity:** {SeverityEn(rule.Severity)}\n");
        Part("为什么", "Why it matters", rule.Why);
        Part("怎样改", "How to mend it", rule.Mend);
        Part("易错之处", "The trap", rule.Trap);
        Settings(text, rule);
        text.Append("\n## 示例 · Examples\n\n实线：集聚区规划；虚线：城市总规；点线：土地总规；红色：所发现的问题。<br>\nSolid: zone plan; dashed: urban plan; dotted: land-use plan; red: what is found.\n");
        foreach (var (chinese, english) in zh.Zip(en))
        {
            Example(text, chinese, english);
        }

        return text.ToString();

        void Part(string headingZh, string headingEn, Bilingual said) =>
            text.Append(CultureInfo.InvariantCulture, $"\n## {headingZh} · {headingEn}\n\n{said.Zh}\n\n{said.En}\n");
    }

    private static void Settings(StringBuilder text, RuleInfo rule)
    {
        text.Append("\n## 可设置的数值 · What a region may set\n\n");
        if (rule.Settings.Count == 0)
        {
            text.Append("只有严重程度和是否检查。\n\nOnly its severity and whether it is checked.\n");
            return;
        }

        text.Append("| 名称 name | 默认 default | 允许 allowed | 含义 meaning |\n|---|---|---|---|\n");
        foreach (var setting in rule.Settings)
        {
            var unit = setting.Unit.Length == 0 ? "" : " " + setting.Unit;
            var classes = setting.IsPerClass ? "（可按地类设置）<br>(may be set for single classes)" : "<br>";
            text.Append(CultureInfo.InvariantCulture, $"| `{setting.Name}` | {setting.Default}{unit} | {setting.Least} … {setting.Most}{unit} | {setting.Meaning.Zh}{classes} {setting.Meaning.En} |\n");
        }
    }

    private static void Example(StringBuilder text, ExampleView zh, ExampleView en)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {(en.Found ? "✗" : "✓")} {zh.About}\n\n{en.About}\n\n");
        if (en.Svg is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"![{zh.About}]({en.Name}.svg)\n\n");
        }

        if (en.Settings is { } settings)
        {
            text.Append(CultureInfo.InvariantCulture, $"- 设置 settings: `{string.Join(' ', settings.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}`\n");
        }

        List(zh.Declared.Zip(en.Declared, (chinese, english) => chinese == english ? $"申报 declared: {chinese}" : $"申报 declared: {chinese} · {english}"));
        List(zh.Finds.Zip(en.Finds, (chinese, english) => $"**{chinese}** {english}"));
        if (!en.Found)
        {
            text.Append("- 无问题。 Nothing is found.\n");
        }

        void List(IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                text.Append(CultureInfo.InvariantCulture, $"- {line}\n");
            }
        }
    }

    private static string Name(RuleInfo rule) => Words.All[$"rule.{rule.Code}"].En;

    private static string SeverityZh(Severity severity) => severity switch { Severity.Error => "错误", Severity.Warning => "警告", _ => "提示" };

    private static string SeverityEn(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };
}
