using GeoZones.Server.Features;

namespace GeoZones.Server.Cql2;

/// <summary>What a filter may ask about: the known properties of a collection, its geometry, and, but for reference layers, when a version was made and ended.</summary>
public static class Queryables
{
    /// <summary>Name of the geometry.</summary>
    public const string Geometry = "geometry";

    /// <summary>When the version that is shown was made; the start of its time.</summary>
    public static readonly FeatureProperty MadeAt = new("madeAt", PropertyType.Instant, new("形成时间", "Made at"), PlanState.MadeAt) { IsComputed = true };

    /// <summary>When it was ended; none while it lives.</summary>
    public static readonly FeatureProperty EndedAt = new("endedAt", PropertyType.Instant, new("终止时间", "Ended at"), PlanState.EndedAt) { IsComputed = true };

    /// <summary>The feature's number.</summary>
    public static readonly FeatureProperty Id = new("id", PropertyType.Integer, new("标识", "Id"), "f.id") { IsComputed = true };

    private static readonly Dictionary<string, IReadOnlyList<FeatureProperty>> ByCollection = FeatureCollections.All.ToDictionary(
        collection => collection.Id, IReadOnlyList<FeatureProperty> (collection) => [Id, .. collection.Properties, MadeAt, EndedAt], StringComparer.Ordinal);

    /// <summary>All of a collection, without the geometry.</summary>
    public static IReadOnlyList<FeatureProperty> Of(FeatureCollectionInfo collection) => collection.Reference is null ? ByCollection[collection.Id] : [Id, .. collection.Properties];

    /// <summary>The names of all, with that of the geometry.</summary>
    public static IEnumerable<string> Names(FeatureCollectionInfo collection) => [Geometry, .. Of(collection).Select(property => property.Name)];
}
