using System.Text.Json;
using System.Text.Json.Nodes;

using GeoZones.Server.Accounts;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;
using GeoZones.Server.Verdicts;

using Microsoft.AspNetCore.Mvc;

using Npgsql;

namespace GeoZones.Server.Editing;

/// <summary><c>POST /api/transactions</c>: several features change together or not at all, after the draft of OGC API – Features part 11.</summary>
internal static class TransactionEndpoint
{
    /// <summary>The conformance classes of the draft that are fulfilled.</summary>
    public static readonly string[] Classes =
    [
        .. ((string[])["transactions", "atomic-transactions", "json-transactions", "features"]).Select(name => $"http://www.opengis.net/spec/ogcapi-features-11/0.0/conf/{name}"),
    ];

    private const int LargestBodyBytes = 32 * 1024 * 1024;
    private static readonly string[] s_types = ["application/ogc-tx+json", Link.Json];

    /// <summary>Adds the address.</summary>
    public static void MapTransactions(this IEndpointRouteBuilder api) =>
        api.MapPost("/transactions", AnswerAsync).Query(EditVerdict.Parameter).Describe(Topic.Editing, "事务：多个要素一起修改，或全不修改", "Change several features together, or none")
            .WithMetadata(new Takes("Transaction", s_types), new Gives("TransactionResult", Link.Json), new TakesHeaders("Content-Crs")).WithMetadata(new RequestSizeLimitAttribute(LargestBodyBytes));

    private static async Task<IResult> AnswerAsync(HttpContext context, NpgsqlDataSource db, LiveChecks checks, CancellationToken cancel)
    {
        Caller.Of(context).RequireAccount();
        var isJudged = EditVerdict.IsAsked(context.Request.Query);
        var crs = ItemEdits.CrsOf(context.Request);
        using var document = await JsonBody.ReadAsync(context.Request, cancel, s_types)
            ?? throw ProblemException.OfBody("", "请给出 {\"transaction\": […]}。", "Give {\"transaction\": […]}.");
        try
        {
            var body = new TransactionBody(crs).Read(document.RootElement);
            EditTransaction edits = new(db, Caller.Of(context), body.Reason ?? "transaction");
            EditVerdict verdict = new(db, checks, Language.Speak(context));
            JsonObject answer = [];
            await edits.RunAsync(
                body.Actions,
                () => isJudged ? verdict.PrepareAsync(edits.Regions, cancel) : Task.CompletedTask,
                async (connection, made) =>
                {
                    answer = Result(context.Request, edits, made);
                    if (isJudged)
                    {
                        answer["verdict"] = JsonNode.Parse(await verdict.OfAsync(connection, edits.Regions.First(), [.. edits.Drafts.Select(draft => draft.Change)], cancel));
                    }
                },
                cancel);
            return Results.Text(answer.ToJsonString(ApiJson.Options), Link.Json);
        }
        catch (ProblemException problem) when (TransactionBody.PositionOf(problem.Pointer) is { } position)
        {
            throw Naming(problem, position, document.RootElement.GetProperty("transaction")[position]);
        }
    }

    private static ProblemException Naming(ProblemException problem, int position, JsonElement action)
    {
        var id = action.ValueKind == JsonValueKind.Object && action.TryGetProperty("id", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        var (zh, en) = id is { Length: > 0 and <= 100 } ? ($"（{id}）", $" ({id})") : ("", "");
        return new(problem.Status, new($"第 {position + 1} 个动作{zh}：{problem.Detail.Zh}未作任何修改。", $"Action {position + 1}{en}: {problem.Detail.En} Nothing was changed."))
        {
            Pointer = problem.Pointer,
            Coordinate = problem.Coordinate,
            Places = problem.Places,
        };
    }

    private static JsonObject Result(HttpRequest request, EditTransaction edits, IReadOnlyList<MadeEdit> made)
    {
        JsonObject answer = new()
        {
            ["semantic"] = "atomic",
            ["summary"] = new JsonObject
            {
                ["totalInserted"] = Of(ActionKind.Insert).Count(),
                ["totalReplaced"] = Of(ActionKind.Replace).Count(),
                ["totalUpdated"] = Of(ActionKind.Update).Count(),
                ["totalDeleted"] = Of(ActionKind.Delete).Count(),
            },
            ["insertResults"] = Addresses(ActionKind.Insert),
            ["replaceResults"] = Addresses(ActionKind.Replace),
            ["updateResults"] = Addresses(ActionKind.Update),
            ["deleteResults"] = Addresses(ActionKind.Delete),
            ["features"] = Array(made.Select(edit => new JsonObject
            {
                ["pointer"] = edit.Action.At,
                ["collection"] = edit.Action.Collection.Id,
                ["id"] = edit.Id,
                ["etag"] = edit.Version is { } version ? FeatureTag.Of(version, edit.Draft.Number, "") : null,
            })),
            ["changes"] = Array(edits.Drafts.Select(one => new JsonObject
            {
                ["id"] = one.Change,
                ["region"] = one.Draft.Region.Id,
                ["plan"] = one.Draft.PlanName,
                ["revision"] = one.Draft.Number,
            })),
        };
        return answer;

        IEnumerable<MadeEdit> Of(ActionKind kind) => made.Where(edit => edit.Action.Kind == kind);

        JsonArray Addresses(ActionKind kind) =>
            Array(Of(kind).Select(edit => (JsonNode)Link.Address(request, FormattableString.Invariant($"/api/collections/{edit.Action.Collection.Id}/items/{edit.Id}"))));
    }

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => [.. nodes];
}
