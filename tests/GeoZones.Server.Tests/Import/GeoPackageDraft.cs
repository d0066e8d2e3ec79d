using Microsoft.Data.Sqlite;

using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoZones.Server.Tests.Import;

/// <summary>A GeoPackage drawn by a test: the tables that the standard demands, made by hand, and geometries written by NetTopologySuite.</summary>
internal sealed class GeoPackageDraft : IDisposable
{
    private readonly SqliteConnection _file;

    public GeoPackageDraft(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        Path = path;
        _file = new($"Data Source={path};Pooling=False");
        _file.Open();
        Execute("""
            PRAGMA application_id = 0x47504B47;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL);
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, srs_id INTEGER);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
            INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined'), ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined'), ('WGS 84', 4326, 'EPSG', 4326, '');
            """);
    }

    public string Path { get; }

    /// <summary>Adds a feature table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="srid">EPSG code, also its <c>srs_id</c>; -1 and 0 are the undefined ones.</param>
    /// <param name="columns">Definitions of its columns besides <c>fid</c> and <c>geom</c>.</param>
    public GeoPackageDraft Table(string name, int srid, string columns = "code TEXT")
    {
        Execute($"""
            INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES ('EPSG {srid}', {srid}, 'EPSG', {srid}, '');
            INSERT INTO gpkg_contents VALUES ('{name}', 'features', {srid});
            INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', 'GEOMETRY', {srid}, 0, 0);
            CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY, geom BLOB, {columns});
            """);
        return this;
    }

    /// <summary>Adds a row.</summary>
    public GeoPackageDraft Row(string table, Geometry geometry, params object?[] values) => Row(table, Blob(geometry), values);

    /// <summary>Adds a row with these bytes in its geometry column.</summary>
    public GeoPackageDraft Row(string table, byte[]? blob, params object?[] values)
    {
        using var command = new SqliteCommand($"INSERT INTO \"{table}\" VALUES (NULL, $blob{string.Concat(values.Select((_, i) => $", $v{i}"))})", _file);
        command.Parameters.AddWithValue("$blob", (object?)blob ?? DBNull.Value);
        foreach (var (i, value) in values.Index())
        {
            command.Parameters.AddWithValue($"$v{i}", value ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
        return this;
    }

    public void Execute(string sql)
    {
        using var command = new SqliteCommand(sql, _file);
        command.ExecuteNonQuery();
    }

    public static byte[] Blob(Geometry geometry) => new GeoPackageGeoWriter { HandleOrdinates = Ordinates.XY }.Write(geometry);

    public void Dispose() => _file.Dispose();
}
