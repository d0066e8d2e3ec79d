using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Settings;
using GeoZones.Server.Problems;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Checks;

/// <summary>Stores the report of a run, all or nothing.</summary>
public static class ReportWriter
{
    /// <summary>Writes the findings and ends the run.</summary>
    /// <returns><c>false</c> where another worker has meanwhile taken the run; then nothing is written.</returns>
    public static async Task<bool> WriteAsync(NpgsqlDataSource db, CheckJob job, PlanSnapshot snapshot, CheckReport report, CancellationToken cancel)
    {
        var plans = new CheckedPlans(snapshot, report);
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (!await IsOursAsync(connection, transaction, job, cancel))
        {
            return false;
        }
        var plane = GaussKrugerPlane.ForSrid(snapshot.PlaneSrid);
        await using (var copy = await connection.BeginBinaryImportAsync("""
            COPY finding (run_id, id, ordinal, rule, name, severity, features, figure, cause, ground_area_m2, tolerance, params, geom)
            FROM STDIN (FORMAT binary)
            """, cancel))
        {
            foreach (var (ordinal, finding) in report.Findings.Index())
            {
                await copy.StartRowAsync(cancel);
                await WriteAsync(copy, job.Id, ordinal, finding, [.. finding.Features.Select(plans.Named)], plane, cancel);
            }
            await copy.CompleteAsync(cancel);
        }
        var ledger = report.Ledger is { } drawnUp ? LedgerRecord.Of(drawnUp, plans.Named) : null;
        await using var finish = new NpgsqlCommand("""
            UPDATE check_run SET state = 'finished', finished_at = now(), step = NULL, steps_done = steps,
                ignored = $3, failed_rules = $4, ledger = $5, quotas = $6,
                settings = $7, rules_off = $8
            WHERE id = $1 AND attempts = $2
            """, connection, transaction);
        finish.Parameters.Add(new() { Value = job.Id });
        finish.Parameters.Add(new() { Value = job.Attempt });
        var failed = report.FailedRules.Select(part => new PartFailure(part.Rule, CheckFailure.Internal)).ToArray();
        foreach (var part in new[] { Json(report.Ignored), Json(failed), ledger is null ? null : Json(ledger), Json(report.Quotas),
            SettingsWriter.Write(snapshot.Settings).ToJsonString(), Json(report.RulesOff) })
        {
            finish.Parameters.Add(new() { Value = (object?)part ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        }
        await finish.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    // Nobody takes the run over until the transaction has ended.
    private static async Task<bool> IsOursAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CheckJob job, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT true FROM check_run WHERE id = $1 AND attempts = $2 AND state = 'running' FOR UPDATE", connection, transaction);
        command.Parameters.Add(new() { Value = job.Id });
        command.Parameters.Add(new() { Value = job.Attempt });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task WriteAsync(
        NpgsqlBinaryImporter copy, long run, int ordinal, Finding finding, NamedFeature[] features, GaussKrugerPlane plane, CancellationToken cancel)
    {
        await copy.WriteAsync(run, NpgsqlDbType.Bigint, cancel);
        await copy.WriteAsync(finding.Id, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(ordinal, NpgsqlDbType.Integer, cancel);
        await copy.WriteAsync(finding.Rule, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(finding.Name, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(JsonNamingPolicy.CamelCase.ConvertName(finding.Severity.ToString()), NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(Json(features), NpgsqlDbType.Jsonb, cancel);
        await WriteOrNullAsync(finding.Figure, NpgsqlDbType.Text);
        await WriteOrNullAsync(finding.Cause, NpgsqlDbType.Text);
        await WriteOrNullAsync(finding.GroundAreaM2, NpgsqlDbType.Double);
        await copy.WriteAsync(Json(finding.Tolerance), NpgsqlDbType.Jsonb, cancel);
        await copy.WriteAsync(Json(finding.Params), NpgsqlDbType.Jsonb, cancel);
        await WriteOrNullAsync(finding.Place is { IsEmpty: false } place ? plane.ToDegrees(place) : null, NpgsqlDbType.Geometry);

        Task WriteOrNullAsync(object? value, NpgsqlDbType type) =>
            value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, type, cancel);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, ApiJson.Options);
}
