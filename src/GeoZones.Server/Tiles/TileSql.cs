using GeoZones.Server.Features;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Tiles;

/// <summary>The SQL that makes a tile: one row and column, the tile's bytes.</summary>
internal static class TileSql
{
    // A tile is shown 256 pixels wide, and 512 on a fine screen.
    private const int StepsOfPixel = Tile.Extent / 512;

    // What a tile is made of at most: more than anybody can tell apart in it, and few enough to be read at once.
    private const int MostFeatures = 20_000;

    // As the index has it, and with it an order that is by chance as to place, and the same at every zoom.
    private const string Size = "greatest(ST_XMax(f.mercator) - ST_XMin(f.mercator), ST_YMax(f.mercator) - ST_YMin(f.mercator))";
    private const string LargestFirst = $"{Size} DESC, hashint8(f.id) DESC, f.id DESC";

    // From here on few features are in a tile, and it is always the place that finds them.
    private const int FirstZoomOfFew = 12;

    private static readonly string[] s_common = ["region", "plan", "zone", "code", "name"];

    /// <summary>
    /// The command for <paramref name="tile"/>: the largest features in it. Of those that are smaller than a pixel one stands for all in its pixel, and is drawn as large as that.
    /// What lies inside is put on the grid as it is, and only what crosses the frame is cut, which costs many times as much. The order of the features is that of their ids, so the same features give the same bytes.
    /// </summary>
    public static NpgsqlCommand Of(Tile tile, FeatureCollectionInfo collection)
    {
        var command = new NpgsqlCommand();
        string Number(double value) => command.Parameter(value, NpgsqlDbType.Double);
        var (west, north, side, beyond) = (tile.West, tile.North, WebMercatorQuad.TileSide(tile.Zoom), Tile.Buffer * tile.Step);
        var (step, pixel) = (Number(tile.Step), Number(StepsOfPixel * tile.Step));
        var frame = $"ST_MakeEnvelope({Number(west)}, {Number(north - side)}, {Number(west + side)}, {Number(north)}, 3857)";
        var window = $"ST_MakeEnvelope({Number(west - beyond)}, {Number(north - side - beyond)}, {Number(west + side + beyond)}, {Number(north + beyond)}, 3857)";
        // The fields of a reference layer come together, by the names that they have in its attributes.
        FeatureProperty[] properties = collection.Reference is null ? [.. Properties(collection)] : [new("attributes", PropertyType.Text, default, "f.attributes")];
        command.CommandText = $"""
            SELECT ST_AsMVT(drawn, '{collection.Id}', {Tile.Extent}, 'geom', 'feature_id' ORDER BY drawn.id) FROM (
                SELECT id AS feature_id, id{string.Concat(properties.Select(property => $", \"{property.Name}\""))},
                    CASE WHEN NOT is_inside THEN ST_AsMVTGeom(shape, {frame}, {Tile.Extent}, {Tile.Buffer})
                        ELSE ST_SnapToGrid(ST_TransScale(ST_ForcePolygonCW(shape), {Number(-west)}, {Number(-north)}, {Number(1 / tile.Step)}, {Number(-1 / tile.Step)}), 1) END AS geom
                FROM (SELECT *, CASE WHEN pixel_x IS NULL THEN ST_Simplify(mercator, {step}) ELSE {Dot(pixel)} END AS shape
                    FROM (SELECT *, row_number() OVER (PARTITION BY pixel_x, pixel_y ORDER BY size DESC, hashint8(id) DESC, id DESC) AS rank
                        FROM (SELECT f.id, f.mercator, {Size} AS size, {Pixel("X", pixel)} AS pixel_x, {Pixel("Y", pixel)} AS pixel_y,
                                f.mercator @ {window} AND GeometryType(f.mercator) <> 'GEOMETRYCOLLECTION' AS is_inside{string.Concat(properties.Select(property => $", {property.Sql} AS \"{property.Name}\""))}
                            FROM {collection.Table} f
                            WHERE {collection.IsMember} AND {collection.Shown(command, new(tile.Revision, null)).Condition}{Of(command, tile, collection)} AND f.mercator && {window}
                            ORDER BY {LargestFirst} LIMIT {MostFeatures}) AS largest) AS ranked
                    WHERE pixel_x IS NULL OR rank = 1) AS shaped
                WHERE shape IS NOT NULL) AS drawn
            WHERE NOT ST_IsEmpty(geom)
            """;
        return command;
    }

    /// <summary>Whether the command for a tile is worth keeping prepared: others are planned each time, as they are best read.</summary>
    public static bool IsKept(Tile tile, FeatureCollectionInfo collection) => tile.Zoom >= FirstZoomOfFew && collection.Reference is null;

    // NULL for what is larger.
    private static string Pixel(string axis, string pixel) => $"CASE WHEN {Size} < {pixel} THEN floor((ST_{axis}Min(f.mercator) + ST_{axis}Max(f.mercator)) / 2 / {pixel}) END";

    // A square or a dash of a pixel; a point is one at any size.
    private static string Dot(string pixel) => $"""
        CASE ST_Dimension(mercator)
            WHEN 0 THEN mercator
            WHEN 1 THEN ST_SetSRID(ST_MakeLine(ST_MakePoint(ST_XMin(mercator), ST_YMin(mercator)), ST_MakePoint(ST_XMin(mercator) + {pixel}, ST_YMin(mercator))), 3857)
            ELSE ST_Expand(ST_SetSRID(ST_MakePoint((ST_XMin(mercator) + ST_XMax(mercator)) / 2, (ST_YMin(mercator) + ST_YMax(mercator)) / 2), 3857), {pixel} / 2) END
        """;

    /// <summary>The properties of a feature in a tile, besides its id: what a map tells features apart by.</summary>
    public static IEnumerable<FeatureProperty> Properties(FeatureCollectionInfo collection) =>
        collection.Properties.Where(property => property.IsAttribute || s_common.Contains(property.Name));

    private static string Of(NpgsqlCommand command, Tile tile, FeatureCollectionInfo collection) => collection.Reference is { } layer ? layer.IsAskedFor(tile.Region, tile.Plan) ? "" : " AND false"
        : (tile.Region is null ? ItemsSql.Among(command, tile.Among?.Split(Tile.Between, StringSplitOptions.RemoveEmptyEntries)) : $" AND f.region = {command.Parameter(tile.Region, NpgsqlDbType.Text)}")
        + (tile.Plan is null ? "" : tile.Plan == "survey" ? " AND f.plan IS NULL" : $" AND f.plan = {command.Parameter(tile.Plan, NpgsqlDbType.Text)}");
}
