using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

using GeoZones.Server.Features;

using Microsoft.AspNetCore.Http;

using Npgsql;

namespace GeoZones.Benchmarks;

/// <summary>
/// How fast features are served: the server in a process of its own, driven by wrk over loopback, against MapServer on a table of the same features (set up by a script that is named)
/// and against what PostgreSQL itself can send (pgbench); all in one run.
/// </summary>
internal sealed partial class ServeRun(CountyDatabase database, string? peerScript, int seconds) : IAsyncDisposable
{
    private const string Collection = "designations";
    private const string PeerTable = "served";
    private const int PeerPort = 8147;
    private const int Page = 1000;
    private const int MostWarmUps = 12;

    private readonly NpgsqlConnectionStringBuilder _connection = new(database.Source.ConnectionString);
    private Process? _server;
    private string _address = "";

    public static async Task Run(CountyOptions options, string? peerScript, int seconds)
    {
        await using var database = await CountyDatabase.Open(options.KeptIn);
        await CountyRun.Make(database, options);
        await using var run = new ServeRun(database, peerScript, seconds);
        await run.MeasureAsync();
    }

    private async Task MeasureAsync()
    {
        // A database that was kept may be from before regions were closed.
        await database.Execute($"UPDATE region SET open_to_all = true WHERE id = '{CountyCase.Region}'; ANALYZE");
        if (!await database.Has(PeerTable))
        {
            await database.Execute($"""
                CREATE TABLE {PeerTable} AS SELECT id, region, plan, code, name, attributes ->> 'class' AS class, ellipsoidal_area_m2, planar_area_m2, ground_area_m2, geom
                    FROM feature_{Collection} WHERE lives_to IS NULL ORDER BY id;
                ALTER TABLE {PeerTable} ADD PRIMARY KEY (id);
                CREATE INDEX ON {PeerTable} USING gist (geom);
                ANALYZE {PeerTable};
                """);
        }
        var ids = (long[])(await database.Execute($"SELECT array_agg(id) FROM (SELECT id FROM {PeerTable} ORDER BY id) AS t"))!;
        await StartAsync();
        var items = $"{_address}/api/collections/{Collection}/items";
        Console.WriteLine("| work | ours /s | peer /s | ratio | asked for |\n|---|---|---|---|---|");
        var first = await WrkAsync($"{items}?limit={Page}");
        await TellAsync($"page of {Page} features; raw ST_AsGeoJSON by pgbench", first, await PgbenchAsync($"SELECT ST_AsGeoJSON(geom, 9, 0) FROM {PeerTable} ORDER BY id LIMIT {Page}"), 1);
        await TellAsync($"page of {Page} features; raw well-known binary by pgbench", first, await PgbenchAsync($"SELECT ST_AsBinary(geom) FROM {PeerTable} ORDER BY id LIMIT {Page}"), null);
        await TellAsync("deep page; first page", await WrkAsync($"{items}?limit={Page}&cursor={Cursor.After(ItemsQuery.Fingerprint(QueryCollection.Empty, FeatureCollections.Named(Collection)), ids[ids.Length * 9 / 10], [])}"), first, 0.9);
        await using var one = ItemsSql.One(FeatureCollections.Named(Collection), null, ids[0], default);
        await TellAsync("one feature; the same SQL by pgbench", await WrkAsync($"{items}/{ids[ids.Length / 2]}"),
            await PgbenchAsync(one.CommandText.Replace("$1", ids[ids.Length / 2].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)), 0.6);
        if (peerScript is not null)
        {
            await RunAsync("bash", [peerScript, "start", $"host={_connection.Host} user={_connection.Username} dbname={_connection.Database}", PeerTable, "geom", "id", "4490", $"{PeerPort}"]);
            try
            {
                await TellAsync($"page of {Page} features; MapServer", first, await WrkAsync($"http://127.0.0.1:{PeerPort}/peer/ogcapi/collections/{PeerTable}/items?f=json&limit={Page}"), 10);
            }
            finally
            {
                await RunAsync("bash", [peerScript, "stop"]);
            }
        }
    }

    private static Task TellAsync(string work, double ours, double peer, double? asked) => Console.Out.WriteLineAsync(
        string.Create(CultureInfo.InvariantCulture, $"| {work} | {ours:0.#} | {peer:0.#} | {ours / peer:0.00} × | {(asked is null ? "" : $"{asked:0.0#} ×")} |"));

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "GeoZones.Server.dll"), "serve"]) { RedirectStandardOutput = true };
        // The county's database lets the peers do in parallel for nothing what is not worth it here.
        start.Environment["GEOZONES_DB"] = new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { MaxPoolSize = 20, Options = "-c max_parallel_workers_per_gather=0" }.ConnectionString;
        start.Environment["GEOZONES_URLS"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        _server = Process.Start(start)!;
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } ready)
            {
                _address = ready.Value;
                _ = _server.StandardOutput.ReadToEndAsync();
                return;
            }
        }
        throw new InvalidOperationException("The server did not start.");
    }

    // Warmed up until it gets no faster, then counted.
    private async Task<double> WrkAsync(string address)
    {
        for (var (rate, before, round) = (1d, 0d, 0); (rate > 1.05 * before || round < 3) && round < MostWarmUps; round++)
        {
            (before, rate) = (rate, await WrkAsync(address, Math.Max(2, seconds / 2)));
        }
        return await WrkAsync(address, seconds);
    }

    private static async Task<double> WrkAsync(string address, int seconds)
    {
        var output = await RunAsync("wrk", ["-t1", "-c4", $"-d{seconds}s", "--timeout", "20s", address]);
        return !output.Contains("Non-2xx", StringComparison.Ordinal) ? Number(WrkRate(), output) : throw new InvalidOperationException(output);
    }

    private async Task<double> PgbenchAsync(string sql)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, sql.ReplaceLineEndings(" ") + ";\n");
        try
        {
            var program = Directory.GetFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
            return Number(PgbenchRate(), await RunAsync(program, ["-h", _connection.Host!, "-U", _connection.Username!, "-n", "-M", "prepared", "-c", "2", "-T", $"{seconds}", "-f", script, _connection.Database!]));
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static double Number(Regex pattern, string output) => pattern.Match(output) is { Success: true } found
        ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException(output);

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {output}{await error}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex WrkRate();

    [GeneratedRegex(@"tps = ([0-9.]+) \(without")]
    private static partial Regex PgbenchRate();
}
