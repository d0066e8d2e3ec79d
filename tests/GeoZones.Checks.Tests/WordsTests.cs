using System.Text.Json;
using System.Text.RegularExpressions;

using GeoZones.Checks.Messages;
using GeoZones.Checks.Rules;
using GeoZones.Checks.Tests.Rules;

namespace GeoZones.Checks.Tests;

/// <summary>Whatever the rules and the figures of the cases name has a word in both languages.</summary>
public sealed partial class WordsTests
{
    // Their second part is a name.
    private static readonly string[] s_named = ["zone", "sub-park", "part", "facility", "project", "road"];

    private static readonly JsonElement[] s_figures =
    [
        .. Directory.GetFiles(Path.GetDirectoryName(RuleCase.Folder)!, "figures.json", SearchOption.AllDirectories)
            .SelectMany(file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("figures").EnumerateArray()),
    ];

    [Fact]
    public void Every_rule_has_its_name_in_both_languages() =>
        Assert.All(RuleSet.All, rule => Assert.Equal(rule.Info.NameZh, Words.All["rule." + rule.Info.Code].Zh));

    [Fact]
    public void Every_word_is_said_in_both_languages() => Assert.All(Words.All, word =>
    {
        Assert.Equal(word.Value.Zh.Length == 0, word.Value.En.Length == 0);
        Assert.DoesNotMatch(Chinese(), word.Value.En);
        Assert.True(word.Value.Zh is "" or "%" || Chinese().IsMatch(word.Value.Zh), word.Key);
    });

    [Theory]
    [InlineData("quantity")]
    [InlineData("unit")]
    public void Every_quantity_and_unit_of_the_cases_has_a_word(string member) => Assert.All(Stated(member), token => Assert.Contains($"{member}.{token}", Words.All.Keys));

    [Fact]
    public void Every_subject_of_the_cases_has_words_for_all_but_the_names_in_it() => Assert.All(Stated("subject").Concat(Stated("partOf")), subject =>
    {
        string[] parts = subject.Split('/');
        Assert.All(parts.Length > 1 && s_named.Contains(parts[0]) ? parts[..1] : parts,
            part => Assert.True(Words.All.ContainsKey($"subject.{part}") || Words.All.ContainsKey($"state.{part}"), subject));
    });

    [Fact]
    public void No_quantity_has_a_word_that_nothing_uses() =>
        Assert.Equal(["general-farmland-adjustable"], QuantityWords.All.Keys.Except(Stated("quantity")));

    private static HashSet<string> Stated(string member) => [.. s_figures.Select(figure => figure.GetProperty(member).GetString()).OfType<string>()];

    [GeneratedRegex(@"[一-鿿]")]
    private static partial Regex Chinese();
}
