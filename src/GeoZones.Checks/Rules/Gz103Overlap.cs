using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ103 图斑重叠: two areas of one collection of one plan that cover the same ground; also where one contains the other.</summary>
internal sealed class Gz103Overlap : IRule
{
    public RuleInfo Info { get; } = new("GZ103", "overlap", "图斑重叠", Severity.Error,
        "{f0}与{f1}重叠 {groundAreaM2:area}。",
        "{f0} and {f1} overlap by {groundAreaM2:area}.")
    {
        Why = new("同一规划里一块地只能有一种用途；重叠处面积会被重复计算。", "Within one plan a spot has one designation; where patches overlap its area counts twice."),
        Mend = new("确定重叠处归谁，从另一图斑中裁去，并让两者共用同一条边界线。", "Decide whose ground it is, cut it from the other patch and let both share the same line."),
        Trap = new("一个图斑完全包含另一个也是重叠；只有同时小于 areaM2 且窄于 widthM 的碎屑才忽略，忽略的个数与面积另行列出。", "One patch inside another is an overlap too. Only what is both below areaM2 and narrower than widthM is ignored; its number and area are told."),
        Settings = [RuleSetting.SliverAreaM2, RuleSetting.SliverWidthM],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var layers = context.Features.Select(feature => (feature.Collection, feature.Plan)).Distinct();
        foreach (var (a, b, shared) in layers.SelectMany(layer => context.Overlaps(layer.Collection, layer.Plan)))
        {
            var number = 0;
            foreach (var (part, areaM2) in context.PartsAbove(context.Tolerance(Info), shared, Info.Code, LayerName.Of(a)))
            {
                yield return Info.Found([a, b], part: ++number, place: part, groundAreaM2: areaM2, tolerance: context.Tolerance(Info).Stated);
            }
        }
    }
}
