using GeoZones.Checks.Rules;

namespace GeoZones.Checks.Messages;

/// <summary>The words that a page needs to show rules and figures: what is shown beside a finding's message is said as the message says it.</summary>
public static class Words
{
    private static readonly string[] s_forms = ["quantity", "unit", "subject", "state"];

    /// <summary>By <c>form.token</c>: <c>rule.GZ103</c>, <c>quantity.area</c>, <c>unit.km2</c>, <c>subject.sub-park</c>, <c>state.planned</c>.</summary>
    public static IReadOnlyDictionary<string, Bilingual> All { get; } = RuleSet.All
        .Select(rule => ($"rule.{rule.Info.Code}", new Bilingual(rule.Info.NameZh, Sentence(rule.Info.Name))))
        .Append(($"rule.{FailedRule.Ledger}", new("台账", "Ledger")))
        .Append(($"rule.{FailedRule.Quotas}", new("用地指标", "Quotas")))
        .Concat(s_forms.SelectMany(form => Vocabulary.Of(form).Select(word => ($"{form}.{word.Token}", word.Word))))
        .ToDictionary(word => word.Item1, word => word.Item2, StringComparer.Ordinal);

    // "boundary-mismatch" as it stands in a list.
    private static string Sentence(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
}
