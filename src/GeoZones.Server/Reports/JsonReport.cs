using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using GeoZones.Checks;
using GeoZones.Checks.Settings;
using GeoZones.Server.Checks;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Reports;

/// <summary>
/// Writes a report as JSON, members as in the API, or its findings alone as a GeoJSON FeatureCollection; one finding a line, as they come. The same input gives the same bytes.
/// </summary>
internal static class JsonReport
{
    /// <summary>The whole report; <c>findings</c> are GeoJSON features.</summary>
    public static async Task Write(WrittenReport report, Stream to, CancellationToken cancel)
    {
        var found = report.Plans.Report;
        var head = new Head(
            report.Plans.Snapshot.Region, report.Plans.Snapshot.PlaneSrid, report.Revisions, [.. report.Checked.Select(rule => rule.Code)], found.RulesOff, SettingsWriter.Write(report.Plans.Snapshot.Settings), report.Plans.Counts, found.Ignored,
            Failures(report), found.Quotas,
            found.Ledger is null ? null : LedgerView.Of(LedgerRecord.Of(found.Ledger, report.Plans.Named)));
        var text = JsonSerializer.Serialize(head, ApiJson.Options);
        await WriteText(to, text[..^1] + ",\"findings\":[", cancel);
        await WriteFindings(report, to, cancel);
        await WriteText(to, "\n]}\n", cancel);
    }

    /// <summary>The findings as features in longitude/latitude (CRS84); those without a place have no geometry. What was ignored and what failed stands behind them: a rule that broke has not found nothing.</summary>
    public static async Task WriteGeoJson(WrittenReport report, Stream to, CancellationToken cancel)
    {
        await WriteText(to, """{"type":"FeatureCollection","features":[""", cancel);
        await WriteFindings(report, to, cancel);
        var tail = JsonSerializer.Serialize(new Tail(report.Plans.Report.Ignored, Failures(report)), ApiJson.Options);
        await WriteText(to, $"\n],{tail[1..]}\n", cancel);
    }

    private static IReadOnlyList<PartFailure> Failures(WrittenReport report) =>
        [.. report.Plans.Report.FailedRules.Select(part => new PartFailure(part.Rule, CheckFailure.OfPart(part.Rule).In(report.Language)))];

    private static async Task WriteFindings(WrittenReport report, Stream to, CancellationToken cancel)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new() { Encoder = ApiJson.Options.Encoder });
        for (var i = 0; i < report.Findings.Count; i++)
        {
            var finding = report.Findings[i];
            await WriteText(to, i == 0 ? "\n" : ",\n", cancel);
            bytes.ResetWrittenCount();
            json.Reset();
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteString("id", finding.Id);
            json.WritePropertyName("properties");
            JsonSerializer.Serialize(json, Properties(report, finding), ApiJson.Options);
            json.WritePropertyName("geometry");
            GeoJsonGeometry.Write(json, report.Place(finding));
            json.WriteEndObject();
            json.Flush();
            await to.WriteAsync(bytes.WrittenMemory, cancel);
        }
    }

    private static FindingProperties Properties(WrittenReport report, Finding finding) => new(
        finding.Rule, finding.Name, finding.Severity, [.. finding.Features.Select(report.Plans.Named)], finding.Figure, finding.Cause, finding.GroundAreaM2, Sorted(finding.Tolerance),
        report.Message(finding), Sorted(finding.Params));

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> members) => new(members.ToDictionary(), StringComparer.Ordinal);

    private static ValueTask WriteText(Stream to, string text, CancellationToken cancel) => to.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);

    /// <summary>All but the findings.</summary>
    private sealed record Head(
        string Region, int PlaneSrid, IReadOnlyDictionary<string, int> Revisions, IReadOnlyList<string> Rules, IReadOnlyList<string> RulesOff, JsonObject Settings, FindingCounts Counts,
        IReadOnlyDictionary<string, IgnoredParts> Ignored, IReadOnlyList<PartFailure> FailedRules, IReadOnlyList<QuotaAccount> Quotas, LedgerView? Ledger);

    /// <summary>What a GeoJSON report says besides the findings.</summary>
    private sealed record Tail(IReadOnlyDictionary<string, IgnoredParts> Ignored, IReadOnlyList<PartFailure> FailedRules);

    /// <summary>The properties of a finding, as in the API but without what only a database knows.</summary>
    private sealed record FindingProperties(
        string Rule, string Name, Severity Severity, IReadOnlyList<NamedFeature> Features, string? Figure, string? Cause, double? GroundAreaM2, IReadOnlyDictionary<string, double> Tolerance,
        string Message, IReadOnlyDictionary<string, object> Params);
}
