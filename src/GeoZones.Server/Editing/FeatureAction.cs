using System.Text.Json;

using GeoZones.Server.Features;
using GeoZones.Server.Import;

namespace GeoZones.Server.Editing;

/// <summary>Kinds of changes of a feature.</summary>
internal enum ActionKind
{
    /// <summary>A new feature.</summary>
    Insert,

    /// <summary>A feature as a whole in place of another.</summary>
    Replace,

    /// <summary>Some members of a feature.</summary>
    Update,

    /// <summary>The feature ends.</summary>
    Delete,

    /// <summary>The feature becomes what it was.</summary>
    PutBack,
}

/// <summary>One change that a caller asks for.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Collection">The collection.</param>
/// <param name="Id">The feature; <c>null</c> for a new one.</param>
/// <param name="Body">The feature, or what is merged into it; undefined where there is none.</param>
/// <param name="Expected">What the caller knows of the feature; <c>null</c> for a new one, or for one that is to be there again.</param>
/// <param name="Crs">The system of coordinates in <paramref name="Body"/>.</param>
/// <param name="At">JSON pointer to <paramref name="Body"/> in the request.</param>
internal sealed record FeatureAction(
    ActionKind Kind, FeatureCollectionInfo Collection, long? Id, JsonElement Body, Precondition? Expected, CoordinateReference Crs, string At = "")
{
    /// <summary>What features of the collection look like.</summary>
    public CollectionShape Shape => CollectionShape.Of(Collection.Id)!;

    /// <summary>The version that is put back.</summary>
    public long Version { get; init; }
}
