using GeoZones.Server.Features;
using GeoZones.Server.Import;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Editing;

/// <summary>Versions of features as rows: one ends, the next is made.</summary>
internal static class Versions
{
    private const string Content = """
        zone, code, name, synthetic, attributes, declared_area_m2, ellipsoidal_area_m2, planar_area_m2, ground_area_m2, ground_length_m, geom, plane
        """;

    /// <summary>The version of a feature that lives, with its region and plan.</summary>
    /// <returns><c>null</c> where there is none.</returns>
    public static async Task<StoredVersion?> LivingAsync(NpgsqlConnection db, string collection, long id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT version, region, plan FROM feature WHERE collection = $1 AND id = $2 AND lives_to IS NULL", db);
        command.Parameter(collection, NpgsqlDbType.Text);
        command.Parameter(id, NpgsqlDbType.Bigint);
        return await ReadAsync(command, cancel);
    }

    /// <summary>One version of a feature, whether it lives or not.</summary>
    /// <returns><c>null</c> where there is none.</returns>
    public static async Task<StoredVersion?> NamedAsync(NpgsqlConnection db, string collection, long id, long version, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT version, region, plan FROM feature WHERE collection = $1 AND id = $2 AND version = $3", db);
        command.Parameter(collection, NpgsqlDbType.Text);
        command.Parameter(id, NpgsqlDbType.Bigint);
        command.Parameter(version, NpgsqlDbType.Bigint);
        return await ReadAsync(command, cancel);
    }

    /// <summary>A number for a new feature.</summary>
    public static async Task<long> NextIdAsync(NpgsqlConnection db, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT nextval('feature_id')", db);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Ends the version that lives.</summary>
    public static async Task EndAsync(NpgsqlConnection db, Draft draft, long change, string collection, long id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("UPDATE feature SET lives_to = $1, ended_by = $2 WHERE collection = $3 AND id = $4 AND lives_to IS NULL", db);
        command.Parameter(draft.Revision, NpgsqlDbType.Bigint);
        command.Parameter(change, NpgsqlDbType.Bigint);
        command.Parameter(collection, NpgsqlDbType.Text);
        command.Parameter(id, NpgsqlDbType.Bigint);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Makes a version.</summary>
    /// <returns>Its number.</returns>
    public static async Task<long> MakeAsync(NpgsqlConnection db, Draft draft, long change, string collection, long id, MeasuredFeature measured, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand { Connection = db };
        var feature = measured.Feature;
        string[] values =
        [
            .. Identity(command, draft, change, collection, id),
            Text(feature.Zone), Text(feature.Code), Text(feature.Name), command.Parameter(feature.Synthetic, NpgsqlDbType.Boolean),
            command.Parameter(feature.Attributes, NpgsqlDbType.Jsonb), Number(feature.DeclaredAreaM2),
            Number(measured.Areas?.EllipsoidalAreaM2), Number(measured.Areas?.PlanarAreaM2), Number(measured.Areas?.GroundAreaM2), Number(measured.GroundLengthM),
            command.Parameter(feature.Geometry, NpgsqlDbType.Geometry), command.Parameter(measured.Plane, NpgsqlDbType.Geometry),
        ];
        command.CommandText = $"INSERT INTO feature (collection, id, region, plan, plane_srid, lives_from, made_by, {Content}) VALUES ({string.Join(", ", values)}) RETURNING version";
        return (long)(await command.ExecuteScalarAsync(cancel))!;

        string Text(string? text) => command.Parameter<object>((object?)text ?? DBNull.Value, NpgsqlDbType.Text);

        string Number(double? number) => command.Parameter<object>((object?)number ?? DBNull.Value, NpgsqlDbType.Double);
    }

    /// <summary>Makes a version that says the same as an earlier one, to the last bit.</summary>
    /// <returns>Its number.</returns>
    public static async Task<long> CopyAsync(NpgsqlConnection db, Draft draft, long change, string collection, long id, long version, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand { Connection = db };
        command.CommandText = $"""
            INSERT INTO feature (collection, id, region, plan, plane_srid, lives_from, made_by, {Content})
            SELECT {string.Join(", ", Identity(command, draft, change, collection, id))}, {Content} FROM feature
            WHERE collection = {command.Parameter(collection, NpgsqlDbType.Text)} AND version = {command.Parameter(version, NpgsqlDbType.Bigint)} RETURNING version
            """;
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static string[] Identity(NpgsqlCommand command, Draft draft, long change, string collection, long id) =>
    [
        command.Parameter(collection, NpgsqlDbType.Text), command.Parameter(id, NpgsqlDbType.Bigint), command.Parameter(draft.Region.Id, NpgsqlDbType.Text),
        command.Parameter<object>((object?)draft.Plan ?? DBNull.Value, NpgsqlDbType.Text), command.Parameter(draft.Region.PlaneSrid, NpgsqlDbType.Integer),
        command.Parameter(draft.Revision, NpgsqlDbType.Bigint), command.Parameter(change, NpgsqlDbType.Bigint),
    ];

    private static async Task<StoredVersion?> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)) : null;
    }
}

/// <summary>A version of a feature, and where it belongs.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Region">Id of the region.</param>
/// <param name="Plan">The plan; <c>null</c> for the survey.</param>
internal sealed record StoredVersion(long Version, string Region, string? Plan);
