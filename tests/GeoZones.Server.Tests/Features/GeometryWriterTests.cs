using System.Buffers;
using System.Globalization;
using System.Text;

using FsCheck.Xunit;

using GeoZones.Server.Features;

using NetTopologySuite.IO;

using Npgsql;

namespace GeoZones.Server.Tests.Features;

/// <summary>Our GeoJSON against that of others, to the digit.</summary>
[Collection<Readers>]
public sealed class GeometryWriterTests(GeoZonesServer server)
{
    private static string Text(double value, int places)
    {
        Span<byte> text = stackalloc byte[DecimalText.Longest];
        return Encoding.ASCII.GetString(text[..DecimalText.Write(value, places, text)]);
    }

    [Property(MaxTest = 5000)]
    public bool A_stored_coordinate_is_written_as_the_decimal_that_it_is(long seed)
    {
        var billionths = seed % 180_000_000_001;
        var expected = (billionths / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);
        var text = Text((double)(billionths / 1_000_000_000m), 9);
        return text == expected && double.Parse(text, CultureInfo.InvariantCulture) == (double)(billionths / 1_000_000_000m);
    }

    [Property(MaxTest = 5000)]
    public bool Any_number_is_rounded_to_the_nearest_decimal(long seed, byte places)
    {
        var value = seed % 50_000_000_000 / 977d;
        var written = decimal.Parse(Text(value, places % 7), CultureInfo.InvariantCulture);
        // half a unit of the last place, and what a product of doubles may lose
        var unit = (decimal)Math.Pow(10, -(places % 7));
        return Math.Abs(written - (decimal)value) <= 0.5m * unit + 0.00000001m && written == decimal.Round(written, places % 7);
    }

    [Theory]
    [InlineData(0, 9, "0")]
    [InlineData(-1e-10, 9, "0")]
    [InlineData(-0.5, 9, "-0.5")]
    [InlineData(180, 9, "180")]
    [InlineData(1e-9, 9, "0.000000001")]
    [InlineData(114.100000001, 9, "114.100000001")]
    [InlineData(45_499_999.99996, 4, "45500000")]
    [InlineData(-20037508.3428, 4, "-20037508.3428")]
    public void Zeros_that_say_nothing_are_left_out(double value, int places, string text) => Assert.Equal(text, Text(value, places));

    [Theory]
    [InlineData("POINT(114.5 34.123456789)")]
    [InlineData("MULTIPOINT((114.5 34.1), (114.6 34.2))")]
    [InlineData("LINESTRING(114 34, 114.000000001 34, -114.5 -34.25)")]
    [InlineData("MULTILINESTRING((114 34, 115 35), (113 33, 112 32, 111 31))")]
    [InlineData("POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 2, 2 2, 1 1), (3 3, 3 4, 4 4, 3 3))")]
    [InlineData("MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((5 5, 9 5, 9 9, 5 5), (7 6, 8 6, 8 7, 7 6)))")]
    public async Task Every_kind_of_geometry_is_written_as_PostGIS_writes_it(string wkt)
    {
        var answer = new ArrayBufferWriter<byte>();
        new GeometryWriter(CoordinateReference.Crs84).Write(new WKTReader().Read(wkt).AsBinary(), answer);
        await using var command = server.Database.Source.CreateCommand("SELECT ST_AsGeoJSON(ST_GeomFromText($1, 4490), 9, 0)");
        command.Parameters.Add(new NpgsqlParameter { Value = wkt });
        Assert.Equal(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), Encoding.UTF8.GetString(answer.WrittenSpan));
    }

    [Fact]
    public async Task Every_feature_of_the_cases_is_written_as_PostGIS_writes_it()
    {
        await using var command = server.Database.Source.CreateCommand("SELECT ST_AsBinary(geom, 'NDR'), ST_AsGeoJSON(geom, 9, 0) FROM feature");
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var (writer, answer, compared) = (new GeometryWriter(CoordinateReference.Crs84), new ArrayBufferWriter<byte>(), 0);
        for (; await row.ReadAsync(TestContext.Current.CancellationToken); compared++)
        {
            answer.ResetWrittenCount();
            writer.Write(row.GetFieldValue<byte[]>(0), answer);
            Assert.Equal(row.GetString(1), Encoding.UTF8.GetString(answer.WrittenSpan));
        }
        Assert.True(compared > 1000);
    }
}
