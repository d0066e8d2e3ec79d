using System.Text.RegularExpressions;

using GeoZones.Checks.Messages;
using GeoZones.Checks.Rules;

namespace GeoZones.Checks.Tests.Rules;

/// <summary>A rule is whole when it is in the list, has its texts in both languages, and has drawings with and without its defect that it judges rightly.</summary>
public sealed partial class RuleRegistryTests
{
    public static TheoryData<string> Codes => [.. RuleSet.All.Select(rule => rule.Info.Code)];

    public static TheoryData<string, string> Drawings =>
        [.. Directory.GetFiles(RuleCase.Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(Path.GetDirectoryName(file))!, Path.GetFileNameWithoutExtension(file)))];

    [Fact]
    public void Every_rule_of_the_assembly_is_in_the_list_and_ordered_by_code()
    {
        var written = typeof(RuleSet).Assembly.GetTypes().Where(type => typeof(IRule).IsAssignableFrom(type) && type is { IsAbstract: false }).Select(type => type.Name);
        Assert.Equal(written.Order(StringComparer.Ordinal), RuleSet.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));
        Assert.Equal(RuleSet.All.Select(rule => rule.Info.Code).Order(StringComparer.Ordinal), RuleSet.All.Select(rule => rule.Info.Code));
        Assert.All(RuleSet.All, rule => Assert.StartsWith(char.ToUpperInvariant(rule.Info.Code[0]) + "z" + rule.Info.Code[2..], rule.GetType().Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_says_what_why_how_to_mend_and_where_the_trap_is(string code)
    {
        var info = RuleSet.All.Single(rule => rule.Info.Code == code).Info;
        Assert.All((Bilingual[])[info.Why, info.Mend, info.Trap, .. info.Settings.Select(setting => setting.Meaning), new(info.NameZh, info.Name), new(info.MessageZh, info.MessageEn)], text =>
        {
            Assert.Matches(Chinese(), text.Zh);
            Assert.DoesNotMatch(Chinese(), text.En);
            Assert.Matches("[a-z]{3}", text.En);
        });
        Assert.All(info.Settings, setting =>
        {
            Assert.InRange(setting.Default, setting.Least, setting.Most);
            Assert.Matches("(M2|M|Degrees|Count|Ratio|relative)$", setting.Name);
        });
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_has_drawings_with_its_defect_and_without(string code)
    {
        var names = Drawings.Select(drawing => drawing.Data).Where(drawing => drawing.Item1 == code).Select(drawing => drawing.Item2).ToList();
        Assert.Contains(names, name => name.StartsWith("found-", StringComparison.Ordinal));
        Assert.Contains(names, name => name.StartsWith("clean-", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void A_rule_finds_in_a_drawing_what_is_said_beside_it(string code, string name)
    {
        var drawing = RuleCase.Read(Path.Combine(RuleCase.Folder, code, name + ".json"));
        var rule = RuleSet.All.Single(one => one.Info.Code == code);
        var snapshot = drawing.Snapshot();

        var report = CheckEngine.Run(snapshot, [rule], null, TestContext.Current.CancellationToken);

        Assert.Empty(report.FailedRules);
        Assert.Equal(name.StartsWith("found-", StringComparison.Ordinal), drawing.Finds.Count > 0);
        var keys = snapshot.Features.ToDictionary(feature => feature.Id, feature => feature.Key);
        var open = drawing.Finds.ToList();
        foreach (var finding in report.Findings)
        {
            var own = finding.Features.Select(feature => keys[feature.Id]).ToList();
            var find = open.FirstOrDefault(one => RuleCase.Differences(one, finding, own).Length == 0);
            Assert.True(find is not null, $"Not told beside the drawing: {string.Join(' ', own)} {finding.Figure} {FindingMessage.Of(finding, "en")} {string.Join(" | ", open.Select(one => RuleCase.Differences(one, finding, own)))}");
            open.Remove(find);
        }

        Assert.True(open.Count == 0, $"Not found: {string.Join(" | ", open)}");
    }

    [GeneratedRegex(@"[一-鿿]")]
    private static partial Regex Chinese();
}
