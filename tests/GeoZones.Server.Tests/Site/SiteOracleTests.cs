using System.Globalization;
using System.Text.Json;

using NetTopologySuite.Geometries;

using Npgsql;

namespace GeoZones.Server.Tests.Site;

/// <summary>PostGIS, asked in SQL over the stored planes, gives the areas of the site check for random sites of each case.</summary>
public sealed class SiteOracleTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>, IAsyncLifetime
{
    // Of the site: geodesics stand in for edges of at most 50 m, and vertices come into the plane by another library, 0.01 mm apart.
    private const double Relative = 1e-7;
    private const double AbsoluteM2 = 0.02;

    private const string Sql = """
        WITH site AS (SELECT ST_SetSRID(ST_GeomFromText($2), 4490) AS geom),
        plane AS (SELECT ST_Transform(s.geom, r.plane_srid) AS site FROM site s, region r WHERE r.id = $1),
        patch AS (
            SELECT l.layer, l.code, rank() OVER (PARTITION BY l.layer ORDER BY coalesce(f.code, '#' || f.id) COLLATE "C", f.id) AS rank, ST_Intersection(f.plane, p.site) AS part
            FROM plane p, feature f,
            LATERAL (VALUES
                ('control-area', 'designations', 'land-use', f.attributes ->> 'controlArea'), ('use-area', 'designations', 'land-use', f.attributes ->> 'useArea'),
                ('urban-class', 'designations', 'urban', f.attributes ->> 'class'), ('zone-function', 'designations', 'zone', f.attributes ->> 'function'),
                ('farmland', 'farmland', 'land-use', f.attributes ->> 'farmlandClass'), ('existing-land-use', 'existing-land-use', NULL, f.attributes ->> 'class'),
                ('sub-park', 'sub-parks', 'zone', coalesce(f.code, '#' || f.id)), ('township', 'townships', NULL, coalesce(f.code, '#' || f.id))
            ) AS l (layer, collection, plan, code)
            WHERE f.region = $1 AND f.lives_to IS NULL AND f.collection = l.collection AND f.plan IS NOT DISTINCT FROM l.plan AND l.code IS NOT NULL AND ST_IsValid(f.plane) AND ST_Intersects(f.plane, p.site)),
        own AS (
            SELECT a.layer, a.code, oracle.ground(oracle.near(coalesce(ST_Difference(a.part, (SELECT ST_Union(b.part) FROM patch b WHERE b.layer = a.layer AND b.rank < a.rank AND b.part && a.part)), a.part))) AS area
            FROM patch a)
        SELECT layer, code, sum(area) FROM own GROUP BY layer, code HAVING sum(area) > 0.05
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Checks.Oracle.OfAsync(server.Database.Source);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task Every_area_of_random_sites_is_that_of_PostGIS(string region)
    {
        var extent = (await Answer.GetAsync(server.Http, $"/api/regions/{region}")).Is(200).GetProperty("extent").EnumerateArray().Select(number => number.GetDouble()).ToArray();
        Random random = new(20 + region.Length);
        for (var number = 0; number < 8; number++)
        {
            await SameAsync(region, Site(random, extent, number));
        }
    }

    [Fact]
    public async Task A_site_that_is_a_sub_park_shares_its_edges_and_has_the_areas_of_PostGIS() => await SameAsync("changyuan", await StoredAsync("changyuan", "sub-parks", "PX"));

    private async Task SameAsync(string region, Polygon site)
    {
        var body = $$"""{"type":"Polygon","coordinates":[{{string.Join(',', site.InteriorRings.Prepend(site.ExteriorRing).Select(Ring))}}]}""";
        var answer = (await Answer.PostAsync(server.Http, $"/api/regions/{region}/site-check", body)).Is(200);
        var groundM2 = answer.GetProperty("areas").GetProperty("groundAreaM2").GetDouble();
        var oracle = await OracleAsync(region, site);
        foreach (var layer in answer.GetProperty("layers").EnumerateArray())
        {
            var (id, rows) = (layer.GetProperty("id").GetString()!, layer.GetProperty("rows").EnumerateArray().ToList());
            Assert.InRange(Math.Abs(layer.GetProperty("residualM2").GetDouble()), 0, 1e-9 * groundM2 + 1e-5);
            Assert.Equal(groundM2, rows.Sum(row => row.GetProperty("groundAreaM2").GetDouble()), 1e-9 * groundM2 + 1e-5);
            var expected = oracle.Where(one => one.Key.Layer == id).ToDictionary(one => one.Key.Code, one => one.Value);
            var found = rows.Where(row => row.GetProperty("code").ValueKind == JsonValueKind.String && row.GetProperty("groundAreaM2").GetDouble() > 0.05).ToDictionary(row => row.GetProperty("code").GetString()!, row => row.GetProperty("groundAreaM2").GetDouble());
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
            Assert.All(expected, one => Assert.True(Math.Abs(found[one.Key] - one.Value) <= Relative * groundM2 + AbsoluteM2, $"{region} {id} {one.Key}: {found[one.Key]} instead of {one.Value}"));
        }
    }

    private async Task<Dictionary<(string Layer, string Code), double>> OracleAsync(string region, Polygon site)
    {
        await using var command = server.Database.Source.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = region });
        command.Parameters.Add(new() { Value = site.AsText() });
        await using var row = await command.ExecuteReaderAsync(Cancel);
        Dictionary<(string, string), double> areas = [];
        while (await row.ReadAsync(Cancel))
        {
            areas[(row.GetString(0), row.GetString(1))] = row.GetDouble(2);
        }

        return areas;
    }

    private async Task<Polygon> StoredAsync(string region, string collection, string code)
    {
        await using var command = server.Database.Source.CreateCommand("SELECT geom FROM feature WHERE region = $1 AND collection = $2 AND code = $3 AND lives_to IS NULL AND GeometryType(geom) = 'POLYGON'");
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = region }, new() { Value = collection }, new() { Value = code } });
        return (Polygon)(await command.ExecuteScalarAsync(Cancel))!;
    }

    // A crooked ring of up to 2 km about a place of the region, every other one with a hole.
    private static Polygon Site(Random random, double[] extent, int number)
    {
        var (x, y) = (extent[0] + (0.2 + 0.6 * random.NextDouble()) * (extent[2] - extent[0]), extent[1] + (0.2 + 0.6 * random.NextDouble()) * (extent[3] - extent[1]));
        LinearRing Ring(double radius, int vertices)
        {
            var ring = Enumerable.Range(0, vertices).Select(i =>
            {
                var (angle, r) = (2 * Math.PI * i / vertices, radius * (0.6 + 0.4 * random.NextDouble()));
                return new Coordinate(Math.Round(x + r * Math.Cos(angle), 9), Math.Round(y + 0.8 * r * Math.Sin(angle), 9));
            }).ToList();
            return new LinearRing([.. ring, ring[0].Copy()]);
        }

        var radius = new[] { 0.0005, 0.003, 0.01, 0.02 }[number % 4];
        return new Polygon(Ring(radius, 5 + 3 * number), number % 2 == 0 ? [] : [Ring(radius / 4, 7)]);
    }

    private static string Ring(LineString ring) => $"[{string.Join(',', ring.Coordinates.Select(at => string.Create(CultureInfo.InvariantCulture, $"[{at.X},{at.Y}]")))}]";
}
