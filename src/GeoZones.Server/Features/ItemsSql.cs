using System.Text;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary>The SQL that lets PostGIS write features as GeoJSON text: one row, one feature, in order of id.</summary>
public static class ItemsSql
{
    private const string AreaMembers = """
        f.declared_area_m2 AS "declaredAreaM2", f.ellipsoidal_area_m2 AS "ellipsoidalAreaM2",
        f.planar_area_m2 AS "planarAreaM2", f.ground_area_m2 AS "groundAreaM2"
        """;

    private const string LengthMember = """f.ground_length_m AS "groundLengthM" """;

    // The revision of a feature's plan that is shown. Subqueries, not joins: the planner then walks the index on the id and stops at the limit.
    private const string OfPlan = "FROM revision r WHERE r.region = f.region AND coalesce(r.plan, '') = coalesce(f.plan, '')";

    /// <summary>The page that <paramref name="query"/> asks for and one row more, which tells whether there is a next page. Columns: id, text without the closing brace.</summary>
    public static NpgsqlCommand Page(FeatureCollectionInfo collection, ItemsQuery query)
    {
        var command = new NpgsqlCommand();
        var sql = Select(command, collection, query.Revision);
        sql.Append(" AND f.id > ").Append(Parameter(command, query.After, NpgsqlDbType.Bigint));
        if (query.Region is not null)
        {
            sql.Append(" AND f.region = ").Append(Parameter(command, query.Region, NpgsqlDbType.Text));
        }
        if (query.Plan is not null)
        {
            sql.Append(query.Plan == "survey" ? " AND f.plan IS NULL" : $" AND f.plan = {Parameter(command, query.Plan, NpgsqlDbType.Text)}");
        }
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
        var sql = Select(command, collection, revision);
        sql.Append(" AND f.id = ").Append(Parameter(command, id, NpgsqlDbType.Bigint));
        command.CommandText = sql.ToString();
        return command;
    }

    private static StringBuilder Select(NpgsqlCommand command, FeatureCollectionInfo collection, int? revision)
    {
        // Versions without an end are what the newest revision shows; an index knows them.
        var (number, lives) = ($"(SELECT r.number {OfPlan} AND NOT r.superseded)", "f.lives_to IS NULL");
        if (revision is not null)
        {
            number = Parameter(command, revision.Value, NpgsqlDbType.Integer);
            var shown = $"(SELECT r.id {OfPlan} AND r.number = {number})";
            lives = $"f.lives_from <= {shown} AND (f.lives_to IS NULL OR f.lives_to > {shown})";
        }
        var members = $"f.region, f.plan, {number} AS revision, f.zone, f.code, f.name, f.synthetic, {(collection.Lines ? LengthMember : AreaMembers)}";
        return new StringBuilder($"""
            SELECT f.id, concat('{FeatureStart}', f.id, ',"geometry":', ST_AsGeoJSON(f.geom, 9, 0), ',"properties":',
                rtrim(row_to_json(p)::text, '{Close}'), CASE WHEN f.attributes = '{Empty}' THEN '' ELSE ',' END, ltrim(f.attributes::text, '{Open}'))
            FROM {collection.Table} f CROSS JOIN LATERAL (SELECT {members}) AS p
            WHERE f.collection = '{collection.Id}' AND {lives}
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
