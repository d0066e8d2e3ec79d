using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ106 碎面: a patch of a coverage, or one of several parts of it, that is too small to be meant.</summary>
internal sealed class Gz106Fragment : IRule
{
    // Ground and planar area differ by less than this share anywhere in a 3° plane.
    private const double PlaneScale = 1.01;

    private static readonly RuleSetting s_areaM2 = new("areaM2", 400, 0, 1_000_000,
        new("小于此面积的图斑为碎面；可按地类分别设定。", "Patches below this area are fragments; may be set for single classes."))
    { IsPerClass = true };

    public RuleInfo Info { get; } = new("GZ106", "fragment", "碎面", Severity.Warning,
        "{f0}[（地类 {class}）]只有 {groundAreaM2:area}，小于最小上图面积 {leastM2:area}。",
        "{f0}[ of class {class}] is a fragment of {groundAreaM2:area}, below the least area of {leastM2:area}.")
    {
        Why = new("小于最小上图面积的图斑多半是裁切、叠加留下的碎屑，会让台账和差异图斑数目虚增。", "A patch below the least mapping area is mostly a crumb left by cutting or overlay; it swells the ledger and the number of difference patches."),
        Mend = new("并入共边最长的相邻图斑；确实要单独表示的，按地类调低 areaM2。", "Merge it into the neighbour with which it shares most of its line; where it is meant, set a lower areaM2 for its class."),
        Trap = new("多部件图斑逐个部件量算：整体很大，也可能带着一小块碎屑。400 平方米对应 1:10 000，比例尺不同应另设。", "Patches of several parts are measured part by part: a large patch may carry a crumb along. 400 m² suits 1:10 000; another scale needs another value."),
        Settings = [s_areaM2],
    };

    public IEnumerable<Finding> Check(CheckContext context) => Fragments(context).OncePerPlace();

    private IEnumerable<Finding> Fragments(CheckContext context)
    {
        foreach (var layer in context.AreaLayers.Where(layer => layer.IsFitted))
        {
            for (var patch = 0; patch < layer.Features.Count; patch++)
            {
                var classCode = layer.ClassOf(patch);
                var leastM2 = context.Setting(Info, s_areaM2.Name, classCode);
                if (!layer.Rings.HasPartBelow(patch, leastM2 * PlaneScale))
                {
                    continue;
                }

                var small = layer.Rings.PartsOf(patch).Where(part => part.AreaM2 < leastM2 * PlaneScale).Select(layer.Packed.Part).InOrderOfPlace(place => place);
                var number = 0;
                foreach (var place in small)
                {
                    var areaM2 = context.GroundAreaM2(place);
                    if (areaM2 < leastM2)
                    {
                        Dictionary<string, object> parameters = new() { ["leastM2"] = leastM2 };
                        if (!string.IsNullOrWhiteSpace(classCode))
                        {
                            parameters["class"] = classCode;
                        }

                        yield return Info.Found([layer.Features[patch]], word: layer.Word, part: ++number, place: place, groundAreaM2: areaM2,
                            tolerance: new Dictionary<string, double> { [s_areaM2.Name] = leastM2 }, parameters: parameters);
                    }
                }
            }
        }
    }
}
