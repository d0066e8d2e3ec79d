using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;

using Npgsql;

namespace GeoZones.Benchmarks;

/// <summary>
/// Shared patches on their way into a table (l int, u int, geom geometry) while they are made: every thread fills a buffer of its own with rows of a binary COPY and hands it,
/// when full, to a connection that is free.
/// </summary>
internal sealed class PatchTable : IAsyncDisposable
{
    private const int FullAt = 1 << 19;
    private const int MostConnections = 4;
    private const int Srid = 4547;
    private const uint WithSrid = 0x20000000;

    private static readonly byte[] s_header = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    // One for each thread that makes patches, on a small machine: nobody waits for a connection.
    private readonly BlockingCollection<(NpgsqlConnection Connection, NpgsqlRawCopyStream Stream)> free = [];
    private readonly ThreadLocal<Buffer> buffers = new(() => new Buffer(), trackAllValues: true);

    public static async Task<PatchTable> Create(NpgsqlDataSource db, string table)
    {
        await using (var make = db.CreateCommand($"DROP TABLE IF EXISTS {table}; CREATE UNLOGGED TABLE {table} (l int, u int, geom geometry)"))
        {
            await make.ExecuteNonQueryAsync();
        }

        var made = new PatchTable();
        for (var lane = 0; lane < Math.Min(Environment.ProcessorCount, MostConnections); lane++)
        {
            var connection = await db.OpenConnectionAsync();
            var stream = await connection.BeginRawBinaryCopyAsync($"COPY {table} FROM STDIN (FORMAT binary)");
            stream.Write(s_header);
            made.free.Add((connection, stream));
        }

        return made;
    }

    /// <summary>Writes one patch; from any thread.</summary>
    public void Add(int first, int second, Geometry shape)
    {
        var buffer = buffers.Value!;
        buffer.Row(first, second, shape);
        if (buffer.Length > FullAt)
        {
            Flush(buffer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var buffer in buffers.Values)
        {
            Flush(buffer);
        }

        buffers.Dispose();
        while (free.TryTake(out var lane))
        {
            var (connection, stream) = lane;
            stream.Write([0xFF, 0xFF]);
            await stream.DisposeAsync();
            await connection.DisposeAsync();
        }

        free.Dispose();
    }

    private void Flush(Buffer buffer)
    {
        var lane = free.Take();
        lane.Stream.Write(buffer.Written);
        free.Add(lane);
        buffer.Clear();
    }

    private sealed class Buffer
    {
        private byte[] bytes = new byte[FullAt * 2];

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

        public void Clear() => Length = 0;

        public void Row(int first, int second, Geometry shape)
        {
            BinaryPrimitives.WriteInt16BigEndian(Next(2), 3);
            Number(first);
            Number(second);
            var lengthAt = Length;
            Next(4);
            Shape(shape);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(lengthAt), Length - lengthAt - 4);
        }

        private void Number(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(Next(4), 4);
            BinaryPrimitives.WriteInt32BigEndian(Next(4), value);
        }

        // Extended well-known binary, little-endian.
        private void Shape(Geometry shape)
        {
            if (shape is Polygon polygon)
            {
                Type(3);
                Count(1 + polygon.NumInteriorRings);
                Ring(polygon.ExteriorRing.CoordinateSequence);
                for (var hole = 0; hole < polygon.NumInteriorRings; hole++)
                {
                    Ring(polygon.GetInteriorRingN(hole).CoordinateSequence);
                }

                return;
            }

            Type(6);
            Count(shape.NumGeometries);
            for (var part = 0; part < shape.NumGeometries; part++)
            {
                Shape(shape.GetGeometryN(part));
            }
        }

        private void Type(uint type)
        {
            Next(1)[0] = 1;
            BinaryPrimitives.WriteUInt32LittleEndian(Next(4), type | WithSrid);
            Count(Srid);
        }

        private void Count(int count) => BinaryPrimitives.WriteInt32LittleEndian(Next(4), count);

        private void Ring(CoordinateSequence ring)
        {
            Count(ring.Count);
            if (ring is PackedDoubleCoordinateSequence { Dimension: 2 } packed && BitConverter.IsLittleEndian)
            {
                var numbers = MemoryMarshal.AsBytes<double>(packed.GetRawCoordinates());
                numbers.CopyTo(Next(numbers.Length));
                return;
            }

            for (var v = 0; v < ring.Count; v++)
            {
                var place = Next(16);
                BinaryPrimitives.WriteDoubleLittleEndian(place, ring.GetX(v));
                BinaryPrimitives.WriteDoubleLittleEndian(place[8..], ring.GetY(v));
            }
        }

        private Span<byte> Next(int count)
        {
            if (Length + count > bytes.Length)
            {
                Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
            }

            Length += count;
            return bytes.AsSpan(Length - count, count);
        }
    }
}
