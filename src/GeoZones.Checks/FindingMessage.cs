using System.Text;
using System.Text.RegularExpressions;

using GeoZones.Checks.Messages;
using GeoZones.Checks.Rules;

namespace GeoZones.Checks;

/// <summary>
/// Writes the sentence of a finding. In a rule's template <c>{name}</c> or <c>{name:form}</c> is a parameter (one of the finding's <c>Params</c>,
/// <c>groundAreaM2</c>, or <c>f0</c>, <c>f1</c> … for its features; <c>label</c> stands for <c>labelZh</c> or <c>labelEn</c>),
/// and <c>[…]</c> is left out when any parameter in it has nothing to say. The forms are those of <see cref="Wording"/>.
/// </summary>
public static partial class FindingMessage
{
    /// <summary>One sentence on the finding.</summary>
    /// <param name="finding">A finding of one of the rules in <see cref="RuleSet"/>.</param>
    /// <param name="language"><c>zh</c>, or anything else for English.</param>
    /// <exception cref="ArgumentException">No rule has this code.</exception>
    public static string Of(Finding finding, string language)
    {
        var rule = RuleSet.All.FirstOrDefault(one => one.Info.Code == finding.Rule)?.Info
            ?? throw new ArgumentException($"No rule has the code {finding.Rule}.", nameof(finding));
        var words = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Wording.Chinese : Wording.English;
        return Written(words.IsChinese ? rule.MessageZh : rule.MessageEn, finding, words);
    }

    internal static string Written(string template, Finding finding, Wording words)
    {
        StringBuilder sentence = new();
        foreach (Match piece in Piece().Matches(template))
        {
            var isOptional = piece.Groups["optional"].Success;
            var text = isOptional ? piece.Groups["optional"].Value : piece.Value;
            var isSilent = false;
            var filled = Placeholder().Replace(text, placeholder =>
            {
                var value = Value(finding, placeholder.Groups["name"].Value, placeholder.Groups["form"].Value, words);
                isSilent |= value.Length == 0;
                return value;
            });
            sentence.Append(isOptional && isSilent ? "" : filled);
        }

        if (sentence.Length > 0)
        {
            sentence[0] = char.ToUpperInvariant(sentence[0]);
        }

        return sentence.ToString();
    }

    private static string Value(Finding finding, string name, string form, Wording words)
    {
        if (name.Length > 1 && name[0] == 'f' && int.TryParse(name.AsSpan(1), out var position))
        {
            return position < finding.Features.Count ? words.Feature(finding.Features[position]) : "";
        }

        object? value = name == "groundAreaM2" ? finding.GroundAreaM2
            : finding.Params.GetValueOrDefault(name) ?? finding.Params.GetValueOrDefault(name + (words.IsChinese ? "Zh" : "En"));
        return value is null ? "" : words.Form(value, form);
    }

    [GeneratedRegex(@"\[(?<optional>[^\]]*)\]|[^\[]+")]
    private static partial Regex Piece();

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<form>\w+))?\}")]
    private static partial Regex Placeholder();
}
