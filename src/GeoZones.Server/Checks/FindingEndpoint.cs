using System.Data;
using System.Text.Json;
using System.Text.RegularExpressions;

using GeoZones.Server.Documents;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using MapsterMapper;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary><c>GET /api/regions/{region}/checks/{run|latest}/findings</c>: all findings of a run as GeoJSON, messages in the caller's language.</summary>
public static partial class FindingEndpoint
{
    private static readonly string[] Severities = ["error", "warning", "info"];

    /// <summary>Adds the address.</summary>
    public static void MapFindings(this IEndpointRouteBuilder api) =>
        api.MapGet("/regions/{region}/checks/{run}/findings", ListAsync).Query("severity", "rule", Representation.Parameter).Describe(Topic.Checks, "一次校核发现的问题", "What a check run found")
            .WithMetadata(new Gives("FeatureCollection", Link.GeoJson)).AlsoAsPage(CheckPages.Findings);

    private static async Task ListAsync(
        HttpContext context, string region, string run, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var (severity, rule) = (Severity(context.Request.Query), Rule(context.Request.Query));
        var known = await CheckRun.NamedAsync(db, (await Region.NamedAsync(db, region, cancel)).Id, run, cancel);
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var command = StoredFinding.Command(connection, known.Id, severity, rule);
        await command.PrepareAsync(cancel);
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        var more = await row.ReadAsync(cancel);

        var language = Language.Speak(context, besides: "Accept");
        context.Response.ContentType = Link.GeoJson;
        var answer = context.Response.BodyWriter;
        answer.Write(FormattableString.Invariant($$"""{"type":"FeatureCollection","run":{{known.Id}},"features":["""));
        var returned = 0;
        for (; more; returned++, more = await row.ReadAsync(cancel))
        {
            var finding = StoredFinding.Read(row, language);
            answer.Write(returned == 0 ? "\n" : ",\n");
            answer.Write($$"""{"type":"Feature","id":"{{finding.Id}}","properties":""");
            answer.Write(JsonSerializer.Serialize(mapper.Map<FindingView>(finding), ApiJson.Options));
            answer.Write(",\"geometry\":");
            if (await row.IsDBNullAsync(StoredFinding.PlaceColumn, cancel))
            {
                answer.Write("null");
            }
            else
            {
                await FeatureStream.CopyTextAsync(row, StoredFinding.PlaceColumn, answer, cancel);
            }
            answer.Write("}");
            await FeatureStream.FlushWhenFullAsync(answer, cancel);
        }
        answer.Write(FormattableString.Invariant($"\n],\"numberReturned\":{returned}}}"));
        await answer.FlushAsync(cancel);
    }

    private static string? Severity(IQueryCollection query)
    {
        var severity = query["severity"].ToString();
        if (!query.ContainsKey("severity"))
        {
            return null;
        }
        return Severities.Contains(severity, StringComparer.Ordinal) ? severity : throw ProblemException.OfParameter(
            "severity", "severity 须为 error、warning 或 info。", "severity is error, warning or info.");
    }

    private static string? Rule(IQueryCollection query)
    {
        if (!query.ContainsKey("rule"))
        {
            return null;
        }
        var rule = query["rule"].ToString();
        return RuleCode().IsMatch(rule) ? rule : throw ProblemException.OfParameter(
            "rule", "rule 须为规则编号，例如 GZ103。", "rule is the code of a rule, for example GZ103.");
    }

    [GeneratedRegex(@"^GZ[1-5][0-9]{2}\z")]
    private static partial Regex RuleCode();
}
