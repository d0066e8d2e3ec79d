using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Server.Accounts;
using GeoZones.Server.Documents;
using GeoZones.Server.Editing;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using MapsterMapper;

using Microsoft.AspNetCore.Mvc;

using Npgsql;

namespace GeoZones.Server.Plans;

/// <summary>
/// <c>/api/regions/{region}/plans/{plan}/revisions</c>: a new draft begins (POST, with <c>from</c> as an earlier revision was), is submitted, is approved. What is submitted never changes.
/// </summary>
public static class RevisionEndpoints
{
    private const int LargestBodyBytes = 64 * 1024;
    private const string Revisions = "/regions/{region}/plans/{plan}/revisions";
    private const string Revision = Revisions + "/{revision}";

    /// <summary>Adds the addresses.</summary>
    public static void MapRevisions(this IEndpointRouteBuilder api)
    {
        api.MapGet(Revision, OneAsync).Query(Representation.Parameter).Describe(Topic.Plans, "规划的一个版本", "One revision of a plan").Produces<RevisionView>().AlsoAsPage(PlanPages.Revision);
        api.MapPost(Revisions, BeginAsync).Describe(Topic.Editing, "新建草案；from 为要恢复的版本", "Begin a new draft; from: put the plan back to that revision")
            .WithMetadata(new Takes("NewRevision", "application/json")).WithMetadata(new RequestSizeLimitAttribute(LargestBodyBytes)).Produces<RevisionView>(StatusCodes.Status201Created);
        api.MapPost(Revision + "/submit", SubmitAsync).Describe(Topic.Editing, "提交草案", "Submit a draft").Produces<RevisionView>();
        api.MapPost(Revision + "/approve", ApproveAsync).Describe(Topic.Editing, "批准版本", "Approve a revision").Produces<RevisionView>();
    }

    private static async Task<IResult> OneAsync(HttpContext context, string region, string plan, string revision, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var (known, kind) = await PlanNamedAsync(db, region, plan, cancel);
        return Results.Ok(mapper.Map<RevisionView>(await NamedAsync(db, known, kind, revision, cancel)));
    }

    private static async Task<IResult> BeginAsync(HttpContext context, string region, string plan, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var (known, kind) = await PlanNamedAsync(db, region, plan, cancel);
        var caller = Caller.Of(context);
        caller.RequireEdit(known.Id, kind);
        using var body = await JsonBody.ReadAsync(context.Request, cancel);
        var (note, from) = Read(body?.RootElement);
        var number = await NewDraft.BeginAsync(db, known, kind, from, note, caller.Name, cancel);
        var made = await NamedAsync(db, known, kind, FormattableString.Invariant($"{number}"), cancel);
        return Results.Created(Link.Address(context.Request, FormattableString.Invariant($"/api/regions/{known.Id}/plans/{plan}/revisions/{number}")), mapper.Map<RevisionView>(made));
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, string region, string plan, string revision, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var (known, kind) = await PlanNamedAsync(db, region, plan, cancel);
        var caller = Caller.Of(context);
        caller.RequireEdit(known.Id, kind);
        var number = (await NamedAsync(db, known, kind, revision, cancel)).Number;
        await RevisionMoves.SubmitAsync(db, known, kind, number, caller.Name, cancel);
        return Results.Ok(mapper.Map<RevisionView>(await NamedAsync(db, known, kind, revision, cancel)));
    }

    private static async Task<IResult> ApproveAsync(HttpContext context, string region, string plan, string revision, NpgsqlDataSource db, IMapper mapper, CancellationToken cancel)
    {
        var (known, kind) = await PlanNamedAsync(db, region, plan, cancel);
        var caller = Caller.Of(context);
        caller.RequireDecide(known.Id, kind);
        var number = (await NamedAsync(db, known, kind, revision, cancel)).Number;
        await RevisionMoves.ApproveAsync(db, known, kind, number, caller.Name, cancel);
        return Results.Ok(mapper.Map<RevisionView>(await NamedAsync(db, known, kind, revision, cancel)));
    }

    /// <summary>A plan of a region by its name in addresses.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    internal static async Task<(Region Region, string? Plan)> PlanNamedAsync(NpgsqlDataSource db, string region, string plan, CancellationToken cancel)
    {
        var known = await Region.NamedAsync(db, region, cancel);
        if (plan != "survey" && (PlanKinds.Parse(plan) is null || (await Plan.OfRegionAsync(db, known.Id, cancel)).All(one => one.Kind != plan)))
        {
            throw ProblemException.NotFound($"县市 {known.Id} 没有这个规划；/api/regions/{known.Id}/plans 列出全部规划。", $"The region {known.Id} has no such plan; /api/regions/{known.Id}/plans lists them.");
        }

        return (known, plan == "survey" ? null : plan);
    }

    /// <summary>A revision of a plan by its number.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    internal static async Task<Revision> NamedAsync(NpgsqlDataSource db, Region region, string? plan, string number, CancellationToken cancel) =>
        (await Plan.OfRegionAsync(db, region.Id, cancel)).Single(one => one.Kind == Draft.NameOf(plan)).Revisions.FirstOrDefault(one => FormattableString.Invariant($"{one.Number}") == number)
        ?? throw ProblemException.NotFound($"规划 {Draft.NameOf(plan)} 没有这一版。", $"The plan {Draft.NameOf(plan)} has no such revision.");

    private static (string? Note, int? From) Read(JsonElement? body)
    {
        if (body is not { } root)
        {
            return (null, null);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw ProblemException.OfBody("", "此处须为 JSON 对象。", "A JSON object belongs here.");
        }

        foreach (var member in root.EnumerateObject().Where(member => member.Name is not ("note" or "from")))
        {
            throw ProblemException.OfBody($"/{FeatureBody.Escaped(member.Name)}", "不认识该成员；可用：note、from。", "There is no such member here; known are note and from.");
        }

        string? note = null;
        if (root.TryGetProperty("note", out var text) && text.ValueKind != JsonValueKind.Null)
        {
            note = text.ValueKind == JsonValueKind.String ? EditReason.Read(text.GetString()!, Wrong) : throw Wrong(new("note 须为文字。", "note is text."));
        }

        if (!root.TryGetProperty("from", out var from) || from.ValueKind == JsonValueKind.Null)
        {
            return (note, null);
        }

        return from.ValueKind == JsonValueKind.Number && from.TryGetInt32(out var number) && number >= 1 ? (note, number)
            : throw ProblemException.OfBody("/from", "from 须为版本号。", "from is the number of a revision.");

        static ProblemException Wrong(CommandLine.Sentence what) => ProblemException.OfBody("/note", what.Zh, what.En);
    }
}
