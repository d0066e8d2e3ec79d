using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Import;

/// <summary>Reads the properties of one feature. Absent, null and empty text are the same: not stated.</summary>
internal sealed class PropertyReader(CollectionShape shape, ProblemSource problems)
{
    private const int LongestCode = 100;
    private const int LongestName = 200;
    private const int LongestNumber = 400;
    private const int LargestExponent = 330;
    private const int LongestText = 4000;
    private const int MostAttributes = 200;

    // What the server adds when it serves a feature; a served file can be imported again.
    private static readonly HashSet<string> Served =
    [
        "id", "collection", "region", "plan", "revision", "version", "ellipsoidalAreaM2", "planarAreaM2", "groundAreaM2", "groundLengthM",
    ];

    private static readonly HashSet<string> TextOnly = ["class", "function", "controlArea", "useArea", "farmlandClass", "state"];
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, JsonElement> attributes = [];

    /// <summary>Code of the feature.</summary>
    public string? Code { get; private set; }

    /// <summary>Code of its zone.</summary>
    public string? Zone { get; private set; }

    /// <summary>Its name.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether it was made up.</summary>
    public bool Synthetic { get; private set; }

    /// <summary>The area that its source states, m².</summary>
    public double? DeclaredAreaM2 { get; private set; }

    /// <summary>Reads all properties; what is wrong is noted.</summary>
    public void Read(JsonElement properties)
    {
        Dictionary<string, JsonElement> members = properties.ValueKind == JsonValueKind.Object ? JsonMembers.Of(properties, problems) : [];
        Code = Text(members, "code", LongestCode);
        problems.Code = Code;
        Zone = Text(members, "zone", LongestCode);
        Name = Text(members, "name", LongestName);
        Synthetic = Flag(members, "synthetic");
        DeclaredAreaM2 = Area(members, "declaredAreaM2");
        foreach ((string name, JsonElement value) in members.Where(member => !Served.Contains(member.Key)))
        {
            ReadOwn(name, value);
        }

        if (attributes.Count > MostAttributes)
        {
            problems.Add(new($"有 {attributes.Count} 个属性", $"it has {attributes.Count} attributes"), new($"最多 {MostAttributes} 个", $"Keep {MostAttributes} at most"), pointer: "/properties");
        }

        CheckRequired();
    }

    /// <summary>Its own attributes as a JSON object, by name.</summary>
    public string AttributesJson()
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Plain))
        {
            writer.WriteStartObject();
            foreach ((string name, JsonElement value) in attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private void ReadOwn(string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null || (value.ValueKind is JsonValueKind.String && value.GetString() == ""))
        {
            return;
        }

        if (name.Length > LongestCode || name.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(new("有属性名过长或含有空字符", "an attribute name is too long or holds a null character"), new($"最多 {LongestCode} 个字符", $"Keep {LongestCode} characters at most"), pointer: At(name));
        }
        else if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            problems.Add(new($"属性 {name} 是嵌套的内容", $"the attribute {name} is nested"), new("属性只能是文字、数字或真假值", "Attributes are text, numbers, true or false"), pointer: At(name));
        }
        else if (TextOnly.Contains(name) && value.ValueKind != JsonValueKind.String)
        {
            AddWrongType(name, "文字", "text");
        }
        else if (value.ValueKind == JsonValueKind.Number && !IsOrdinary(value))
        {
            AddWrongType(name, "有限数", "a finite number");
        }
        else if (value.ValueKind != JsonValueKind.String || Fits(name, value.GetString()!, LongestText))
        {
            attributes[name] = value;
        }
    }

    // A number of a few characters such as 1e-999999999 would be written out with as many digits.
    private static bool IsOrdinary(JsonElement number)
    {
        var text = number.GetRawText();
        var exponent = text.IndexOfAny(['e', 'E']);
        return double.IsFinite(number.GetDouble()) && text.Length <= LongestNumber
            && (exponent < 0 || (int.TryParse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) && Math.Abs(power) <= LargestExponent));
    }

    private void CheckRequired()
    {
        if (shape.Required is not string name)
        {
            return;
        }

        string values = string.Join(" / ", shape.Values!);
        if (!attributes.TryGetValue(name, out JsonElement value))
        {
            problems.Add(new($"缺少属性 {name}", $"the attribute {name} is missing"), new($"请填写 {values} 之一", $"State one of {values}"), pointer: At(name));
        }
        else if (!shape.Values!.Contains(value.GetString()))
        {
            problems.Add(new($"属性 {name} 的值 {value.GetString()} 无效", $"the attribute {name} has the unknown value {value.GetString()}"), new($"请填写 {values} 之一", $"State one of {values}"), pointer: At(name));
        }
    }

    private string? Text(Dictionary<string, JsonElement> members, string name, int longest)
    {
        if (!Take(members, name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            AddWrongType(name, "文字，例如 \"12\"", "text, for example \"12\"");
            return null;
        }

        string text = value.GetString()!;
        return text != "" && Fits(name, text, longest) ? text : null;
    }

    private bool Flag(Dictionary<string, JsonElement> members, string name)
    {
        if (Take(members, name, out JsonElement value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            AddWrongType(name, "true 或 false", "true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private double? Area(Dictionary<string, JsonElement> members, string name)
    {
        if (!Take(members, name, out JsonElement value))
        {
            return null;
        }

        if (shape.GeometryTypes.Contains("LineString"))
        {
            problems.Add(new($"线要素不能有 {name}", $"a line has no {name}"), new("请删除该属性", "Remove it"), pointer: At(name));
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double area) && double.IsFinite(area) && area >= 0)
        {
            return area;
        }

        AddWrongType(name, "不小于 0 的数（平方米）", "a number of square metres, 0 or more");
        return null;
    }

    private static bool Take(Dictionary<string, JsonElement> members, string name, out JsonElement value) =>
        members.Remove(name, out value) && value.ValueKind != JsonValueKind.Null;

    private bool Fits(string name, string text, int longest)
    {
        if (text.Length > longest)
        {
            problems.Add(new($"属性 {name} 有 {text.Length} 个字符", $"the attribute {name} has {text.Length.ToString(CultureInfo.InvariantCulture)} characters"), new($"最多 {longest} 个", $"Keep {longest} at most"), pointer: At(name));
            return false;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(new($"属性 {name} 含有空字符", $"the attribute {name} holds a null character"), new("请删除", "Remove it"), pointer: At(name));
            return false;
        }

        return true;
    }

    private void AddWrongType(string name, string zh, string en) =>
        problems.Add(new($"属性 {name} 的类型不对", $"the attribute {name} has the wrong type"), new($"应为{zh}", $"It is {en}"), pointer: At(name));

    private static string At(string name) => $"/properties/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
