using System.Text;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary>The SQL that reads features for <see cref="FeatureWriter"/>: one row, one feature, in the order that is asked for, else that of the ids.</summary>
public static class ItemsSql
{
    // What a row costs when it is only counted, against a row that is written.
    private const int CountedForOneWritten = 20;

    /// <summary>The page that <paramref name="query"/> asks for and one row more, which tells whether there is a next page.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="withGeometry"><c>false</c> for tables to read: geometries would only be held in memory.</param>
    public static NpgsqlCommand Page(FeatureCollectionInfo collection, ItemsQuery query, bool withGeometry = true)
    {
        var command = new NpgsqlCommand();
        var (join, number, shown) = collection.Shown(command, query.State);
        command.CommandText = $"""
            {Select(collection, query.Shown, query.Sort, join, number, withGeometry)} WHERE {collection.IsMember} AND {shown}{Filters(command, collection, query, number)}{After(command, query, number)}
            ORDER BY {string.Concat(query.Sort.Select(key => key.Order(number) + ", "))}f.id LIMIT {command.Parameter(query.Limit + 1, NpgsqlDbType.Integer)}
            """;
        return command;
    }

    /// <summary>Counts what all pages of <paramref name="query"/> hold. One row and column: the number, NULL where counting would cost more than the page itself.</summary>
    public static NpgsqlCommand Count(FeatureCollectionInfo collection, ItemsQuery query)
    {
        var command = new NpgsqlCommand();
        var most = query.Limit * CountedForOneWritten;
        var (join, number, shown) = collection.Shown(command, query.State);
        // Where the filters leave little of it, they are given a try.
        var large = query.Narrows ? "false" : $"{collection.Size} > {command.Parameter(2 * most, NpgsqlDbType.Integer)}";
        command.CommandText = $"""
            SELECT CASE WHEN NOT {large} THEN (SELECT nullif(count(*), {command.Parameter(most + 1L, NpgsqlDbType.Bigint)}) FROM (
                SELECT FROM {collection.Table} f{(query.Filter is null ? "" : join)} WHERE {collection.IsMember} AND {shown}{Filters(command, collection, query, number)} LIMIT {command.Parameter(most + 1, NpgsqlDbType.Integer)}) AS counted) END
            """;
        return command;
    }

    /// <summary>One feature, in a state of its plan. Its last columns are the version and the number of the revision.</summary>
    public static NpgsqlCommand One(FeatureCollectionInfo collection, long id) => Some(collection, null, [id], default);

    /// <summary>Some features, in a state of their plan, with their geometry or without; of these regions where some are named. The last columns are the version and the number of the revision.</summary>
    public static NpgsqlCommand Some(
        FeatureCollectionInfo collection, IReadOnlyList<FeatureProperty>? properties, long[] ids, PlanState state, bool withGeometry = true, IReadOnlyList<string>? among = null)
    {
        var command = new NpgsqlCommand();
        var (join, number, shown) = collection.Shown(command, state);
        var last = collection.Reference is { } layer ? $", {layer.Id}::bigint, 0" : $", f.version, {number}";
        var wanted = command.Parameter(ids, NpgsqlDbType.Array | NpgsqlDbType.Bigint);
        command.CommandText = $"{Select(collection, properties, [], join, number, withGeometry, last)} WHERE {collection.IsMember} AND {shown} AND f.id = ANY ({wanted}){(collection.Reference is null ? Among(command, among) : "")}";
        return command;
    }

    /// <summary>Any versions of features <c>f</c>, shown in the revision that made them: to be joined with that revision as <c>l</c>, and narrowed.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="more">Further columns, with a comma before each.</param>
    public static string Version(FeatureCollectionInfo collection, string more) => Select(collection, null, [], "", "l.number", more: more);

    // Attributes come together unless some properties are named.
    private static string Select(FeatureCollectionInfo collection, IReadOnlyList<FeatureProperty>? properties, IReadOnlyList<SortKey> sort, string join, string number, bool withGeometry = true, string more = "")
    {
        string[] columns =
        [
            "f.id", withGeometry ? "ST_AsBinary(f.geom, 'NDR')" : "NULL::bytea", .. (properties ?? collection.Served).Select(property => property.Sql ?? number),
            properties is null ? "f.attributes::text" : "NULL::text", .. sort.Select(key => key.Sql(number)),
        ];
        return $"SELECT {string.Join(", ", columns)}{more} FROM {collection.Table} f{join}";
    }

    // The first page comes after an id that no feature has: a plan for any limit would else read everything and sort it.
    private static string After(NpgsqlCommand command, ItemsQuery query, string number) =>
        query.After is null && query.Sort.Count > 0 ? "" : $" AND {SortKey.After(command, query.Sort, query.After ?? Cursor.Start, number)}";

    /// <summary>The condition that keeps to some regions; none where <paramref name="regions"/> is <c>null</c>.</summary>
    internal static string Among(NpgsqlCommand command, IReadOnlyList<string>? regions) =>
        regions is null ? "" : regions.Count == 0 ? " AND false" : $" AND f.region = ANY ({command.Parameter(regions.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)})";

    private static string Filters(NpgsqlCommand command, FeatureCollectionInfo collection, ItemsQuery query, string revision)
    {
        var sql = new StringBuilder();
        if (collection.Reference is { } layer)
        {
            sql.Append(layer.IsAskedFor(query.Region, query.Plan) ? "" : " AND false");
        }
        else if (query.Region is not null)
        {
            sql.Append(" AND f.region = ").Append(command.Parameter(query.Region, NpgsqlDbType.Text));
        }
        else
        {
            sql.Append(Among(command, query.Among));
        }
        if (query.Plan is not null && collection.Reference is null)
        {
            sql.Append(query.Plan == "survey" ? " AND f.plan IS NULL" : $" AND f.plan = {command.Parameter(query.Plan, NpgsqlDbType.Text)}");
        }
        if (query.Bbox is { } bbox)
        {
            sql.Append(" AND (").Append(bbox.Sql(command)).Append(')');
        }
        if (query.Filter is { } filter)
        {
            sql.Append(" AND ").Append(filter.Sql(command, collection, revision));
        }
        return sql.ToString();
    }
}
