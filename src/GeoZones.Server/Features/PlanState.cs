using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary>Which state of its plan a feature is shown in: the newest, that of a revision, or that of a time.</summary>
/// <param name="Revision">Number of the revision, or <c>null</c>.</param>
/// <param name="Time">The time, or <c>null</c>; never together with <paramref name="Revision"/>.</param>
public readonly record struct PlanState(int? Revision, Period? Time)
{
    private const string OfPlan = "FROM revision r WHERE r.region = f.region AND coalesce(r.plan, '') = coalesce(f.plan, '')";

    /// <summary>When the change was made that made the version <c>f</c>.</summary>
    public const string MadeAt = "(SELECT m.made_at FROM change m WHERE m.id = f.made_by)";

    /// <summary>When the change was made that ended the version <c>f</c>; NULL while it lives.</summary>
    public const string EndedAt = "(SELECT e.made_at FROM change e WHERE e.id = f.ended_by)";

    // The planner keeps the few numbers in memory, and still walks the index on the id and stops at the limit.
    private const string Newest = " LEFT JOIN revision newest ON newest.region = f.region AND coalesce(newest.plan, '') = coalesce(f.plan, '') AND NOT newest.superseded";

    /// <summary>
    /// The SQL for features <c>f</c>: what is joined to them, an expression for the number of the revision that is shown, and the condition that picks at most one version of each feature.
    /// </summary>
    /// <param name="command">Takes the parameters.</param>
    /// <param name="table">The partition that <c>f</c> is read from.</param>
    public (string Join, string Number, string Condition) Sql(NpgsqlCommand command, string table)
    {
        if (Revision is { } revision)
        {
            var number = command.Parameter(revision, NpgsqlDbType.Integer);
            var shown = $"(SELECT r.id {OfPlan} AND r.number = {number})";
            return ("", number, $"f.lives_from <= {shown} AND (f.lives_to IS NULL OR f.lives_to > {shown})");
        }
        return Time is { } time
            ? OfTime(command, table, time)
            // Versions without an end are what the newest revision shows; an index knows them.
            : (Newest, "newest.number", "f.lives_to IS NULL");
    }

    private static (string Join, string Number, string Condition) OfTime(NpgsqlCommand command, string table, Period time)
    {
        var from = time.From is { } first ? command.Parameter(first.UtcDateTime, NpgsqlDbType.TimestampTz) : "'-infinity'";
        var to = time.To is { } last ? command.Parameter(last.UtcDateTime, NpgsqlDbType.TimestampTz) : "'infinity'";
        var lived = $"{MadeAt} <= {to} AND (f.ended_by IS NULL OR {EndedAt} > greatest({from}, {MadeAt}))";
        if (!time.IsMoment)
        {
            // Several versions may have lived in an interval; the last of them is shown.
            lived += $" AND f.version = (SELECT max(v.version) FROM {table} v WHERE v.collection = f.collection AND v.id = f.id AND {lived.Replace("f.", "v.", StringComparison.Ordinal)})";
        }
        return ("", $"(SELECT max(r.number) {OfPlan} AND r.created_at <= {to} AND (f.lives_to IS NULL OR r.id < f.lives_to OR r.id = f.lives_from))", lived);
    }
}
