using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Server.Checks;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;

using Npgsql;

namespace GeoZones.Server.Site;

/// <summary>One plan's state that a site was looked up in.</summary>
/// <param name="Plan"><c>zone</c>, <c>urban</c>, <c>land-use</c> or <c>survey</c>.</param>
/// <param name="Revision">Number.</param>
/// <param name="State"><c>draft</c>, <c>submitted</c>, <c>approved</c>.</param>
/// <param name="Date">When it got there.</param>
public sealed record SiteBasis(string Plan, int Revision, string State, DateTimeOffset Date);

/// <summary>What is near a site in the newest revisions of a region, read in one round trip.</summary>
/// <param name="Near">Features whose boxes meet that of a part of the site (or of parts beside each other), the roads near it, and the figures of quotas.</param>
/// <param name="Quota">The plan quota as the newest check run of these revisions measured it, or <c>null</c>.</param>
/// <param name="Basis">The revisions.</param>
public sealed record SiteGroundReader(PlanSnapshot Near, QuotaAccount? Quota, IReadOnlyList<SiteBasis> Basis)
{
    // Edges are straight in the plane: between its vertices a boundary leaves the box of its longitudes and latitudes by less than this, about 2 m.
    private const double MarginDeg = 2e-5;

    private const string BasisSql = """
        SELECT coalesce(plan, 'survey'), number, state, coalesce(approved_at, submitted_at, created_at)
        FROM revision WHERE region = $1 AND NOT superseded ORDER BY array_position(ARRAY['zone', 'urban', 'land-use'], plan)
        """;

    // What lives now is what the newest revision of its plan shows.
    private const string FeatureColumns = "f.id, f.collection, f.plan, r.number, f.zone, f.code, f.name, ST_AsEWKB(f.plane), f.attributes::text";

    private const string AreasSql = $"""
        SELECT {FeatureColumns}
        FROM feature f JOIN revision r ON r.region = f.region AND r.plan IS NOT DISTINCT FROM f.plan AND NOT r.superseded
        WHERE f.region = $1 AND f.lives_to IS NULL AND f.collection IN ('designations', 'farmland', 'existing-land-use', 'sub-parks', 'townships')
            AND f.geom && ST_MakeEnvelope($2, $3, $4, $5, 4490)
        """;

    // Of the roads within 0.1°, about 10 km, those of each state that may be its nearest: metres may put another first than degrees do, but none that is farther in degrees
    // by more than the factor $3. Where none is so near, the nearest of all. Each distance is taken once: they cost more than all else.
    private const string RoadsSql = $"""
        WITH around AS MATERIALIZED (
            SELECT n.id, n.attributes ->> 'state' AS state, ST_Distance(n.geom, $2) AS away
            FROM feature n WHERE n.collection = 'roads' AND n.region = $1 AND n.lives_to IS NULL AND n.geom && ST_Expand($2, 0.1)),
        ranked AS (SELECT id, away, min(away) OVER (PARTITION BY state) AS least FROM around),
        near AS (
            SELECT id FROM ranked WHERE away <= least * $3 + 1e-5
            UNION ALL
            (SELECT n.id FROM feature n WHERE n.collection = 'roads' AND n.region = $1 AND n.lives_to IS NULL AND NOT EXISTS (SELECT FROM around) ORDER BY n.geom <-> $2 LIMIT 1))
        SELECT {FeatureColumns}
        FROM near JOIN feature f ON f.collection = 'roads' AND f.id = near.id AND f.lives_to IS NULL
        JOIN revision r ON r.region = f.region AND r.plan = f.plan AND NOT r.superseded
        """;

    private const string FiguresSql = """
        SELECT f.subject, f.quantity, f.value, f.unit, f.decimals, f.qualifier, f.account, f.plan
        FROM figure f WHERE f.region = $1 AND f.lives_to IS NULL AND f.quantity = 'quota-granted'
        """;

    // A run that looked at other revisions measured another plan.
    private const string QuotaSql = """
        SELECT c.quotas::text FROM check_run c WHERE c.region = $1 AND c.state = 'finished' AND NOT EXISTS (
            SELECT FROM revision r WHERE r.region = c.region AND NOT r.superseded AND r.id IS DISTINCT FROM
                CASE r.plan WHEN 'zone' THEN c.zone_revision WHEN 'urban' THEN c.urban_revision WHEN 'land-use' THEN c.land_use_revision ELSE c.survey_revision END)
        ORDER BY c.id DESC LIMIT 1
        """;

    /// <summary>Reads what is near a site.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">The region.</param>
    /// <param name="site">The site in longitude and latitude.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<SiteGroundReader> ReadAsync(NpgsqlDataSource db, Region region, Geometry site, CancellationToken cancel)
    {
        var box = site.EnvelopeInternal;
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using NpgsqlBatch batch = new(connection);
        Add(batch, BasisSql, region.Id);
        var windows = SiteWindows.Of(site, MarginDeg);
        foreach (var window in windows)
        {
            Add(batch, AreasSql, region.Id, window.MinX, window.MinY, window.MaxX, window.MaxY);
        }

        site.SRID = 4490;
        Add(batch, RoadsSql, region.Id, site, 1.01 / Math.Cos(Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY)) * Math.PI / 180));
        Add(batch, FiguresSql, region.Id);
        Add(batch, QuotaSql, region.Id);

        List<SiteBasis> basis = [];
        List<PlanFeature> features = [];
        List<Figure> figures = [];
        QuotaAccount? quota = null;
        // Planning over all partitions takes longer than the work; a pooled connection keeps its plans.
        await batch.PrepareAsync(cancel);
        await using var row = await batch.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            basis.Add(new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)));
        }

        HashSet<(string, long)> seen = [];
        for (var part = 0; part < windows.Count + 1; part++)
        {
            await row.NextResultAsync(cancel);
            while (await row.ReadAsync(cancel))
            {
                if (seen.Add((row.GetString(1), row.GetInt64(0))))
                {
                    features.Add(Feature(row));
                }
            }
        }

        await row.NextResultAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            figures.Add(new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetDecimal(2), Text(row, 3), row.GetInt32(4), Text(row, 5), Text(row, 6), null, null, false)
            {
                Plan = PlanKinds.Parse(row.GetString(7))!.Value,
            });
        }

        await row.NextResultAsync(cancel);
        if (await row.ReadAsync(cancel))
        {
            quota = JsonSerializer.Deserialize<QuotaAccount[]>(row.GetString(0), ApiJson.Options)?.FirstOrDefault(account => account.Account == QuotaAccount.Plan);
        }

        return basis.Any(one => one.Plan != "survey")
            ? new(new PlanSnapshot(region.Id, region.PlaneSrid, features, figures, RegionCodes.Of(region)), quota, basis)
            : throw new ProblemException(StatusCodes.Status409Conflict, new("该县市还没有任何规划版本，请先导入。", "This region has no revision of any plan yet; import one first."));
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        batch.BatchCommands.Add(command);
    }

    private static PlanFeature Feature(NpgsqlDataReader row)
    {
        using var attributes = JsonDocument.Parse(row.GetString(8));
        return new(row.GetInt64(0), row.GetString(1), PlanKinds.Parse(Text(row, 2)), row.GetInt32(3), Text(row, 4), Text(row, 5), Text(row, 6), PlaneGeometry.Read(row.GetFieldValue<byte[]>(7)), null, null,
            attributes.RootElement.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).ToDictionary(member => member.Name, member => member.Value.ToString(), StringComparer.Ordinal));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
