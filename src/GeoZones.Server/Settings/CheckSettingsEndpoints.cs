using System.Text;

using GeoZones.Checks.Rules;
using GeoZones.Checks.Settings;
using GeoZones.Server.Accounts;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

using Npgsql;

namespace GeoZones.Server.Settings;

/// <summary>
/// <c>GET</c> and <c>PUT /api/regions/{region}/check-settings</c>: which rules a region switches off, how grave the others are and their tolerances.
/// The strong ETag names version and language; <c>If-Match</c> compares the version.
/// </summary>
public static class CheckSettingsEndpoints
{
    private const int LargestBodyBytes = 64 * 1024;

    /// <summary>Adds the addresses.</summary>
    public static void MapCheckSettings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/regions/{region}/check-settings", ReadAsync).Describe(Topic.Checks, "县市的校核设置", "What a region sets about the checks");
        api.MapPut("/regions/{region}/check-settings", ReplaceAsync).Describe(Topic.Checks, "修改校核设置", "Replace what a region sets about the checks")
            .WithMetadata(new Takes("CheckSettings", "application/json")).WithMetadata(new RequestSizeLimitAttribute(LargestBodyBytes));
    }

    private static async Task<CheckSettingsView> ReadAsync(HttpContext context, string region, NpgsqlDataSource db, CancellationToken cancel) =>
        View(context, await RegionChecks.OfAsync(db, (await Region.NamedAsync(db, region, cancel)).Id, cancel));

    private static async Task<CheckSettingsView> ReplaceAsync(HttpContext context, string region, NpgsqlDataSource db, CancellationToken cancel)
    {
        Caller.Of(context).RequireSetChecks(region);
        var known = await Region.NamedAsync(db, region, cancel);
        var body = await JsonBody.ReadBytesAsync(context.Request, cancel);
        try
        {
            SettingsReader.Read(body.Span);
        }
        catch (SettingsException unusable)
        {
            throw Refusal(unusable);
        }

        var stored = await RegionChecks.ReplaceAsync(db, known.Id, Encoding.UTF8.GetString(body.Span).TrimStart('\uFEFF'), VersionAsked(context.Request), cancel);
        return View(context, stored ?? throw new ProblemException(StatusCodes.Status412PreconditionFailed, new(
            "这些设置已被他人修改；请重新读取，再作修改。", "Somebody else has changed these settings; read them again and repeat your change.")));
    }

    private static ProblemException Refusal(SettingsException unusable)
    {
        var first = unusable.Problems[0];
        return new(StatusCodes.Status400BadRequest, new(
            string.Concat(unusable.Problems.Select(problem => $"第 {problem.Line} 行：{problem.Text.Zh}")),
            string.Join(' ', unusable.Problems.Select(problem => $"Line {problem.Line}: {problem.Text.En}"))))
        {
            Pointer = first.Pointer,
            Places = [.. unusable.Problems.Select(problem => new ProblemPlace(problem.Line, problem.Pointer, new(problem.Text.Zh, problem.Text.En)))],
        };
    }

    // "version-language", and behind it the encoding that the answer came in.
    private static string? VersionAsked(HttpRequest request) => request.Headers.IfMatch.ToString().Trim() switch
    {
        "" or "*" => null,
        var asked => EntityTagHeaderValue.TryParse(asked, out var tag)
            // No weak tag names a version for sure.
            ? tag.IsWeak ? "" : tag.Tag.Value!.Trim('"').Split('-')[0]
            : throw new ProblemException(StatusCodes.Status400BadRequest, new(
                "If-Match 须为读取这些设置时得到的带引号的 ETag，或“*”。", "If-Match holds the ETag, in quotation marks, that these settings were read with, or “*”.")),
    };

    private static CheckSettingsView View(HttpContext context, RegionChecks stored)
    {
        var language = Language.Speak(context);
        context.Response.Headers.ETag = $"\"{stored.Version}-{language}\"";
        context.Response.Headers.CacheControl = "no-cache";
        var settings = Read(stored);
        return new(stored.Text, [.. RuleSet.All.Select(rule => RuleInRegion.Of(rule.Info, settings, language))]);
    }

    private static CheckSettings Read(RegionChecks stored)
    {
        try
        {
            return stored.Read();
        }
        catch (SettingsException)
        {
            // Written for rules of an older release: shown as written, to be mended; a run says so.
            return CheckSettings.Default;
        }
    }

    /// <summary>What a region sets: as written, and what that comes to for every rule.</summary>
    public sealed record CheckSettingsView(string Written, IReadOnlyList<RuleInRegion> Rules);
}
