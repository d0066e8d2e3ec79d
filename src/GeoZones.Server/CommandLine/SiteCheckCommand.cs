using System.CommandLine;
using System.Text;

using GeoZones.Checks.Site;
using GeoZones.Server.Database;
using GeoZones.Server.Plans;
using GeoZones.Server.Reports;
using GeoZones.Server.Site;

namespace GeoZones.Server.CommandLine;

/// <summary>
/// <c>site-check FILE --region R</c>: what the newest plans of a region say about a red line. FILE is GeoJSON or a list of coordinates.
/// Exit code 0 compliant, 1 something is forbidden or needs a procedure, 2 bad input.
/// </summary>
internal sealed class SiteCheckCommand : Command
{
    private const long LargestFileBytes = 8 * 1024 * 1024;

    private readonly Argument<string> _file = new("file") { Description = "Red line: GeoJSON, or a list of coordinates as .txt or .csv. 红线文件：GeoJSON 或坐标表。" };
    private readonly Option<string> _region = new("--region") { Required = true, Description = "Id of the region. 县市标识。" };
    private readonly Option<string> _format = new("--format") { DefaultValueFactory = _ => "text", Description = "How the result is written. 结果格式。" };
    private readonly Option<string?> _output = new("--output") { Description = "File for the result; standard output where not stated. 结果文件。" };
    private readonly Option<string?> _language = new("--language") { Description = "Language of the result. 结果语言。" };

    public SiteCheckCommand()
        : base("site-check", "Check a site against the plans of a region. 项目选址合规检测。")
    {
        _format.AcceptOnlyFromAmong("text", "json", "html");
        _language.AcceptOnlyFromAmong("zh", "en");
        Arguments.Add(_file);
        foreach (Option option in new Option[] { _region, _format, _output, _language })
        {
            Options.Add(option);
        }

        SetAction(Check);
    }

    private async Task<int> Check(ParseResult parsed, CancellationToken cancel)
    {
        Terminal.Language = parsed.GetValue(_language) ?? Terminal.Language;
        var bytes = await Bytes(parsed.GetValue(_file)!, cancel);
        await using var output = ReportFile.Open(parsed.GetValue(_output));
        await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
        var id = parsed.GetValue(_region)!;
        var region = await Region.FindAsync(database.Source, id, cancel) ?? throw new Refusal($"没有县市 {id}。", $"There is no region {id}.");
        var result = await SiteResult.Of(database.Source, region, bytes, cancel);
        await (parsed.GetValue(_format) switch
        {
            "json" => SiteJson.Write(result, output.Stream, cancel),
            "html" => output.Stream.WriteAsync(Encoding.UTF8.GetBytes(SiteSheet.Of(result, Terminal.Language)), cancel).AsTask(),
            _ => SiteText.Write(result, Terminal.Language, new Ink(parsed.GetValue(_output) is null && Ink.IsForTerminal), output.Stream, cancel),
        });
        await output.Complete();
        return result.Report.Verdict == SiteOutcome.Compliant ? GeoZonesCommand.Done : GeoZonesCommand.Failed;
    }

    private static async Task<byte[]> Bytes(string path, CancellationToken cancel)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > LargestFileBytes }
                ? throw new Refusal($"{path} 超过 8 MB：这不是一条红线。", $"{path} is larger than 8 MB: that is no red line.")
                : await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Refusal($"无法读取 {path}：{e.Message}", $"{path} cannot be read: {e.Message}", e);
        }
    }
}
