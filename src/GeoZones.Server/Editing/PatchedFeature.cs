using System.Text.Json;
using System.Text.Json.Nodes;

using GeoZones.Server.Features;
using GeoZones.Server.Import;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Editing;

/// <summary>What a feature becomes by a merge patch: it is merged into what GET would serve at this moment.</summary>
internal static class PatchedFeature
{
    /// <summary>Merges and reads.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="action">An update.</param>
    /// <param name="read">Reads the merged feature, with coordinates in a system.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ProblemException">400 or 422, with pointer.</exception>
    public static async Task<MeasuredFeature> ReadAsync(NpgsqlConnection connection, FeatureAction action, Func<JsonElement, CoordinateReference, MeasuredFeature> read, CancellationToken cancel)
    {
        if (action.Body.ValueKind != JsonValueKind.Object || JsonObject.Create(action.Body) is not { } patch)
        {
            throw ProblemException.OfBody(action.At, "此处须为对象：要修改的成员。", "An object belongs here: the members to change.");
        }

        if (patch["properties"] is JsonObject properties && properties.Select(member => member.Key).FirstOrDefault(FeatureProperties.Computed.Contains) is { } computed)
        {
            throw FeatureBody.Wrong($"{action.At}/properties/{computed}", new($"{computed} 由系统计算，不能修改", $"{computed} is computed and cannot be set"));
        }

        // Where the geometry stays it stays to the last digit, whatever system the caller speaks.
        var crs = patch.ContainsKey("geometry") ? action.Crs : CoordinateReference.Crs84;
        await using var command = ItemsSql.One(action.Collection, action.Id!.Value);
        command.Connection = connection;
        JsonNode? merged;
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            using var document = await ItemEndpoints.ReadAsync(async pipe =>
            {
                FeatureDocument.Write(row, action.Collection, null, crs, [], pipe);
                await pipe.FlushAsync(cancel);
            });
            merged = MergePatch.Apply(JsonObject.Create(document.RootElement)!.DeepClone(), patch);
        }

        return read(JsonSerializer.SerializeToElement(merged, ApiJson.Options), crs);
    }
}
