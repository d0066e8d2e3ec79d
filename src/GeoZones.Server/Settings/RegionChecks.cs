using System.Text;

using GeoZones.Checks.Settings;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Settings;

/// <summary>What a region sets about the checks, as stored.</summary>
/// <param name="Text">JSON as it was written.</param>
/// <param name="Version">Changes with the text; 16 hexadecimal digits.</param>
public sealed record RegionChecks(string Text, string Version)
{
    private const string VersionOf = "left(encode(sha256(convert_to(checks, 'UTF8')), 'hex'), 16)";

    /// <summary>The settings of a region that exists.</summary>
    public static async Task<RegionChecks> OfAsync(NpgsqlDataSource db, string region, CancellationToken cancel)
    {
        await using var command = db.CreateCommand($"SELECT checks, {VersionOf} FROM region WHERE id = $1");
        command.Parameters.Add(new() { Value = region });
        return (await ReadAsync(command, cancel))!;
    }

    /// <summary>Replaces the settings of a region that exists.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">Id of the region.</param>
    /// <param name="text">JSON that <see cref="SettingsReader"/> has read.</param>
    /// <param name="version">Replaced only while this is their version; <c>null</c>: whatever it is.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What is stored now; <c>null</c> where they have another version.</returns>
    public static async Task<RegionChecks?> ReplaceAsync(NpgsqlDataSource db, string region, string text, string? version, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"UPDATE region SET checks = $2 WHERE id = $1 AND ($3::text IS NULL OR {VersionOf} = $3) RETURNING checks, {VersionOf}");
        command.Parameters.Add(new() { Value = region });
        command.Parameters.Add(new() { Value = text });
        command.Parameters.Add(new() { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return await ReadAsync(command, cancel);
    }

    /// <summary>What the text sets.</summary>
    /// <exception cref="SettingsException">A rule or setting that it names is not there any more.</exception>
    public CheckSettings Read() => SettingsReader.Read(Encoding.UTF8.GetBytes(Text));

    private static async Task<RegionChecks?> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(row.GetString(0), row.GetString(1)) : null;
    }
}
