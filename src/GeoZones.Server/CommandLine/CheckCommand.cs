using System.CommandLine;

using GeoZones.Checks;
using GeoZones.Checks.Rules;
using GeoZones.Checks.Settings;
using GeoZones.Server.Checks;
using GeoZones.Server.Database;
using GeoZones.Server.PlanFiles;
using GeoZones.Server.Plans;
using GeoZones.Server.Reports;

using Microsoft.Extensions.Logging.Abstractions;

namespace GeoZones.Server.CommandLine;

/// <summary>
/// <c>check PATH…</c> checks files without a database; <c>check --region R</c> the newest revisions of a region, and stores the run unless rules or settings of its own were named.
/// Exit code 1 where there are findings of the severity that <c>--fail-on</c> names, or a part of the check failed.
/// </summary>
internal sealed class CheckCommand : Command
{
    private readonly Argument<string[]> _paths = new("path") { Arity = ArgumentArity.ZeroOrMore, Description = "Folder with region.json, or folders and files of the plans. 案例文件夹，或各规划的文件夹和文件。" };
    private readonly Option<string?> _region = new("--region") { Description = "Id of a region in the database. 数据库中的县市标识。" };
    private readonly Option<string> _format = new("--format") { DefaultValueFactory = _ => "text", Description = "How the report is written. 报告格式。" };
    private readonly Option<string?> _output = new("--output") { Description = "File for the report; standard output where not stated. 报告文件。" };
    private readonly Option<string[]> _rules = new("--rules") { Description = "Rules to check, for example GZ1,GZ202; all where not stated. 要检查的规则。" };
    private readonly Option<string?> _config = new("--config") { Description = "JSON file that sets severities and tolerances. 规则配置文件。" };
    private readonly Option<string> _failOn = new("--fail-on") { DefaultValueFactory = _ => "error", Description = "Least severity that makes the exit code 1. 退出码为 1 的最低级别。" };
    private readonly Option<string?> _language = new("--language") { Description = "Language of the report. 报告语言。" };
    private readonly Option<string?> _codeSet = new("--code-set") { Description = "Code lists of files without region.json. 无 region.json 时的代码表。" };
    private readonly Option<int?> _plane = new("--plane") { Description = "EPSG code of the 3° plane of files without region.json. 无 region.json 时的 3° 带平面。" };

    public CheckCommand()
        : base("check", "Check whether the plans agree: files, or a region of the database. 检查三规是否一致：文件，或数据库中的县市。")
    {
        _format.AcceptOnlyFromAmong("text", "json", "geojson", "csv");
        _failOn.AcceptOnlyFromAmong("error", "warning", "note", "info", "never");
        _language.AcceptOnlyFromAmong("zh", "en");
        Arguments.Add(_paths);
        foreach (Option option in new Option[] { _region, _format, _output, _rules, _config, _failOn, _language, _codeSet, _plane })
        {
            Options.Add(option);
        }

        SetAction(Check);
    }

    private async Task<int> Check(ParseResult parsed, CancellationToken cancel)
    {
        Terminal.Language = parsed.GetValue(_language) ?? Terminal.Language;
        var (paths, region) = (parsed.GetValue(_paths) ?? [], parsed.GetValue(_region));
        if (paths.Length == 0 == region is null)
        {
            throw new Refusal("请给出要检查的文件夹或文件，或者用 --region 指定数据库中的县市（二者取一）。", "Name folders or files to check, or a region of the database with --region: one of the two.");
        }

        var rules = CheckOptions.Rules(parsed.GetValue(_rules) ?? []);
        var settings = parsed.GetValue(_config) is { } config ? CheckOptions.Settings(config) : null;
        await using var output = ReportFile.Open(parsed.GetValue(_output));
        using var interrupt = new Interrupt(region is null ? output.Abandon : null, cancel);
        try
        {
            var report = await Read(parsed, rules, settings, interrupt.Token);
            if (report is null)
            {
                return GeoZonesCommand.Failed;
            }

            await Write(report, parsed.GetValue(_format)!, parsed.GetValue(_output) is null && Ink.IsForTerminal, output, interrupt.Token);
            return IsClean(report.Plans.Report, CheckOptions.FailOn(parsed.GetValue(_failOn)!)) ? GeoZonesCommand.Done : GeoZonesCommand.Failed;
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return Interrupt.ExitCode;
        }
    }

    private async Task<WrittenReport?> Read(ParseResult parsed, IReadOnlyList<IRule> rules, CheckSettings? settings, CancellationToken cancel)
    {
        using var progress = new ProgressBar();
        return parsed.GetValue(_region) is { } region
            ? await OfRegion(region, rules, settings, progress, cancel)
            : await OfFiles(await PlanFileSet.Find(parsed.GetValue(_paths)!, parsed.GetValue(_codeSet), parsed.GetValue(_plane), cancel), rules, settings, progress, cancel);
    }

    private static async Task<WrittenReport> OfFiles(PlanFileSet files, IReadOnlyList<IRule> rules, CheckSettings? settings, ProgressBar progress, CancellationToken cancel)
    {
        var (snapshot, revisions) = await FileSnapshot.Read(files, progress, cancel);
        return await Checked(settings is null ? snapshot : snapshot with { Settings = settings }, revisions, rules, progress, cancel);
    }

    private static async Task<WrittenReport?> OfRegion(string id, IReadOnlyList<IRule> rules, CheckSettings? settings, ProgressBar progress, CancellationToken cancel)
    {
        await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
        var region = await Region.FindAsync(database.Source, id, cancel) ?? throw new Refusal($"没有县市 {id}。", $"There is no region {id}.");
        if (rules.Count < RuleSet.All.Count || settings is not null)
        {
            try
            {
                var (snapshot, revisions) = await CheckRegion.ReadAsync(database.Source, region, cancel);
                return await Checked(settings is null ? snapshot : snapshot with { Settings = settings }, revisions, rules, progress, cancel);
            }
            catch (Exception e) when (e is SettingsException or UnknownCodeSetException)
            {
                throw new Refusal(CheckFailure.OfRun(CheckFailure.CodeOf(e)), e);
            }
        }

        var (run, plans) = await CheckRegion.RunAsync(database.Source, region.Id, RegionCheck.RequestedBy, NullLogger.Instance, progress, cancel);
        if (plans is null)
        {
            await Console.Error.WriteLineAsync(RegionCheck.Summary(run).In(Terminal.Language));
            return null;
        }

        return Written(plans, run.Revisions, rules);
    }

    private static async Task<WrittenReport> Checked(PlanSnapshot snapshot, IReadOnlyDictionary<string, int> revisions, IReadOnlyList<IRule> rules, ProgressBar progress, CancellationToken cancel)
    {
        var report = await Task.Run(() => CheckEngine.Run(snapshot, rules, progress, cancel), cancel);
        return Written(new(snapshot, report), revisions, rules);
    }

    private static WrittenReport Written(CheckedPlans plans, IReadOnlyDictionary<string, int> revisions, IReadOnlyList<IRule> rules) =>
        new(plans, revisions, [.. rules.Select(rule => rule.Info)], Terminal.Language);

    private static async Task Write(WrittenReport report, string format, bool isColoured, ReportFile output, CancellationToken cancel)
    {
        await (format switch
        {
            "json" => JsonReport.Write(report, output.Stream, cancel),
            "geojson" => JsonReport.WriteGeoJson(report, output.Stream, cancel),
            "csv" => CsvReport.Write(report, output.Stream, cancel),
            _ => TextReport.Write(report, new Ink(isColoured), output.Stream, cancel),
        });
        await output.Complete();
        // A list of findings has no place for it.
        foreach (var part in format is "csv" or "geojson" ? report.Plans.Report.FailedRules : [])
        {
            await Console.Error.WriteLineAsync($"{part.Rule}: {CheckFailure.OfPart(part.Rule).In(report.Language)}");
        }
    }

    private static bool IsClean(CheckReport report, Severity? failOn) =>
        report.FailedRules.Count == 0 && (failOn is not { } least || report.Findings.All(finding => finding.Severity < least));
}
