using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Cql2;

/// <summary>A filter that a caller gives in CQL2 (OGC API – Features, part 3).</summary>
/// <param name="Expression">What it says.</param>
/// <param name="Crs">The system of its coordinates.</param>
public sealed record Filter(Expression Expression, CoordinateReference Crs)
{
    /// <summary>The query parameters that <see cref="Parse"/> reads.</summary>
    public static readonly string[] Parameters = ["filter", "filter-lang", "filter-crs"];

    /// <summary>The conformance classes of CQL2 that are fulfilled.</summary>
    public static readonly string[] Classes =
    [
        .. ((string[])
        [
            "cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison", "accent-insensitive-comparison", "basic-spatial-functions", "basic-spatial-functions-plus",
            "spatial-functions", "temporal-functions", "property-property", "arithmetic",
        ]).Select(name => $"http://www.opengis.net/spec/cql2/1.0/conf/{name}"),
    ];

    /// <summary>Reads <c>filter</c> in the language <c>filter-lang</c> with coordinates in <c>filter-crs</c>, together with the queryables that are parameters themselves.</summary>
    /// <returns><c>null</c> where there is neither.</returns>
    /// <exception cref="ProblemException">400: it cannot be read, or a parameter is unknown or has no value of its type.</exception>
    public static Filter? Parse(IQueryCollection query, FeatureCollectionInfo collection)
    {
        var equal = QueryableParameters.Parse(query, collection);
        var filter = Written(query);
        return equal.Count == 0 ? filter : new(new Operation("and", [.. equal, .. filter is null ? (Expression[])[] : [filter.Expression]]), filter?.Crs ?? CoordinateReference.Crs84);
    }

    /// <summary>The condition for features <c>f</c>.</summary>
    /// <param name="command">Takes the values.</param>
    /// <param name="collection">Whose properties may be asked about.</param>
    /// <param name="revision">SQL of the revision that is shown.</param>
    /// <exception cref="ProblemException">400: an unknown property, or types that do not fit.</exception>
    public string Sql(NpgsqlCommand command, FeatureCollectionInfo collection, string revision) => new FilterSql(command, collection, revision, Crs).Condition(Expression);

    private static Filter? Written(IQueryCollection query)
    {
        var crs = query.ContainsKey("filter-crs") ? CoordinateReference.Parse(query["filter-crs"]!, "filter-crs") : CoordinateReference.Crs84;
        Func<string, Expression> read = query["filter-lang"].ToString() switch
        {
            "cql2-text" => TextParser.Read,
            "" when !query.ContainsKey("filter-lang") => TextParser.Read,
            "cql2-json" => JsonParser.Read,
            _ => throw ProblemException.OfParameter("filter-lang", "filter-lang 须为 cql2-text 或 cql2-json。", "filter-lang is cql2-text or cql2-json."),
        };
        return query.ContainsKey("filter") ? new(read(query["filter"]!), crs) : null;
    }
}
