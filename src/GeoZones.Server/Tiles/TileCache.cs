using GeoZones.Server.Features;
using GeoZones.Server.Verdicts;

using Microsoft.Extensions.Caching.Memory;

using Npgsql;

namespace GeoZones.Server.Tiles;

/// <summary>
/// Tiles in memory. Before one is handed out, what was committed meanwhile is learnt, and the tiles that it touches are forgotten: a tile is always that of now.
/// A tile that several ask for is made once.
/// </summary>
internal sealed class TileCache : IDisposable
{
    private const long MostBytes = 128 << 20;

    // What is around a tile in memory, and how many times its bytes are there: as they are, and in two encodings.
    private const int BytesBesides = 1536;
    private const int Encodings = 3;

    // Longer than this nobody waits for edits to be compared with tiles.
    private const long MostCompared = 10_000_000;

    // A map that moves gives up tiles that it comes back for.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _db;
    private readonly FeatureEdits _edits;
    private readonly Lock _lock = new();
    private readonly MemoryCache _made = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly Dictionary<Tile, SharedWork<MadeTile>> _making = [];

    public TileCache(NpgsqlDataSource db) => (_db, _edits) = (db, new(db, Forget));

    /// <summary>The tile, where it is in memory; <c>null</c> where it has to be made.</summary>
    public async Task<MadeTile?> FindAsync(Tile tile, CancellationToken cancel)
    {
        await _edits.CatchUpAsync().WaitAsync(cancel);
        return _made.Get<MadeTile>(tile);
    }

    /// <summary>Makes the tile, after <see cref="FindAsync"/> has not found it.</summary>
    public Task<MadeTile> MakeAsync(Tile tile, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_making.TryGetValue(tile, out var begun) && begun.Join(cancel) is { } joined)
            {
                return joined;
            }
            SharedWork<MadeTile> work = null!;
            work = new(stop => MakeAsync(tile, () => work, stop), s_patience);
            _making[tile] = work;
            return work.Join(cancel)!;
        }
    }

    private async Task<MadeTile> MakeAsync(Tile tile, Func<SharedWork<MadeTile>> work, CancellationToken stop)
    {
        MadeTile? made = null;
        try
        {
            var info = await FeatureCollections.FindAsync(_db, tile.Collection, stop);
            await using var connection = await _db.OpenConnectionAsync(stop);
            await using var command = TileSql.Of(tile, info);
            command.Connection = connection;
            if (TileSql.IsKept(tile, info))
            {
                await command.PrepareAsync(stop);
            }
            var bytes = (byte[])(await command.ExecuteScalarAsync(stop))!;
            return made = new(bytes);
        }
        finally
        {
            lock (_lock)
            {
                // Where an edit came meanwhile, the tile may be of before or after it: good for those who wait, and for nobody else.
                if (_making.GetValueOrDefault(tile) == work())
                {
                    _making.Remove(tile);
                    if (made is not null)
                    {
                        _made.Set(tile, made, new MemoryCacheEntryOptions { Size = (Encodings * made.Bytes.Length) + (2 * tile.Among?.Length ?? 0) + BytesBesides });
                    }
                }
            }
        }
    }

    private void Forget(IReadOnlyList<FeatureEdit>? edits)
    {
        lock (_lock)
        {
            var few = edits is not null && (long)edits.Count * (_made.Count + _making.Count) <= MostCompared;
            bool IsTouched(Tile tile) => !few || edits!.Any(tile.IsTouchedBy);
            foreach (var tile in _making.Keys.Where(IsTouched).ToArray())
            {
                _making.Remove(tile);
            }
            foreach (var tile in _made.Keys.Cast<Tile>().Where(IsTouched).ToArray())
            {
                _made.Remove(tile);
            }
        }
    }

    public void Dispose() => _made.Dispose();
}
