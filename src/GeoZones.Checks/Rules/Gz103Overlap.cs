using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ103 图斑重叠: two areas of one collection of one plan that cover the same ground; also where one contains the other.</summary>
internal sealed class Gz103Overlap : IRule
{
    public RuleInfo Info { get; } = new("GZ103", "overlap", "图斑重叠", Severity.Error,
        "{f0}与{f1}重叠 {groundAreaM2:area}。",
        "{f0} and {f1} overlap by {groundAreaM2:area}.");

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var layers = context.Features.Select(feature => (feature.Collection, feature.Plan)).Distinct();
        foreach (var (a, b, shared) in layers.SelectMany(layer => context.Overlaps(layer.Collection, layer.Plan)))
        {
            var number = 0;
            foreach (var (part, areaM2) in context.PartsAbove(Tolerance.Sliver, shared, Info.Code))
            {
                yield return Info.Found([a, b], part: ++number, place: part, groundAreaM2: areaM2, tolerance: Tolerance.Sliver.Stated);
            }
        }
    }
}
