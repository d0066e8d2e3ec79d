using GeoZones.Server.Import;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Editing;

/// <summary>The newest revision of a plan, locked until the end of the transaction: who edits one plan takes turns, so that changes of a revision are numbered in the order in which they are committed.</summary>
/// <param name="Region">The region.</param>
/// <param name="Plan">The plan; <c>null</c> for the survey.</param>
/// <param name="Revision">Id of the revision.</param>
/// <param name="Number">Its number.</param>
/// <param name="State">Its state.</param>
internal sealed record Draft(Region Region, string? Plan, long Revision, int Number, string State)
{
    /// <summary>Name of the plan in addresses.</summary>
    public string PlanName => NameOf(Plan);

    /// <summary>The region as readers of features need it.</summary>
    public ImportRegion Ground => new(Region.Id, Region.PlaneSrid, new Envelope(Region.West, Region.East, Region.South, Region.North));

    /// <summary>Name of a plan in addresses.</summary>
    public static string NameOf(string? plan) => plan ?? "survey";

    /// <summary>Locks the newest revision of a plan, whatever its state.</summary>
    /// <exception cref="ProblemException">409: the plan has no revision yet.</exception>
    public static async Task<Draft> LockNewestAsync(NpgsqlConnection db, Region region, string? plan, CancellationToken cancel)
    {
        // Who waited for somebody that was making the next revision finds none, and looks again.
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await using var command = new NpgsqlCommand("""
                SELECT id, number, state FROM revision WHERE region = $1 AND plan IS NOT DISTINCT FROM $2 AND NOT superseded FOR NO KEY UPDATE
                """, db);
            command.Parameters.Add(new() { Value = region.Id });
            command.Parameters.Add(new() { Value = (object?)plan ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            await using var row = await command.ExecuteReaderAsync(cancel);
            if (await row.ReadAsync(cancel))
            {
                return new(region, plan, row.GetInt64(0), row.GetInt32(1), row.GetString(2));
            }
        }

        throw new ProblemException(StatusCodes.Status409Conflict, new(
            $"规划 {NameOf(plan)} 还没有任何版本；请先新建：POST {Address(region.Id, plan)}。",
            $"The plan {NameOf(plan)} has no revision yet; begin one: POST {Address(region.Id, plan)}."));
    }

    /// <summary>Refuses to change what is no draft any more.</summary>
    /// <exception cref="ProblemException">409, with how to mend it.</exception>
    public void RequireEditable()
    {
        if (State != "draft")
        {
            var zh = State == "approved" ? "批准" : "提交";
            throw new ProblemException(StatusCodes.Status409Conflict, new(
                $"规划 {PlanName} 的第 {Number} 版已{zh}，不能再改；请先新建草案：POST {Address(Region.Id, Plan)}。",
                $"Revision {Number} of the plan {PlanName} is {State} and does not change any more; begin a new draft first: POST {Address(Region.Id, Plan)}."));
        }
    }

    /// <summary>Records a change of this revision.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> RecordAsync(NpgsqlConnection db, string by, string reason, CancellationToken cancel)
    {
        // The clock and not the begin of the transaction: who waited for his turn changes things later than who was before him.
        await using var command = new NpgsqlCommand("INSERT INTO change (revision_id, made_at, made_by, reason) VALUES ($1, clock_timestamp(), $2, $3) RETURNING id", db);
        command.Parameters.Add(new() { Value = Revision });
        command.Parameters.Add(new() { Value = by });
        command.Parameters.Add(new() { Value = reason });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static string Address(string region, string? plan) => $"/api/regions/{region}/plans/{NameOf(plan)}/revisions";
}
