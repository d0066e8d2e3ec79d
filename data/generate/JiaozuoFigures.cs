namespace GeoZones.Data;

/// <summary>Every figure of the documents of the city with nine zones, and the planted rows.</summary>
static class JiaozuoFigures
{
    private const string Built = "建成道路695公里、管网1350公里…; 我市9个产业集聚区";

    public static readonly RegionFacts Region = new("jiaozuo", "焦作市（据文号推断）", "Jiaozuo (inferred)", 4547,
        "市名在原文中已隐去，文号中有“焦”字，据此推断；九个集聚区的名称、位置、面积和图形均由我们选定（12.6、15.2、13.8、17.5、14.4、16.1、4.2、13.2、15.8，合计122.8平方公里），只画出各区及其周边。原文只说“某集聚区”的数字放在哪一个区，也由我们选定：缓坡地五千多亩和十条路在七号，三十二个项目在三号，节约耕地八千亩在五号，代管村庄在二号和八号。其余数字照录原文；标有 synthetic 的数字为我们所加。",
        "The city's name is masked in the documents; the inference is from a character in their numbers. Names, places, areas and geometry of the nine zones are ours (12.6, 15.2, 13.8, 17.5, 14.4, 16.1, 4.2, 13.2 and 15.8, in all 122.8 km²); only the zones and the ground around them are drawn. Where the documents speak of a zone without a name, we chose one: the hill land with ten roads is zone 7, the 32 projects are in zone 3, the 8 000 mu of saved farmland in zone 5, the villages run for townships in zones 2 and 8. All other figures are those of the documents. Figure rows marked synthetic are ours.");

    public static Figures Stated() => new Figures("zone")
        .State("zone", "zones", "9", "count", phrase: Built)
        .State("zone", "built-up-area", "110.7", "km2")
        .State("zone", "built-up-area-added", "60.84", "km2")
        .State("zone", "road-length", "695", "km", phrase: Built)
        .State("zone", "pipe-length", "1350", "km", phrase: Built)
        .State("zone", "power-line-length", "390", "km")
        .State("zone", "substations", "35", "count")
        .State("zone", "standard-factories-floor-area", "550", "1e4m2")
        .State("zone", "infrastructure-investment", "200", "1e8CNY", "超")
        .State("zone", "investment-intensity", "4200", "1e4CNY/ha")
        .State("zone", "investment-intensity-growth", "28", "%")
        .State("zone", "output-intensity", "6240", "1e4CNY/ha")
        .State("zone", "output-intensity-growth", "31", "%")
        .State("zone", "fixed-investment", "654.7", "1e8CNY")
        .State("zone", "fixed-investment-share-of-city", "56.7", "%")
        .State("zone", "sales", "1980.6", "1e8CNY")
        .State("zone", "sales-share-of-city", "54.6", "%")
        .State("zone", "leading-industries-income", "1442", "1e8CNY")
        .State("zone", "leading-industries-share", "68", "%")
        .State("zone", "larger-enterprises", "391", "count")
        .State("zone", "larger-enterprises-added", "210", "count")
        .State("zone", "larger-enterprises-share-of-city", "33.8", "%")
        .State("zone", "larger-enterprises-share-of-city-before", "16.5", "%")
        .State("zone", "villages-moving", "20", "count")
        .State("zone", "resettlement-quarters", "15", "count")
        .State("zone", "resettlement-floor-area-planned", "559.4", "1e4m2", "计划")
        .State("zone", "workers", "16.6", "1e4count")
        .State("zone", "workers-added", "7.5", "1e4count")
        .State("zone", "landless-farmers-in-work", "3.8", "1e4count")
        .State("zone", "landless-farmers-share", "40.4", "%")
        .State("zone/Z7", "levelled-land", "5000", "mu", "多")
        .State("zone/Z7", "roads", "10", "count")
        .State("zone/Z7", "road-length", "20", "km")
        .State("zone/Z3", "projects-on-saved-land", "32", "count")
        .State("zone/Z3", "land-of-these-projects", "500", "mu")
        .State("zone/Z3", "buildings", "36", "count")
        .State("zone/Z3", "floor-area", "26", "1e4m2")
        .State("zone/Z3", "plot-ratio", "0.78", "1")
        .State("zone/Z3", "land-saved", "1600", "mu", "多")
        .State("zone/Z3", "quota-left", "2", "1e4mu", "余")
        .State("zone/Z5", "farmland-saved", "8000", "mu", "超")
        .State("温县", "investment-standard", "280", "1e4CNY/mu")
        .State("另一县", "investment-standard", "280", "1e4CNY/mu")
        .State("zone/Z2", "villages-run", "5", "count")
        .State("zone/Z8", "villages-run", "9", "count")
        // planted: areas that are not, or only roughly, what is drawn; and one that a qualifier leaves open
        .Plant("zone/Z4", "area", "16.5", "km2")
        .Plant("zone/Z6", "area", "16", "km2")
        .Plant("zone/Z1", "area", "12", "km2", "超")
        // planted: 4.2 km² in mu of 666.67 m²; hectares instead of square kilometres
        .Plant("zone/Z7", "area", "6299.97", "mu")
        .Plant("zone/Z9", "area", "15.8", "ha")
        // planted: roads that are not there
        .Plant("zone/Z1", "roads-north-south", "3", "count")
        .Plant("zone/Z1", "roads-east-west", "2", "count")
        .Plant("road-network/planned", "roads", "10", "count", "计划")
        // planted: quotas; the plan quota is overrun by use, the linked quota has something left
        .Plant("region", "quota-granted", "6.0", "km2", account: "规划指标")
        .Plant("region", "quota-granted", "2.0", "km2", account: "增减挂钩")
        .Plant("zone/Z2", "quota-allocated", "0.9", "km2", account: "增减挂钩", partOf: "zone")
        .Plant("zone/Z9", "quota-allocated", "0.7", "km2", account: "增减挂钩", partOf: "zone");

    /// <summary>What the figures alone must lead to.</summary>
    public static ExpectedFinding[] Findings(Func<string, string> boundary) =>
    [
        new("GZ301", "error", [boundary("Z4")], "zone/Z4#area", null),
        new("GZ301", "info", [boundary("Z6")], "zone/Z6#area", null),
        new("GZ301", "error", [boundary("Z7")], "zone/Z7#area", null),
        new("GZ301", "error", [boundary("Z9")], "zone/Z9#area", null),
        new("GZ303", "error", [], "region#quota-granted@规划指标", null),
        // not planted: shares whose base the documents do not give
        new("GZ305", "info", [], "zone#fixed-investment-share-of-city", null),
        new("GZ305", "info", [], "zone#sales-share-of-city", null),
        new("GZ305", "info", [], "zone#leading-industries-share", null),
        new("GZ305", "info", [], "zone#larger-enterprises-share-of-city", null),
        new("GZ305", "info", [], "zone#landless-farmers-share", null),
        new("GZ306", "warning", [boundary("Z9")], "zone/Z9#area", null),
        new("GZ406", "warning", [], "zone/Z1#roads-north-south", null),
        new("GZ407", "error", [], "road-network/planned#roads", null),
        new("GZ407", "error", [], "zone#road-length", null),
    ];
}
