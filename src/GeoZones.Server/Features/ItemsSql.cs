using System.Text;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary>The SQL that lets PostGIS write features as GeoJSON text: one row, one feature, in order of id.</summary>
public static class ItemsSql
{
    private const string CommonMembers = """f.region, f.plan, s.number AS revision, f.zone, f.code, f.name, f.synthetic""";

    private const string AreaMembers = """
        f.declared_area_m2 AS "declaredAreaM2", f.ellipsoidal_area_m2 AS "ellipsoidalAreaM2",
        f.planar_area_m2 AS "planarAreaM2", f.ground_area_m2 AS "groundAreaM2"
        """;

    private const string LengthMember = """f.ground_length_m AS "groundLengthM" """;

    /// <summary>The page that <paramref name="query"/> asks for and one row more, which tells whether there is a next page. Columns: id, text without the closing brace.</summary>
    public static NpgsqlCommand Page(FeatureCollectionInfo collection, ItemsQuery query)
    {
        var command = new NpgsqlCommand();
        var sql = Select(command, collection, query.Region, query.Plan, query.Revision);
        sql.Append(" AND f.id > ").Append(Parameter(command, query.After, NpgsqlDbType.Bigint));
        if (query.Bbox is { } bbox)
        {
            sql.Append(" AND (").AppendJoin(" OR ", bbox.Boxes().Select(box => Window(command, box))).Append(')');
        }
        sql.Append(" ORDER BY f.id LIMIT ").Append(Parameter(command, query.Limit + 1, NpgsqlDbType.Integer));
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>One feature, in the newest or the named revision. Columns as in <see cref="Page"/>.</summary>
    public static NpgsqlCommand One(FeatureCollectionInfo collection, long id, int? revision)
    {
        var command = new NpgsqlCommand();
        var sql = Select(command, collection, null, null, revision);
        sql.Append(" AND f.id = ").Append(Parameter(command, id, NpgsqlDbType.Bigint));
        command.CommandText = sql.ToString();
        return command;
    }

    private static StringBuilder Select(NpgsqlCommand command, FeatureCollectionInfo collection, string? region, string? plan, int? revision)
    {
        var members = $"{CommonMembers}, {(collection.Lines ? LengthMember : AreaMembers)}";
        var sql = new StringBuilder("WITH shown AS (SELECT DISTINCT ON (region, plan) id, region, plan, number FROM revision WHERE true");
        if (region is not null)
        {
            sql.Append(" AND region = ").Append(Parameter(command, region, NpgsqlDbType.Text));
        }
        if (plan is not null)
        {
            sql.Append(" AND coalesce(plan, 'survey') = ").Append(Parameter(command, plan, NpgsqlDbType.Text));
        }
        if (revision is not null)
        {
            sql.Append(" AND number = ").Append(Parameter(command, revision.Value, NpgsqlDbType.Integer));
        }
        // Versions without an end are what the newest revision shows; an index knows them.
        var lives = revision is null ? "f.lives_to IS NULL" : "f.lives_from <= s.id AND (f.lives_to IS NULL OR f.lives_to > s.id)";
        return sql.Append($"""
             ORDER BY region, plan, id DESC)
            SELECT f.id, concat('{FeatureStart}', f.id, ',"geometry":', ST_AsGeoJSON(f.geom, 9, 0), ',"properties":',
                rtrim(row_to_json(p)::text, '{Close}'), CASE WHEN f.attributes = '{Empty}' THEN '' ELSE ',' END, ltrim(f.attributes::text, '{Open}'))
            FROM {collection.Table} f JOIN shown s ON s.region = f.region AND coalesce(s.plan, '') = coalesce(f.plan, '')
            CROSS JOIN LATERAL (SELECT {members}) AS p
            WHERE {lives}
            """);
    }

    private const string FeatureStart = "{\"type\":\"Feature\",\"id\":";
    private const string Open = "{";
    private const string Close = "}";
    private const string Empty = "{}";

    private static string Window(NpgsqlCommand command, BoundingBox box)
    {
        var envelope = $"ST_MakeEnvelope({string.Join(", ",
            new[] { box.West, box.South, box.East, box.North }.Select(degrees => Parameter(command, degrees, NpgsqlDbType.Double)))}, 4490)";
        return $"ST_Intersects(f.geom, {envelope})";
    }

    private static string Parameter<T>(NpgsqlCommand command, T value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return $"${command.Parameters.Count}";
    }
}
