using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Health;

/// <summary><c>GET /health</c>: 200 while the database answers, else 503.</summary>
public static class HealthEndpoint
{
    private const int TimeoutSeconds = 5;

    /// <summary>Adds the address.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/health", CheckAsync);

    private static async Task<Health> CheckAsync(HttpContext context, NpgsqlDataSource db)
    {
        context.Response.Headers.CacheControl = "no-store";
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(TimeSpan.FromSeconds(TimeoutSeconds));
        try
        {
            // The table is there once the migrations are done.
            await using var command = db.CreateCommand("""
                SELECT split_part(current_setting('server_version'), ' ', 1), postgis_lib_version(), (SELECT count(*) FROM (SELECT FROM waiver LIMIT 1) AS t)
                """);
            await using var row = await command.ExecuteReaderAsync(timeout.Token);
            await row.ReadAsync(timeout.Token);
            return new("ok", $"PostgreSQL {row.GetString(0)}, PostGIS {row.GetString(1)}");
        }
        catch (Exception failure) when (failure is NpgsqlException || (failure is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            throw ProblemDocument.OfStatus(StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>How the server is.</summary>
    /// <param name="Status"><c>ok</c>.</param>
    /// <param name="Database">Versions of PostgreSQL and PostGIS.</param>
    public sealed record Health(string Status, string Database);
}
