using System.Globalization;
using System.Text;

using GeoZones.Checks;
using GeoZones.Checks.Rules;
using GeoZones.Server.Checks;
using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Reports;

/// <summary>
/// Writes a report for people: the findings by rule, the worst first, those that have one cause under it; then what tolerances ignored, what was not checked, the ledger and the sum of all.
/// </summary>
internal sealed class TextReport
{
    private const int MostOfARule = 20;
    private const int MostOfACause = 5;

    private readonly WrittenReport _report;
    private readonly Ink _ink;
    private readonly StringBuilder _text = new();
    private readonly ILookup<string, Finding> _explained;

    private TextReport(WrittenReport report, Ink ink)
    {
        _report = report;
        _ink = ink;
        var causes = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        _explained = report.Findings.Where(finding => finding.Cause is not null && causes.Contains(finding.Cause)).ToLookup(finding => finding.Cause!, StringComparer.Ordinal);
    }

    /// <summary>Writes the report in UTF-8.</summary>
    public static async Task Write(WrittenReport report, Ink ink, Stream to, CancellationToken cancel)
    {
        var text = new TextReport(report, ink);
        text.AddHead();
        text.AddFindings();
        text.AddIgnored();
        text.AddUnchecked();
        text.AddLedger();
        text.AddSum();
        await to.WriteAsync(Encoding.UTF8.GetBytes(text._text.ToString()), cancel);
    }

    /// <summary>Errors, warnings and notes in words.</summary>
    public static Sentence Sum(FindingCounts counts) => new(
        $"错误 {counts.Error}，警告 {counts.Warning}，提示 {counts.Info}",
        $"{Count(counts.Error, "error")}, {Count(counts.Warning, "warning")}, {Count(counts.Info, "note")}");

    private void AddHead()
    {
        var revisions = string.Join(", ", _report.Revisions.Select(revision => $"{revision.Key} {revision.Value}"));
        Say(_ink.Bold(_report.Plans.Snapshot.Region) + _ink.Dim($"  {revisions}  EPSG:{_report.Plans.Snapshot.PlaneSrid}"));
    }

    private void AddFindings()
    {
        foreach (var rule in _report.Findings.GroupBy(finding => (finding.Severity, finding.Rule)).OrderByDescending(rule => rule.Key.Severity).ThenBy(rule => rule.Key.Rule, StringComparer.Ordinal))
        {
            var info = RuleSet.All.First(one => one.Info.Code == rule.Key.Rule).Info;
            List<Finding> own = [.. rule.Where(finding => !IsExplained(finding))];
            var all = rule.Count();
            var note = own.Count == all ? new Sentence("", "") : new($"，其中 {all - own.Count} 条另有原因", $", {all - own.Count} of them under their cause");
            Say();
            Say(_ink.Of(rule.Key.Severity, $"{In(Word(rule.Key.Severity))}  {info.Code} {In(new(info.NameZh, info.Name))}") + $"  {all}{In(note)}");
            foreach (var finding in own.Take(MostOfARule))
            {
                AddFinding(finding);
            }

            AddMore(own.Count - MostOfARule, "  ");
        }
    }

    private void AddFinding(Finding finding)
    {
        Say("  " + _report.Message(finding) + Place(finding));
        List<Finding> explained = [.. _explained[finding.Id]];
        if (explained.Count == 0)
        {
            return;
        }

        var rules = string.Join(", ", explained.GroupBy(one => one.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{rule.Key} × {rule.Count()}"));
        Say("    " + In(new($"由此而来：{rules}", $"This is the cause of {rules}")));
        foreach (var one in explained.Take(MostOfACause))
        {
            Say(_ink.Dim($"      {one.Rule}  {_report.Message(one)}{Place(one)}"));
        }

        AddMore(explained.Count - MostOfACause, "      ");
    }

    private void AddMore(int more, string indent)
    {
        if (more > 0)
        {
            Say(indent + _ink.Dim(In(new($"另有 {more} 条；--format csv 列出全部", $"… and {more} more: --format csv lists all"))));
        }
    }

    private void AddIgnored()
    {
        var ignored = _report.Plans.Report.Ignored;
        if (ignored.Count == 0)
        {
            return;
        }

        Say();
        Say(In(new("小于容差而未报告的：", "Ignored below the tolerances:")));
        foreach (var (rule, parts) in ignored)
        {
            Say(In(new($"  {rule}  {parts.Count} 处，共 {Area(parts.GroundAreaM2)} 平方米", $"  {rule}  {Count(parts.Count, "part")}, {Area(parts.GroundAreaM2)} m² in all")));
        }
    }

    private void AddUnchecked()
    {
        var found = _report.Plans.Report;
        var isPart = _report.Checked.Count + found.RulesOff.Count < RuleSet.All.Count;
        if (found.RulesOff.Count > 0 || found.FailedRules.Count > 0 || isPart)
        {
            Say();
        }

        foreach (var part in found.FailedRules)
        {
            Say(_ink.Of(Severity.Error, $"{part.Rule}: {CheckFailure.OfPart(part.Rule).In(_report.Language)}"));
        }

        if (found.RulesOff.Count > 0)
        {
            var rules = string.Join(", ", found.RulesOff);
            Say(In(new($"已关闭的规则：{rules}", $"Rules switched off: {rules}")));
        }

        if (isPart)
        {
            var rules = string.Join(", ", _report.Checked.Select(rule => rule.Code));
            Say(In(new($"只检查了：{rules}", $"Checked only: {rules}")));
        }
    }

    private void AddLedger()
    {
        if (_report.Plans.Report.Ledger is not { } ledger)
        {
            return;
        }

        var (zone, residual, classes) = (Area(ledger.ZoneGroundAreaM2), ledger.ResidualM2.ToString("0.0E+0", CultureInfo.InvariantCulture), ledger.Rows.Count);
        Say();
        Say(In(new($"台账：{classes} 类合计 = 规划范围 {zone} 平方米；余差 {residual} 平方米", $"Ledger: {(classes == 1 ? "1 class" : $"{classes} classes")} = the zone's {zone} m²; residual {residual} m²")));
        AddLedgerRows(ledger);
        if (ledger.DoubledGroundAreaM2 > 0)
        {
            Say(In(new($"  重复计入而只算一次的：{Area(ledger.DoubledGroundAreaM2)} 平方米", $"  claimed more than once, counted once: {Area(ledger.DoubledGroundAreaM2)} m²")));
        }

        if (ledger.LeftOut.Count > 0)
        {
            Say(In(new($"  未能计入的图形：{ledger.LeftOut.Count} 个", $"  left out: {Count(ledger.LeftOut.Count, "feature")}")));
        }
    }

    private void AddLedgerRows(Ledger ledger)
    {
        if (ledger.Rows.Count > 0)
        {
            Say(_ink.Dim(In(new("  区规划 / 城市规划 / 土地规划", "  zone plan / urban plan / land-use plan"))));
        }

        foreach (var row in ledger.Rows)
        {
            var (states, area, share) = (string.Join(" / ", new[] { row.Zone, row.Urban, row.LandUse }.Select(state => In(Word(state)))), Area(row.GroundAreaM2), (row.GroundAreaM2 / ledger.ZoneGroundAreaM2).ToString("P2", CultureInfo.InvariantCulture));
            Say("  " + In(new($"{states}  {row.Patches} 块，{area} 平方米，{share}", $"{states}  {Count(row.Patches, "patch", "patches")}, {area} m², {share}")));
        }
    }

    private void AddSum()
    {
        var counts = _report.Plans.Counts;
        var sum = In(Sum(counts));
        Say();
        Say(counts.Error > 0 ? _ink.Of(Severity.Error, sum) : counts.Warning > 0 ? _ink.Of(Severity.Warning, sum) : _report.Plans.Report.FailedRules.Count > 0 ? sum : _ink.Good(sum));
    }

    private bool IsExplained(Finding finding) => finding.Cause is not null && _explained.Contains(finding.Cause);

    private string Place(Finding finding) => _report.Point(finding) is not { } at ? ""
        : _ink.Dim(string.Create(CultureInfo.InvariantCulture, $"  ({at.X:0.000000}, {at.Y:0.000000})"));

    private void Say(string line = "") => _text.Append(line).Append('\n');

    private string In(Sentence sentence) => sentence.In(_report.Language);

    private static Sentence Word(Severity severity) => severity switch { Severity.Error => new("错误", "error"), Severity.Warning => new("警告", "warning"), _ => new("提示", "note") };

    private static Sentence Word(string state) => state switch { CodeClass.Built => new("建设", "built"), CodeClass.Unbuilt => new("非建设", "unbuilt"), _ => new("未覆盖", "uncovered") };

    private static string Area(double areaM2) => areaM2.ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static string Count(int number, string thing, string? things = null) => number == 1 ? $"1 {thing}" : $"{number} {things ?? thing + "s"}";
}
