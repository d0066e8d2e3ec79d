using System.Buffers.Binary;

using Npgsql;

namespace GeoZones.Server.Database;

/// <summary>
/// Rows of a <c>COPY … TO STDOUT (FORMAT binary)</c> as the bytes that PostgreSQL sends (its documentation, "COPY: Binary Format"), without an object for a row or a field.
/// Geometries come as extended well-known binary, numbers big-endian, text as UTF-8.
/// </summary>
public sealed class BinaryCopy : IDisposable
{
    private const int HeaderLength = 19;
    private const short Trailer = -1;

    private readonly NpgsqlRawCopyStream stream;
    private byte[] buffer = new byte[1 << 20];
    private int begin, end;
    private readonly (int Start, int Length)[] fields;

    private BinaryCopy(NpgsqlRawCopyStream stream, int columns)
    {
        this.stream = stream;
        fields = new (int, int)[columns];
    }

    /// <summary>Starts to read what a query answers.</summary>
    /// <param name="connection">An open connection, busy until this is disposed of.</param>
    /// <param name="query">The query; it is part of a COPY statement and cannot have parameters.</param>
    /// <param name="columns">Number of its columns.</param>
    public static BinaryCopy Open(NpgsqlConnection connection, string query, int columns)
    {
        var copy = new BinaryCopy(connection.BeginRawBinaryCopy($"COPY ({query}) TO STDOUT (FORMAT binary)"), columns);
        copy.Ensure(HeaderLength);
        copy.begin += HeaderLength;
        return copy;
    }

    /// <summary>Goes to the next row; its fields are valid until the next call.</summary>
    /// <returns><c>false</c> after the last row.</returns>
    /// <exception cref="FormatException">The rows have another number of columns.</exception>
    public bool Read()
    {
        Ensure(2);
        var count = BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(begin));
        if (count == Trailer)
        {
            return false;
        }

        if (count != fields.Length)
        {
            throw new FormatException($"A row of {count} columns, not {fields.Length}.");
        }

        // Relative to the row's start: its bytes may move while more of them are fetched.
        var at = 2;
        for (var field = 0; field < count; field++)
        {
            Ensure(at + 4);
            var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(begin + at));
            at += 4;
            Ensure(at + Math.Max(length, 0));
            fields[field] = (at, length);
            at += Math.Max(length, 0);
        }

        rowStart = begin;
        begin += at;
        return true;
    }

    private int rowStart;

    /// <summary>Whether a field of the row is NULL.</summary>
    public bool IsNull(int field) => fields[field].Length < 0;

    /// <summary>The bytes of a field of the row; none for NULL.</summary>
    public ReadOnlySpan<byte> this[int field] => buffer.AsSpan(rowStart + fields[field].Start, Math.Max(fields[field].Length, 0));

    /// <summary>A field of type <c>int8</c>.</summary>
    public long Int64(int field) => BinaryPrimitives.ReadInt64BigEndian(this[field]);

    /// <summary>A field of type <c>int4</c>.</summary>
    public int Int32(int field) => BinaryPrimitives.ReadInt32BigEndian(this[field]);

    /// <summary>A field of type <c>float8</c>.</summary>
    public double Double(int field) => BinaryPrimitives.ReadDoubleBigEndian(this[field]);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>Has at least so many bytes of the row in the buffer.</summary>
    private void Ensure(int count)
    {
        if (end - begin >= count)
        {
            return;
        }

        if (begin + count > buffer.Length)
        {
            var target = count > buffer.Length / 2 ? new byte[Math.Max(count, buffer.Length) * 2] : buffer;
            buffer.AsSpan(begin, end - begin).CopyTo(target);
            (buffer, end, begin) = (target, end - begin, 0);
        }

        while (end - begin < count)
        {
            var read = stream.Read(buffer, end, buffer.Length - end);
            end += read > 0 ? read : throw new EndOfStreamException("The rows ended in the middle of one.");
        }
    }
}
