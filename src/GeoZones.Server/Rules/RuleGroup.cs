using GeoZones.Checks;

namespace GeoZones.Server.Rules;

/// <summary>What rules look at, by the first digit of their code.</summary>
public static class RuleGroup
{
    private static readonly Bilingual[] s_groups =
    [
        new("单个规划的图层", "One layer"),
        new("规划之间", "Across the plans"),
        new("数字", "Figures"),
        new("道路", "Roads"),
        new("属性", "Attributes"),
    ];

    /// <summary>Name of the group of <c>GZ1…</c> to <c>GZ5…</c>.</summary>
    public static Bilingual Of(string code) => s_groups[code[2] - '1'];
}
