using System.Diagnostics;
using System.Globalization;

using GeoZones.Server.Tiles;

namespace GeoZones.Benchmarks;

/// <summary>How many tiles a server makes: every tile of the county at one zoom is asked for once, by as many as there are processors, so that none is in anybody's memory.</summary>
/// <param name="database">The county.</param>
/// <param name="address">Address of our tiles, up to the zoom.</param>
internal sealed class TileTimes(CountyDatabase database, string address)
{
    /// <summary>The zoom whose tiles are asked for.</summary>
    public const int Zoom = 14;

    private readonly HttpClient _http = new();
    private (int X, int Y)[]? _tiles;

    /// <summary>Our tiles a second; each round asks for tiles that nobody has asked for yet.</summary>
    public async Task<double> RateAsync()
    {
        // The same tiles by other names: the server keeps them apart.
        double rate = 0;
        foreach (var query in new[] { "", $"?region={CountyCase.Region}", "?plan=land-use", $"?region={CountyCase.Region}&plan=land-use" })
        {
            rate = Math.Max(rate, await RateAsync((x, y) => $"{address}/{Zoom}/{y}/{x}{query}", rounds: 1));
        }
        return rate;
    }

    /// <summary>The tiles a second of a server that keeps none; the best of some rounds.</summary>
    public async Task<double> RateAsync(Func<int, int, string> tile, int rounds = 3)
    {
        var tiles = _tiles ??= await TilesAsync();
        double best = 0;
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await Parallel.ForEachAsync(tiles, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (at, cancel) =>
            {
                using var answer = await _http.GetAsync(tile(at.X, at.Y), cancel);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync(cancel);
            });
            best = Math.Max(best, tiles.Length / watch.Elapsed.TotalSeconds);
        }
        return best;
    }

    /// <summary>A tile that is in the server's memory.</summary>
    public async Task<(string Address, string Tag, int Bytes)> KnownAsync()
    {
        var (x, y) = _tiles![_tiles.Length / 2];
        var known = $"{address}/{Zoom}/{y}/{x}";
        using var answer = await _http.GetAsync(known);
        return (known, answer.Headers.ETag!.Tag, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    /// <summary>What PostGIS alone does for a tile, drawn by lot among them, from a table in degrees.</summary>
    public string PeerSql(string table)
    {
        var (west, east, north, south) = (_tiles!.Min(tile => tile.X), _tiles!.Max(tile => tile.X), _tiles!.Min(tile => tile.Y), _tiles!.Max(tile => tile.Y));
        return string.Create(CultureInfo.InvariantCulture, $"""
            \set x random({west}, {east})
            \set y random({north}, {south})
            SELECT ST_AsMVT(t, '{table}', {Tile.Extent}, 'geom', 'id') FROM (SELECT id, region, plan, code, name, class, ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope({Zoom}, :x, :y), {Tile.Extent}, {Tile.Buffer}) AS geom FROM {table} WHERE geom && ST_Transform(ST_TileEnvelope({Zoom}, :x, :y), 4490)) AS t
            """);
    }

    private async Task<(int X, int Y)[]> TilesAsync()
    {
        var extent = (double[])(await database.Execute("SELECT ARRAY[ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e)] FROM (SELECT ST_Extent(geom) AS e FROM served) AS t"))!;
        var ((top, left), (bottom, right)) = (WebMercatorQuad.TileAt(Zoom, extent[0], extent[3]), WebMercatorQuad.TileAt(Zoom, extent[2], extent[1]));
        return [.. from x in Enumerable.Range(left, right - left + 1) from y in Enumerable.Range(top, bottom - top + 1) select (x, y)];
    }
}
