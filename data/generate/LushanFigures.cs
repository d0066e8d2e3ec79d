namespace GeoZones.Data;

/// <summary>Every figure of the Lushan documents, and the planted rows.</summary>
static class LushanFigures
{
    private const string Grid = "北区形成“三纵二横”，南区形成“三纵五横”";

    public static readonly RegionFacts Region = new("lushan", "鲁山县", "Lushan County", 4547,
        "图形均为合成，位置接近实地。数字照录原文，年份在原文中已隐去，只分“之前”“之后”。原文未给各园区面积，图上面积由我们选定（4.20、5.28、4.62、3.70、4.80、4.40，合计27平方公里）；未见于原文的道路名称由我们拟定并已注明；标有 synthetic 的数字为我们所加。",
        "All geometry is synthetic, near the true place. Figures are those of the documents; years are masked there, so there is only before and after. The documents give no areas of single sub-parks: ours are 4.20, 5.28, 4.62, 3.70, 4.80 and 4.40, 27 km² in all. Road names that are not in the documents are ours and marked so. Figure rows marked synthetic are ours.");

    public static Figures Before() => new Figures("zone")
        .State("zone", "area", "8.6", "km2", phrase: "由 8.6平方公里扩展到27平方公里");

    public static Figures After() => new Figures("zone")
        .State("zone", "area", "27", "km2", phrase: "由 8.6平方公里扩展到27平方公里")
        .State("规划面积", "area", "8.6", "km2", partOf: "发展空间")
        .State("辐射区域", "area", "13.8", "km2", partOf: "发展空间")
        .State("发展空间", "area", "22.5", "km2")
        .State("zone", "built-up-area", "4", "km2", "计划")
        .State("zone", "built-up-area-added", "0.8", "km2")
        .State("zone", "land-reserve-added", "4200", "mu", phrase: "新增储备土地4200亩，使全区土地储备面积达到7700亩")
        .State("zone", "land-reserve", "7700", "mu", phrase: "新增储备土地4200亩，使全区土地储备面积达到7700亩")
        .State("全年", "investment", "30", "1e8CNY")
        .State("全年/工业", "investment", "22.6", "1e8CNY", partOf: "全年")
        .State("全年/基础设施", "investment", "7.4", "1e8CNY", partOf: "全年")
        .State("一季度", "investment", "6.3", "1e8CNY", partOf: "上半年")
        .State("一季度/工业", "investment", "4.5", "1e8CNY", partOf: "一季度")
        .State("一季度/基础设施", "investment", "1.8", "1e8CNY", partOf: "一季度")
        .State("一季度/基础设施/道路", "investment", "0.6", "1e8CNY", partOf: "一季度/基础设施")
        .State("一季度/基础设施/其他", "investment", "1.2", "1e8CNY", partOf: "一季度/基础设施")
        .State("一季度", "share-of-year", "31.7", "%")
        .State("二季度", "investment", "9.1", "1e8CNY", partOf: "上半年")
        .State("二季度/工业", "investment", "7", "1e8CNY", partOf: "二季度")
        .State("二季度/基础设施", "investment", "2.1", "1e8CNY", partOf: "二季度")
        .State("上半年", "investment", "15.4", "1e8CNY")
        .State("上半年", "share-of-year", "51.3", "%")
        .State("part/北区", "roads-north-south", "3", "count", phrase: Grid)
        .State("part/北区", "roads-east-west", "2", "count", phrase: Grid)
        .State("part/南区", "roads-north-south", "3", "count", phrase: Grid)
        .State("part/南区", "roads-east-west", "5", "count", phrase: Grid)
        .State("zone", "sales", "48", "1e8CNY")
        .State("zone", "profit-and-tax", "2", "1e8CNY")
        .State("zone", "enterprises-built", "7", "count")
        .State("zone", "enterprises-under-construction", "10", "count")
        .State("zone", "enterprises-to-come", "16", "count")
        .State("全年", "enterprises-to-win", "42", "count")
        .State("全年", "funds-to-win", "60", "1e8CNY")
        .State("全年", "enterprises-settled", "25", "count")
        .State("zone", "jobs", "1.2", "1e4count")
        // planted: areas of single sub-parks, two of them explained only by their decimals (drawn 5.28 and 4.62)
        .Plant("sub-park/仓储物流园区", "area", "4.2", "km2", partOf: "zone")
        .Plant("sub-park/电子工业园区", "area", "5.3", "km2", partOf: "zone")
        .Plant("sub-park/医药制造园区", "area", "4.6", "km2", partOf: "zone")
        .Plant("sub-park/工艺品制造园区", "area", "3.7", "km2", partOf: "zone")
        .Plant("sub-park/碳素耐材产业园区", "area", "4.8", "km2", partOf: "zone")
        .Plant("sub-park/精密机械加工产业园区", "area", "4.4", "km2", partOf: "zone")
        // planted: parts as they are drawn, and a total that is neither their sum nor drawn
        .Plant("road-network", "length", "58.0", "km")
        .Plant("road-network/北区", "length", "16.0", "km", partOf: "road-network")
        .Plant("road-network/南区", "length", "33.7", "km", partOf: "road-network")
        // planted: less quota than the sub-park uses
        .Plant("sub-park/电子工业园区", "quota-allocated", "0.8", "km2");

    /// <summary>What the figures alone must lead to.</summary>
    public static ExpectedFinding[] Findings(string electronics, string medicine) =>
    [
        new("GZ301", "info", [electronics], "sub-park/电子工业园区#area", null),
        new("GZ301", "info", [medicine], "sub-park/医药制造园区#area", null),
        new("GZ302", "info", [], "发展空间#area", null),
        new("GZ302", "error", [], "road-network#length", null),
        new("GZ407", "error", [], "road-network#length", null),
        new("GZ303", "error", [electronics], "sub-park/电子工业园区#quota-allocated", null),
        // not planted: 6.3 of 30 is 21 %
        new("GZ305", "error", [], "一季度#share-of-year", null),
    ];
}
