namespace GeoZones.Data;

/// <summary>Every figure of the Changyuan documents, and the planted rows.</summary>
static class ChangyuanFigures
{
    private const string Total = "总面积暂定为40.8平方公里（含建成区，其中…）";
    private const string Quota = "省分配我县建设用地指标为7.5平方公里…合计为4.8平方公里，剩余指标及新争取到的用地指标放在城区建设使用";
    private const string RoadCount = "计划修建、续建道路18条…已完成道路建设2条，正在建设16条";

    public static readonly RegionFacts Region = new("changyuan", "长垣县", "Changyuan County", 4547,
        "图形均为合成，位置接近实地。数字照录原文，原文空白处保留空白；年份在原文中已隐去，只分“之前”“之后”。五个园区按原文面积绘制（椭球面积误差在1平方米以内），规划范围为五园区之并；电厂在范围之外，原文未说明位置，所在地点由我们选定。道路名称和各园区的产业由我们拟定；标有 synthetic 的数字为我们所加。",
        "All geometry is synthetic, near the true place. Figures are those of the documents, blanks kept blank; years are masked there, so there is only before and after. The five sub-parks measure what the documents state (ellipsoidal, to 1 m²) and the boundary is their union; the power plant lies outside at a place of our choice, the documents name none. Road names and each sub-park's industry are ours. Figure rows marked synthetic are ours.");

    public static Figures Stated() => new Figures("zone")
        .State("zone", "area", "40.8", "km2", "暂定", phrase: Total)
        .State("sub-park/起重园区", "area", "21.8", "km2", partOf: "zone", phrase: "其中起重园区21.8平方公里")
        .State("sub-park/参木", "area", "4", "km2", partOf: "zone")
        .State("sub-park/木岗", "area", "4", "km2", partOf: "zone", phrase: "南蒲木岗")
        .State("sub-park/蒲西", "area", "8", "km2", partOf: "zone")
        .State("sub-park/蒲东", "area", "3", "km2", partOf: "zone")
        .State("region", "quota-granted", "7.5", "km2", phrase: Quota)
        .State("zone", "quota-allocated", "4.8", "km2", phrase: Quota)
        .State("sub-park/起重园区", "quota-allocated", "1.5", "km2", partOf: "zone")
        .State("sub-park/参木", "quota-allocated", "0.7", "km2", partOf: "zone")
        .State("sub-park/木岗", "quota-allocated", "0.5", "km2", partOf: "zone")
        .State("sub-park/蒲西", "quota-allocated", "0.7", "km2", partOf: "zone")
        .State("sub-park/蒲东", "quota-allocated", "0.6", "km2", partOf: "zone")
        .State("facility/电厂", "quota-allocated", "0.8", "km2", partOf: "zone")
        .State("region", "quota-left", "2.7", "km2", phrase: Quota)
        .State("zone", "zones-before", "3", "count", phrase: "原有市级产业聚集区三个")
        .State("road-network", "roads", "18", "count", "计划", phrase: RoadCount)
        .State("road-network/finished", "roads", "2", "count", partOf: "road-network", phrase: RoadCount)
        .State("road-network/under-construction", "roads", "16", "count", partOf: "road-network", phrase: RoadCount)
        .State("road-network", "investment-planned", "17672.35", "1e4CNY", "计划")
        .State("road-network", "investment-done", "2600", "1e4CNY")
        .State("facility/标准化厂房", "floor-area", "20000", "m2")
        .State("facility/标准化厂房", "investment", "3600", "1e4CNY")
        .State("facility/计划生育服务中心", "investment", "500", "1e4CNY")
        .State("facility/参木饮水工程", "investment", "450", "1e4CNY")
        .State("facility/第一初级中学", "investment", "4000", "1e4CNY")
        .State("facility/第一初级中学", "investment-this-year", "2500", "1e4CNY")
        .State("facility/西汽车站", "investment", "8200", "1e4CNY")
        .State("facility/机动车检测中心", "investment", "5000", "1e4CNY")
        .State("project/新城绿化", "investment", "500", "1e4CNY")
        .State("project/联通工程", "investment", "600", "1e4CNY")
        .State("sub-park/起重园区", "new-enterprises", "8", "count")
        .State("sub-park/参木", "new-enterprises", "3", "count")
        .State("part/新城工贸", "new-enterprises", "4", "count")
        .State("sub-park/木岗", "new-enterprises", null, "count")
        .State("sub-park/起重园区", "new-enterprises-investment", null, "1e4CNY", "计划")
        .State("sub-park/参木", "new-enterprises-investment", null, "1e4CNY", "计划")
        .State("part/新城工贸", "new-enterprises-investment", null, "1e4CNY", "计划")
        .State("sub-park/木岗", "new-enterprises-investment", null, "1e4CNY", "计划")
        // planted: a yearly plan that gives on more than it was granted
        .Plant("region", "quota-granted", "1.2", "km2", account: "年度计划")
        .Plant("zone", "quota-allocated", "1.4", "km2", account: "年度计划")
        // planted: a plot ratio of 1.2 where floor area over land gives 0.9
        .Plant("project/起重机械项目", "floor-area", "36000", "m2")
        .Plant("project/起重机械项目", "area", "4", "ha")
        .Plant("project/起重机械项目", "plot-ratio", "1.2", "1");

    /// <summary>What the figures alone must lead to.</summary>
    public static ExpectedFinding[] Findings(Func<string, string> subPark) =>
    [
        new("GZ303", "error", [], "region#quota-granted@年度计划", null),
        new("GZ304", "warning", [subPark("木岗")], "sub-park/木岗#new-enterprises", null),
        new("GZ304", "warning", [subPark("起重园区")], "sub-park/起重园区#new-enterprises-investment", null),
        new("GZ304", "warning", [subPark("参木")], "sub-park/参木#new-enterprises-investment", null),
        new("GZ304", "warning", [], "part/新城工贸#new-enterprises-investment", null),
        new("GZ304", "warning", [subPark("木岗")], "sub-park/木岗#new-enterprises-investment", null),
        new("GZ305", "error", [], "project/起重机械项目#plot-ratio", null),
    ];
}
