using System.Globalization;
using System.Text;

namespace GeoZones.Data;

/// <summary>Declared figures of one plan revision, in the order of the source.</summary>
sealed class Figures(string plan)
{
    private readonly List<string> _rows = [];

    /// <summary>Adds a figure of the source. <paramref name="value"/> is the number as written, which also tells its decimals; null is a blank.</summary>
    public Figures State(string subject, string quantity, string? value, string unit, string? qualifier = null, string? account = null, string? partOf = null, string? phrase = null) =>
        Add(subject, quantity, value, unit, qualifier, account, partOf, phrase, synthetic: false);

    /// <summary>Adds a row that no source states.</summary>
    public Figures Plant(string subject, string quantity, string value, string unit, string? qualifier = null, string? account = null, string? partOf = null, string? phrase = null) =>
        Add(subject, quantity, value, unit, qualifier, account, partOf, phrase, synthetic: true);

    public string ToJson() => "{\"figures\":[\n" + string.Join(",\n", _rows) + "\n]}\n";

    private Figures Add(string subject, string quantity, string? value, string unit, string? qualifier, string? account, string? partOf, string? phrase, bool synthetic)
    {
        int decimals = value?.Split('.') is [_, string fraction] ? fraction.Length : 0;
        _rows.Add(new StringBuilder().Append("{\"plan\":").Append(Json.Text(plan))
            .Append(",\"subject\":").Append(Json.Text(subject)).Append(",\"quantity\":").Append(Json.Text(quantity))
            .Append(",\"value\":").Append(value ?? "null").Append(",\"unit\":").Append(Json.Text(unit))
            .Append(",\"decimals\":").Append(decimals.ToString(CultureInfo.InvariantCulture))
            .Append(",\"qualifier\":").Append(Json.Text(qualifier)).Append(",\"account\":").Append(Json.Text(account))
            .Append(",\"partOf\":").Append(Json.Text(partOf)).Append(",\"phrase\":").Append(Json.Text(phrase))
            .Append(",\"synthetic\":").Append(synthetic ? "true" : "false").Append('}').ToString());
        return this;
    }
}
