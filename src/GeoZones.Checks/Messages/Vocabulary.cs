namespace GeoZones.Checks.Messages;

/// <summary>The words for what parameters name by a token; a token without an entry speaks for itself.</summary>
internal static class Vocabulary
{
    private static readonly Dictionary<(string Form, string Token), (string Zh, string En)> s_words = new()
    {
        [("plan", "zone")] = ("产业集聚区规划", "zone plan"),
        [("plan", "urban")] = ("城市总体规划", "urban plan"),
        [("plan", "land-use")] = ("土地利用总体规划", "land-use plan"),

        [("collection", Collections.ZoneBoundaries)] = ("规划范围", "zone boundary"),
        [("collection", Collections.SubParks)] = ("园区", "sub-park"),
        [("collection", Collections.Roads)] = ("道路", "road"),
        [("collection", Collections.Farmland)] = ("农田", "farmland"),
        [("collection", Collections.Designations)] = ("用途图斑", "designation"),
        [("collection", Collections.ExistingLandUse)] = ("现状地类图斑", "land-use patch"),
        [("collection", Collections.LandReserve)] = ("储备土地", "land reserve"),
        [("collection", Collections.Facilities)] = ("设施", "facility"),
        [("collection", Collections.UtilityLines)] = ("管线", "utility line"),
        [("collection", Collections.Projects)] = ("项目", "project"),
        [("collection", Collections.Townships)] = ("乡镇", "township"),

        [("attribute", "function")] = ("功能分区", "function"),
        [("attribute", "class")] = ("地类", "class"),
        [("attribute", "controlArea")] = ("管制区", "control area"),
        [("attribute", "useArea")] = ("用途区", "use area"),
        [("attribute", "farmlandClass")] = ("农田类别", "class of farmland"),
        [("attribute", "state")] = ("建设状态", "state of building"),
        [("attribute", "structure")] = ("结构形式", "structure"),

        // Silent: the part of the sentence that would name it is left out.
        [("farmland", "none")] = ("", ""),
        [("farmland", "basic")] = ("永久基本农田", "basic farmland"),
        [("farmland", "general")] = ("一般农田", "general farmland"),

        // Silent: the decimals are told by themselves.
        [("diagnosis", "rounding")] = ("", ""),
        [("diagnosis", "planar")] = ("投影面积", "the planar area"),
        [("diagnosis", "web-mercator")] = ("网络墨卡托投影面积", "the Web-Mercator area"),
        [("diagnosis", "xian-80")] = ("按西安80椭球参数计算的面积", "the area with the constants of Xi’an 80"),
        [("diagnosis", "mu-666.67")] = ("按每亩 666.67 平方米换算的面积", "the area converted with 666.67 m² a mu"),
        [("diagnosis", "other-unit")] = ("单位写错时的面积", "the area with its unit mixed up"),
        [("diagnosis", "floor-area")] = ("申报的建筑面积", "the declared floor area"),
        [("diagnosis", "earlier-boundary")] = ("原先所画范围的面积", "the area of what was drawn before"),
        [("diagnosis", "less-built-up")] = ("扣除现状建成区后的面积", "the area less what is built up today"),

        [("procedure", "none")] = ("", ""),
        [("procedure", "needed")] = ("须先按规划程序调整", "which needs the plan’s procedure first"),

        [("reserve", "outside-zone")] = ("在规划范围之外", "lies outside the zone"),
        [("reserve", "built-up")] = ("现状已建成", "is built up today"),
        [("reserve", "basic-farmland")] = ("属永久基本农田", "is basic farmland"),

        [("base", "stated")] = ("", ""),
        [("base", "not-stated")] = ("基数未给出", "and the base is not stated"),

        [("reason", "empty")] = ("没有图形", "it is empty"),
        [("reason", "not-a-number")] = ("坐标不是数字", "a coordinate is not a number"),
        [("reason", "nowhere")] = ("坐标不在地球上", "a coordinate is no place on Earth"),
        [("reason", "too-few-points")] = ("不同的点太少", "too few different points"),
        [("reason", "collapsed")] = ("环折叠，没有面积", "a ring folds onto itself and has no area"),
        [("reason", "spike")] = ("尖刺：边沿原路返回", "a spike: the line turns back onto itself"),
        [("reason", "self-intersection")] = ("环自相交", "a ring meets itself"),
        [("reason", "rings-cross")] = ("内环与其他环相交", "a hole crosses another ring"),
        [("reason", "rings-overlap")] = ("内环与其他环共边", "a hole shares an edge with another ring"),
        [("reason", "hole-outside-shell")] = ("内环在外环之外", "a hole lies outside its shell"),
        [("reason", "nested-holes")] = ("内环嵌套", "a hole lies inside another hole"),
        [("reason", "nested-parts")] = ("部分嵌套在另一部分之内", "a part lies inside another part"),
        [("reason", "parts-overlap")] = ("各部分相交或共边", "parts cross or share an edge"),
        [("reason", "disconnected-interior")] = ("内环把内部切断", "holes cut the interior in two"),

        [("gap", "gap")] = ("缝隙", "gap"),
        [("gap", "hole")] = ("空洞", "hole"),

        [("subject", "region")] = ("全区域", "region"),
        [("subject", "zone")] = ("产业集聚区", "zone"),
        [("subject", "sub-park")] = ("园区", "sub-park"),
        [("subject", "part")] = ("片区", "part"),
        [("subject", "road-network")] = ("路网", "road network"),
        [("subject", "road")] = ("道路", "road"),
        [("subject", "facility")] = ("设施", "facility"),
        [("subject", "project")] = ("项目", "project"),
        [("subject", "北区")] = ("北区", "north part"),
        [("subject", "南区")] = ("南区", "south part"),
        [("subject", "规划面积")] = ("规划面积", "planned ground"),
        [("subject", "辐射区域")] = ("辐射区域", "radiating ground"),
        [("subject", "发展空间")] = ("发展空间", "development space"),
        [("subject", "另一县")] = ("另一县", "another county"),
        [("subject", "温县")] = ("温县", "Wen County"),
        [("subject", "全年")] = ("全年", "whole year"),
        [("subject", "上半年")] = ("上半年", "first half-year"),
        [("subject", "一季度")] = ("一季度", "first quarter"),
        [("subject", "二季度")] = ("二季度", "second quarter"),
        [("subject", "工业")] = ("工业", "industry"),
        [("subject", "基础设施")] = ("基础设施", "infrastructure"),
        [("subject", "道路")] = ("道路", "roads"),
        [("subject", "其他")] = ("其他", "other"),

        [("state", "planned")] = ("规划", "planned"),
        [("state", "under-construction")] = ("在建", "under construction"),
        [("state", "finished")] = ("建成", "finished"),

        [("unit", "m2")] = ("平方米", "m²"),
        [("unit", "mu")] = ("亩", "mu"),
        [("unit", "ha")] = ("公顷", "ha"),
        [("unit", "km2")] = ("平方公里", "km²"),
        [("unit", "1e4m2")] = ("万平方米", "10⁴ m²"),
        [("unit", "1e4mu")] = ("万亩", "10⁴ mu"),
        [("unit", "m")] = ("米", "m"),
        [("unit", "km")] = ("公里", "km"),
        [("unit", "CNY")] = ("元", "CNY"),
        [("unit", "1e4CNY")] = ("万元", "10⁴ CNY"),
        [("unit", "1e8CNY")] = ("亿元", "10⁸ CNY"),
        [("unit", "1e4CNY/ha")] = ("万元/公顷", "10⁴ CNY/ha"),
        [("unit", "1e4CNY/mu")] = ("万元/亩", "10⁴ CNY/mu"),
        [("unit", "count")] = ("", ""),
        [("unit", "1e4count")] = ("万", "10⁴"),
        [("unit", "1")] = ("", ""),
        [("unit", "%")] = ("%", "%"),
    };

    /// <summary>All words of a form, by token.</summary>
    public static IEnumerable<(string Token, Bilingual Word)> Of(string form) => form == "quantity"
        ? QuantityWords.All.Select(word => (word.Key, new Bilingual(word.Value.Zh, word.Value.En)))
        : s_words.Where(word => word.Key.Form == form).Select(word => (word.Key.Token, new Bilingual(word.Value.Zh, word.Value.En)));

    /// <summary>Whether a token has an entry.</summary>
    public static bool Knows(string form, string token) => s_words.ContainsKey((form, token));

    /// <summary>The word for a token.</summary>
    public static string Word(string form, string token, bool isChinese) =>
        s_words.TryGetValue((form, token), out var word) || (form == "quantity" && QuantityWords.All.TryGetValue(token, out word))
            ? isChinese ? word.Zh : word.En
            : token;
}
