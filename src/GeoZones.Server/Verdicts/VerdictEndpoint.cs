using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Live;
using GeoZones.Server.Accounts;
using GeoZones.Server.Checks;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;
using GeoZones.Server.Reports;

using Microsoft.AspNetCore.Mvc;

using Npgsql;

namespace GeoZones.Server.Verdicts;

/// <summary><c>POST /api/regions/{region}/verdict</c>: what drawing something would cause, before it is saved. Nothing is stored.</summary>
public static class VerdictEndpoint
{
    private const int LargestBodyBytes = 4 * 1024 * 1024;

    /// <summary>Adds what it needs.</summary>
    public static void AddVerdicts(this IServiceCollection services) => services.AddSingleton<LiveChecks>();

    /// <summary>Adds the address.</summary>
    public static void MapVerdicts(this IEndpointRouteBuilder api) =>
        api.MapPost("/regions/{region}/verdict", AskAsync).Describe(Topic.Tools, "所画内容会引起什么（不保存）", "What drawing something would cause; nothing is stored")
            .WithMetadata(new Takes("Draft", "application/json"), new Gives("Verdict", "application/json")).WithMetadata(new RequestSizeLimitAttribute(LargestBodyBytes), new ChangesNothing());

    private static async Task<IResult> AskAsync(HttpContext context, string region, NpgsqlDataSource db, CancellationToken cancel)
    {
        var known = await Region.NamedAsync(db, region, cancel);
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var asked = VerdictBody.Read(body);
        var revisions = await RegionRevisions.ChooseAsync(db, known.Id, asked.Revisions, cancel);
        var language = Language.Speak(context);
        var checks = context.RequestServices.GetRequiredService<LiveChecks>();
        var (answer, ms) = await checks.AskAsync(known, revisions, live =>
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            return (Verdict(asked.EditsOf(known, live), live, known, language, cancel), clock.Elapsed.TotalMilliseconds);
        }, cancel);
        context.Response.Headers["Server-Timing"] = FormattableString.Invariant($"verdict;dur={ms:F1}");
        return Results.Bytes(answer, "application/json");
    }

    /// <summary>What edits would do, as JSON.</summary>
    /// <param name="edits">The edits.</param>
    /// <param name="live">What is there.</param>
    /// <param name="region">The region.</param>
    /// <param name="language">Language of the messages.</param>
    /// <param name="cancel">Gives up.</param>
    internal static byte[] Verdict(IReadOnlyList<FeatureEdit> edits, LiveCheck live, Region region, string language, CancellationToken cancel)
    {
        var change = live.Try(edits, cancel);
        var plane = GaussKrugerPlane.ForSrid(region.PlaneSrid);
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            if (edits is [{ After: { Measures: { } areas } after }])
            {
                Write("areas", areas);
                Write("declaredDifferenceM2", after.DeclaredAreaM2 is { } declaredM2 ? declaredM2 - areas.EllipsoidalAreaM2 : (double?)null);
                Write("farmland", after.Plane.IsValid && live.FarmlandUnder(after.Plane) is var farmland ? new { BasicM2 = farmland["basic"], GeneralM2 = farmland["general"] } : null);
            }

            // A region has one plan quota, and accounts besides it that are granted and given on but not measured.
            Write("quota", change.Quotas.FirstOrDefault(account => account.Account == QuotaAccount.Plan));
            Write("quotas", change.Quotas);
            json.WritePropertyName("findings");
            WriteFindings(json, change.New, plane, language);
            Write("resolves", change.Gone.Select(gone => gone.Id).Except(change.New.Select(one => one.Id), StringComparer.Ordinal));
            json.WriteBoolean("checkedAll", change.IsWhole);
            json.WriteEndObject();

            void Write<T>(string name, T value)
            {
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, value, ApiJson.Options);
            }
        }

        return text.ToArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, IReadOnlyList<Finding> findings, GaussKrugerPlane plane, string language)
    {
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteString("id", finding.Id);
            json.WritePropertyName("properties");
            JsonSerializer.Serialize(json, new
            {
                finding.Rule,
                finding.Name,
                finding.Severity,
                finding.Features,
                finding.Figure,
                finding.Cause,
                finding.GroundAreaM2,
                finding.Tolerance,
                Message = FindingMessage.Of(finding, language),
                finding.Params,
            }, ApiJson.Options);
            json.WritePropertyName("geometry");
            GeoJsonGeometry.Write(json, finding.Place is { IsEmpty: false } place ? plane.ToDegrees(place) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
