using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Messages;
using GeoZones.Checks.Site;
using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Site;

/// <summary>The result of a site check as one A4 page to print and sign; complete in itself, so that it can be kept as a file.</summary>
internal sealed class SiteSheet
{
    // As many classes of a layer as leave the page one page; the rest is summed in a row.
    private const int MostRows = 5;
    private const int MostFindings = 8, MostFindingsInEnglish = 5;

    private const string Style = """
        @page { size: A4; margin: 10mm 14mm; }
        * { box-sizing: border-box; }
        html { background: #e9eceb; }
        body { margin: 0 auto; max-width: 210mm; padding: 12mm 14mm; background: #fff; color: #16222c; font: 9pt/1.32 system-ui, "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; font-variant-numeric: tabular-nums; }
        header { display: flex; justify-content: space-between; align-items: end; gap: 8mm; border-bottom: 2px solid #12303b; padding-bottom: 2mm; }
        h1 { margin: 0; font-size: 17pt; line-height: 1.2; }
        header p { margin: 0; text-align: right; color: #4c5c67; font-size: 8.5pt; }
        h2 { margin: 0 0 1mm; font-size: 10pt; }
        .synthetic { display: inline-block; border: 1px dashed #7a5c00; border-radius: 99px; padding: 0 2.5mm; background: #fff8df; color: #5c4500; }
        .verdict { margin: 2.5mm 0; padding: 1.5mm 3mm; border-left: 2mm solid; font-size: 13pt; font-weight: 700; }
        .verdict small { font-weight: 400; font-size: 9pt; margin-left: 3mm; color: #16222c; white-space: nowrap; }
        .forbidden { color: #b3201a; } .procedure { color: #8a4b00; } .compliant { color: #1d6b34; } .note { color: #1b5c9e; }
        .verdict.forbidden { background: #fdeceb; } .verdict.procedure { background: #fff4de; } .verdict.compliant { background: #e6f3ea; }
        .two { display: grid; grid-template-columns: 54mm minmax(0, 1fr); gap: 5mm; margin-bottom: 2mm; align-items: start; }
        .sketch { width: 100%; display: block; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .3mm 4mm; margin: 0 0 2mm; }
        dt { color: #4c5c67; } dd { margin: 0; text-align: right; }
        ol { margin: 0 0 3mm; padding: 0; list-style: none; }
        li { padding: .5mm 0; line-height: 1.3; border-top: 1px solid #d3dad9; display: grid; grid-template-columns: 19mm 1fr; gap: 2mm; }
        li b { white-space: nowrap; }
        .layers { columns: 3; column-gap: 5mm; }
        thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        table { width: 100%; border-collapse: collapse; break-inside: avoid; margin-bottom: 1.4mm; font-size: 8pt; line-height: 1.25; position: relative; }
        caption { text-align: left; font-weight: 700; font-size: 8.5pt; }
        th, td { padding: .2mm 0; border-top: 1px solid #d3dad9; text-align: right; font-weight: 400; }
        th[scope=row], th:first-child { text-align: left; } caption small { float: right; font-weight: 400; color: #4c5c67; font-size: 8pt; }
        tbody th { max-width: 0; width: 100%; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
        td { padding-left: 1.5mm; }
        td + td { padding-left: 1.5mm; width: 11mm; }
        .more { color: #4c5c67; margin: 0 0 2mm; font-size: 8.5pt; }
        footer { border-top: 1px solid #9aa5a5; padding-top: 2mm; font-size: 8.5pt; color: #4c5c67; }
        .sign { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8mm; margin: 4mm 0 2mm; color: #16222c; font-size: 9.5pt; }
        .sign span { border-bottom: 1px solid #16222c; padding-bottom: 1mm; }
        @media print { html { background: #fff; } body { padding: 0; max-width: none; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        @media (max-width: 620px) { body { padding: 16px; } .two { grid-template-columns: 1fr; } .layers { columns: 1; } header { display: block; } header p { text-align: left; } .sign { grid-template-columns: 1fr; } }
        """;

    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly SiteResult _result;
    private readonly bool _isChinese;
    private readonly StringBuilder _html = new();

    private SiteSheet(SiteResult result, string language) => (_result, _isChinese) = (result, language.StartsWith("zh", StringComparison.Ordinal));

    /// <summary>What a browser may load for the sheet: its own style, nothing else.</summary>
    public static string Policy { get; } = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; frame-ancestors 'none'";

    /// <summary>The page.</summary>
    public static string Of(SiteResult result, string language)
    {
        SiteSheet sheet = new(result, language);
        sheet.AddAll();
        return sheet._html.ToString();
    }

    /// <summary>A text as HTML.</summary>
    public static string Encoded(string text) => s_encoder.Encode(text);

    private void AddAll()
    {
        var title = $"{Said("项目选址合规检测", "Site check")} · {Said(_result.Region.NameZh, _result.Region.NameEn)}";
        Add($"""<!doctype html><html lang="{(_isChinese ? "zh" : "en")}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encoded(title)}</title><style>{Style}</style></head><body>""");
        AddHead();
        AddVerdict();
        Add($"""<section class="two">{SiteSketch.Of(_result, Said("地块示意图", "Sketch of the site"))}<div>""");
        AddAreas();
        AddQuota();
        AddRoads();
        Add("</div></section>");
        AddFindings();
        AddLayers();
        AddFoot();
        Add("</body></html>");
    }

    private void AddHead()
    {
        Add($"<header><h1>{Said("项目选址合规检测表", "Site compliance check")}</h1><p>{Encoded(Said(_result.Region.NameZh, _result.Region.NameEn))} · {_result.CheckedAt.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}");
        Add(_result.Region.Synthetic ? $"""<br><span class="synthetic">{Said("图形为合成数据", "Synthetic geometry")}</span>""" : "");
        Add("</p></header>");
    }

    private void AddVerdict()
    {
        var counts = _result.Report.Findings.GroupBy(finding => finding.Outcome).ToDictionary(outcome => outcome.Key, outcome => outcome.Count());
        var sum = string.Join(" · ", new[] { SiteOutcome.Forbidden, SiteOutcome.Procedure, SiteOutcome.Note }.Where(counts.ContainsKey).Select(outcome => $"{Outcome(outcome)} {counts[outcome]}"));
        Add($"""<p class="verdict {Class(_result.Report.Verdict)}">{Encoded(In(_result.Verdict))}<small>{Encoded(sum)}</small></p>""");
    }

    private void AddAreas()
    {
        var areas = _result.Report.Areas;
        Add($"<h2>{Said("面积", "Area")}</h2><dl>");
        Fact(Said("椭球面积", "Ellipsoidal"), $"{Number(areas.EllipsoidalAreaM2, 2)} m² = {Number(AreaUnits.ToHa(areas.EllipsoidalAreaM2), 4)} ha = {Number(AreaUnits.ToMu(areas.EllipsoidalAreaM2), 2)} {Said("亩", "mu")}");
        Fact(Said($"投影面积（EPSG:{_result.Region.PlaneSrid}）", $"Planar (EPSG:{_result.Region.PlaneSrid})"), Number(areas.PlanarAreaM2, 2) + " m²");
        Fact(Said("可加地面面积", "Ground, additive"), Number(areas.GroundAreaM2, 2) + " m²");
        Add("</dl>");
    }

    private void AddQuota()
    {
        var quota = _result.Report.Quota;
        Add($"<h2>{Said("用地指标（公顷）", "Quota (ha)")}</h2><dl>");
        Fact(Said("新增建设用地", "New construction land"), Ha(quota.TakesM2));
        Fact(Said("其中集聚区规划已列", "of it planned by the zone plan"), Ha(quota.CountedM2));
        if (quota.GrantedM2 is { } grantedM2)
        {
            Fact(Said("规划指标下达", "Plan quota granted"), Ha(grantedM2));
            Fact(Said("规划已使用", "Used by the plan"), quota.UsedM2 is { } usedM2 ? Ha(usedM2) : Said("尚未检查", "not checked yet"));
            Fact(Said("本地块之后剩余", "Left after this site"), quota.UnusedAfterM2 is { } leftM2 ? Ha(leftM2) : "–");
        }
        else
        {
            Fact(Said("规划指标下达", "Plan quota granted"), Said("未申报", "not declared"));
        }

        Add("</dl>");
    }

    private void AddRoads()
    {
        Add($"<h2>{Said("最近道路", "Nearest roads")}</h2><dl>");
        foreach (var road in _result.Report.Roads)
        {
            var name = road.Road.Name ?? road.Road.Code ?? "#" + road.Road.Id;
            var state = SiteResult.StateName(road.State, _isChinese ? "zh" : "en");
            Fact(name, $"{(road.Class is null ? "" : road.Class + " · ")}{state} · {Number(road.DistanceM, 1)} m");
        }

        if (_result.Report.Roads.Count == 0)
        {
            Fact(Said("没有道路数据", "No roads drawn"), "–");
        }

        Add("</dl>");
    }

    private void AddFindings()
    {
        var findings = _result.Report.Findings;

        // Most take two lines in English.
        var most = _isChinese ? MostFindings : MostFindingsInEnglish;
        Add($"<h2>{Said("检测意见", "Findings")}</h2><ol>");
        foreach (var finding in findings.Take(most))
        {
            Add($"""<li><b class="{Class(finding.Outcome)}">{Outcome(finding.Outcome)}</b><span>{Encoded(In(finding.Text))}{Said("", " ")}{Encoded(In(finding.Remedy))}</span></li>""");
        }

        Add(findings.Count == 0 ? $"<li><span></span><span>{Said("没有发现问题。", "Nothing stands against it.")}</span></li></ol>" : "</ol>");
        if (findings.Count > most)
        {
            Add($"""<p class="more">{Said($"另有 {findings.Count - most} 条，见电子结果。", $"{findings.Count - most} more in the electronic result.")}</p>""");
        }
    }

    private void AddLayers()
    {
        Add("""<section class="layers">""");
        foreach (var layer in _result.Report.Layers)
        {
            Add($"""<table><caption>{Encoded(In(layer.Name))} <small aria-hidden="true">{Said("公顷", "ha")} · %</small></caption><thead><tr><th scope="col">{Said("类别", "Class")}</th><th scope="col">{Said("公顷", "ha")}</th><th scope="col">%</th></tr></thead><tbody>""");
            var rows = layer.Rows.OrderByDescending(row => Math.Max((int)row.Outcome, (int)SiteOutcome.Note)).ThenByDescending(row => row.GroundAreaM2).ToList();
            foreach (var row in rows.Count > MostRows ? rows.Take(MostRows - 1) : rows)
            {
                Row(Name(row), row.Outcome, row.GroundAreaM2, row.Share);
            }

            if (rows.Count > MostRows)
            {
                var rest = rows.Skip(MostRows - 1).ToList();
                Row(Said($"其余 {rest.Count} 类", $"{rest.Count} other classes"), SiteOutcome.Compliant, rest.Sum(row => row.GroundAreaM2), rest.Sum(row => row.Share));
            }

            if (layer.DoubledM2 >= 0.005)
            {
                Row(Said("图斑重叠，只计一次", "Patches overlap, counted once"), SiteOutcome.Note, layer.DoubledM2, null);
            }

            Add("</tbody></table>");
        }

        Add("</section>");

        void Row(string name, SiteOutcome outcome, double areaM2, double? share) =>
            Add($"""<tr><th scope="row"{(outcome > SiteOutcome.Note ? $" class=\"{Class(outcome)}\"" : "")}>{Encoded(name)}</th><td>{Ha(areaM2)}</td><td>{(share is { } part ? Number(part * 100, 2) : "")}</td></tr>""");
    }

    private string Name(SiteRow row)
    {
        var name = In(row.Name);
        return row.Class is null || row.Code is null ? name : $"{row.Code} {name}";
    }

    private void AddFoot()
    {
        var report = _result.Report;
        Add($"""<p class="sign"><span>{Said("检测人：", "Checked by:")}</span><span>{Said("审核人：", "Approved by:")}</span><span>{Said("日期：", "Date:")}</span></p><footer>""");
        var basis = string.Join(Said("；", "; "), _result.Basis.Select(one =>
            $"{SiteResult.PlanName(one.Plan).In(_isChinese ? "zh" : "en")} {Said($"第 {one.Revision} 版", $"revision {one.Revision}")}（{State(one.State)} {one.Date.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}）"));
        Add(Encoded(Said($"数据：{basis}。", $"Data: {basis.Replace("（", " (", StringComparison.Ordinal).Replace('）', ')')}.")));
        Add(" " + Encoded(Said($"红线：{_result.Input.Reading.Zh}。", $"Red line: {_result.Input.Reading.En}.")));
        Add(" " + Said($"各图层合计与地块之差不超过 {Residual()} m²。", $"Each layer adds up to the site within {Residual()} m²."));
        if (report.Ignored.Count > 0)
        {
            Add(" " + Said($"小于容差未列入意见的 {report.Ignored.Count} 处，共 {Number(report.Ignored.GroundAreaM2, 2)} m²。", $"{report.Ignored.Count} slivers of {Number(report.Ignored.GroundAreaM2, 2)} m² in all are below tolerance and no findings."));
        }

        if (report.LeftOut.Count > 0)
        {
            Add(" " + Said($"图形无效未计入的要素 {report.LeftOut.Count} 个。", $"Features left out because their geometry is not valid: {report.LeftOut.Count}."));
        }

        Add(" " + Said("本表由 GeoZones 生成，供选址参考，不代替用地审批。", "Made by GeoZones to help choose a site; it is no approval.") + "</footer>");
    }

    private string Residual() => _result.Report.Layers.Max(layer => Math.Abs(layer.ResidualM2)).ToString("0.0E+0", CultureInfo.InvariantCulture);

    private string State(string state) => state switch
    {
        "draft" => Said("草稿", "draft"),
        "submitted" => Said("已提交", "submitted"),
        _ => Said("已批准", "approved"),
    };

    private string Outcome(SiteOutcome outcome) => outcome switch
    {
        SiteOutcome.Forbidden => Said("禁止", "Forbidden"),
        SiteOutcome.Procedure => Said("须办手续", "Procedure"),
        _ => Said("提示", "Note"),
    };

    private static string Class(SiteOutcome outcome) => outcome switch
    {
        SiteOutcome.Forbidden => "forbidden",
        SiteOutcome.Procedure => "procedure",
        SiteOutcome.Note => "note",
        _ => "compliant",
    };

    private void Fact(string name, string value) => Add($"<dt>{Encoded(name)}</dt><dd>{Encoded(value)}</dd>");

    private void Add(string html) => _html.Append(html);

    private string Said(string zh, string en) => _isChinese ? zh : en;

    private string In(Bilingual text) => _isChinese ? text.Zh : text.En;

    private string In(Sentence text) => _isChinese ? text.Zh : text.En;

    private static string Number(double value, int decimals) => SiteResult.Number(value, decimals);

    private static string Ha(double areaM2) => Number(AreaUnits.ToHa(areaM2), 4);
}
