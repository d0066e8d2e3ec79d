using System.Text.Json;

using GeoZones.Checks.Settings;

namespace GeoZones.Server.Import;

/// <summary>The member <c>checks</c> of <c>region.json</c>, read where it stands so that a problem has the file's own line.</summary>
internal static class CaseSettings
{
    private const string Member = "checks";

    /// <summary>What the file sets about the checks; the defaults where it has no such member.</summary>
    /// <param name="file">Valid JSON, with or without byte order mark.</param>
    /// <exception cref="SettingsException">The member cannot be used.</exception>
    public static CheckSettings Read(ReadOnlySpan<byte> file)
    {
        var json = file.StartsWith("\uFEFF"u8) ? file[3..] : file;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isChecks = string.Equals(reader.GetString(), Member, StringComparison.OrdinalIgnoreCase);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isChecks && reader.TokenType != JsonTokenType.Null)
            {
                return SettingsReader.Read(json[start..(int)reader.BytesConsumed], 1 + json[..start].Count((byte)'\n'));
            }
        }

        return CheckSettings.Default;
    }
}
