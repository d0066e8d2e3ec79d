using System.Collections.Concurrent;
using System.Security.Cryptography;

using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace GeoZones.Server.Tiles;

/// <summary>A tile as it is sent.</summary>
/// <param name="bytes">Mapbox vector tile; empty where nothing is in it.</param>
public sealed class MadeTile(byte[] bytes)
{
    private readonly ConcurrentDictionary<string, byte[]> _compressed = new(concurrencyLevel: 1, capacity: 2, StringComparer.Ordinal);

    /// <summary>The tile.</summary>
    public byte[] Bytes => bytes;

    /// <summary>Strong entity tag, the same for the same bytes.</summary>
    public EntityTagHeaderValue Tag { get; } = new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"");

    /// <summary>The tile, compressed once for all who want it so.</summary>
    public byte[] Compressed(ICompressionProvider encoding) => _compressed.GetOrAdd(encoding.EncodingName, _ =>
    {
        using var compressed = new MemoryStream();
        using (var stream = encoding.CreateStream(compressed))
        {
            stream.Write(bytes);
        }
        return compressed.ToArray();
    });
}
