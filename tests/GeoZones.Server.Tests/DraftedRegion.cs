using System.Globalization;

using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Tests;

/// <summary>A small region of its own, drawn by a test: 114–115° E, 34–35° N, plane 4547.</summary>
internal sealed class DraftedRegion
{
    private const int PlaneSrid = 4547;
    private readonly NpgsqlDataSource _db;
    private readonly Dictionary<long, long> _changes = [];

    private DraftedRegion(NpgsqlDataSource db, string id) => (_db, Id) = (db, id);

    public string Id { get; }

    /// <summary>Makes the region with its three plans, none of which has a revision yet.</summary>
    public static async Task<DraftedRegion> CreateAsync(NpgsqlDataSource db)
    {
        var region = new DraftedRegion(db, $"drafted-{Guid.NewGuid():N}");
        await region.ExecuteAsync("""
            INSERT INTO region (id, name_zh, name_en, plane_srid, extent, synthetic)
            VALUES ($1, '试验', 'Drafted', 4547, ST_MakeEnvelope(114, 34, 115, 35, 4490), true)
            """, region.Id);
        await region.ExecuteAsync("""
            INSERT INTO plan (region, kind, name_zh, name_en) SELECT $1, kind, '规划', 'Plan' FROM unnest(ARRAY['zone', 'urban', 'land-use']) AS kind
            """, region.Id);
        return region;
    }

    /// <summary>Begins the next draft of a plan (<c>null</c>: the survey); returns the id of the revision.</summary>
    public async Task<long> ReviseAsync(string? plan)
    {
        var revision = (long)(await ScalarAsync("""
            INSERT INTO revision (region, plan, number, created_by)
            SELECT $1, $2, 1 + coalesce(max(number), 0), 'test' FROM revision WHERE region = $1 AND plan IS NOT DISTINCT FROM $2::text RETURNING id
            """, Id, plan))!;
        _changes[revision] = (long)(await ScalarAsync(
            "INSERT INTO change (revision_id, made_by, reason) VALUES ($1, 'test', 'test') RETURNING id", revision))!;
        return revision;
    }

    /// <summary>Draws a feature in a draft; returns its id.</summary>
    public async Task<long> DrawAsync(
        long revision, string collection, string wkt, string? code = null, string? zone = null, string attributes = "{}", string? name = null,
        double? declaredAreaM2 = null) => await MakeAsync(revision, collection, null, wkt, code, zone, attributes, name, declaredAreaM2);

    /// <summary>Ends the current version of a feature in a draft and draws the next one.</summary>
    public async Task RedrawAsync(long revision, string collection, long id, string wkt, string? code = null)
    {
        await EndAsync(revision, collection, id);
        await MakeAsync(revision, collection, id, wkt, code, null, "{}", null, null);
    }

    private async Task<long> MakeAsync(
        long revision, string collection, long? id, string wkt, string? code, string? zone, string attributes, string? name, double? declaredAreaM2)
    {
        var geometry = new WKTReader(new NetTopologySuite.NtsGeometryServices(new PrecisionModel(), 4490)).Read(wkt);
        var plane = GaussKrugerPlane.ForSrid(PlaneSrid);
        var areas = geometry is IPolygonal ? AreaMeasure.Of(geometry, plane) : null;
        double? length = geometry is ILineal ? AreaMeasure.GroundLengthM(plane.ToPlane(geometry), plane) : null;
        await using var command = _db.CreateCommand("""
            INSERT INTO feature (collection, id, region, plan, plane_srid, lives_from, made_by, zone, code, name, synthetic, attributes,
                declared_area_m2, ellipsoidal_area_m2, planar_area_m2, ground_area_m2, ground_length_m, geom)
            SELECT $1, coalesce($14, nextval('feature_id')), r.region, r.plan, 4547, r.id, $3, $4, $5, $6, true, $7, $8, $9, $10, $11, $12, $13
            FROM revision r WHERE r.id = $2 RETURNING id
            """);
        Add(command, collection, NpgsqlDbType.Text);
        Add(command, revision, NpgsqlDbType.Bigint);
        Add(command, _changes[revision], NpgsqlDbType.Bigint);
        Add(command, zone, NpgsqlDbType.Text);
        Add(command, code, NpgsqlDbType.Text);
        Add(command, name, NpgsqlDbType.Text);
        Add(command, attributes, NpgsqlDbType.Jsonb);
        Add(command, declaredAreaM2, NpgsqlDbType.Double);
        Add(command, areas?.EllipsoidalAreaM2, NpgsqlDbType.Double);
        Add(command, areas?.PlanarAreaM2, NpgsqlDbType.Double);
        Add(command, areas?.GroundAreaM2, NpgsqlDbType.Double);
        Add(command, length, NpgsqlDbType.Double);
        Add(command, geometry, NpgsqlDbType.Geometry);
        Add(command, id, NpgsqlDbType.Bigint);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Ends the current version of a feature in a draft.</summary>
    public Task EndAsync(long revision, string collection, long id) => ExecuteAsync(
        "UPDATE feature SET lives_to = $1, ended_by = $2 WHERE collection = $3 AND id = $4 AND lives_to IS NULL", revision, _changes[revision], collection, id);

    /// <summary>A square of 0.001° with its south-west corner so many thousandths of a degree from 114° E, 34° N.</summary>
    public static string Square(int east, int north, double size = 1)
    {
        var (w, s) = (114 + east / 1000m, 34 + north / 1000m);
        var (e, n) = (w + (decimal)size / 1000m, s + (decimal)size / 1000m);
        return string.Create(CultureInfo.InvariantCulture, $"POLYGON(({w} {s}, {e} {s}, {e} {n}, {w} {n}, {w} {s}))");
    }

    private Task ExecuteAsync(string sql, params object?[] values) => ScalarAsync(sql, values);

    private async Task<object?> ScalarAsync(string sql, params object?[] values)
    {
        await using var command = _db.CreateCommand(sql);
        foreach (var value in values)
        {
            Add(command, value, value is long ? NpgsqlDbType.Bigint : NpgsqlDbType.Text);
        }
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type) =>
        command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
