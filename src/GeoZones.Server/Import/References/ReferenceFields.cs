using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using GeoZones.Server.Cql2;
using GeoZones.Server.Features;

namespace GeoZones.Server.Import.References;

/// <summary>A field of a reference layer.</summary>
/// <param name="Name">What it is called in the file.</param>
/// <param name="ServedAs">What it is called where it is served: the same, but for the names that every feature uses itself.</param>
/// <param name="Type">What holds all of its values.</param>
internal sealed record ReferenceField(string Name, string ServedAs, PropertyType Type);

/// <summary>The fields of a file, learnt from its features one by one: which there are, in which order, and what they hold.</summary>
internal sealed class ReferenceFields
{
    private const int MostFields = 200;
    private const int LongestName = 100;
    private const int LongestText = 65_536;

    private static readonly string[] s_taken = [Queryables.Id.Name, Queryables.Geometry];
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly OrderedDictionary<string, PropertyType?> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <summary>Names of the fields that cannot be served: pictures and the like.</summary>
    public IEnumerable<string> LeftOut => _leftOut;

    /// <summary>Takes in a field that the file declares.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sqlType">Type of its column in a GeoPackage.</param>
    public void Declare(string name, string sqlType)
    {
        var type = sqlType.Split('(')[0].Trim().ToUpperInvariant();
        if (type == "BLOB")
        {
            _leftOut.Add(name);
            return;
        }
        _types[name] = type switch
        {
            "BOOLEAN" => PropertyType.Boolean,
            "TINYINT" or "SMALLINT" or "MEDIUMINT" or "INT" or "INTEGER" or "BIGINT" => PropertyType.Integer,
            "FLOAT" or "DOUBLE" or "REAL" or "NUMERIC" or "DECIMAL" => PropertyType.Number,
            "DATE" => PropertyType.Date,
            "DATETIME" => PropertyType.Instant,
            _ => PropertyType.Text,
        };
    }

    /// <summary>Learns from the properties of a feature; what is wrong with them is noted.</summary>
    public void Learn(JsonElement properties, ProblemSource problems)
    {
        if (properties.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return;
        }
        if (properties.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new("properties 不是对象", "properties is no object"), new("请重新导出为 GeoJSON", "Export the file again as GeoJSON"));
            return;
        }
        foreach (var (name, value) in JsonMembers.Of(properties, problems))
        {
            if (!_leftOut.Contains(name) && IsName(name, problems) && IsValue(name, value, problems))
            {
                _types[name] = FieldValue.Both(_types.GetValueOrDefault(name), FieldValue.TypeOf(value));
            }
        }
        if (_types.Count > MostFields)
        {
            problems.Add(new($"字段超过 {MostFields} 个", $"there are more than {MostFields} fields"), new("请去掉不需要的字段", "Leave out those that nobody needs"));
        }
    }

    /// <summary>What was learnt. A field without any value is one of texts.</summary>
    public IReadOnlyList<ReferenceField> Learnt()
    {
        HashSet<string> used = [.. s_taken, .. _types.Keys.Except(s_taken)];
        List<ReferenceField> fields = [];
        foreach (var (name, type) in _types)
        {
            var servedAs = name;
            while (s_taken.Contains(servedAs) || (servedAs != name && !used.Add(servedAs)))
            {
                servedAs += '_';
            }
            fields.Add(new(name, servedAs, type ?? PropertyType.Text));
        }
        return fields;
    }

    /// <summary>The properties of a feature as a JSON object with every field, each value of its field's type.</summary>
    public static string Json(IReadOnlyList<ReferenceField> fields, JsonElement properties)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_plain))
        {
            json.WriteStartObject();
            foreach (var field in fields)
            {
                json.WritePropertyName(field.ServedAs);
                FieldValue.Write(json, properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(field.Name, out var value) ? value : default, field.Type);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static bool IsName(string name, ProblemSource problems)
    {
        if (name.Length is > 0 and <= LongestName && !name.Contains('\0', StringComparison.Ordinal))
        {
            return true;
        }
        problems.Add(new("有字段名为空、过长或含有空字符", "the name of a field is empty, too long or holds a null character"), new($"请用 1 至 {LongestName} 个字符", $"Use 1 to {LongestName} characters"));
        return false;
    }

    private static bool IsValue(string name, JsonElement value, ProblemSource problems)
    {
        if (value.ValueKind == JsonValueKind.Number && !double.IsFinite(value.GetDouble()))
        {
            problems.Add(new($"字段 {name} 的值不是有限数", $"the field {name} has a value that is no finite number"), new("请改正该值", "Correct it"));
            return false;
        }
        var text = value.ValueKind is JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array ? FieldValue.Text(value) : "";
        if (text.Length <= LongestText && !text.Contains('\0', StringComparison.Ordinal))
        {
            return true;
        }
        problems.Add(new($"字段 {name} 的文字过长或含有空字符", $"the field {name} has a text that is too long or holds a null character"), new($"请用至多 {LongestText} 个字符", $"Use {LongestText} characters at most"));
        return false;
    }
}
