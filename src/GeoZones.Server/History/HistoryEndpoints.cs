using GeoZones.Server.Documents;
using GeoZones.Server.Editing;
using GeoZones.Server.Features;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

namespace GeoZones.Server.History;

/// <summary>What was changed: who, when, why, before and after.</summary>
public static class HistoryEndpoints
{
    private const int UsualLimit = 20;
    private const int LargestLimit = 100;
    private const string Changes = "/regions/{region}/plans/{plan}/revisions/{revision}/changes";

    /// <summary>Adds the addresses.</summary>
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        api.MapGet("/collections/{collection}/items/{id}/versions", VersionsEndpoint.AnswerAsync).Query("limit", "cursor", Representation.Parameter)
            .Describe(Topic.Editing, "要素的各个版本，最新的在前", "The versions of a feature, the newest first").WithMetadata(new Gives("Versions", Link.Json)).AlsoAsPage(HistoryPages.Versions);
        api.MapGet(Changes, ChangesEndpoint.ListAsync).Query("limit", "cursor", Representation.Parameter)
            .Describe(Topic.Editing, "版本中的修改，最新的在前", "The changes of a revision, the newest first").Produces<ChangesEndpoint.ChangeList>().AlsoAsPage(HistoryPages.Changes);
        api.MapGet(Changes + "/{change}", ChangesEndpoint.OneAsync).Query("limit", "cursor", Representation.Parameter)
            .Describe(Topic.Editing, "一次修改：修改前后的要素", "One change: its features before and after").WithMetadata(new Gives("Change", Link.Json)).AlsoAsPage(HistoryPages.Change);
    }

    /// <summary>Reads <c>limit</c>.</summary>
    /// <exception cref="ProblemException">400: no such number.</exception>
    internal static int LimitOf(HttpRequest request) =>
        request.Query.ContainsKey("limit") ? Math.Min(LargestLimit, ItemsQuery.ParseNumber(request.Query["limit"]!, "limit", int.MaxValue)) : UsualLimit;

    /// <summary>The links of a page.</summary>
    internal static Link[] Links(HttpRequest request, string? next) =>
        [.. Representation.Links(request, Link.Json), .. next is null ? [] : new[] { new Link(Link.Here(request, ("cursor", next)), "next", Link.Json) }];

    /// <summary>The number in a cursor.</summary>
    /// <exception cref="ProblemException">400: <c>cursor</c> is not from the next link.</exception>
    internal static long NumberOf(string cursor) => cursor.All(char.IsAsciiDigit) && ItemEdits.Number(cursor) is > 0 and var number ? number : throw UnknownCursor();

    /// <summary>400: <c>cursor</c> is not from the next link.</summary>
    internal static ProblemException UnknownCursor() => ProblemException.OfParameter("cursor", "cursor 须取自上一页的 next 链接。", "cursor is taken from the next link of the page before.");
}
