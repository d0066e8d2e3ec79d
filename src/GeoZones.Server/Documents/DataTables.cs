using System.Globalization;
using System.Text.Json;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Documents;

/// <summary>A JSON document as tables to read. Geometries are left to the map, links to the page.</summary>
/// <param name="language"><c>zh</c> or <c>en</c>.</param>
/// <param name="addressOf">Where a row of the list of that name leads, from the row and those around it, the innermost first; <c>null</c>: nowhere.</param>
internal sealed class DataTables(string language, Func<string, IReadOnlyList<JsonElement>, string?> addressOf)
{
    // As many as can be read; the document for programs has all of them.
    private const int MostRows = 500;

    /// <summary>All of a document: its plain members in one table, and a table for each list or object in it.</summary>
    public Html Of(JsonElement document)
    {
        var members = MembersOf(document).ToArray();
        var plain = Pairs(members.Where(member => !IsLarge(member.Value)), [document]);
        return Html.Of($"""
            {(plain == Html.None ? plain : Wide(plain, new Sentence("概况", "Overview").In(language)))}
            {members.Where(member => IsLarge(member.Value)).Select(member => Html.Of($"<section><h2>{Title(member.Name)}</h2>{Wide(Value(member.Name, member.Value, [document]), MemberTitles.Find(member.Name)?.In(language) ?? member.Name)}</section>"))}
            """);
    }

    /// <summary>A table that may be wider than the page: who has no pointer moves it by keyboard.</summary>
    public static Html Wide(Html table, string label) => Html.Of($"<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">{table}</div>");

    /// <summary>A cell with a plain value: amounts in m and m² with two decimals.</summary>
    public static Html Cell(string name, JsonElement value, string language) => Cell(value, Plain(name, value, language));

    private static Html Cell(JsonElement value, Html content) => value.ValueKind == JsonValueKind.Number ? Html.Of($"<td class=\"number\">{content}</td>") : Html.Of($"<td>{content}</td>");

    private static Html Plain(string name, JsonElement value, string language) => value.ValueKind switch
    {
        JsonValueKind.Number when name.EndsWith("M2", StringComparison.Ordinal) || name.EndsWith('M') => Html.Of($"{value.GetDouble().ToString("N2", CultureInfo.InvariantCulture)}"),
        JsonValueKind.Number => Html.Of($"{value.GetRawText()}"),
        JsonValueKind.True => Html.Of($"{new Sentence("是", "yes").In(language)}"),
        JsonValueKind.False => Html.Of($"{new Sentence("否", "no").In(language)}"),
        JsonValueKind.String => Html.Of($"{value.GetString()}"),
        _ => Html.None,
    };

    // Without a title it is a name that somebody writes: the code of a rule, what a region sets about it.
    private Html Title(string name) => MemberTitles.Find(name) is { } title ? Html.Of($"{title.In(language)}") : Html.Of($"<code>{name}</code>");

    private Html Value(string name, JsonElement value, IReadOnlyList<JsonElement> around) => value.ValueKind switch
    {
        JsonValueKind.Object => Pairs(MembersOf(value), [value, .. around]),
        JsonValueKind.Array when value.GetArrayLength() == 0 => Html.Of($"{new Sentence("无", "none").In(language)}"),
        JsonValueKind.Array when IsLarge(value) => List(name, value, around),
        JsonValueKind.Array => Html.Of($"{string.Join(new Sentence("、", ", ").In(language), value.EnumerateArray())}"),
        _ => Plain(name, value, language),
    };

    private Html Pairs(IEnumerable<(string Name, JsonElement Value)> members, IReadOnlyList<JsonElement> around)
    {
        var rows = Html.All(members.Select(member => Html.Of($"<tr><th scope=\"row\">{Title(member.Name)}</th><td>{Value(member.Name, member.Value, around)}</td></tr>")));
        return rows.Text == "" ? Html.None : Html.Of($"<table class=\"members\"><tbody>{rows}</tbody></table>");
    }

    private Html List(string name, JsonElement list, IReadOnlyList<JsonElement> around)
    {
        var rows = list.EnumerateArray().Take(MostRows).Select(row => (Row: row, Members: MembersOf(row).ToLookup(member => member.Name, member => member.Value))).ToArray();
        string[] columns = [.. rows.SelectMany(row => row.Members).Where(member => member.Any(value => value.ValueKind != JsonValueKind.Null)).Select(member => member.Key).Distinct()];
        Html Row((JsonElement Row, ILookup<string, JsonElement> Members) row)
        {
            IReadOnlyList<JsonElement> within = [row.Row, .. around];
            var cells = columns.Select(column => (Name: column, Value: row.Members[column].FirstOrDefault())).ToArray();
            var first = Value(cells[0].Name, cells[0].Value, within);
            return Html.Of($"<tr><th scope=\"row\">{(addressOf(name, within) is { } address ? Html.Of($"<a href=\"{address}\">{first}</a>") : first)}</th>{cells[1..].Select(cell => Cell(cell.Value, Value(cell.Name, cell.Value, within)))}</tr>");
        }
        return Html.Of($"""
            {(list.GetArrayLength() > MostRows ? Html.Of($"<p>{new Sentence($"共 {list.GetArrayLength()} 项，此处为前 {MostRows} 项。", $"The first {MostRows} of {list.GetArrayLength()}.").In(language)}</p>") : Html.None)}
            <table class="members"><thead><tr>{columns.Select(column => Html.Of($"<th scope=\"col\">{Title(column)}</th>"))}</tr></thead>
            <tbody>{rows.Select(Row)}</tbody></table>
            """);
    }

    // Those of a GeoJSON feature are its id and its properties.
    private static IEnumerable<(string Name, JsonElement Value)> MembersOf(JsonElement one)
    {
        var isGeoJson = one.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && (type.GetString() is "Feature" or "FeatureCollection");
        return one.EnumerateObject().SelectMany(member => member.Name switch
        {
            // What the message of a finding is made of, which tells it in words.
            "links" or "params" => [],
            "type" or "geometry" when isGeoJson => [],
            "properties" when isGeoJson => MembersOf(member.Value),
            _ => new[] { (member.Name, member.Value) },
        });
    }

    private static bool IsLarge(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object || (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.Object));
}
