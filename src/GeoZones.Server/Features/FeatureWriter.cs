using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>
/// Writes rows as GeoJSON features. A row has the id, the geometry as well-known binary or NULL, then the properties that are shown, and last the attributes as a JSON object or NULL.
/// </summary>
/// <param name="properties">The properties that are shown, without the attributes that come together.</param>
/// <param name="geometry">Writes the geometries.</param>
public sealed class FeatureWriter(IReadOnlyList<FeatureProperty> properties, GeometryWriter geometry)
{
    private const int FirstProperty = 2;

    // Everything but these is a JSON string as it is.
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private byte[] _bytes = new byte[4096];

    /// <summary>Number of columns that it reads; further ones may follow.</summary>
    public int Columns => FirstProperty + properties.Count + 1;

    /// <summary>Writes the feature without its closing brace; the row must be in memory as a whole.</summary>
    /// <returns>Its id.</returns>
    public long Write(NpgsqlDataReader row, IBufferWriter<byte> answer)
    {
        var id = row.GetInt64(0);
        answer.Write("{\"type\":\"Feature\",\"id\":"u8);
        WriteNumber(id, answer);
        answer.Write(",\"geometry\":"u8);
        if (row.IsDBNull(1))
        {
            answer.Write("null"u8);
        }
        else
        {
            geometry.Write(Bytes(row, 1), answer);
        }
        answer.Write(",\"properties\":{"u8);
        for (var i = 0; i < properties.Count; i++)
        {
            answer.Write(i == 0 ? ""u8 : ","u8);
            answer.Write(properties[i].NameInJson);
            WriteValue(row, FirstProperty + i, properties[i].Type, answer);
        }
        WriteAttributes(row, FirstProperty + properties.Count, answer);
        answer.Write("}"u8);
        return id;
    }

    private void WriteAttributes(NpgsqlDataReader row, int column, IBufferWriter<byte> answer)
    {
        if (row.IsDBNull(column))
        {
            return;
        }
        // PostgreSQL writes an object between its braces.
        var members = Bytes(row, column)[1..^1];
        if (members.Length > 0)
        {
            answer.Write(properties.Count == 0 ? ""u8 : ","u8);
            answer.Write(members);
        }
    }

    private void WriteValue(NpgsqlDataReader row, int column, PropertyType type, IBufferWriter<byte> answer)
    {
        if (row.IsDBNull(column))
        {
            answer.Write("null"u8);
            return;
        }
        switch (type)
        {
            case PropertyType.Text:
                WriteText(Bytes(row, column), answer);
                break;
            case PropertyType.Boolean:
                answer.Write(row.GetBoolean(column) ? "true"u8 : "false"u8);
                break;
            case PropertyType.Integer:
                WriteNumber(row.GetInt64(column), answer);
                break;
            case PropertyType.Number:
                var span = answer.GetSpan(32);
                Utf8Formatter.TryFormat(row.GetDouble(column), span, out var written);
                if (span[..written].IndexOfAny((byte)'.', (byte)'E') < 0)
                {
                    // QGIS takes the type of a field from the first features, and would cut off the decimals of those behind.
                    ".0"u8.CopyTo(span[written..]);
                    written += 2;
                }
                answer.Advance(written);
                break;
            case PropertyType.Date:
                answer.Write(Encoding.UTF8.GetBytes(row.GetFieldValue<DateOnly>(column).ToString("\\\"yyyy-MM-dd\\\"", CultureInfo.InvariantCulture)));
                break;
            default:
                answer.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"{row.GetDateTime(column):yyyy-MM-ddTHH:mm:ss.FFFFFF}Z\"")));
                break;
        }
    }

    private static void WriteNumber(long number, IBufferWriter<byte> answer)
    {
        Utf8Formatter.TryFormat(number, answer.GetSpan(20), out var written);
        answer.Advance(written);
    }

    private static void WriteText(ReadOnlySpan<byte> text, IBufferWriter<byte> answer)
    {
        answer.Write("\""u8);
        answer.Write(text.ContainsAny(Special) ? JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes : text);
        answer.Write("\""u8);
    }

    // Valid until the next call.
    private ReadOnlySpan<byte> Bytes(NpgsqlDataReader row, int column)
    {
        using var stream = row.GetStream(column);
        var length = (int)stream.Length;
        if (length > _bytes.Length)
        {
            _bytes = new byte[Math.Max(length, 2 * _bytes.Length)];
        }
        stream.ReadExactly(_bytes, 0, length);
        return _bytes.AsSpan(0, length);
    }
}
