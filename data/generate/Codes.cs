using System.Text.Json;

namespace GeoZones.Data;

/// <summary>State and group of each class and the severities between groups, from data/codes.</summary>
sealed class Codes
{
    private readonly Dictionary<(string Attribute, string Code), (string State, string Group)> _classes = [];
    private readonly Dictionary<(string, string), string> _severities = [];

    public Codes(string folder)
    {
        JsonElement set = Read(folder, "sets.json").GetProperty("sets").GetProperty("standard");
        foreach (string list in (string[])["zone", "urban", "controlArea", "useArea"])
        {
            JsonElement codes = Read(folder, set.GetProperty(list).GetString()!);
            foreach (JsonElement item in codes.GetProperty("classes").EnumerateArray())
            {
                _classes.Add((codes.GetProperty("attribute").GetString()!, Text(item, "code")), (Text(item, "state"), Text(item, "group")));
            }
        }

        foreach (JsonElement item in Read(folder, set.GetProperty("existingLandUse").GetString()!).GetProperty("classes").EnumerateArray())
        {
            _classes.Add(("existing", Text(item, "code")), (Text(item, "state"), Text(item, "group")));
        }

        foreach (JsonElement item in Read(folder, set.GetProperty("matrix").GetString()!).GetProperty("conflicts").EnumerateArray())
        {
            _severities[(Text(item, "a"), Text(item, "b"))] = _severities[(Text(item, "b"), Text(item, "a"))] = Text(item, "severity");
        }
    }

    public bool Knows(Patch patch) => _classes.ContainsKey((List(patch), patch.Value!));

    /// <summary>Function group of a patch's class; <c>null</c> where no list knows it.</summary>
    public string? GroupOf(Patch patch) => patch.Layer.Attribute is not null && patch.Value is not null && _classes.TryGetValue((List(patch), patch.Value), out var known) ? known.Group : null;

    public bool IsBuilt(Patch patch) => _classes[(List(patch), patch.Value!)].State == "built";

    /// <summary>Severity of two designations of different plans on one spot; <c>null</c> where they agree.</summary>
    public string? Severity(Patch a, Patch b) => _severities.GetValueOrDefault((_classes[(List(a), a.Value!)].Group, _classes[(List(b), b.Value!)].Group));

    private static string List(Patch patch) => patch.Layer == Layer.Existing ? "existing" : patch.Layer.Attribute!;

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static JsonElement Read(string folder, string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file))).RootElement;
}
