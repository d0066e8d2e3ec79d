using GeoZones.Server.Accounts;
using GeoZones.Server.Features;
using GeoZones.Server.Import;

using Npgsql;

namespace GeoZones.Server.Editing;

/// <summary>Answers OPTIONS: what the caller may do with a resource.</summary>
internal static class AllowedMethods
{
    private const string Reading = "GET, HEAD, OPTIONS";

    /// <summary>What may be done with a collection's features: whoever may edit any plan that has a draft may create.</summary>
    public static async Task OfItemsAsync(HttpContext context, string collection, NpgsqlDataSource db, CancellationToken cancel)
    {
        var shape = CollectionShape.Of(FeatureCollections.Named(collection).Id);
        var caller = Caller.Of(context);
        var may = shape is not null && (await DraftsAsync(db, shape.OfPlan, cancel)).Any(draft => caller.MayEdit(draft.Region, draft.Plan));
        Answer(context, may ? $"{Reading}, POST" : Reading);
    }

    /// <summary>What may be done with one feature.</summary>
    public static async Task OfItemAsync(HttpContext context, string collection, string id, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = FeatureCollections.Named(collection);
        var living = ItemEdits.Number(id) is { } number ? await LivingAsync(db, info.Id, number, cancel) : null;
        if (living is null || !Caller.Of(context).MayRead(living.Region))
        {
            throw ItemEndpoint.Missing(info, id);
        }

        var may = CollectionShape.Of(info.Id) is not null && Caller.Of(context).MayEdit(living.Region, living.Plan)
            && (await DraftsAsync(db, living.Plan is not null, cancel)).Contains((living.Region, living.Plan));
        context.Response.Headers["Accept-Patch"] = may ? "application/merge-patch+json" : default;
        Answer(context, may ? $"{Reading}, PUT, PATCH, DELETE" : Reading);
    }

    private static void Answer(HttpContext context, string methods)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = methods;
        context.Response.Headers.CacheControl = "no-store";
    }

    private static async Task<StoredVersion?> LivingAsync(NpgsqlDataSource db, string collection, long id, CancellationToken cancel)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        return await Versions.LivingAsync(connection, collection, id, cancel);
    }

    // The plans, or surveys, that have a draft; what is submitted or approved does not change any more.
    private static async Task<IReadOnlyList<(string Region, string? Plan)>> DraftsAsync(NpgsqlDataSource db, bool ofPlan, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("SELECT region, plan FROM revision WHERE NOT superseded AND state = 'draft' AND (plan IS NOT NULL) = $1");
        command.Parameters.Add(new() { Value = ofPlan });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<(string, string?)> drafts = [];
        while (await row.ReadAsync(cancel))
        {
            drafts.Add((row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)));
        }

        return drafts;
    }
}
