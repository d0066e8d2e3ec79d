using GeoZones.Checks.Messages;
using GeoZones.Checks.Rules;

namespace GeoZones.Checks.Site;

/// <summary>What one kind of ground means for whoever wants to build on it.</summary>
/// <param name="Code">Name of the rule.</param>
/// <param name="Outcome">What follows.</param>
/// <param name="Layer">Id of the layer it looks at.</param>
/// <param name="Name">The rule in a few words.</param>
/// <param name="Text">The finding as a sentence; <c>{area}</c> and <c>{classes}</c> stand for how much of which classes.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="IsMeant">Whether a row is meant, by code and class; neither: uncovered ground.</param>
internal sealed record SiteRule(string Code, SiteOutcome Outcome, string Layer, Bilingual Name, Bilingual Text, Bilingual Remedy, Func<string?, CodeClass?, bool> IsMeant)
{
    // Function groups in the conflict matrix; the territorial lists use the same.
    private const string Prohibited = "prohibited";
    private const string Restricted = "restricted";
    private const string Conditional = "conditional";

    /// <summary>All rules over ground, gravest first.</summary>
    public static IReadOnlyList<SiteRule> All { get; } =
    [
        new("basic-farmland", SiteOutcome.Forbidden, SiteLayerKind.Farmland, new("占用永久基本农田", "Basic farmland taken"),
            new("占用永久基本农田 {area}。", "{area} of the site is basic farmland."),
            new("永久基本农田不得占用：调整红线避让。", "Basic farmland may not be built on: draw the red line clear of it."),
            (code, _) => code == Farmland.Basic),
        new("prohibited-area", SiteOutcome.Forbidden, SiteLayerKind.ControlArea, new("位于禁止建设区", "In a prohibited area"),
            new("有 {area}位于{classes}。", "{area} of the site lies in “{classes}”."),
            new("禁止建设：调整红线避让。", "Nothing may be built there: draw the red line clear of it."),
            (_, known) => known?.Group == Prohibited),
        new("restricted-area", SiteOutcome.Forbidden, SiteLayerKind.ControlArea, new("位于限制建设区", "In a restricted area"),
            new("有 {area}位于{classes}。", "{area} of the site lies in “{classes}”."),
            new("除规划列明的基础设施外不得建设：避让，或依法修改土地利用总体规划。", "Only infrastructure that the plan names may be built there: keep clear, or have the land-use plan itself changed."),
            (_, known) => known?.Group == Restricted),
        new("conditional-area", SiteOutcome.Procedure, SiteLayerKind.ControlArea, new("位于有条件建设区", "In a conditional area"),
            new("有 {area}位于{classes}。", "{area} of the site lies in “{classes}”."),
            new("先按程序调整允许建设区布局，经批准后方可使用。", "Have the permitted area rearranged by the plan’s procedure first."),
            (_, known) => known?.Group == Conditional),
        new("no-control-area", SiteOutcome.Procedure, SiteLayerKind.ControlArea, new("无管制区", "No control area"),
            new("有 {area}土地利用总体规划没有划定管制区。", "The land-use plan has no control area for {area} of the site."),
            new("核实规划数据，由规划编制单位确认管制分区。", "Verify the plan’s data and have its authors say which control area applies."),
            (code, _) => code is null),
        Unknown("unknown-control-area", SiteLayerKind.ControlArea, new("管制区", "control area")),
        new("use-area", SiteOutcome.Procedure, SiteLayerKind.UseArea, new("不符合土地用途区", "Use area is not for building"),
            new("有 {area}的土地用途区为{classes}。", "The use area of {area} of the site is “{classes}”."),
            new("不符合土地用途管制，须修改规划用途或调整红线。", "The use area has to be changed in the plan, or the red line drawn clear of it."),
            (_, known) => known?.State == CodeClass.Unbuilt),
        Unknown("unknown-use-area", SiteLayerKind.UseArea, new("用途区", "use area")),
        new("general-farmland", SiteOutcome.Procedure, SiteLayerKind.Farmland, new("占用一般农田", "General farmland taken"),
            new("占用一般农田 {area}。", "{area} of the site is general farmland."),
            new("办理农用地转用审批，落实耕地占补平衡。", "Apply for conversion of agricultural land, and balance the farmland taken."),
            (code, _) => code == Farmland.General),
        new("unknown-farmland", SiteOutcome.Procedure, SiteLayerKind.Farmland, new("农田类别不明", "Unknown class of farmland"),
            new("有 {area}农田无法判读是否为永久基本农田（{classes}）。", "Whether {area} of the site is basic farmland cannot be read ({classes})."),
            new("核实并改正数据中的农田类别后再检测。", "Clarify and mend the class of farmland in the data, then check again."),
            (code, _) => code is not (null or Farmland.Basic or Farmland.General)),
        new("conversion", SiteOutcome.Procedure, SiteLayerKind.ExistingLandUse, new("现状为非建设用地", "Not construction land today"),
            new("有 {area}现状为非建设用地（{classes}），属新增建设用地。", "{area} of the site is no construction land today ({classes}): it is new construction land."),
            new("办理农用地（未利用地）转用和征收手续，使用新增建设用地指标。", "Apply for conversion and acquisition; it uses quota for new construction land."),
            (_, known) => known?.State == CodeClass.Unbuilt),
        Unknown("unknown-land-use", SiteLayerKind.ExistingLandUse, new("现状地类", "existing land use")),
        new("no-survey", SiteOutcome.Procedure, SiteLayerKind.ExistingLandUse, new("无现状调查", "Not surveyed"),
            new("有 {area}没有现状地类，按新增建设用地计。", "There is no survey of {area} of the site; it counts as new construction land."),
            new("补充土地现状调查。", "Have it surveyed."),
            (code, _) => code is null),
        new("urban-unbuilt", SiteOutcome.Procedure, SiteLayerKind.UrbanClass, new("城市规划为非建设用地", "Not for building in the urban plan"),
            new("城市总体规划中有 {area}为非建设用地（{classes}）。", "In the urban plan {area} of the site is not for building ({classes})."),
            new("与城乡规划部门核对，先调整城市规划用地性质。", "Have the urban plan changed before anything is built."),
            (_, known) => known?.State == CodeClass.Unbuilt),
        Unknown("unknown-urban-class", SiteLayerKind.UrbanClass, new("城市规划用地", "urban class")),
        new("no-urban-class", SiteOutcome.Procedure, SiteLayerKind.UrbanClass, new("城市规划未覆盖", "No urban designation"),
            new("有 {area}不在城市总体规划用地范围内。", "The urban plan says nothing about {area} of the site."),
            new("向城乡规划部门申请选址意见，明确用地性质。", "Ask the urban planning authority for a site opinion that states the land class."),
            (code, _) => code is null),
        new("zone-unbuilt", SiteOutcome.Procedure, SiteLayerKind.ZoneFunction, new("集聚区规划为非建设用途", "Not for building in the zone plan"),
            new("产业集聚区规划中有 {area}为非建设用途（{classes}）。", "In the zone plan {area} of the site is not for building ({classes})."),
            new("调整红线，或按程序调整集聚区规划。", "Draw the red line clear of it, or have the zone plan changed."),
            (_, known) => known?.State == CodeClass.Unbuilt),
        Unknown("unknown-zone-function", SiteLayerKind.ZoneFunction, new("集聚区规划用途", "zone function")),
        new("outside-zone", SiteOutcome.Note, SiteLayerKind.ZoneFunction, new("在产业集聚区规划之外", "Outside the zone plan"),
            new("有 {area}不在产业集聚区规划之内。", "{area} of the site lies outside the zone plan."),
            new("不享受集聚区政策；项目须说明不入园的理由。", "The zone’s policies do not apply there; the project has to say why it stays outside."),
            (code, _) => code is null),
    ];

    /// <summary>What a row of a layer means.</summary>
    public static SiteOutcome OutcomeOf(string layer, string? code, CodeClass? known) =>
        All.FirstOrDefault(rule => rule.Layer == layer && rule.IsMeant(code, known))?.Outcome ?? SiteOutcome.Compliant;

    /// <summary>A template in both languages with its area and classes filled in.</summary>
    public Bilingual Sentence(double groundM2, IReadOnlyList<SiteRow> rows) => new(
        Filled(Text.Zh, Wording.Chinese, groundM2, string.Join("、", rows.Select(row => row.Name.Zh))),
        Filled(Text.En, Wording.English, groundM2, string.Join(", ", rows.Select(row => row.Name.En))));

    // What cannot be read may be anything: no site is compliant on it.
    private static SiteRule Unknown(string code, string layer, Bilingual what) => new(code, SiteOutcome.Procedure, layer, new($"{what.Zh}代码无效", $"Unknown {what.En}"),
        new($"有 {{area}}的{what.Zh}无法判读（{{classes}}）。", $"The {what.En} of {{area}} of the site cannot be read ({{classes}})."),
        new("改正数据中的代码后再检测。", "Mend the code in the data and check again."),
        (found, known) => found is not null && known is null);

    private static string Filled(string template, Wording words, double groundM2, string classes) =>
        template.Replace("{area}", words.Form(groundM2, "area"), StringComparison.Ordinal).Replace("{classes}", classes, StringComparison.Ordinal);
}
