using System.Text.Json.Serialization;

using GeoZones.Server.Features;

namespace GeoZones.Server.Tiles;

/// <summary>The tilesets of a collection.</summary>
public sealed record TilesetList(IReadOnlyList<Link> Links, IReadOnlyList<TilesetItem> Tilesets);

/// <summary>A tileset in the list.</summary>
public sealed record TilesetItem(
    string Title, string DataType, string Crs, [property: JsonPropertyName("tileMatrixSetURI")] string TileMatrixSetUri, IReadOnlyList<Link> Links);

/// <summary>What the OGC standard “Two Dimensional Tile Matrix Set and Tile Set Metadata” says of a tileset.</summary>
public sealed record Tileset(
    string Title, string Description, string DataType, string Crs, [property: JsonPropertyName("tileMatrixSetURI")] string TileMatrixSetUri,
    IReadOnlyList<TilesetLimits> TileMatrixSetLimits, IReadOnlyList<TilesetLayer> Layers, IReadOnlyList<Link> Links)
{
    /// <summary>Where there can be features; left out where the caller may see none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TilesetBox? BoundingBox { get; init; }
}

/// <summary>The tiles of a zoom in which there can be features.</summary>
public sealed record TilesetLimits(string TileMatrix, int MinTileRow, int MaxTileRow, int MinTileCol, int MaxTileCol);

/// <summary>Corners, longitude and latitude in degrees.</summary>
public sealed record TilesetBox(IReadOnlyList<double> LowerLeft, IReadOnlyList<double> UpperRight, string Crs);

/// <summary>The layer in the tiles; <paramref name="GeometryDimension"/> is 1 for lines, 2 for areas, and left out where points are among them.</summary>
public sealed record TilesetLayer(
    string Id, string Title, string DataType, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? GeometryDimension, TilesetProperties PropertiesSchema);

/// <summary>JSON Schema of the layer's properties.</summary>
public sealed record TilesetProperties(string Type, IReadOnlyDictionary<string, TilesetProperty> Properties);

/// <summary>JSON Schema of a property.</summary>
public sealed record TilesetProperty(string Title, string Type);

/// <summary>TileJSON 3.0.</summary>
public sealed record TileJson(
    [property: JsonPropertyName("tilejson")] string Version, string Name, string Description, string Scheme, IReadOnlyList<string> Tiles,
    [property: JsonPropertyName("minzoom")] int FirstZoom, [property: JsonPropertyName("maxzoom")] int LastZoom,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double>? Bounds,
    [property: JsonPropertyName("vector_layers")] IReadOnlyList<TileJsonLayer> VectorLayers);

/// <summary>The layer in the tiles.</summary>
public sealed record TileJsonLayer(
    string Id, string Description, [property: JsonPropertyName("minzoom")] int FirstZoom, [property: JsonPropertyName("maxzoom")] int LastZoom, IReadOnlyDictionary<string, string> Fields);
