using System.Buffers;
using System.Buffers.Binary;

namespace GeoZones.Server.Features;

/// <summary>Writes well-known binary in longitude and latitude as GeoJSON geometry in a coordinate reference system, without an object for a geometry or a vertex.</summary>
/// <param name="crs">The system that is written.</param>
public sealed class GeometryWriter(CoordinateReference crs)
{
    private const int PointBytes = 2 * sizeof(double);
    private const int PointsAtOnce = 256;
    private const int LongestPoint = 2 * DecimalText.Longest + 4;

    /// <summary>Writes a geometry.</summary>
    /// <param name="binary">Little-endian, two dimensions; points, lines, polygons and several of them.</param>
    /// <param name="answer">Takes UTF-8.</param>
    /// <exception cref="FormatException">Another kind of geometry.</exception>
    public void Write(ReadOnlySpan<byte> binary, IBufferWriter<byte> answer)
    {
        var rest = binary;
        var type = Type(ref rest);
        answer.Write(type switch
        {
            1 => "{\"type\":\"Point\",\"coordinates\":"u8,
            2 => "{\"type\":\"LineString\",\"coordinates\":"u8,
            3 => "{\"type\":\"Polygon\",\"coordinates\":"u8,
            4 => "{\"type\":\"MultiPoint\",\"coordinates\":"u8,
            5 => "{\"type\":\"MultiLineString\",\"coordinates\":"u8,
            6 => "{\"type\":\"MultiPolygon\",\"coordinates\":"u8,
            _ => throw new FormatException($"No GeoJSON for well-known binary of type {type}."),
        });
        if (type > 3)
        {
            WriteParts(ref rest, answer);
        }
        else
        {
            WriteSimple(type, ref rest, answer);
        }
        answer.Write("}"u8);
    }

    private void WriteParts(ref ReadOnlySpan<byte> rest, IBufferWriter<byte> answer)
    {
        var count = Count(ref rest);
        answer.Write("["u8);
        for (var i = 0; i < count; i++)
        {
            answer.Write(i == 0 ? ""u8 : ","u8);
            WriteSimple(Type(ref rest), ref rest, answer);
        }
        answer.Write("]"u8);
    }

    private void WriteSimple(uint type, ref ReadOnlySpan<byte> rest, IBufferWriter<byte> answer)
    {
        switch (type)
        {
            case 1:
                WritePoints(1, ref rest, answer);
                break;
            case 2:
                WriteLine(ref rest, answer);
                break;
            default:
                var rings = Count(ref rest);
                answer.Write("["u8);
                for (var i = 0; i < rings; i++)
                {
                    answer.Write(i == 0 ? ""u8 : ","u8);
                    WriteLine(ref rest, answer);
                }
                answer.Write("]"u8);
                break;
        }
    }

    private void WriteLine(ref ReadOnlySpan<byte> rest, IBufferWriter<byte> answer)
    {
        answer.Write("["u8);
        var left = Count(ref rest);
        while (left > 0)
        {
            var now = Math.Min(left, PointsAtOnce);
            WritePoints(now, ref rest, answer);
            left -= now;
            answer.Write(left > 0 ? ","u8 : ""u8);
        }
        answer.Write("]"u8);
    }

    private void WritePoints(int count, ref ReadOnlySpan<byte> rest, IBufferWriter<byte> answer)
    {
        var text = answer.GetSpan(count * LongestPoint);
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var (first, second) = crs.Of(BinaryPrimitives.ReadDoubleLittleEndian(rest), BinaryPrimitives.ReadDoubleLittleEndian(rest[sizeof(double)..]));
            rest = rest[PointBytes..];
            if (i > 0)
            {
                text[at++] = (byte)',';
            }
            text[at++] = (byte)'[';
            at += DecimalText.Write(first, crs.Places, text[at..]);
            text[at++] = (byte)',';
            at += DecimalText.Write(second, crs.Places, text[at..]);
            text[at++] = (byte)']';
        }
        answer.Advance(at);
    }

    private static uint Type(ref ReadOnlySpan<byte> rest)
    {
        if (rest[0] != 1)
        {
            throw new FormatException("Well-known binary that is not little-endian.");
        }
        var type = BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]);
        rest = rest[(1 + sizeof(uint))..];
        return type;
    }

    private static int Count(ref ReadOnlySpan<byte> rest)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        return count;
    }
}
