using System.Text.Json;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Import;

/// <summary>The members of a JSON object, none of them twice.</summary>
internal static class JsonMembers
{
    /// <summary>Reads an object's members; one that is there twice is noted and its first value kept.</summary>
    public static Dictionary<string, JsonElement> Of(JsonElement element, ProblemSource problems)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                problems.Add(new($"成员 {member.Name} 出现了两次", $"the member {member.Name} is there twice"), new("只保留一个", "Keep one of them"));
            }
        }

        return members;
    }
}
