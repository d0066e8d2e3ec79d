using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Rules;

/// <summary>GZ107 狭长面: a patch, or one of several parts of it, that is narrower than anything but a road or a watercourse.</summary>
internal sealed class Gz107NarrowPatch : IRule
{
    private static readonly RuleSetting s_areaPerLengthM = new("areaPerPerimeterM", 0.1, 0, 100,
        new("面积除以周长（米）小于此值的图斑为狭长面；约为宽度的一半。", "Patches whose area divided by their perimeter (m) is less are narrow; it is about half of the width."));

    private static readonly RuleSetting s_compactness = new("compactnessRatio", 0.05, 0, 1,
        new("4πA/P²（圆为 1）小于此值的图斑为狭长面。", "Patches whose 4πA/P² (1 for a circle) is less are narrow."));

    private static readonly string[] s_linearGroups = ["road", "water"];

    public RuleInfo Info { get; } = new("GZ107", "narrow-patch", "狭长面", Severity.Warning,
        "{f0}过于狭长：面积 {groundAreaM2:area}，周长 {perimeterM:length}，面积/周长 {areaPerPerimeterM:length}，4πA/P² = {compactnessRatio:number}。",
        "{f0} is too narrow: {groundAreaM2:area} in a perimeter of {perimeterM:length}; area/perimeter {areaPerPerimeterM:length}, 4πA/P² = {compactnessRatio:number}.")
    {
        Why = new("除道路、水系外，狭长的图斑多半是两条边界线没有对齐留下的条带，既无法利用，也无法实地放样。", "Apart from roads and water, a narrow patch is mostly the strip between two lines that should have been one; it can neither be used nor staked out."),
        Mend = new("把它并入相邻图斑，让两侧共用一条边界；确为道路或水系的，改正地类。", "Merge it into a neighbour so that both sides share one line; where it really is a road or water, correct its class."),
        Trap = new("多部件图斑逐个部件量算：许多分散的村庄合为一个图斑并不狭长。管制区、用途区把道路与村镇合在一起，形状不说明问题，不查。", "Patches of several parts are measured part by part: many villages held as one patch are not narrow. Control and use areas gather roads and settlements, so that their shape says nothing; they are not looked at."),
        Settings = [s_areaPerLengthM, s_compactness],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var tolerance = Info.Settings.ToDictionary(setting => setting.Name, setting => context.Setting(Info, setting.Name));
        var (areaPerLengthM, compactness) = (tolerance[s_areaPerLengthM.Name], tolerance[s_compactness.Name]);
        foreach (var layer in context.AreaLayers.Where(HasTellingShapes))
        {
            var linear = LinearClasses(layer, context.Codes);
            for (var patch = 0; patch < layer.Features.Count; patch++)
            {
                if (layer.ClassOf(patch) is { } classCode && linear.Contains(classCode))
                {
                    continue;
                }

                var number = 0;
                foreach (var (place, part) in layer.Rings.PartsOf(patch).Where(IsNarrow).Select(part => (Place: layer.Packed.Part(part), part)).InOrderOfPlace(narrow => narrow.Place))
                {
                    yield return Info.Found([layer.Features[patch]], part: ++number, place: place, groundAreaM2: context.GroundAreaM2(place), tolerance: tolerance,
                        parameters: new Dictionary<string, object>
                        {
                            ["perimeterM"] = Math.Round(part.LengthM, 4),
                            ["areaPerPerimeterM"] = Math.Round(part.AreaM2 / part.LengthM, 4),
                            ["compactnessRatio"] = Math.Round(Compactness(part), 6),
                        });
                }
            }
        }

        bool IsNarrow(PatchPart part) => part.AreaM2 < areaPerLengthM * part.LengthM || Compactness(part) < compactness;
    }

    private static double Compactness(PatchPart part) => 4 * Math.PI * part.AreaM2 / (part.LengthM * part.LengthM);

    private static bool HasTellingShapes(AreaLayer layer) => layer switch
    {
        { Collection: Collections.Designations } => layer.Plan != PlanKind.LandUse,
        { Collection: Collections.ExistingLandUse or Collections.Farmland or Collections.SubParks or Collections.LandReserve } => true,
        _ => false,
    };

    private static HashSet<string> LinearClasses(AreaLayer layer, CodeLists codes)
    {
        var list = layer.Collection switch
        {
            Collections.ExistingLandUse => codes.ExistingLandUse,
            Collections.Designations when layer.Plan is { } plan => codes.Of(plan),
            _ => null,
        };
        return [.. (list?.Classes ?? []).Where(one => s_linearGroups.Contains(one.Group)).Select(one => one.Code)];
    }
}
