using System.Collections.Concurrent;

using GeoZones.Checks;
using GeoZones.Checks.Rules;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Rules;

/// <summary><c>GET /api/rules</c> and <c>/api/rules/{code}</c>: what each rule reports, why, what a region may set about it, and examples with what is found in them.</summary>
public static class RuleEndpoints
{
    private static readonly string s_drawings = Path.Combine(AppContext.BaseDirectory, "rules");

    // Drawn once: neither the drawings nor the rules change while the server runs.
    private static readonly ConcurrentDictionary<(string Code, string Language), IReadOnlyList<ExampleView>> s_examples = new();

    /// <summary>Adds the addresses.</summary>
    public static void MapRules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rules", (HttpContext context) => new RuleList([.. RuleSet.All.Select(rule => View(rule.Info, Language.Speak(context)))])).Describe(Topic.Checks, "全部校核规则", "All rules of the checks");
        api.MapGet("/rules/{code}", (HttpContext context, string code) => WithExamples(Find(code) ?? throw Missing(), Language.Speak(context))).Describe(Topic.Checks, "一条规则及其示例", "One rule with examples");
    }

    /// <summary>The rule of that code, or <c>null</c>.</summary>
    public static RuleInfo? Find(string code) => RuleSet.All.Select(rule => rule.Info).FirstOrDefault(rule => rule.Code == code);

    private static ProblemException Missing() => ProblemException.NotFound("没有这条规则；/api/rules 列出全部规则。", "There is no such rule; /api/rules lists them all.");

    private static RuleView WithExamples(RuleInfo rule, string language) =>
        View(rule, language) with { Examples = s_examples.GetOrAdd((rule.Code, language), _ => ExampleView.Of(s_drawings, rule, language)) };

    private static RuleView View(RuleInfo rule, string language) => new(
        rule.Code, rule.Name, rule.NameZh, RuleGroup.Of(rule.Code).In(language), rule.Severity, rule.Why.In(language), rule.Mend.In(language), rule.Trap.In(language),
        [.. rule.Settings.Select(setting => new SettingView(setting.Name, setting.Default, setting.Unit, setting.Least, setting.Most, setting.IsPerClass, setting.Meaning.In(language)))]);

    /// <summary>All rules, by code.</summary>
    public sealed record RuleList(IReadOnlyList<RuleView> Rules);

    /// <summary>A rule, its texts in the caller's language.</summary>
    public sealed record RuleView(
        string Code, string Name, string NameZh, string Group, Severity Severity, string Why, string Mend, string Trap, IReadOnlyList<SettingView> Settings)
    {
        /// <summary>Drawings with its defect and without; <c>null</c> in the list of all rules.</summary>
        [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<ExampleView>? Examples { get; init; }
    }

    /// <summary>A number that a region may set, for single classes as well where <paramref name="PerClass"/>.</summary>
    public sealed record SettingView(string Name, double Default, string Unit, double Least, double Most, bool PerClass, string Meaning);
}
