using GeoZones.Checks.Figures;
using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Rules;

/// <summary>GZ306 单位可疑: a declared area that fits the drawing once its unit is read as another one.</summary>
internal sealed class Gz306SuspiciousUnit : IRule
{
    /// <summary>Setting: how close counts as fitting.</summary>
    internal const string Closeness = "relative";

    public RuleInfo Info { get; } = new("GZ306", "suspicious-unit", "单位可疑", Severity.Warning,
        "{subject:subject}申报面积 {declaredM2:area} 约为图上椭球面积 {measuredM2:area} 的 {ratio:number} 倍：很可能把{likelyUnit:unit}写成了{statedUnit:unit}。",
        "{subject:subject} is declared with {declaredM2:area}, about {ratio:number} times the {measuredM2:area} that it measures on the ellipsoid: most likely {likelyUnit:unit} were written as {statedUnit:unit}.")
    {
        Why = new("亩、公顷、平方公里写混，面积差 15 倍、100 倍甚至更多，后面的合计和指标全都跟着错。", "Mu, hectares and square kilometres mixed up make an area wrong by 15, 100 or more, and every sum and quota with it."),
        Mend = new("对照原始文件核对单位，改正单位或换算后的数字。", "Look the unit up in the source and mend the unit or the converted number."),
        Trap = new("只是数字上吻合：1 公顷 = 15 亩 = 10000 平方米，1 平方公里 = 100 公顷 = 1500 亩。建筑面积与用地面积之比也可能凑巧接近这些倍数。",
            "It is a coincidence of numbers only: 1 ha = 15 mu = 10 000 m², 1 km² = 100 ha = 1 500 mu. Floor area over land may come close to such a factor by chance."),
        Settings = [new(Closeness, 0.01, 0, 0.1, new("换算后与量得面积之差在这一份额以内，即认为单位写错。", "A number that comes this close (as a share of the measured area) after conversion counts as a mixed-up unit."))],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.ZoneBoundaries, Collections.SubParks],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var closeness = context.Setting(Info, Closeness);
        foreach (var declared in DeclaredArea.Of(context))
        {
            if (UnitMixUp.Of(declared, closeness) is { } mixUp)
            {
                yield return Info.Found(declared.Features, declared.Figure,
                    place: PolygonOverlay.Collected([.. declared.Features.SelectMany(feature => PolygonExtracter.GetPolygons(feature.Plane)).Cast<Polygon>()]),
                    tolerance: new Dictionary<string, double> { [Closeness] = closeness }, parameters: new Dictionary<string, object>
                    {
                        ["subject"] = declared.Subject,
                        ["declaredM2"] = declared.DeclaredM2,
                        ["measuredM2"] = declared.MeasuredM2,
                        ["ratio"] = Ratio(declared.DeclaredM2 / declared.MeasuredM2),
                        ["statedUnit"] = mixUp.From,
                        ["likelyUnit"] = mixUp.To,
                    });
            }
        }
    }

    // Four digits tell which factor it is.
    private static double Ratio(double ratio)
    {
        var scale = Math.Pow(10, 3 - Math.Floor(Math.Log10(ratio)));
        return Math.Round(ratio * scale) / scale;
    }
}
