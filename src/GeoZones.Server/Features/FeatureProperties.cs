using GeoZones.Checks;

namespace GeoZones.Server.Features;

/// <summary>The properties that are known of each collection. Features may have further attributes; they are served, and not asked about.</summary>
public static class FeatureProperties
{
    private static readonly FeatureProperty[] OfAll =
    [
        new("region", PropertyType.Text, new("县市", "Region"), "f.region"),
        new("plan", PropertyType.Text, new("规划", "Plan"), "f.plan") { Values = ["zone", "urban", "land-use"] },
        new("revision", PropertyType.Integer, new("版本", "Revision"), null) { IsComputed = true },
        new("zone", PropertyType.Text, new("产业集聚区", "Zone"), "f.zone"),
        new("code", PropertyType.Text, new("编号", "Code"), "f.code"),
        new("name", PropertyType.Text, new("名称", "Name"), "f.name"),
        new("synthetic", PropertyType.Boolean, new("示例数据", "Synthetic"), "f.synthetic"),
    ];

    private static readonly FeatureProperty[] Areas =
    [
        new("declaredAreaM2", PropertyType.Number, new("申报面积", "Declared area"), "f.declared_area_m2") { Unit = "m2" },
        new("ellipsoidalAreaM2", PropertyType.Number, new("椭球面积", "Ellipsoidal area"), "f.ellipsoidal_area_m2") { Unit = "m2", IsComputed = true },
        new("planarAreaM2", PropertyType.Number, new("投影面积", "Planar area"), "f.planar_area_m2") { Unit = "m2", IsComputed = true },
        new("groundAreaM2", PropertyType.Number, new("实地面积", "Ground area"), "f.ground_area_m2") { Unit = "m2", IsComputed = true },
    ];

    private static readonly FeatureProperty[] Length = [new("groundLengthM", PropertyType.Number, new("实地长度", "Ground length"), "f.ground_length_m") { Unit = "m", IsComputed = true }];

    private static readonly FeatureProperty Class = Attribute("class", "分类代码", "Class");
    private static readonly FeatureProperty Kind = Attribute("kind", "类别", "Kind");

    private static readonly Dictionary<string, FeatureProperty[]> Own = new(StringComparer.Ordinal)
    {
        [Collections.SubParks] = [Attribute("part", "组成部分", "Part")],
        [Collections.Designations] = [Class, Attribute("function", "功能", "Function"), Attribute("controlArea", "管制区", "Control area"), Attribute("useArea", "用途区", "Use area")],
        [Collections.Farmland] = [Attribute("farmlandClass", "农田类别", "Class of farmland", "basic", "general")],
        [Collections.ExistingLandUse] = [Class],
        [Collections.Roads] = [Attribute("state", "建设状态", "State", "planned", "under-construction", "finished")],
        [Collections.UtilityLines] = [Kind],
        [Collections.Facilities] = [Kind],
        [Collections.Projects] = [Kind],
    };

    private static readonly Dictionary<string, IReadOnlyList<FeatureProperty>> ByCollection = FeatureCollections.All.ToDictionary(
        collection => collection.Id,
        IReadOnlyList<FeatureProperty> (collection) => [.. OfAll, .. collection.Dimension == 1 ? Length : Areas, .. Own.GetValueOrDefault(collection.Id, [])],
        StringComparer.Ordinal);

    /// <summary>The properties of a collection, in the order in which they are served.</summary>
    public static IReadOnlyList<FeatureProperty> Of(FeatureCollectionInfo collection) => ByCollection[collection.Id];

    private static readonly Dictionary<string, IReadOnlyList<FeatureProperty>> ServedByCollection = ByCollection.ToDictionary(
        pair => pair.Key, IReadOnlyList<FeatureProperty> (pair) => [.. pair.Value.Where(property => !property.IsAttribute)], StringComparer.Ordinal);

    /// <summary>Those that are served one by one, before the attributes that come together.</summary>
    public static IReadOnlyList<FeatureProperty> ServedOf(FeatureCollectionInfo collection) => ServedByCollection[collection.Id];

    /// <summary>The names of those, of whatever collection, that the server works out.</summary>
    public static readonly IReadOnlySet<string> Computed = ByCollection.Values.SelectMany(properties => properties).Where(property => property.IsComputed).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);

    private static FeatureProperty Attribute(string name, string zh, string en, params string[] values) =>
        new(name, PropertyType.Text, new(zh, en), $"f.attributes ->> '{name}'") { IsAttribute = true, Values = values.Length == 0 ? null : values };
}
