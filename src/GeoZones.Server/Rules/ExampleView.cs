using System.Globalization;

using GeoZones.Checks;
using GeoZones.Checks.Messages;
using GeoZones.Checks.Rules;

namespace GeoZones.Server.Rules;

/// <summary>An example as the API and the documents show it, its texts in one language.</summary>
/// <param name="Name">Name of its file without extension.</param>
/// <param name="Found">Whether the rule finds something in it.</param>
/// <param name="About">What is drawn.</param>
/// <param name="Svg">The drawing; <c>null</c> where there are figures only.</param>
/// <param name="Declared">The figures that are declared, a line each.</param>
/// <param name="Settings">What the region sets about the checks, as written; <c>null</c> where nothing.</param>
/// <param name="Finds">The messages of what is found.</param>
public sealed record ExampleView(string Name, bool Found, string About, string? Svg, IReadOnlyList<string> Declared, string? Settings, IReadOnlyList<string> Finds)
{
    /// <summary>The examples of a rule.</summary>
    /// <param name="folder">Folder with a folder of drawings for each rule.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="language"><c>zh</c> or <c>en</c>.</param>
    public static IReadOnlyList<ExampleView> Of(string folder, RuleInfo rule, string language) => [.. RuleExample.Of(folder, rule.Code).Select(example =>
    {
        var findings = example.Findings(rule);
        return new ExampleView(
            example.Name, example.IsFound, example.About.In(language), RuleDrawing.Svg(example, findings), [.. (example.Figures ?? []).Select(figure => Line(figure, language))],
            example.Settings?.GetRawText(), [.. findings.Select(finding => FindingMessage.Of(finding, language))]);
    })];

    private static string Line(Figure figure, string language)
    {
        var subject = string.Join(" / ", figure.Subject.Split('/').Select(part => Word("subject", part, language)));
        var value = figure.Value is { } number
            ? $"{number.ToString("F" + figure.Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)} {Word("unit", figure.Unit ?? "", language)}".TrimEnd()
            : language == "zh" ? "（空缺）" : "(blank)";
        string?[] rest = [figure.Qualifier, figure.Account];
        return string.Join(" · ", [$"{subject} · {Word("quantity", figure.Quantity, language)}: {value}", .. rest.OfType<string>()]);
    }

    private static string Word(string form, string token, string language) => Words.All.TryGetValue($"{form}.{token}", out var word) ? word.In(language) : token;
}
