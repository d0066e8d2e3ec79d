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

    // By chance as to place, and the same at every zoom, among those that are equally large.
    private const string LargestFirst = "size DESC, hashint8(id) DESC, id DESC";

    // The same, as the index has it.
    private static readonly string LargestFirstInIndex = $"{Size("f.mercator")} DESC, hashint8(f.id) DESC, f.id DESC";

    // From here on few features are in a tile, and it is always the place that finds them.
    private const int FirstZoomOfFew = 12;

    private static readonly string[] s_common = ["region", "plan", "zone", "code", "name"];

    /// <summary>
    /// The command for <paramref name="tile"/>: the largest features in it. Of those that are smaller than a pixel one stands for all in its pixel, and is drawn as large as that; points are all there from close by.
    /// What lies inside is put on the grid as it is; only what crosses the frame is cut, and what crosses itself so that nothing is left of it is repaired, both of which cost many times as much. The order of the features is that of their ids, so the same features give the same bytes.
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
        var few = tile.Zoom >= FirstZoomOfFew;
        // What is called "once" is worked out once for a feature: a geometry is fetched anew, and worked out anew, wherever it is named in a query that PostgreSQL has folded into one.
        command.CommandText = $"""
            SELECT ST_AsMVT(drawn, '{collection.Id}', {Tile.Extent}, 'geom', 'feature_id' ORDER BY drawn.id) FROM (
                SELECT id AS feature_id, id{string.Concat(properties.Select(property => $", \"{property.Name}\""))},
                    CASE WHEN is_inside AND (ST_Dimension(snapped) < 2 OR ST_Area(snapped) >= 1) THEN ST_ForcePolygonCCW(snapped)
                        ELSE ST_AsMVTGeom(shape, {frame}, {Tile.Extent}, {Tile.Buffer}) END AS geom
                FROM (SELECT *, CASE WHEN is_inside THEN ST_SnapToGrid(ST_TransScale(shape, {Number(-west)}, {Number(-north)}, {Number(1 / tile.Step)}, {Number(-1 / tile.Step)}), 1) END AS snapped
                    FROM (SELECT *, CASE WHEN size >= {pixel} THEN ST_Simplify(once, {step}) ELSE {Dot(pixel)} END AS shape
                    FROM (SELECT *, row_number() OVER (PARTITION BY {Pixel("X", pixel)}, {Pixel("Y", pixel)} ORDER BY {LargestFirst}) AS rank
                        FROM (SELECT *, {Size("once")} AS size, Box3D(once) AS box, once @ {window} AND GeometryType(once) <> 'GEOMETRYCOLLECTION' AS is_inside
                            FROM (SELECT f.id, ST_SetSRID(f.mercator, 3857) AS once{string.Concat(properties.Select(property => $", {property.Sql} AS \"{property.Name}\""))}
                                FROM {collection.Table} f
                                WHERE {collection.IsMember} AND {collection.Shown(command, new(tile.Revision, null)).Condition}{Of(command, tile, collection)} AND f.mercator && {window}
                                {(few ? "" : $"ORDER BY {LargestFirstInIndex} LIMIT {MostFeatures}")} OFFSET 0) AS found
                            {(few ? $"ORDER BY {LargestFirst} LIMIT {MostFeatures}" : "OFFSET 0")}) AS largest) AS ranked
                        WHERE size >= {pixel} OR rank = 1{(few ? " OR size = 0" : "")} OFFSET 0) AS shaped
                    OFFSET 0) AS gridded
                OFFSET 0) AS drawn
            WHERE NOT ST_IsEmpty(geom)
            """;
        return command;
    }

    /// <summary>Whether the command for a tile is worth keeping prepared: others are planned each time, as they are best read.</summary>
    public static bool IsKept(Tile tile, FeatureCollectionInfo collection) => tile.Zoom >= FirstZoomOfFew && collection.Reference is null;

    private static string Size(string geometry) => $"greatest(ST_XMax({geometry}) - ST_XMin({geometry}), ST_YMax({geometry}) - ST_YMin({geometry}))";

    // NULL for what is larger.
    private static string Pixel(string axis, string pixel) => $"CASE WHEN size < {pixel} THEN floor((ST_{axis}Min(box) + ST_{axis}Max(box)) / 2 / {pixel}) END";

    // A square or a dash of a pixel; a point is one at any size.
    private static string Dot(string pixel) => $"""
        CASE ST_Dimension(once)
            WHEN 0 THEN once
            WHEN 1 THEN ST_SetSRID(ST_MakeLine(ST_MakePoint(ST_XMin(box), ST_YMin(box)), ST_MakePoint(ST_XMin(box) + {pixel}, ST_YMin(box))), 3857)
            ELSE ST_Expand(ST_SetSRID(ST_MakePoint((ST_XMin(box) + ST_XMax(box)) / 2, (ST_YMin(box) + ST_YMax(box)) / 2), 3857), {pixel} / 2) END
        """;

    /// <summary>The properties of a feature in a tile, besides its id: what a map tells features apart by.</summary>
    public static IEnumerable<FeatureProperty> Properties(FeatureCollectionInfo collection) =>
        collection.Properties.Where(property => property.IsAttribute || s_common.Contains(property.Name));

    private static string Of(NpgsqlCommand command, Tile tile, FeatureCollectionInfo collection) => collection.Reference is { } layer ? layer.IsAskedFor(tile.Region, tile.Plan) ? "" : " AND false"
        : (tile.Region is null ? ItemsSql.Among(command, tile.Among?.Split(Tile.Between, StringSplitOptions.RemoveEmptyEntries)) : $" AND f.region = {command.Parameter(tile.Region, NpgsqlDbType.Text)}")
        + (tile.Plan is null ? "" : tile.Plan == "survey" ? " AND f.plan IS NULL" : $" AND f.plan = {command.Parameter(tile.Plan, NpgsqlDbType.Text)}");
}
