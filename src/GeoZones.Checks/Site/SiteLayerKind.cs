using GeoZones.Checks.Messages;

namespace GeoZones.Checks.Site;

/// <summary>A layer that a site is looked up in: which features belong to it and what they say.</summary>
public sealed class SiteLayerKind
{
    /// <summary>Id of 管制区, the control areas of the land-use plan.</summary>
    public const string ControlArea = "control-area";

    /// <summary>Id of 用途区, the use areas of the land-use plan.</summary>
    public const string UseArea = "use-area";

    /// <summary>Id of the land classes of the urban plan.</summary>
    public const string UrbanClass = "urban-class";

    /// <summary>Id of the functions of the zone plan.</summary>
    public const string ZoneFunction = "zone-function";

    /// <summary>Id of the basic and general farmland of the land-use plan.</summary>
    public const string Farmland = "farmland";

    /// <summary>Id of today's use 现状地类.</summary>
    public const string ExistingLandUse = "existing-land-use";

    /// <summary>Id of the sub-parks of the zone plan.</summary>
    public const string SubPark = "sub-park";

    /// <summary>Id of the townships.</summary>
    public const string Township = "township";

    // The code of farmland that states none.
    private const string UnstatedClass = "unstated";

    private readonly string _collection;
    private readonly PlanKind? _plan;
    private readonly Func<PlanFeature, (string Code, Bilingual Name, CodeClass? Class)?> _say;

    private SiteLayerKind(string id, Bilingual name, Bilingual uncovered, string collection, PlanKind? plan, Func<PlanFeature, (string Code, Bilingual Name, CodeClass? Class)?> say) =>
        (Id, Name, Uncovered, _collection, _plan, _say) = (id, name, uncovered, collection, plan, say);

    /// <summary>Id in reports.</summary>
    public string Id { get; }

    /// <summary>Name of the layer.</summary>
    public Bilingual Name { get; }

    /// <summary>What ground is called that none of its patches covers.</summary>
    public Bilingual Uncovered { get; }

    /// <summary>All layers, in the order of the report.</summary>
    /// <param name="codes">The region's code lists.</param>
    public static IReadOnlyList<SiteLayerKind> All(CodeLists codes) =>
    [
        new(ControlArea, new("建设用地管制区", "Control area"), new("无管制区", "No control area"), Collections.Designations, PlanKind.LandUse, ByList(codes.ControlArea)),
        new(UseArea, new("土地用途区", "Use area"), new("无用途区", "No use area"), Collections.Designations, PlanKind.LandUse, ByList(codes.UseArea)),
        new(Farmland, new("农田保护", "Farmland"), new("非农田", "No farmland"), Collections.Farmland, PlanKind.LandUse, ByFarmlandClass),
        new(ExistingLandUse, new("现状地类", "Existing land use"), new("未调查", "Not surveyed"), Collections.ExistingLandUse, null, ByList(codes.ExistingLandUse)),
        new(UrbanClass, new("城市规划用地", "Urban class"), new("城市规划未覆盖", "Outside the urban plan"), Collections.Designations, PlanKind.Urban, ByList(codes.Urban)),
        new(ZoneFunction, new("集聚区规划用途", "Zone plan"), new("集聚区规划未覆盖", "Outside the zone plan"), Collections.Designations, PlanKind.Zone, ByList(codes.Zone)),
        new(SubPark, new("园区", "Sub-park"), new("园区之外", "Outside the sub-parks"), Collections.SubParks, PlanKind.Zone, ByFeature),
        new(Township, new("乡镇", "Township"), new("乡镇界线未覆盖", "No township"), Collections.Townships, null, ByFeature),
    ];

    /// <summary>Whether a feature is one of the layer's patches.</summary>
    public bool Holds(PlanFeature feature) => feature.Collection == _collection && feature.Plan == _plan && _say(feature) is not null;

    internal (string Code, Bilingual Name, CodeClass? Class) Say(PlanFeature feature) => _say(feature)!.Value;

    private static Func<PlanFeature, (string, Bilingual, CodeClass?)?> ByList(CodeList list)
    {
        var classes = list.Classes.DistinctBy(one => one.Code).ToDictionary(one => one.Code, StringComparer.Ordinal);
        return feature => feature.Attribute(list.Attribute) is not { } code ? null
            : classes.TryGetValue(code, out var known) ? (code, new Bilingual(known.LabelZh, known.LabelEn), known)
            : (code, new Bilingual($"代码 {code} 不在代码表中", $"Unknown code {code}"), null);
    }

    // Farmland that does not say of which class is farmland still.
    private static (string, Bilingual, CodeClass?)? ByFarmlandClass(PlanFeature feature) => feature.Attribute(Rules.Farmland.ClassAttribute) switch
    {
        { } known when known is Rules.Farmland.Basic or Rules.Farmland.General => (known, new Bilingual(Vocabulary.Word("farmland", known, true), Sentence(Vocabulary.Word("farmland", known, false))), null),
        null => (UnstatedClass, new Bilingual("农田未注明类别", "Farmland of unstated class"), null),
        var unknown => (unknown, new Bilingual($"农田类别 {unknown} 不明", $"Farmland of unknown class {unknown}"), null),
    };

    private static (string, Bilingual, CodeClass?)? ByFeature(PlanFeature feature)
    {
        var code = feature.Code ?? "#" + feature.Id;
        return (code, new Bilingual(feature.Name ?? code, feature.Name ?? code), null);
    }

    private static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
