using GeoZones.Checks.Rules;
using GeoZones.Server.Rules;

namespace GeoZones.Server.Tests.Rules;

/// <summary>The documents of the rules say what the rules say; every rule has its page and every drawing its picture.</summary>
public sealed class RuleDocumentsTests
{
    private static readonly string s_folder = Path.Combine(PostGis.DataFolder, "rules");

    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_made = new(() => RuleDocuments.Of(s_folder));

    [Fact]
    public void What_is_kept_is_what_the_command_makes()
    {
        var kept = new[] { "*.md", "*.svg" }.SelectMany(kind => Directory.GetFiles(s_folder, kind, SearchOption.AllDirectories))
            .ToDictionary(path => Path.GetRelativePath(s_folder, path).Replace('\\', '/'), File.ReadAllText);
        const string Mend = "run: dotnet run --project src/GeoZones.Server -- rules --docs data/rules";
        Assert.True(kept.Keys.ToHashSet().SetEquals(s_made.Value.Keys), $"{string.Join(", ", kept.Keys.Except(s_made.Value.Keys).Concat(s_made.Value.Keys.Except(kept.Keys)))}; {Mend}");
        Assert.All(s_made.Value, made => Assert.True(made.Value == kept[made.Key], $"{made.Key} is out of date; {Mend}"));
    }

    [Fact]
    public void Every_rule_has_its_page_in_both_languages_and_is_in_the_index() => Assert.All(RuleSet.All.Select(rule => rule.Info), rule =>
    {
        var page = s_made.Value[$"{rule.Code}/README.md"];
        Assert.All((string[])[rule.NameZh, rule.Why.Zh, rule.Why.En, rule.Mend.Zh, rule.Mend.En, rule.Trap.Zh, rule.Trap.En], text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.All(rule.Settings, setting => Assert.Contains($"`{setting.Name}`", page, StringComparison.Ordinal));
        Assert.Contains($"({rule.Code}/README.md)", s_made.Value["README.md"], StringComparison.Ordinal);
    });

    [Fact]
    public void A_drawing_shows_its_defect_and_one_without_shows_none()
    {
        var svg = s_made.Value["GZ103/found-partial.svg"];
        Assert.Contains("#b3201a", svg, StringComparison.Ordinal);
        Assert.Contains(">A</text>", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("#b3201a", s_made.Value["GZ103/clean-shared-edge.svg"], StringComparison.Ordinal);
        Assert.All(s_made.Value.Where(file => file.Key.EndsWith(".svg", StringComparison.Ordinal)), file => Assert.DoesNotContain("NaN", System.Xml.Linq.XDocument.Parse(file.Value).ToString(), StringComparison.Ordinal));
    }
}
