using GeoZones.Server.Features;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Tiles;

/// <summary>The SQL that makes a tile: one row and column, the tile's bytes.</summary>
internal static class TileSql
{
    // A tile is shown 256 pixels wide, and 512 on a fine screen.
    private const int StepsOfPixel = Tile.Extent / 512;

    // As the index has it.
    private const string Size = "greatest(ST_XMax(f.mercator) - ST_XMin(f.mercator), ST_YMax(f.mercator) - ST_YMin(f.mercator))";

    private static readonly string[] s_common = ["region", "plan", "zone", "code", "name"];

    /// <summary>The command for <paramref name="tile"/>. The order of the features is that of their ids, so the same features give the same bytes.</summary>
    public static NpgsqlCommand Of(Tile tile, FeatureCollectionInfo collection)
    {
        var command = new NpgsqlCommand();
        // Bound and not prepared: how a tile is best read depends on its zoom.
        var place = string.Join(", ", new[] { tile.Zoom, tile.Column, tile.Row }.Select(number => command.Parameter(number, NpgsqlDbType.Integer)));
        // The fields of a reference layer come together, by the names that they have in its attributes.
        var properties = collection.Reference is null ? Properties(collection).Select(property => $"{property.Sql} AS \"{property.Name}\"") : ["f.attributes"];
        command.CommandText = $"""
            SELECT ST_AsMVT(drawn, '{collection.Id}', {Tile.Extent}, 'geom', 'feature_id' ORDER BY drawn.id) FROM (
                SELECT f.id AS feature_id, f.id, {string.Join(", ", properties)},
                    ST_AsMVTGeom(ST_Simplify(f.mercator, {command.Parameter(tile.Step / 2, NpgsqlDbType.Double)}), ST_TileEnvelope({place}), {Tile.Extent}, {Tile.Buffer}) AS geom
                FROM {collection.Table} f
                WHERE {collection.IsMember} AND {collection.Shown(command, new(tile.Revision, null)).Condition}{Of(command, tile, collection)}
                    AND f.mercator && ST_TileEnvelope({place}, margin => {command.Parameter((double)Tile.Buffer / Tile.Extent, NpgsqlDbType.Double)})
                    AND {Visible(command, tile, collection)}) AS drawn
            """;
        return command;
    }

    /// <summary>The properties of a feature in a tile, besides its id: what a map tells features apart by.</summary>
    public static IEnumerable<FeatureProperty> Properties(FeatureCollectionInfo collection) =>
        collection.Properties.Where(property => property.IsAttribute || s_common.Contains(property.Name));

    private static string Of(NpgsqlCommand command, Tile tile, FeatureCollectionInfo collection) => collection.Reference is { } layer ? layer.IsAskedFor(tile.Region, tile.Plan) ? "" : " AND false"
        : (tile.Region is null ? ItemsSql.Among(command, tile.Among?.Split(Tile.Between, StringSplitOptions.RemoveEmptyEntries)) : $" AND f.region = {command.Parameter(tile.Region, NpgsqlDbType.Text)}")
        + (tile.Plan is null ? "" : tile.Plan == "survey" ? " AND f.plan IS NULL" : $" AND f.plan = {command.Parameter(tile.Plan, NpgsqlDbType.Text)}");

    // What is smaller than a pixel is left out, but for points.
    private static string Visible(NpgsqlCommand command, Tile tile, FeatureCollectionInfo collection)
    {
        var larger = $"{Size} >= {command.Parameter(StepsOfPixel * tile.Step, NpgsqlDbType.Double)}";
        return collection.GeometryTypes.Any(type => type.EndsWith("Point", StringComparison.Ordinal)) ? $"({larger} OR {Size} = 0)" : larger;
    }
}
