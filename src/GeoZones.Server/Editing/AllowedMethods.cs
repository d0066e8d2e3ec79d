using GeoZones.Server.Accounts;
using GeoZones.Server.Features;
using GeoZones.Server.Import;

using Npgsql;

namespace GeoZones.Server.Editing;

/// <summary>Answers OPTIONS: what the caller may do with a resource.</summary>
internal static class AllowedMethods
{
    private const string Reading = "GET, HEAD, OPTIONS";

    /// <summary>What may be done with a collection's features: whoever may edit any plan may create.</summary>
    public static async Task OfItemsAsync(HttpContext context, string collection, NpgsqlDataSource db, CancellationToken cancel)
    {
        var shape = CollectionShape.Of(FeatureCollections.Named(collection).Id);
        var caller = Caller.Of(context);
        var may = shape is not null && (await PlansAsync(db, shape.OfPlan, cancel)).Any(plan => caller.MayEdit(plan.Region, plan.Plan));
        Answer(context, may ? $"{Reading}, POST" : Reading);
    }

    /// <summary>What may be done with one feature.</summary>
    public static async Task OfItemAsync(HttpContext context, string collection, string id, NpgsqlDataSource db, CancellationToken cancel)
    {
        var info = FeatureCollections.Named(collection);
        await using var connection = await db.OpenConnectionAsync(cancel);
        var living = ItemEdits.Number(id) is { } number ? await Versions.LivingAsync(connection, info.Id, number, cancel) : null;
        if (living is null || !Caller.Of(context).MayRead(living.Region))
        {
            throw ItemEndpoint.Missing(info, id);
        }

        var may = CollectionShape.Of(info.Id) is not null && Caller.Of(context).MayEdit(living.Region, living.Plan);
        context.Response.Headers["Accept-Patch"] = may ? "application/merge-patch+json" : default;
        Answer(context, may ? $"{Reading}, PUT, PATCH, DELETE" : Reading);
    }

    private static void Answer(HttpContext context, string methods)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = methods;
        context.Response.Headers.CacheControl = "no-store";
    }

    private static async Task<IReadOnlyList<(string Region, string? Plan)>> PlansAsync(NpgsqlDataSource db, bool ofPlan, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(ofPlan ? "SELECT region, kind FROM plan" : "SELECT id, NULL FROM region");
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<(string, string?)> plans = [];
        while (await row.ReadAsync(cancel))
        {
            plans.Add((row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)));
        }

        return plans;
    }
}
