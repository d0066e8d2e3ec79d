using System.Globalization;
using System.Text;
using System.Text.Json;

using GeoZones.Checks;

namespace GeoZones.Server.Reports;

/// <summary>
/// Writes the findings as CSV (RFC 4180), one a line. It begins with a byte order mark: without one, Excel on a Chinese system reads the file as GBK. A text that a spreadsheet would
/// take for a formula gets an apostrophe before it.
/// </summary>
internal static class CsvReport
{
    private const string LineEnd = "\r\n";
    private const string Formula = "=+-@\t\r";

    private static readonly string[] s_columns = ["id", "severity", "rule", "name", "message", "groundAreaM2", "longitude", "latitude", "features", "figure", "cause"];

    /// <summary>Writes all findings, worst first.</summary>
    public static async Task Write(WrittenReport report, Stream to, CancellationToken cancel)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(string.Join(',', s_columns) + LineEnd);
        foreach (var finding in report.Findings)
        {
            cancel.ThrowIfCancellationRequested();
            var at = report.Point(finding);
            string[] cells =
            [
                Text(finding.Id), Text(JsonNamingPolicy.CamelCase.ConvertName(finding.Severity.ToString())), Text(finding.Rule), Text(finding.Name), Text(report.Message(finding)),
                Number(finding.GroundAreaM2), Number(at?.X), Number(at?.Y), Text(string.Join("; ", finding.Features.Select(Name))), Text(finding.Figure), Text(finding.Cause),
            ];
            await text.WriteAsync(string.Join(',', cells) + LineEnd);
        }
    }

    private static string Name(FeatureReference feature) => $"{feature.Plan ?? "survey"}/{feature.Collection}/{feature.Code ?? "#" + feature.Id.ToString(CultureInfo.InvariantCulture)}";

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = Formula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
