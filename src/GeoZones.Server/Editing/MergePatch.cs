using System.Text.Json.Nodes;

namespace GeoZones.Server.Editing;

/// <summary>JSON Merge Patch (RFC 7396).</summary>
internal static class MergePatch
{
    /// <summary>What a value becomes: members of an object are merged, <c>null</c> takes one away, everything else replaces.</summary>
    /// <param name="target">The value; it is changed.</param>
    /// <param name="patch">The patch.</param>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
        {
            return patch?.DeepClone();
        }

        var merged = target as JsonObject ?? [];
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else if (merged[name] is { } old && value is JsonObject)
            {
                var now = Apply(old is JsonObject ? old : null, value);
                if (!ReferenceEquals(now, old))
                {
                    merged[name] = now;
                }
            }
            else
            {
                merged[name] = Apply(null, value);
            }
        }

        return merged;
    }
}
