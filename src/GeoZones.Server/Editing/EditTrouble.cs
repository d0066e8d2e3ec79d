using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Editing;

/// <summary>What the database refuses or makes wait, told to the caller.</summary>
internal static class EditTrouble
{
    private const int LongestWaitMs = 5000;
    private const int LongestStatementMs = 60_000;

    /// <summary>Keeps a transaction from waiting for others without end.</summary>
    public static async Task LimitWaitingAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SET LOCAL lock_timeout = {LongestWaitMs}; SET LOCAL statement_timeout = {LongestStatementMs}", connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The problem that an error stands for; <c>null</c> for a failure of ours.</summary>
    public static ProblemException? Explain(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.SerializationFailure =>
            new(StatusCodes.Status503ServiceUnavailable, new("他人正在修改同一规划，未能等到；请稍后再试。", "Somebody else is changing the same plan, and it took too long; try again in a moment.")) { Header = ("Retry-After", "2") },
        PostgresErrorCodes.UniqueViolation => new(StatusCodes.Status409Conflict, new(
            "他人同时作了同样的修改；请重新读取。", "Somebody else has made the same change at the same time; read again.")),
        PostgresErrorCodes.CheckViolation => new(StatusCodes.Status409Conflict, new(
            $"数据库不接受这一修改（{refused.ConstraintName ?? "—"}）。", $"The database does not accept this change ({refused.ConstraintName ?? refused.MessageText}).")),
        _ => null,
    };
}
