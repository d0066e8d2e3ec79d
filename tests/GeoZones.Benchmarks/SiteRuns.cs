using System.Diagnostics;
using System.Globalization;
using System.Text;

using GeoZones.Checks.Geodesy;
using GeoZones.Server.Plans;
using GeoZones.Server.Site;

using NetTopologySuite.Geometries;

using Npgsql;

namespace GeoZones.Benchmarks;

/// <summary>How long the check of a site takes in the county, from the bytes of a red line to the report, everything read from PostGIS.</summary>
internal static class SiteRuns
{
    private const double LimitMs = 50;
    private const int Vertices = 24;

    public static async Task Run(CountyOptions options)
    {
        await using var database = await CountyDatabase.Open(options.KeptIn);
        if (!await database.Has("urban_snapped"))
        {
            await CountyRun.Make(database, options);
        }

        await database.Execute("ANALYZE");
        // What the county's database lets the peer do in parallel for nothing would start workers for a few rows here: PostgreSQL's own costs again.
        var settings = new NpgsqlDataSourceBuilder(database.Source.ConnectionString) { ConnectionStringBuilder = { Options = "-c parallel_setup_cost=1000 -c parallel_tuple_cost=0.1" } };
        settings.UseNetTopologySuite();
        await using var source = settings.Build();
        var region = (await Region.FindAsync(source, CountyCase.Region, default))!;
        foreach (var hectares in (double[])[1, 10, 100])
        {
            var radiusM = Math.Sqrt(hectares * AreaUnits.M2PerHa / Math.PI);
            List<double> wall = [], processor = [];
            for (var round = -20; round < 40 * options.Rounds; round++)
            {
                var site = Site(round, radiusM);
                var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                await SiteResult.Of(source, region, site, default);
                if (round >= 0)
                {
                    wall.Add(clock.Elapsed.TotalMilliseconds);
                    processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
                }
            }

            var row = Measured.Within(string.Create(CultureInfo.InvariantCulture, $"site check of {hectares} ha, loading included"), Measured.Median(wall), LimitMs, "ms");
            Console.WriteLine(options.Json ? row.ToJson() : row.ToString());
            (options.Json ? Console.Error : Console.Out).WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  nineteen in twenty within {wall.Order().ElementAt(wall.Count * 95 / 100):F1} ms; our processor time {Measured.Median(processor):F1} ms"));
        }
    }

    // A crooked ring about a random place, as the bytes that a caller sends.
    private static byte[] Site(int seed, double radiusM)
    {
        var random = new Random(seed);
        double x = County.WestM + 3000 + random.NextDouble() * (County.WidthM - 6000), y = County.SouthM + 3000 + random.NextDouble() * (County.HeightM - 6000);
        var ring = Enumerable.Range(0, Vertices).Select(k =>
        {
            var (angle, r) = (2 * Math.PI * k / Vertices, radiusM * (0.85 + 0.3 * random.NextDouble()));
            return new Coordinate(x + r * Math.Cos(angle), y + r * Math.Sin(angle));
        }).ToList();
        var plane = new Polygon(new LinearRing([.. ring, ring[0].Copy()]));
        var degrees = GaussKrugerPlane.ForSrid(4547).ToDegrees(plane);
        return Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"type\":\"Polygon\",\"coordinates\":[[{string.Join(',', degrees.Coordinates.Select(at => FormattableString.Invariant($"[{at.X:F9},{at.Y:F9}]")))}]]}}"));
    }
}
