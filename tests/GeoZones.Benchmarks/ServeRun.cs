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
    private double _tiles;
    private bool _holds = true;

    /// <summary>Makes the county (or takes the one that was kept), measures, and prints a row of a table for each kind of work.</summary>
    /// <param name="options">How large the county is, and where it is kept.</param>
    /// <param name="peerScript">Starts and stops MapServer; without one there are no rows about it.</param>
    /// <param name="seconds">How long each rate is counted.</param>
    /// <returns>0, or 1 where something is slower than it is asked to be, or the million is not served as it is asked to be.</returns>
    public static async Task<int> Run(CountyOptions options, string? peerScript, int seconds)
    {
        await using var database = await CountyDatabase.Open(options.KeptIn);
        await CountyRun.Make(database, options);
        await using var run = new ServeRun(database, peerScript, seconds);
        await run.MeasureAsync();
        return run._holds ? 0 : 1;
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
        await TellAsync($"page of {Page} features; raw ST_AsGeoJSON by pgbench", first, await PgbenchAsync($"SELECT ST_AsGeoJSON(geom, 9, 0) FROM {PeerTable} ORDER BY id LIMIT {Page}"), null);
        await TellAsync($"page of {Page} features; raw well-known binary by pgbench", first, await PgbenchAsync($"SELECT ST_AsBinary(geom) FROM {PeerTable} ORDER BY id LIMIT {Page}"), null);
        await TellAsync("deep page; first page", await WrkAsync($"{items}?limit={Page}&cursor={Cursor.After(ItemsQuery.Fingerprint(QueryCollection.Empty, FeatureCollections.Named(Collection)), ids[ids.Length * 9 / 10], [])}"), first, 0.9);
        await TellOneAsync(items, ids);
        var tiles = new TileTimes(database, $"{_address}/api/collections/{Collection}/tiles/WebMercatorQuad");
        await TellTilesAsync(tiles);
        if (peerScript is not null)
        {
            await TellMapServerAsync(peerScript, first, tiles);
        }
        _holds &= await new Million(database, _address, _server!).TellAsync();
    }

    private async Task TellMapServerAsync(string peerScript, double first, TileTimes tiles)
    {
        var started = await RunAsync("bash", [peerScript, "start", $"host={_connection.Host} user={_connection.Username} dbname={_connection.Database}", PeerTable, "geom", "id", "4490", $"{PeerPort}"]);
        try
        {
            await TellAsync($"page of {Page} features; MapServer", first, await WrkAsync($"http://127.0.0.1:{PeerPort}/peer/ogcapi/collections/{PeerTable}/items?f=json&limit={Page}"), 10);
            var map = MapFile().Match(started).Groups[1].Value;
            await TellAsync($"tile of zoom {TileTimes.Zoom}; MapServer", _tiles, await tiles.RateAsync(
                (x, y) => $"http://127.0.0.1:{PeerPort}/?map={map}&mode=tile&tilemode=gmap&tile={x}+{y}+{TileTimes.Zoom}&layers={PeerTable}&map.imagetype=mvt"), 1);
        }
        finally
        {
            await RunAsync("bash", [peerScript, "stop"]);
        }
    }

    // Many at a time, as readers come: from few connections neither side is at its best.
    private async Task TellOneAsync(string items, long[] ids)
    {
        await using var one = ItemsSql.Some(FeatureCollections.Named(Collection), null, [], default, among: [CountyCase.Region]);
        var sql = one.CommandText.Replace("= ANY ($1)", "= :id", StringComparison.Ordinal).Replace("$2", $"'{{{CountyCase.Region}}}'", StringComparison.Ordinal);
        var some = ids.Where((_, i) => i % Math.Max(1, ids.Length / 1000) == 0).ToArray();
        var byLot = $$"""ids = {{{string.Join(", ", some)}}} request = function() return wrk.format("GET", wrk.path .. ids[math.random(#ids)]) end""";
        var peer = await PgbenchAsync($"\\set id random({ids[0]}, {ids[^1]})\n{sql}", 16);
        await TellAsync("one feature, 64 connections; the same SQL by pgbench, 16", await WrkAsync($"{items}/", 64, byLot), peer, 0.6);
        await TellAsync("one feature, 4 connections; the same SQL by pgbench, 4", await WrkAsync($"{items}/", 4, byLot), await PgbenchAsync($"\\set id random({ids[0]}, {ids[^1]})\n{sql}", 4), null);
    }

    private async Task TellTilesAsync(TileTimes tiles)
    {
        _tiles = await tiles.RateAsync();
        await TellAsync($"tile of zoom {TileTimes.Zoom}, made anew; ST_AsMVT by pgbench", _tiles, await PgbenchAsync(tiles.PeerSql(PeerTable), 2), 1);
        var known = await tiles.KnownAsync();
        await TellAsync($"the same tile again, {known.Bytes} bytes", await WrkAsync(known.Address, 128), null, null);
        await TellAsync("a tile that the caller has (304)", await WrkAsync(known.Address, 128, $"""wrk.headers["If-None-Match"] = '{known.Tag}'"""), null, 15_000);
    }

    // Asked for are so many times the peer, or so many a second where there is none.
    private async Task TellAsync(string work, double ours, double? peer, double? asked)
    {
        _holds &= asked is null || ours / (peer ?? 1) >= asked;
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| {work} | {ours:0.#} | {peer:0.#} | {(peer is null ? "" : $"{ours / peer:0.00} ×")} | {(asked is null ? "" : peer is null ? $"{asked:0} /s" : $"{asked:0.0#} ×")} |"));
    }

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
    private async Task<double> WrkAsync(string address, int connections = 4, string? lua = null)
    {
        for (var (rate, before, round) = (1d, 0d, 0); (rate > 1.05 * before || round < 3) && round < MostWarmUps; round++)
        {
            (before, rate) = (rate, await WrkAsync(address, connections, lua, Math.Max(2, seconds / 2)));
        }
        return await WrkAsync(address, connections, lua, seconds);
    }

    private static async Task<double> WrkAsync(string address, int connections, string? lua, int seconds)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, lua ?? "");
        try
        {
            var output = await RunAsync("wrk", ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "20s", "-s", script, address]);
            return !output.Contains("Non-2xx", StringComparison.Ordinal) ? Number(WrkRate(), output) : throw new InvalidOperationException(output);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private async Task<double> PgbenchAsync(string sql, int clients = 2)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, sql + ";\n");
        try
        {
            var program = Directory.GetFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
            return Number(PgbenchRate(), await RunAsync(program, ["-h", _connection.Host!, "-U", _connection.Username!, "-n", "-M", "prepared", "-c", $"{clients}", "-T", $"{seconds}", "-f", script, _connection.Database!]));
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

    [GeneratedRegex(@"map file: (\S+)")]
    private static partial Regex MapFile();

    [GeneratedRegex(@"tps = ([0-9.]+) \(without")]
    private static partial Regex PgbenchRate();
}
