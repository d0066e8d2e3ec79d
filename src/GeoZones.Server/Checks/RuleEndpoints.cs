using GeoZones.Checks;
using GeoZones.Checks.Rules;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Checks;

/// <summary><c>GET /api/rules</c> and <c>/api/rules/{code}</c>: what each rule reports, why, and what a region may set about it.</summary>
public static class RuleEndpoints
{
    /// <summary>Adds the addresses.</summary>
    public static void MapRules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rules", (HttpContext context) => new RuleList([.. RuleSet.All.Select(rule => View(rule.Info, Language.Speak(context)))]));
        api.MapGet("/rules/{code}", (HttpContext context, string code) => View(Named(code), Language.Speak(context)));
    }

    private static RuleInfo Named(string code) => RuleSet.All.Select(rule => rule.Info).FirstOrDefault(rule => rule.Code == code)
        ?? throw ProblemException.NotFound("没有这条规则；/api/rules 列出全部规则。", "There is no such rule; /api/rules lists them all.");

    private static RuleView View(RuleInfo rule, string language) => new(
        rule.Code, rule.Name, rule.NameZh, rule.Severity, rule.Why.In(language), rule.Mend.In(language), rule.Trap.In(language),
        [.. rule.Settings.Select(setting => new SettingView(setting.Name, setting.Default, setting.Least, setting.Most, setting.IsPerClass, setting.Meaning.In(language)))]);

    /// <summary>All rules, by code.</summary>
    public sealed record RuleList(IReadOnlyList<RuleView> Rules);

    /// <summary>A rule, its texts in the caller's language.</summary>
    public sealed record RuleView(
        string Code, string Name, string NameZh, Severity Severity, string Why, string Mend, string Trap, IReadOnlyList<SettingView> Settings);

    /// <summary>A number that a region may set, for single classes as well where <paramref name="PerClass"/>.</summary>
    public sealed record SettingView(string Name, double Default, double Least, double Most, bool PerClass, string Meaning);
}
