using System.Buffers.Binary;
using System.Text.Json;

using GeoZones.Server.CommandLine;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import.GeoPackages;

/// <summary>
/// Writes the geometry of a GeoPackage row (OGC 12-128r18, 2.1.3: a header, then well-known binary) as GeoJSON in longitude/latitude. It does not judge: an unclosed ring
/// or a position that is no number comes out as it is and is told where GeoJSON is read.
/// </summary>
internal ref struct GeoPackageGeometry
{
    private const int HeaderBytes = 8;
    private const uint EwkbZ = 0x80000000;
    private const uint EwkbM = 0x40000000;
    private const uint EwkbSrid = 0x20000000;

    private static readonly string[] s_types =
    [
        "Geometry", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection", "CircularString", "CompoundCurve", "CurvePolygon", "MultiCurve",
        "MultiSurface", "Curve", "Surface",
    ];

    private readonly GeoPackageCrs _crs;
    private readonly Utf8JsonWriter _json;
    private ReadOnlySpan<byte> _rest;

    private GeoPackageGeometry(ReadOnlySpan<byte> wkb, GeoPackageCrs crs, Utf8JsonWriter json)
    {
        _rest = wkb;
        _crs = crs;
        _json = json;
    }

    /// <summary>The first position that cannot be one of the table's coordinate system, as it is stored.</summary>
    public (Coordinate Place, Sentence What, Sentence Remedy)? Misplaced { get; private set; }

    /// <summary>Writes a geometry.</summary>
    /// <param name="blob">The value of the geometry column.</param>
    /// <param name="srsId">The table's <c>srs_id</c>, which each of its geometries repeats.</param>
    /// <param name="crs">The coordinates that it stands for.</param>
    /// <param name="json">Where a GeoJSON geometry belongs next.</param>
    /// <returns>The first position that is misplaced, if any.</returns>
    /// <exception cref="InvalidDataException">These bytes are no geometry; what is written so far is of no use.</exception>
    public static (Coordinate Place, Sentence What, Sentence Remedy)? Write(ReadOnlySpan<byte> blob, long srsId, GeoPackageCrs crs, Utf8JsonWriter json)
    {
        if (blob is not [(byte)'G', (byte)'P', 0, var flags, ..] || blob.Length < HeaderBytes)
        {
            throw new InvalidDataException("no GeoPackage header");
        }

        var stated = (flags & 1) == 1 ? BinaryPrimitives.ReadInt32LittleEndian(blob[4..]) : BinaryPrimitives.ReadInt32BigEndian(blob[4..]);
        if (stated != srsId)
        {
            throw new InvalidDataException($"srs_id {stated} ≠ {srsId}");
        }

        var envelopeBytes = ((flags >> 1) & 7) switch { 0 => 0, 1 => 32, 2 or 3 => 48, 4 => 64, _ => throw new InvalidDataException("unknown envelope") };
        if (blob.Length < HeaderBytes + envelopeBytes)
        {
            throw new InvalidDataException("cut off");
        }

        var geometry = new GeoPackageGeometry(blob[(HeaderBytes + envelopeBytes)..], crs, json);
        geometry.WriteGeometry();
        return geometry.Misplaced;
    }

    private void WriteGeometry()
    {
        var (type, numbers, little) = Head();
        _json.WriteStartObject();
        _json.WriteString("type", type < s_types.Length ? s_types[type] : "Geometry");
        if (type is >= 1 and <= 6)
        {
            _json.WritePropertyName("coordinates");
            WriteCoordinates(type, numbers, little);
        }

        _json.WriteEndObject();
    }

    private void WriteCoordinates(uint type, int numbers, bool little)
    {
        switch (type)
        {
            case 1:
                WritePosition(numbers, little);
                break;
            case 2:
                WritePositions(numbers, little);
                break;
            case 3:
                _json.WriteStartArray();
                for (var rings = Count(4, little); rings > 0; rings--)
                {
                    WritePositions(numbers, little);
                }

                _json.WriteEndArray();
                break;
            default:
                _json.WriteStartArray();
                for (var parts = Count(5, little); parts > 0; parts--)
                {
                    var (part, partNumbers, partLittle) = Head();
                    if (part != type - 3)
                    {
                        throw new InvalidDataException("a part of the wrong kind");
                    }

                    WriteCoordinates(part, partNumbers, partLittle);
                }

                _json.WriteEndArray();
                break;
        }
    }

    private void WritePositions(int numbers, bool little)
    {
        _json.WriteStartArray();
        for (var positions = Count(8 * numbers, little); positions > 0; positions--)
        {
            WritePosition(numbers, little);
        }

        _json.WriteEndArray();
    }

    private void WritePosition(int numbers, bool little)
    {
        var (x, y) = (Number(little), Number(little));
        var at = _crs.ToDegrees(x, y, out var problem);
        Misplaced ??= problem is { } told ? (new Coordinate(x, y), told.What, told.Remedy) : null;
        _json.WriteStartArray();
        Write(at.X);
        Write(at.Y);
        for (var further = 2; further < numbers; further++)
        {
            Write(Number(little));
        }

        _json.WriteEndArray();
    }

    private readonly void Write(double number)
    {
        if (double.IsFinite(number))
        {
            _json.WriteNumberValue(number);
        }
        else
        {
            _json.WriteNullValue();
        }
    }

    // Type 1 … 14, how many numbers a position has, and the order of the bytes.
    private (uint Type, int Numbers, bool Little) Head()
    {
        var little = Take(1)[0] switch { 0 => false, 1 => true, _ => throw new InvalidDataException("no byte order") };
        var code = UInt32(little);
        if ((code & EwkbSrid) != 0)
        {
            Take(4);
        }

        var (type, variant) = ((code & 0x0FFFFFFF) % 1000, (code & 0x0FFFFFFF) / 1000);
        var further = (variant is 1 or 3 || (code & EwkbZ) != 0 ? 1 : 0) + (variant is 2 or 3 || (code & EwkbM) != 0 ? 1 : 0);
        return variant <= 3 ? (type, 2 + further, little) : throw new InvalidDataException("unknown type");
    }

    // A number of things cannot be larger than what is left has room for.
    private uint Count(int bytesEach, bool little)
    {
        var count = UInt32(little);
        return count <= _rest.Length / bytesEach ? count : throw new InvalidDataException("cut off");
    }

    private uint UInt32(bool little) => little ? BinaryPrimitives.ReadUInt32LittleEndian(Take(4)) : BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private double Number(bool little) => little ? BinaryPrimitives.ReadDoubleLittleEndian(Take(8)) : BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (_rest.Length < bytes)
        {
            throw new InvalidDataException("cut off");
        }

        var taken = _rest[..bytes];
        _rest = _rest[bytes..];
        return taken;
    }
}
