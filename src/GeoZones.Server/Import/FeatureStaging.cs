using GeoZones.Checks.Geodesy;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Import;

/// <summary>
/// Brings features into a draft by way of a temporary table: what is read is copied there, matched with what the plan has, and only what
/// differs ends or makes a version.
/// </summary>
internal static class FeatureStaging
{
    /// <summary>Makes the empty temporary table; it goes with the transaction.</summary>
    public static Task Begin(NpgsqlConnection db, CancellationToken cancel) => Run(db, cancel, """
        DROP TABLE IF EXISTS pg_temp.incoming;
        CREATE TEMP TABLE incoming (
            collection text, ordinal integer, mark text, zone text, code text, name text, synthetic boolean, attributes jsonb, declared_area_m2 double precision,
            ellipsoidal_area_m2 double precision, planar_area_m2 double precision, ground_area_m2 double precision, ground_length_m double precision,
            geom geometry(Geometry, 4490), plane geometry) ON COMMIT DROP
        """);

    /// <summary>
    /// Copies the features of one collection into the temporary table. Once something is refused nothing will be kept: the rest is only
    /// read, for its problems.
    /// </summary>
    public static async Task Copy(NpgsqlConnection db, ImportRegion region, string collection, IAsyncEnumerable<IncomingFeature> features, Func<bool> refused, CancellationToken cancel)
    {
        await using IAsyncEnumerator<IncomingFeature> next = features.GetAsyncEnumerator(cancel);
        if (!refused())
        {
            await using NpgsqlBinaryImporter copy = await db.BeginBinaryImportAsync("COPY pg_temp.incoming FROM STDIN (FORMAT binary)", cancel);
            GaussKrugerPlane plane = region.Plane;
            int ordinal = 0;
            while (await next.MoveNextAsync() && !refused())
            {
                await WriteRow(copy, collection, ++ordinal, next.Current.On(plane), cancel);
            }

            if (!refused())
            {
                await copy.CompleteAsync(cancel);
            }
        }

        while (await next.MoveNextAsync())
        {
        }
    }

    /// <summary>
    /// Replaces the collections by what was copied. Features are the same where zone and code are (or, without a code, geometry), those of
    /// one code in the order of the file; the same feature with the same content keeps its version. New ones are numbered by their marks.
    /// </summary>
    public static async Task<IReadOnlyList<ImportedCollection>> Replace(NpgsqlConnection db, ImportRegion region, string? plan, long revision, long change, IReadOnlyList<string> collections, CancellationToken cancel)
    {
        await Run(db, cancel, """
            DROP TABLE IF EXISTS pg_temp.matched;
            CREATE TEMP TABLE matched (collection text, version bigint, id bigint, ordinal integer, same boolean) ON COMMIT DROP
            """);
        await Run(db, cancel, """
            WITH standing AS (
                SELECT *, row_number() OVER (PARTITION BY collection, zone, key ORDER BY version) AS nth FROM (
                    SELECT collection, version, id, coalesce(zone, '') AS zone, coalesce(code, '#' || md5(ST_AsBinary(geom))) AS key,
                        md5(ST_AsBinary(geom)) AS shape, (name, synthetic, attributes, declared_area_m2) AS content
                    FROM feature WHERE region = $1 AND plan IS NOT DISTINCT FROM $2 AND collection = ANY ($3) AND lives_to IS NULL) AS f),
            arriving AS (
                SELECT *, row_number() OVER (PARTITION BY collection, zone, key ORDER BY ordinal) AS nth FROM (
                    SELECT collection, ordinal, coalesce(zone, '') AS zone, coalesce(code, '#' || md5(ST_AsBinary(geom))) AS key,
                        md5(ST_AsBinary(geom)) AS shape, (name, synthetic, attributes, declared_area_m2) AS content
                    FROM pg_temp.incoming) AS i)
            INSERT INTO pg_temp.matched
            SELECT collection, s.version, s.id, a.ordinal, s.shape = a.shape AND s.content IS NOT DISTINCT FROM a.content
            FROM standing s FULL JOIN arriving a USING (collection, zone, key, nth)
            """, region.Id, plan, collections.ToArray());
        await Run(db, cancel, """
            UPDATE feature f SET lives_to = $1, ended_by = $2 FROM pg_temp.matched m
            WHERE f.collection = m.collection AND f.version = m.version AND m.same IS NOT TRUE
            """, revision, change);
        await Run(db, cancel, """
            WITH fresh AS MATERIALIZED (
                SELECT collection, ordinal, nextval('feature_id') AS id FROM (
                    SELECT collection, ordinal FROM pg_temp.incoming JOIN pg_temp.matched m USING (collection, ordinal) WHERE m.version IS NULL
                    ORDER BY collection COLLATE "C", mark COLLATE "C", ordinal) AS i)
            INSERT INTO feature (collection, id, region, plan, plane_srid, lives_from, made_by, zone, code, name, synthetic, attributes,
                declared_area_m2, ellipsoidal_area_m2, planar_area_m2, ground_area_m2, ground_length_m, geom, plane)
            SELECT i.collection, coalesce(m.id, n.id), $1, $2, $3, $4, $5, i.zone, i.code, i.name, i.synthetic, i.attributes,
                i.declared_area_m2, i.ellipsoidal_area_m2, i.planar_area_m2, i.ground_area_m2, i.ground_length_m, i.geom, i.plane
            FROM pg_temp.incoming i JOIN pg_temp.matched m USING (collection, ordinal) LEFT JOIN fresh n USING (collection, ordinal)
            WHERE m.same IS NOT TRUE ORDER BY i.collection, i.ordinal
            """, region.Id, plan, region.PlaneSrid, revision, change);
        return await Counts(db, collections, cancel);
    }

    private static async Task<IReadOnlyList<ImportedCollection>> Counts(NpgsqlConnection db, IReadOnlyList<string> collections, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT c.name, count(m.ordinal) FILTER (WHERE m.version IS NULL), count(m.version) FILTER (WHERE m.ordinal IS NOT NULL AND NOT m.same),
                count(*) FILTER (WHERE m.same), count(m.version) FILTER (WHERE m.ordinal IS NULL)
            FROM unnest($1::text[]) WITH ORDINALITY AS c (name, position) LEFT JOIN pg_temp.matched m ON m.collection = c.name
            GROUP BY c.name, c.position ORDER BY c.position
            """, db);
        command.Parameters.Add(new() { Value = collections.ToArray() });
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancel);
        var counts = new List<ImportedCollection>();
        while (await row.ReadAsync(cancel))
        {
            counts.Add(new(row.GetString(0), (int)row.GetInt64(1), (int)row.GetInt64(2), (int)row.GetInt64(3), (int)row.GetInt64(4), 0));
        }

        return counts;
    }

    private static async Task WriteRow(NpgsqlBinaryImporter copy, string collection, int ordinal, MeasuredFeature measured, CancellationToken cancel)
    {
        IncomingFeature feature = measured.Feature;
        await copy.StartRowAsync(cancel);
        await copy.WriteAsync(collection, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(ordinal, NpgsqlDbType.Integer, cancel);
        await copy.WriteAsync(feature.Mark(), NpgsqlDbType.Text, cancel);
        await Write(copy, feature.Zone, cancel);
        await Write(copy, feature.Code, cancel);
        await Write(copy, feature.Name, cancel);
        await copy.WriteAsync(feature.Synthetic, NpgsqlDbType.Boolean, cancel);
        await copy.WriteAsync(feature.Attributes, NpgsqlDbType.Jsonb, cancel);
        await Write(copy, feature.DeclaredAreaM2, cancel);
        await Write(copy, measured.Areas?.EllipsoidalAreaM2, cancel);
        await Write(copy, measured.Areas?.PlanarAreaM2, cancel);
        await Write(copy, measured.Areas?.GroundAreaM2, cancel);
        await Write(copy, measured.GroundLengthM, cancel);
        await copy.WriteAsync(feature.Geometry, NpgsqlDbType.Geometry, cancel);
        await copy.WriteAsync(measured.Plane, NpgsqlDbType.Geometry, cancel);
    }

    private static async Task Run(NpgsqlConnection db, CancellationToken cancel, string sql, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, db) { CommandTimeout = 0 };
        foreach (object? value in values)
        {
            command.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancel);
    }

    private static Task Write(NpgsqlBinaryImporter copy, string? value, CancellationToken cancel) =>
        value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, NpgsqlDbType.Text, cancel);

    private static Task Write(NpgsqlBinaryImporter copy, double? value, CancellationToken cancel) =>
        value is double number ? copy.WriteAsync(number, NpgsqlDbType.Double, cancel) : copy.WriteNullAsync(cancel);
}
