using System.Text;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary>The SQL that lets PostGIS write features as GeoJSON text: one row, one feature, in order of id.</summary>
public static class ItemsSql
{
    // What a row costs when it is only counted, against a row that is written.
    private const int CountedForOneWritten = 20;

    private const string AreaMembers = """
        f.declared_area_m2 AS "declaredAreaM2", f.ellipsoidal_area_m2 AS "ellipsoidalAreaM2",
        f.planar_area_m2 AS "planarAreaM2", f.ground_area_m2 AS "groundAreaM2"
        """;

    private const string LengthMember = """f.ground_length_m AS "groundLengthM" """;

    private const string FeatureStart = "{\"type\":\"Feature\",\"id\":";
    private const string Open = "{";
    private const string Close = "}";
    private const string Empty = "{}";

    /// <summary>The page that <paramref name="query"/> asks for and one row more, which tells whether there is a next page. Columns: id, text without the closing brace.</summary>
    public static NpgsqlCommand Page(FeatureCollectionInfo collection, ItemsQuery query)
    {
        var command = new NpgsqlCommand();
        var (number, shown) = query.State.Sql(command, collection.Table);
        command.CommandText = $"""
            {Select(collection, number)} WHERE {shown}{Filters(command, query)} AND f.id > {command.Parameter(query.After, NpgsqlDbType.Bigint)}
            ORDER BY f.id LIMIT {command.Parameter(query.Limit + 1, NpgsqlDbType.Integer)}
            """;
        return command;
    }

    /// <summary>Counts what all pages of <paramref name="query"/> hold. One row and column: the number, NULL where counting would cost more than the page itself.</summary>
    public static NpgsqlCommand Count(FeatureCollectionInfo collection, ItemsQuery query)
    {
        var command = new NpgsqlCommand();
        var most = query.Limit * CountedForOneWritten;
        var (_, shown) = query.State.Sql(command, collection.Table);
        // The statistics tell of a large collection without reading it; where the filters leave little of it, they are given a try.
        var large = query.Narrows ? "false" : $"(SELECT reltuples FROM pg_class WHERE oid = '{collection.Table}'::regclass) > {command.Parameter(2 * most, NpgsqlDbType.Integer)}";
        command.CommandText = $"""
            SELECT CASE WHEN NOT {large} THEN (SELECT nullif(count(*), {command.Parameter(most + 1L, NpgsqlDbType.Bigint)}) FROM (
                SELECT FROM {collection.Table} f WHERE {shown}{Filters(command, query)} LIMIT {command.Parameter(most + 1, NpgsqlDbType.Integer)}) AS counted) END
            """;
        return command;
    }

    /// <summary>One feature, in a state of its plan. Columns as in <see cref="Page"/>.</summary>
    public static NpgsqlCommand One(FeatureCollectionInfo collection, long id, PlanState state)
    {
        var command = new NpgsqlCommand();
        var (number, shown) = state.Sql(command, collection.Table);
        command.CommandText = $"{Select(collection, number)} WHERE {shown} AND f.id = {command.Parameter(id, NpgsqlDbType.Bigint)}";
        return command;
    }

    private static string Filters(NpgsqlCommand command, ItemsQuery query)
    {
        var sql = new StringBuilder();
        if (query.Region is not null)
        {
            sql.Append(" AND f.region = ").Append(command.Parameter(query.Region, NpgsqlDbType.Text));
        }
        if (query.Plan is not null)
        {
            sql.Append(query.Plan == "survey" ? " AND f.plan IS NULL" : $" AND f.plan = {command.Parameter(query.Plan, NpgsqlDbType.Text)}");
        }
        if (query.Bbox is { } bbox)
        {
            sql.Append(" AND (").AppendJoin(" OR ", bbox.Boxes().Select(box => Window(command, box))).Append(')');
        }
        return sql.ToString();
    }

    private static string Select(FeatureCollectionInfo collection, string number)
    {
        var members = $"f.region, f.plan, {number} AS revision, f.zone, f.code, f.name, f.synthetic, {(collection.Lines ? LengthMember : AreaMembers)}";
        return $"""
            SELECT f.id, concat('{FeatureStart}', f.id, ',"geometry":', ST_AsGeoJSON(f.geom, 9, 0), ',"properties":',
                rtrim(row_to_json(p)::text, '{Close}'), CASE WHEN f.attributes = '{Empty}' THEN '' ELSE ',' END, ltrim(f.attributes::text, '{Open}'))
            FROM {collection.Table} f CROSS JOIN LATERAL (SELECT {members}) AS p
            """;
    }

    private static string Window(NpgsqlCommand command, BoundingBox box)
    {
        var envelope = $"ST_MakeEnvelope({string.Join(", ",
            new[] { box.West, box.South, box.East, box.North }.Select(degrees => command.Parameter(degrees, NpgsqlDbType.Double)))}, 4490)";
        return $"ST_Intersects(f.geom, {envelope})";
    }
}
