using GeoZones.Server.CommandLine;
using GeoZones.Server.Cql2;
using GeoZones.Server.Import;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>A collection as the API shows it. Its features are rows <c>f</c> of a table with the columns <c>id</c>, <c>attributes</c>, <c>geom</c> and <c>mercator</c>.</summary>
/// <param name="Id">Its name in URLs.</param>
/// <param name="Title">Its name for readers.</param>
/// <param name="Description">What is in it.</param>
public sealed record FeatureCollectionInfo(string Id, Sentence Title, Sentence Description)
{
    /// <summary>The reference layer that it is; <c>null</c> where its features belong to plans or to the survey.</summary>
    public ReferenceLayer? Reference { get; init; }

    /// <summary>The table that holds its features.</summary>
    public string Table => Reference is null ? "feature_" + Id.Replace('-', '_') : "reference_feature";

    /// <summary>SQL: a row of the table is one of its features. The indexes begin with it.</summary>
    public string IsMember => Reference is null ? $"f.collection = '{Id}'" : FormattableString.Invariant($"f.layer = {Reference.Id}");

    /// <summary>SQL of about how many features there are, told without reading them.</summary>
    public string Size => Reference is null ? $"(SELECT reltuples FROM pg_class WHERE oid = '{Table}'::regclass)" : FormattableString.Invariant($"{Reference.Features}");

    /// <summary>GeoJSON types of its geometries.</summary>
    public IReadOnlyList<string> GeometryTypes => Reference?.GeometryTypes ?? CollectionShape.Of(Id)!.GeometryTypes;

    /// <summary>The dimension of its geometries, 0 for points, 1 for lines, 2 for areas; <c>null</c> where they differ.</summary>
    public int? Dimension => GeometryTypes.Select(type => type.EndsWith("Point", StringComparison.Ordinal) ? 0 : type.EndsWith("LineString", StringComparison.Ordinal) ? 1 : 2).Distinct().ToArray() is [var only] ? only : null;

    /// <summary>The properties that are known of its features.</summary>
    public IReadOnlyList<FeatureProperty> Properties => Reference?.Properties ?? FeatureProperties.Of(this);

    /// <summary>Those that are served one by one, before the attributes that come together.</summary>
    public IReadOnlyList<FeatureProperty> Served => Reference is null ? FeatureProperties.ServedOf(this) : [];

    /// <summary>
    /// The SQL for its features <c>f</c> in a state of their plan: what is joined to them, an expression for the number of the revision that is shown, and the condition that picks at most one version of each.
    /// A reference layer has one state, that of now.
    /// </summary>
    /// <param name="command">Takes the parameters.</param>
    /// <param name="state">The state.</param>
    public (string Join, string Number, string Condition) Shown(NpgsqlCommand command, PlanState state) =>
        Reference is null ? state.Sql(command, Table) : ("", "NULL::integer", "true");
}
