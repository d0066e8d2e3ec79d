using System.Text.Json;

using GeoZones.Server.Accounts;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;
using GeoZones.Server.Import;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Editing;

/// <summary>
/// Makes changes of features, all or none. Each plan that is concerned is locked first, in one order for everybody; a change that somebody else has overtaken is refused.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="caller">Who asks.</param>
/// <param name="reason">Why, as it is recorded.</param>
internal sealed class EditTransaction(NpgsqlDataSource db, Caller caller, string reason)
{
    private readonly Dictionary<(string Region, string? Plan), (Draft Draft, long Change)> _drafts = [];
    private readonly Dictionary<string, Region> _regions = [];
    private readonly Dictionary<string, string[]> _plans = [];

    /// <summary>The regions that are concerned.</summary>
    public IReadOnlyCollection<Region> Regions => _regions.Values;

    /// <summary>The drafts that are changed, and the change that is recorded in each.</summary>
    public IReadOnlyCollection<(Draft Draft, long Change)> Drafts => _drafts.Values;

    /// <summary>Makes the changes.</summary>
    /// <param name="actions">The changes, each of another feature.</param>
    /// <param name="beforeLock">Called when it is known which regions are concerned, before anybody has to wait.</param>
    /// <param name="beforeCommit">Called when all is done and nobody else sees it yet.</param>
    /// <param name="cancel">Gives up; nothing is kept.</param>
    /// <exception cref="ProblemException">Nothing was changed; tells which action cannot be done, and why.</exception>
    public async Task RunAsync(
        IReadOnlyList<FeatureAction> actions, Func<Task> beforeLock, Func<NpgsqlConnection, IReadOnlyList<MadeEdit>, Task> beforeCommit, CancellationToken cancel)
    {
        try
        {
            // Before a connection is held: who holds one and waits for another can wait for somebody that does the same.
            List<(string Region, string? Plan)> plans = [];
            foreach (var action in actions)
            {
                plans.Add(await PlanOfAsync(action, cancel));
            }

            await beforeLock();
            await using var connection = await db.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await EditTrouble.LimitWaitingAsync(connection, cancel);
            foreach (var plan in plans.Distinct().OrderBy(plan => plan.Region, StringComparer.Ordinal).ThenBy(plan => plan.Plan, StringComparer.Ordinal))
            {
                var draft = await Draft.LockNewestAsync(connection, _regions[plan.Region], plan.Plan, cancel);
                draft.RequireEditable();
                _drafts[plan] = (draft, await draft.RecordAsync(connection, caller.Name, reason, cancel));
            }

            List<MadeEdit> made = [];
            foreach (var (action, plan) in actions.Zip(plans))
            {
                var (draft, change) = _drafts[plan];
                made.Add(await MakeAsync(connection, action, draft, change, cancel));
            }

            await beforeCommit(connection, made);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (PostgresException refused) when (EditTrouble.Explain(refused) is { } problem)
        {
            throw problem;
        }
    }

    // Where the feature belongs, or a new one is to; asks whether the caller may change anything there.
    private async Task<(string Region, string? Plan)> PlanOfAsync(FeatureAction action, CancellationToken cancel)
    {
        string region;
        string? plan;
        if (action.Kind == ActionKind.Insert)
        {
            (region, plan) = await PlanOfNewAsync(action, cancel);
        }
        else
        {
            var stored = await StoredAsync(action, cancel);
            if (!caller.MayRead(stored.Region))
            {
                throw action.Kind == ActionKind.PutBack ? NoVersion(action) : Missing(action);
            }

            (region, plan) = (stored.Region, stored.Plan);
            await RegionAsync(region, cancel);
        }

        caller.RequireEdit(region, plan);
        return (region, plan);
    }

    private async Task<StoredVersion> StoredAsync(FeatureAction action, CancellationToken cancel)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        return action.Kind == ActionKind.PutBack
            ? await Versions.NamedAsync(connection, action.Collection.Id, action.Id!.Value, action.Version, cancel) ?? throw NoVersion(action)
            : await Versions.LivingAsync(connection, action.Collection.Id, action.Id!.Value, cancel) ?? throw Missing(action);
    }

    private async Task<(string Region, string? Plan)> PlanOfNewAsync(FeatureAction action, CancellationToken cancel)
    {
        var (id, plan) = FeatureBody.Frame(action.Body, action.At);
        var at = $"{action.At}/properties";
        if (id is not null)
        {
            caller.RequireRead(id);
        }

        var region = id is null
            ? throw FeatureBody.Wrong($"{at}/region", new("缺少属性 region（县市编号，见 /api/regions）", "the property region is missing (the id of a region, see /api/regions)"))
            : await RegionAsync(id, cancel) ?? throw FeatureBody.Wrong($"{at}/region", new("没有这个县市；/api/regions 列出全部县市", "there is no such region; /api/regions lists them all"));
        if (!_plans.TryGetValue(region.Id, out var plans))
        {
            _plans[region.Id] = plans = [.. (await Plans.Plan.OfRegionAsync(db, region.Id, cancel)).Select(one => one.Kind).Where(kind => kind != "survey")];
        }

        if (action.Shape.OfPlan && (plan is null || !plans.Contains(plan)))
        {
            throw FeatureBody.Wrong($"{at}/plan", new($"属性 plan 须为 {string.Join("、", plans)} 之一", $"the property plan is one of {string.Join(", ", plans)}"));
        }

        if (!action.Shape.OfPlan && plan is not null)
        {
            throw FeatureBody.Wrong($"{at}/plan", new($"{action.Collection.Id} 属于现状调查，plan 须为空", $"{action.Collection.Id} is surveyed: the property plan is null"));
        }

        return (region.Id, plan);
    }

    private async Task<Region?> RegionAsync(string id, CancellationToken cancel)
    {
        if (!_regions.TryGetValue(id, out var region) && await Region.FindAsync(db, id, cancel) is { } found)
        {
            _regions[id] = region = found;
        }

        return region;
    }

    private static async Task<MadeEdit> MakeAsync(NpgsqlConnection connection, FeatureAction action, Draft draft, long change, CancellationToken cancel)
    {
        if (action.Kind == ActionKind.Insert)
        {
            var drawn = FeatureBody.Read(action.Body, action.Shape, draft.Ground, action.Crs, action.At);
            var next = await Versions.NextIdAsync(connection, cancel);
            return new(action, draft, next, await Versions.MakeAsync(connection, draft, change, action.Collection.Id, next, drawn, cancel));
        }

        var id = action.Id!.Value;
        var living = await Versions.LivingAsync(connection, action.Collection.Id, id, cancel);
        Demand(action, living);
        var measured = action.Kind switch
        {
            ActionKind.Replace => Whole(action, action.Body, draft, action.Crs),
            ActionKind.Update => await PatchedFeature.ReadAsync(connection, action, (merged, crs) => Whole(action, merged, draft, crs), cancel),
            _ => null,
        };
        if (living is not null)
        {
            await Versions.EndAsync(connection, draft, change, action.Collection.Id, id, cancel);
        }

        return new(action, draft, id, action.Kind switch
        {
            ActionKind.Delete => null,
            ActionKind.PutBack => await Versions.CopyAsync(connection, draft, change, action.Collection.Id, id, action.Version, cancel),
            _ => await Versions.MakeAsync(connection, draft, change, action.Collection.Id, id, measured!, cancel),
        });
    }

    private static void Demand(FeatureAction action, StoredVersion? living)
    {
        if (living is null && (action.Kind != ActionKind.PutBack || action.Expected is not null))
        {
            throw Missing(action);
        }

        if (living is not null && action.Expected?.Holds(living.Version) is not true)
        {
            throw new ProblemException(StatusCodes.Status412PreconditionFailed, new(
                $"{action.Collection.Id} 中的要素 {action.Id} 已被他人修改；请重新读取，再作修改。",
                $"The feature {action.Id} in {action.Collection.Id} has been changed since; read it again and repeat your change."))
            { Pointer = Pointer(action) };
        }
    }

    // A feature keeps its id, its region and its plan.
    private static MeasuredFeature Whole(FeatureAction action, JsonElement body, Draft draft, CoordinateReference crs)
    {
        var (region, plan) = FeatureBody.Frame(body, action.At);
        if (body.TryGetProperty("id", out var id) && id.ValueKind != JsonValueKind.Null && id.ToString() != FormattableString.Invariant($"{action.Id}"))
        {
            throw FeatureBody.Wrong($"{action.At}/id", new($"这是另一个要素的 id；此处为 {action.Id}", $"this is the id of another feature; here it is {action.Id}"));
        }

        if (region is not null && region != draft.Region.Id)
        {
            throw FeatureBody.Wrong($"{action.At}/properties/region", new($"要素属于县市 {draft.Region.Id}，不能移到别处", $"the feature belongs to the region {draft.Region.Id} and stays there"));
        }

        if (plan is not null && plan != draft.Plan)
        {
            throw FeatureBody.Wrong($"{action.At}/properties/plan", new($"要素属于 {draft.PlanName}，不能移到别的规划", $"the feature belongs to {draft.PlanName} and stays there"));
        }

        return FeatureBody.Read(body, action.Shape, draft.Ground, crs, action.At);
    }

    private static ProblemException Missing(FeatureAction action) => new(StatusCodes.Status404NotFound, new Sentence(
        $"要素集 {action.Collection.Id} 中没有要素“{action.Id}”。", $"There is no feature “{action.Id}” in {action.Collection.Id}."))
    { Pointer = Pointer(action) };

    private static ProblemException NoVersion(FeatureAction action) => ProblemException.NotFound(
        $"要素集 {action.Collection.Id} 的要素“{action.Id}”没有版本 {action.Version}。", $"The feature “{action.Id}” in {action.Collection.Id} has no version {action.Version}.");

    private static string? Pointer(FeatureAction action) => action.At == "" ? null : action.At;
}

/// <summary>A change that was made.</summary>
/// <param name="Action">What was asked for.</param>
/// <param name="Draft">The draft that was changed.</param>
/// <param name="Id">The feature.</param>
/// <param name="Version">Its version now; <c>null</c> where it ended.</param>
internal sealed record MadeEdit(FeatureAction Action, Draft Draft, long Id, long? Version);
