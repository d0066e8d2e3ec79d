using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace GeoZones.Benchmarks;

/// <summary>A collection of a million features: whether it can be looked at at every zoom, and read to its end by a server whose memory stays as it was.</summary>
/// <param name="database">Where it is stored.</param>
/// <param name="server">The address of the server.</param>
/// <param name="process">The server's process.</param>
internal sealed class Million(CountyDatabase database, string server, Process process)
{
    private const string Collection = "ref-million";
    private const int Page = 10_000;
    private const int Features = 1_000_000;
    private const int Zooms = 23;

    // Of the last tenth of the pages to the first.
    private const double MostGrowthOfMemory = 1.25;

    // Polygons on a grid of 0.001°, with the 54 vertices that a patch of the county has on average.
    private const string Sql = """
        WITH layer AS (
            INSERT INTO reference_layer (name, name_zh, name_en, region, fields, geometry_types, features, extent, imported_by)
            VALUES ('million', '一百万', 'A million', 'county', '[{"name": "n", "type": "integer"}]', ARRAY['Polygon'], 1000000, ARRAY[113, 34, 114, 35], 'benchmark') RETURNING id)
        INSERT INTO reference_feature (layer, id, attributes, geom)
        SELECT layer.id, n + 1, jsonb_build_object('n', n), ST_SnapToGrid(ST_Buffer(ST_SetSRID(ST_MakePoint(113.0005 + n % 1000 * 0.001, 34.0005 + n / 1000 * 0.001), 4490), 0.0004, 13), 1e-9)
        FROM layer, generate_series(0, 999999) AS n
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Stores the million where it is not stored yet, and prints a sentence each about its tiles, its pages and a client that leaves.</summary>
    /// <returns>Whether the tile of every zoom shows something, every feature was read by a server whose memory grew by a quarter at most, and who left stopped his query.</returns>
    /// <exception cref="TimeoutException">A query that nobody waits for any more goes on, or one never starts.</exception>
    public async Task<bool> TellAsync()
    {
        if (await database.Execute("SELECT 1 FROM reference_layer WHERE name = 'million'") is null)
        {
            await database.Execute(Sql);
            await database.Execute("ANALYZE reference_feature");
        }
        var showsAll = await TellTilesAsync();
        var readsAll = await TellPagesAsync();
        var stops = await TellLeavingAsync();
        return showsAll && readsAll && stops;
    }

    private async Task<bool> TellTilesAsync()
    {
        List<(int Zoom, double Milliseconds, long Bytes)> tiles = [];
        for (var zoom = 0; zoom < Zooms; zoom++)
        {
            var (row, column) = Server.Tiles.WebMercatorQuad.TileAt(zoom, 113.5005, 34.5005);
            var watch = Stopwatch.StartNew();
            var bytes = await _http.GetByteArrayAsync($"{server}/api/collections/{Collection}/tiles/WebMercatorQuad/{zoom}/{row}/{column}");
            tiles.Add((zoom, watch.Elapsed.TotalMilliseconds, bytes.Length));
        }
        var (slowest, largest) = (tiles.MaxBy(tile => tile.Milliseconds), tiles.MaxBy(tile => tile.Bytes));
        var shown = tiles.Count(tile => tile.Bytes > 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"A million polygons, tiles of zoom 0 to {Zooms - 1} made anew: {shown} of {Zooms} show something, the slowest takes {slowest.Milliseconds:0} ms (zoom {slowest.Zoom}), the largest has {largest.Bytes / 1e6:0.00} MB (zoom {largest.Zoom})."));
        return shown == Zooms;
    }

    private async Task<bool> TellPagesAsync()
    {
        var (address, features, bytes, watch) = ((string?)$"{server}/api/collections/{Collection}/items?limit={Page}", 0, 0L, Stopwatch.StartNew());
        List<double> memory = [];
        while (address is not null)
        {
            var page = await _http.GetByteArrayAsync(address);
            using var document = JsonDocument.Parse(page);
            features += document.RootElement.GetProperty("numberReturned").GetInt32();
            bytes += page.Length;
            address = document.RootElement.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next").Select(link => link.GetProperty("href").GetString()).SingleOrDefault();
            process.Refresh();
            memory.Add(process.WorkingSet64 / 1e6);
        }
        var tenth = Math.Max(1, memory.Count / 10);
        var (first, last) = (memory.Take(tenth).Max(), memory.TakeLast(tenth).Max());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Read to its end by pages of {Page}: {features} features, {bytes / 1e6:0} MB in {watch.Elapsed.TotalSeconds:0.0} s; memory of the server {first:0} MB in the first tenth, {last:0} MB in the last ({last / first:0.00} ×, asked for: {MostGrowthOfMemory:0.00} × at most), {memory.Max():0} MB at most."));
        return features == Features && last <= MostGrowthOfMemory * first;
    }

    // A filter that nothing matches reads everything.
    private async Task<bool> TellLeavingAsync()
    {
        const string Running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%FROM reference_feature f%'";
        using var leave = new CancellationTokenSource();
        var asked = _http.GetAsync($"{server}/api/collections/{Collection}/items?filter=n%2B0%3D-1", leave.Token);
        await UntilAsync(async () => (long)(await database.Execute(Running))! > 0 || asked.IsCompleted, "The query of a client that leaves did not start");
        var began = !asked.IsCompleted;
        await leave.CancelAsync();
        var gone = await UntilAsync(async () => (long)(await database.Execute(Running))! == 0, "The query of a client that left was still running");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A client that leaves {(began ? "stops its query" : "was answered already: nothing to stop")}, which is gone after {gone.TotalMilliseconds:0} ms."));
        return began;
    }

    private static async Task<TimeSpan> UntilAsync(Func<Task<bool>> holds, string otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > s_patience)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{otherwise} after {s_patience.TotalSeconds:0} s."));
            }
            await Task.Delay(1);
        }
        return watch.Elapsed;
    }
}
