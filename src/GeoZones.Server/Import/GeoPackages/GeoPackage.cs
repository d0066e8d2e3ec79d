using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

using GeoZones.Server.CommandLine;

using Microsoft.Data.Sqlite;

namespace GeoZones.Server.Import.GeoPackages;

/// <summary>
/// Reads the feature tables of a GeoPackage (OGC 12-128r18), row by row, as GeoJSON features in longitude/latitude. Columns become properties of the same name;
/// the primary key and the geometry do not.
/// </summary>
internal static class GeoPackage
{
    /// <summary>How the names of these files end.</summary>
    public const string Extension = ".gpkg";

    private const string TablesSql = """
        SELECT c.table_name, g.column_name, g.srs_id, s.organization, s.organization_coordsys_id, s.srs_name
        FROM gpkg_contents c
        LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
        LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
        WHERE c.data_type = 'features' AND c.table_name IS NOT NULL ORDER BY c.table_name
        """;

    private const int NotADatabase = 26;
    private const int Corrupt = 11;
    private const int Error = 1;

    static GeoPackage() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Names of the feature tables; what keeps the file from being read is noted.</summary>
    public static IReadOnlyList<string> Tables(string path, ProblemSource problems)
    {
        try
        {
            using var file = Open(path);
            List<string> tables = [.. TablesOf(file).Select(table => table.Name)];
            if (tables.Count == 0)
            {
                problems.Add(new("没有要素表", "it has no feature table"), new("请删除该文件，或把图层导出到其中", "Remove it, or export the layer into it"));
            }

            return tables;
        }
        catch (SqliteException broken)
        {
            Add(broken, problems);
            return [];
        }
    }

    /// <summary>The columns of a table (of the only one, whatever its name) that become properties, with their declared types; none where it cannot be read, which reading its rows tells.</summary>
    public static IReadOnlyList<(string Name, string Type)> Fields(string path, string table)
    {
        try
        {
            using var file = Open(path);
            var tables = TablesOf(file);
            if ((tables.FirstOrDefault(one => one.Name == table) ?? (tables is [var only] ? only : null)) is not { } found)
            {
                return [];
            }

            var key = Key(file, found.Name);
            using var command = new SqliteCommand("SELECT name, type FROM pragma_table_info($table) ORDER BY cid", file);
            command.Parameters.AddWithValue("$table", found.Name);
            using var row = command.ExecuteReader();
            List<(string, string)> fields = [];
            while (row.Read())
            {
                if (row.GetString(0) != key && !string.Equals(row.GetString(0), found.GeometryColumn, StringComparison.OrdinalIgnoreCase))
                {
                    fields.Add((row.GetString(0), row.GetString(1)));
                }
            }

            return fields;
        }
        catch (SqliteException)
        {
            return [];
        }
    }

    /// <summary>The rows of a table (of the only one, whatever its name) in the order of the file, each as a GeoJSON feature that the caller disposes; <c>null</c> for a row whose problem is noted already.</summary>
    public static async IAsyncEnumerable<JsonDocument?> Features(string path, string table, ProblemSource problems, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var rows = Rows(path, table, problems);
        if (rows is null)
        {
            yield break;
        }

        for (var position = 1; await Next(rows, problems, cancel); position++)
        {
            cancel.ThrowIfCancellationRequested();
            yield return Feature(rows, problems.Feature(position));
        }
    }

    private static async Task<bool> Next(TableRows rows, ProblemSource problems, CancellationToken cancel)
    {
        try
        {
            return await rows.Reader.ReadAsync(cancel);
        }
        catch (SqliteException broken)
        {
            Add(broken, problems);
            return false;
        }
    }

    private static TableRows? Rows(string path, string name, ProblemSource problems)
    {
        SqliteConnection? file = null;
        try
        {
            file = Open(path);
            var tables = TablesOf(file);
            if ((tables.FirstOrDefault(one => one.Name == name) ?? (tables is [var only] ? only : null)) is not { } table)
            {
                var others = tables.Count == 0 ? "-" : string.Join(", ", tables.Select(one => one.Name));
                problems.Add(new($"没有要素表 {name}（现有：{others}）", $"it has no feature table {name} (there are: {others})"), new($"请把表命名为 {name}", $"Name the table {name}"));
            }
            else if (table.GeometryColumn is null || !Columns(file, table.Name).Contains(table.GeometryColumn, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(new("该表没有登记的图形列", "the table lacks the geometry column that the GeoPackage states"), new("请重新导出 GeoPackage", "Export the GeoPackage again"));
            }
            else if (GeoPackageCrs.Of(table.Organization, table.Code ?? 0) is not { } crs)
            {
                problems.Add(
                    new($"坐标系 {table.SrsName} 无法读取", $"its coordinate system {table.SrsName} cannot be read"),
                    new($"请转换为 {GeoPackageCrs.Known.Zh}", $"Transform it to {GeoPackageCrs.Known.En}"));
            }
            else
            {
                var command = new SqliteCommand($"SELECT * FROM {Quoted(table.Name)}", file);
                return new(file, command, command.ExecuteReader(), table.GeometryColumn, Key(file, table.Name), table.SrsId!.Value, crs);
            }
        }
        catch (SqliteException broken)
        {
            Add(broken, problems);
        }

        file?.Dispose();
        return null;
    }

    private static JsonDocument? Feature(TableRows rows, ProblemSource problems)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new() { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WritePropertyName("properties");
        json.WriteStartObject();
        byte[]? geometry = null;
        for (var column = 0; column < rows.Reader.FieldCount; column++)
        {
            var name = rows.Reader.GetName(column);
            var value = rows.Reader.GetValue(column);
            if (string.Equals(name, rows.GeometryColumn, StringComparison.OrdinalIgnoreCase))
            {
                geometry = value as byte[];
            }
            else if (name != rows.Key)
            {
                json.WritePropertyName(name);
                WriteValue(json, value, rows.Reader.GetDataTypeName(column));
                problems.Code = name == "code" ? value as string : problems.Code;
            }
        }

        json.WriteEndObject();
        json.WritePropertyName("geometry");
        try
        {
            if (geometry is null)
            {
                json.WriteNullValue();
            }
            else if (GeoPackageGeometry.Write(geometry, rows.SrsId, rows.Crs, json) is var (place, what, remedy))
            {
                problems.Add(what, remedy, place);
                return null;
            }
        }
        catch (InvalidDataException broken)
        {
            problems.Add(new($"图形无法读取（{broken.Message}）", $"its geometry cannot be read ({broken.Message})"), new("请修复该图形，或重新导出 GeoPackage", "Mend it, or export the GeoPackage again"));
            return null;
        }

        json.WriteEndObject();
        json.Flush();
        return JsonDocument.Parse(bytes.WrittenMemory);
    }

    private static void WriteValue(Utf8JsonWriter json, object value, string declaredType)
    {
        switch (value)
        {
            case long number when declaredType.StartsWith("BOOL", StringComparison.OrdinalIgnoreCase):
                json.WriteBooleanValue(number != 0);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case byte[]:
                // Nested content, which is refused with the name of the attribute.
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static SqliteConnection Open(string path)
    {
        var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        file.Open();
        return file;
    }

    private static List<TableRow> TablesOf(SqliteConnection file)
    {
        using var command = new SqliteCommand(TablesSql, file);
        using var row = command.ExecuteReader();
        List<TableRow> tables = [];
        while (row.Read())
        {
            tables.Add(new(
                row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.IsDBNull(3) ? null : row.GetString(3),
                row.IsDBNull(4) ? null : row.GetInt64(4), row.IsDBNull(5) ? $"srs_id {row.GetValue(2)}" : row.GetString(5)));
        }

        return tables;
    }

    private static List<string> Columns(SqliteConnection file, string table) => ColumnsWhere(file, table, "true");

    private static string? Key(SqliteConnection file, string table) => ColumnsWhere(file, table, "pk > 0") is [var only] ? only : null;

    private static List<string> ColumnsWhere(SqliteConnection file, string table, string condition)
    {
        using var command = new SqliteCommand($"SELECT name FROM pragma_table_info($table) WHERE {condition}", file);
        command.Parameters.AddWithValue("$table", table);
        using var row = command.ExecuteReader();
        List<string> names = [];
        while (row.Read())
        {
            names.Add(row.GetString(0));
        }

        return names;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void Add(SqliteException broken, ProblemSource problems) => problems.Add(
        broken.SqliteErrorCode switch
        {
            NotADatabase => new("不是 GeoPackage（不是 SQLite 文件）", "it is no GeoPackage (no SQLite file)"),
            Error => new($"不是 GeoPackage（{broken.Message}）", $"it is no GeoPackage ({broken.Message})"),
            Corrupt => new("文件已损坏或被截断", "the file is damaged or cut off"),
            _ => new($"无法读取（{broken.Message}）", $"it cannot be read ({broken.Message})"),
        },
        new("请重新导出 GeoPackage", "Export the GeoPackage again"));

    private sealed record TableRow(string Name, string? GeometryColumn, long? SrsId, string? Organization, long? Code, string SrsName);

    /// <summary>An open table.</summary>
    private sealed record TableRows(
        SqliteConnection File, SqliteCommand Command, SqliteDataReader Reader, string GeometryColumn, string? Key, long SrsId, GeoPackageCrs Crs) : IDisposable
    {
        public void Dispose()
        {
            Reader.Dispose();
            Command.Dispose();
            File.Dispose();
        }
    }
}
