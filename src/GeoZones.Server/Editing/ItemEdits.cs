using System.Globalization;
using System.Text;
using System.Text.Json;

using GeoZones.Server.Accounts;
using GeoZones.Server.Features;
using GeoZones.Server.Import;
using GeoZones.Server.Problems;
using GeoZones.Server.Verdicts;

using Npgsql;

namespace GeoZones.Server.Editing;

/// <summary>Answers a request that changes one feature.</summary>
internal static class ItemEdits
{
    private static readonly string[] s_patches = ["application/merge-patch+json"];

    /// <summary>Creates a feature.</summary>
    public static Task CreateAsync(HttpContext context, string collection, NpgsqlDataSource db, LiveChecks checks, CancellationToken cancel) =>
        AnswerAsync(context, db, checks, async info => new(ActionKind.Insert, info, null, await BodyAsync(context, cancel), null, CrsOf(context.Request)), collection, "insert", cancel);

    /// <summary>Replaces a feature.</summary>
    public static Task ReplaceAsync(HttpContext context, string collection, string id, NpgsqlDataSource db, LiveChecks checks, CancellationToken cancel) =>
        AnswerAsync(context, db, checks, async info =>
        {
            var (number, expected) = (await ExistingAsync(context, db, info, id, cancel), ExpectedBy(context.Request));
            return new(ActionKind.Replace, info, number, await BodyAsync(context, cancel), expected, CrsOf(context.Request));
        }, collection, "replace", cancel);

    /// <summary>Merges members into a feature.</summary>
    public static Task UpdateAsync(HttpContext context, string collection, string id, NpgsqlDataSource db, LiveChecks checks, CancellationToken cancel) =>
        AnswerAsync(context, db, checks, async info =>
        {
            var (number, expected) = (await ExistingAsync(context, db, info, id, cancel), ExpectedBy(context.Request));
            return new(ActionKind.Update, info, number, await BodyAsync(context, cancel, s_patches), expected, CrsOf(context.Request));
        }, collection, "update", cancel);

    /// <summary>Deletes a feature.</summary>
    public static Task DeleteAsync(HttpContext context, string collection, string id, NpgsqlDataSource db, LiveChecks checks, CancellationToken cancel) =>
        AnswerAsync(context, db, checks, async info =>
            new(ActionKind.Delete, info, await ExistingAsync(context, db, info, id, cancel), default, ExpectedBy(context.Request), CoordinateReference.Crs84), collection, "delete", cancel);

    /// <summary>Puts a feature back to one of its versions; one that has ended is there again (<c>If-None-Match: *</c>).</summary>
    public static Task PutBackAsync(HttpContext context, string collection, string id, string version, NpgsqlDataSource db, LiveChecks checks, CancellationToken cancel) =>
        AnswerAsync(context, db, checks, info =>
        {
            var expected = context.Request.Headers.IfNoneMatch == "*" ? null : ExpectedBy(context.Request);
            return Task.FromResult(new FeatureAction(ActionKind.PutBack, info, Number(id) ?? throw ItemEndpoint.Missing(info, id), default, expected, CoordinateReference.Crs84)
            {
                Version = Number(version) ?? throw ProblemException.NotFound($"没有版本“{version}”。", $"There is no version “{version}”."),
            });
        }, collection, $"put back to version {version}", cancel);

    /// <summary>The collection, where its features can be changed.</summary>
    /// <exception cref="ProblemException">404: there is none; 405: it is read only.</exception>
    public static FeatureCollectionInfo Writable(string collection)
    {
        var info = FeatureCollections.Named(collection);
        return CollectionShape.Of(info.Id) is not null ? info : throw new ProblemException(StatusCodes.Status405MethodNotAllowed, new(
            $"要素集 {info.Id} 只供读取。", $"The collection {info.Id} is read only."))
        { Header = ("Allow", "GET, HEAD, OPTIONS") };
    }

    /// <summary>A number of a feature or a version; <c>null</c> where it is none.</summary>
    public static long? Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads the header <c>Content-Crs</c>.</summary>
    /// <exception cref="ProblemException">400: not a system that is served.</exception>
    public static CoordinateReference CrsOf(HttpRequest request)
    {
        var header = request.Headers["Content-Crs"].ToString().Trim();
        return header == "" ? CoordinateReference.Crs84 : CoordinateReference.Parse(header is ['<', .. var uri, '>'] ? uri : header, "Content-Crs");
    }

    private static async Task AnswerAsync(
        HttpContext context, NpgsqlDataSource db, LiveChecks checks, Func<FeatureCollectionInfo, Task<FeatureAction>> read, string collection, string usually, CancellationToken cancel)
    {
        var info = Writable(collection);
        Caller.Of(context).RequireAccount();
        var isJudged = EditVerdict.IsAsked(context.Request.Query);
        var reason = EditReason.Of(context.Request.Query, usually);
        var action = await read(info);
        EditTransaction edits = new(db, Caller.Of(context), reason);
        EditVerdict verdict = new(db, checks, Language.Speak(context));
        MadeEdit? made = null;
        byte[] answer = [];
        await edits.RunAsync(
            [action],
            () => isJudged ? verdict.PrepareAsync(edits.Regions, cancel) : Task.CompletedTask,
            async (connection, all) =>
            {
                made = all[0];
                var judged = isJudged ? await verdict.OfAsync(connection, made.Draft.Region, [.. edits.Drafts.Select(draft => draft.Change)], cancel) : null;
                answer = made.Version is not null ? await DocumentAsync(context.Request, connection, made, judged, cancel)
                    : judged is not null ? Encoding.UTF8.GetBytes($$"""{"verdict":{{judged}}}""") : [];
            },
            cancel);
        await SendAsync(context, made!, answer);
    }

    private static async Task SendAsync(HttpContext context, MadeEdit made, byte[] answer)
    {
        var (request, response) = (context.Request, context.Response);
        var crs = made.Action.Crs;
        if (made.Version is { } version)
        {
            var address = AddressOf(request, made);
            response.StatusCode = made.Action.Kind == ActionKind.Insert ? StatusCodes.Status201Created : StatusCodes.Status200OK;
            response.Headers.ETag = FeatureTag.Of(version, made.Draft.Number, QueryOf(crs));
            response.Headers[made.Action.Kind == ActionKind.Insert ? "Location" : "Content-Location"] = address;
            response.Headers["Content-Crs"] = crs.Header;
        }
        else if (answer.Length == 0)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            response.Headers.Remove("Content-Language");
            return;
        }

        response.ContentType = made.Version is null ? Link.Json : Link.GeoJson;
        await response.Body.WriteAsync(answer, context.RequestAborted);
    }

    // As GET would serve it in the same system, still inside the transaction: nobody can have changed it since.
    private static async Task<byte[]> DocumentAsync(HttpRequest request, NpgsqlConnection connection, MadeEdit made, string? verdict, CancellationToken cancel)
    {
        var (info, crs) = (made.Action.Collection, made.Action.Crs);
        await using var command = ItemsSql.One(info, made.Id);
        command.Connection = connection;
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var address = AddressOf(request, made);
        Link[] links =
        [
            new(address + QueryOf(crs), "self", Link.GeoJson),
            new(address + "?f=html", "alternate", Documents.HtmlPage.MediaType),
            new(Link.Address(request, $"/api/collections/{info.Id}"), "collection", Link.Json),
        ];
        using var document = new MemoryStream();
        var pipe = System.IO.Pipelines.PipeWriter.Create(document, new(leaveOpen: true));
        FeatureDocument.Write(row, info, null, crs, links, pipe, verdict is null ? "" : $",\"verdict\":{verdict}");
        await pipe.CompleteAsync();
        return document.ToArray();
    }

    private static string AddressOf(HttpRequest request, MadeEdit made) => Link.Address(request, FormattableString.Invariant($"/api/collections/{made.Action.Collection.Id}/items/{made.Id}"));

    private static string QueryOf(CoordinateReference crs) => crs == CoordinateReference.Crs84 ? "" : $"?crs={Uri.EscapeDataString(crs.Uri)}";

    private static Precondition ExpectedBy(HttpRequest request) =>
        Precondition.Read(request.Headers.IfMatch, (status, what) => new(status, what) { Parameter = "If-Match" });

    // What is not there is not found, whatever else is wrong.
    private static async Task<long> ExistingAsync(HttpContext context, NpgsqlDataSource db, FeatureCollectionInfo info, string id, CancellationToken cancel)
    {
        if (Number(id) is { } number)
        {
            await using var connection = await db.OpenConnectionAsync(cancel);
            if (await Versions.LivingAsync(connection, info.Id, number, cancel) is { } living && Caller.Of(context).MayRead(living.Region))
            {
                return number;
            }
        }

        throw ItemEndpoint.Missing(info, id);
    }

    private static async Task<JsonElement> BodyAsync(HttpContext context, CancellationToken cancel, params string[] types)
    {
        var body = await JsonBody.ReadAsync(context.Request, cancel, types)
            ?? throw ProblemException.OfBody("", "缺少请求内容；须为 GeoJSON 要素（Feature）。", "There is no body; give a GeoJSON Feature.");
        context.Response.RegisterForDispose(body);
        return body.RootElement;
    }
}
