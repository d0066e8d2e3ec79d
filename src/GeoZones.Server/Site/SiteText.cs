using System.Globalization;
using System.Text;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Site;
using GeoZones.Server.Reports;

namespace GeoZones.Server.Site;

/// <summary>The result of a site check as text for a terminal.</summary>
internal static class SiteText
{
    private const int NumberWidth = 16;

    /// <summary>Writes a result.</summary>
    public static async Task Write(SiteResult result, string language, Ink ink, Stream to, CancellationToken cancel)
    {
        var isChinese = language == "zh";
        string Said(string zh, string en) => isChinese ? zh : en;
        var report = result.Report;
        StringBuilder text = new();
        text.AppendLine(ink.Bold(Said(result.Region.NameZh, result.Region.NameEn)) + ink.Dim($"  {result.Input.Reading.In(language)}  EPSG:{result.Region.PlaneSrid}")
            + (result.Region.Synthetic ? ink.Dim(Said("  图形为合成数据", "  synthetic geometry")) : ""));
        text.AppendLine(Painted(ink, report.Verdict, result.Verdict.In(language)));
        text.AppendLine(Said("面积  ", "Area  ") + $"{Number(report.Areas.EllipsoidalAreaM2, 2)} m² = {Number(AreaUnits.ToHa(report.Areas.EllipsoidalAreaM2), 4)} ha = {Number(AreaUnits.ToMu(report.Areas.EllipsoidalAreaM2), 2)} {Said("亩", "mu")}");
        text.AppendLine();
        foreach (var finding in report.Findings)
        {
            text.AppendLine(Painted(ink, finding.Outcome, "● " + finding.Name.In(language)) + "  " + finding.Text.In(language));
            text.AppendLine(ink.Dim("  " + finding.Remedy.In(language)));
        }

        foreach (var layer in report.Layers)
        {
            text.AppendLine();
            text.AppendLine(ink.Bold(layer.Name.In(language)) + ink.Dim(layer.DoubledM2 >= 0.005 ? Said($"  重叠只计一次 {Number(layer.DoubledM2, 2)} m²", $"  doubled, counted once: {Number(layer.DoubledM2, 2)} m²") : ""));
            foreach (var row in layer.Rows)
            {
                text.AppendLine($"{(Number(row.GroundAreaM2, 2) + " m²").PadLeft(NumberWidth)}{(Number(row.Share * 100, 2) + " %").PadLeft(10)}  {row.Code} {row.Name.In(language)}".TrimEnd());
            }
        }

        text.AppendLine();
        var quota = report.Quota;
        text.AppendLine(ink.Bold(Said("用地指标", "Quota")) + Said($"  新增建设用地 {Ha(quota.TakesM2)} 公顷，其中规划已列 {Ha(quota.CountedM2)}", $"  new construction land {Ha(quota.TakesM2)} ha, of it planned already {Ha(quota.CountedM2)}")
            + (quota.UnusedAfterM2 is { } leftM2 ? Said($"；之后剩余 {Ha(leftM2)} / {Ha(quota.GrantedM2!.Value)}", $"; left after it {Ha(leftM2)} of {Ha(quota.GrantedM2!.Value)}") : ""));
        foreach (var road in report.Roads)
        {
            text.AppendLine(ink.Bold(Said("最近道路", "Nearest road")) + $"  {road.Road.Name ?? road.Road.Code}  {SiteResult.StateName(road.State, language)}  {Number(road.DistanceM, 1)} m");
        }

        text.AppendLine(ink.Dim(string.Join(Said("；", ", "), result.Basis.Select(basis => string.Create(CultureInfo.InvariantCulture, $"{SiteResult.PlanName(basis.Plan).In(language)} {basis.Revision} {basis.Date:yyyy-MM-dd}")))));
        await to.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
    }

    private static string Painted(Ink ink, SiteOutcome outcome, string words) => outcome switch
    {
        SiteOutcome.Forbidden => ink.Of(Severity.Error, words),
        SiteOutcome.Procedure => ink.Of(Severity.Warning, words),
        SiteOutcome.Note => ink.Of(Severity.Info, words),
        _ => ink.Good(words),
    };

    private static string Number(double value, int decimals) => SiteResult.Number(value, decimals);

    private static string Ha(double areaM2) => Number(AreaUnits.ToHa(areaM2), 4);
}
