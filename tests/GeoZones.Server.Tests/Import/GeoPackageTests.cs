using System.Text.Json;

using GeoZones.Checks.Geodesy;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Import;

using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoZones.Server.Tests.Import;

/// <summary>GeoPackages: how rows become features, and what is told of those that cannot be read.</summary>
public sealed class GeoPackageTests : IDisposable
{
    private static readonly string[] s_squares =
    [
        "POLYGON((114.1 34.1, 114.2 34.1, 114.2 34.2, 114.1 34.2, 114.1 34.1))",
        "MULTIPOLYGON(((114.1 34.1, 114.2 34.1, 114.2 34.2, 114.1 34.2, 114.1 34.1)), ((114.3 34.3, 114.4 34.3, 114.4 34.4, 114.3 34.4, 114.3 34.3), (114.32 34.32, 114.32 34.34, 114.34 34.34, 114.34 34.32, 114.32 34.32)))",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(4490, 0)]
    [InlineData(4326, 0)]
    [InlineData(4547, 0)]
    [InlineData(4526, 38_000_000)]
    public async Task GeometriesComeBackFromEveryKnownSystem(int srid, double zoneNumberM)
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg")).Table("designations", srid);
        foreach (var (i, wkt) in s_squares.Index())
        {
            draft.Row("designations", Stored(wkt, srid, zoneNumberM), $"C{i}");
        }

        var features = await Read(draft.Path, "designations");

        Assert.Equal(s_squares.Select(wkt => Wkt(wkt).Normalized()), features.Select(feature => feature.Geometry.Normalized()), (a, b) => a.EqualsExact(b, 1.5e-9));
        Assert.Equal(["C0", "C1"], features.Select(feature => feature.Code));
    }

    [Fact]
    public async Task ColumnsBecomePropertiesOfTheirKind()
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg")).Table("designations", 4490, "code TEXT, name TEXT, \"declaredAreaM2\" REAL, synthetic BOOLEAN, storeys INTEGER, \"class\" TEXT, empty TEXT");
        draft.Row("designations", Wkt(s_squares[0]), "C1", "工业", 12.5, 1, 3, "M1", null);

        var feature = Assert.Single(await Read(draft.Path, "designations"));

        Assert.Equal(("C1", "工业", 12.5, true), (feature.Code, feature.Name, feature.DeclaredAreaM2, feature.Synthetic));
        Assert.Equal("""{"class":"M1","storeys":3}""", feature.Attributes);
    }

    [Fact]
    public async Task HeightsAreLeftOutAndTheOtherByteOrderIsRead()
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg")).Table("roads", 4490, "state TEXT");
        byte[] header = [(byte)'G', (byte)'P', 0, 0, 0, 0, 0x11, 0x8A];
        draft.Row("roads", [.. header, .. new WKBWriter(ByteOrder.BigEndian, false, true).Write(new WKTReader().Read("LINESTRING Z(114.1 34.1 5, 114.2 34.2 6)"))], "planned");

        Assert.Equal("LINESTRING (114.1 34.1, 114.2 34.2)", Assert.Single(await Read(draft.Path, "roads")).Geometry.AsText());
    }

    [Fact]
    public async Task TheOnlyTableIsReadWhateverItsName()
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg")).Table("my layer \"1\"".Replace("\"", ""), 4490);
        draft.Row("my layer 1", Wkt(s_squares[0]), "C1");

        Assert.Single(await Read(draft.Path, "designations"));
    }

    [Fact]
    public async Task AFileThatIsNoGeoPackageIsTold()
    {
        Assert.Contains("it is no GeoPackage (no SQLite file). Export", await Refused(_folder.Write("text.gpkg", "{\"type\":\"FeatureCollection\"} and some more text, longer than the head of a SQLite file is, which has 100 bytes")));
        using (var draft = new GeoPackageDraft(_folder.At("other.gpkg")))
        {
            draft.Execute("DROP TABLE gpkg_contents");
        }

        Assert.Contains("it is no GeoPackage (", await Refused(_folder.At("other.gpkg")));
    }

    [Fact]
    public async Task TablesOfOtherNamesAreTold()
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg"));
        Assert.Contains("it has no feature table designations (there are: -). Name the table designations", await Refused(draft.Path));

        draft.Table("one", 4490).Table("two", 4490);
        Assert.Contains("it has no feature table designations (there are: one, two)", await Refused(draft.Path));
    }

    [Fact]
    public async Task AFileThatIsCutOffIsTold()
    {
        using (var draft = new GeoPackageDraft(_folder.At("whole.gpkg")).Table("designations", 4490))
        {
            for (var i = 0; i < 500; i++)
            {
                draft.Row("designations", Wkt(s_squares[1]), $"C{i}");
            }
        }

        var bytes = await File.ReadAllBytesAsync(_folder.At("whole.gpkg"), Cancel);

        Assert.Contains("the file is damaged or cut off", await Refused(_folder.Write("cut.gpkg", bytes[..(bytes.Length / 2)])));
    }

    [Fact]
    public async Task ATableWithoutItsGeometryColumnIsTold()
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg")).Table("designations", 4490);
        draft.Execute("ALTER TABLE designations RENAME COLUMN geom TO shape");

        Assert.Contains("lacks the geometry column", await Refused(draft.Path));

        draft.Execute("DELETE FROM gpkg_geometry_columns");
        Assert.Contains("lacks the geometry column", await Refused(draft.Path));
    }

    [Theory]
    [InlineData(0, "Undefined geographic SRS cannot be read. Transform it to EPSG:4490")]
    [InlineData(32650, "EPSG 32650 cannot be read. Transform it")]
    [InlineData(4214, "EPSG 4214 cannot be read")]
    public async Task AnotherCoordinateSystemIsTold(int srid, string expected)
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg")).Table("designations", srid);

        Assert.Contains(expected, await Refused(draft.Path));
    }

    [Theory]
    [InlineData(4547, "POLYGON((3776000 509000, 3777000 509000, 3777000 510000, 3776000 509000))", "Easting and northing seem to be swapped")]
    [InlineData(4547, "POLYGON((38509000 3776000, 38510000 3776000, 38510000 3777000, 38509000 3776000))", "begin with the number of a belt")]
    [InlineData(4526, "POLYGON((509000 3776000, 510000 3776000, 510000 3777000, 509000 3776000))", "number of the belt is missing")]
    [InlineData(4547, "POLYGON((114.1 34.1, 114.2 34.1, 114.2 34.2, 114.1 34.1))", "These look like longitude/latitude")]
    [InlineData(4490, "POLYGON((34.1 114.1, 34.2 114.1, 34.2 114.2, 34.1 114.1))", "Longitude and latitude seem to be swapped")]
    [InlineData(4490, "POLYGON((509000 3776000, 510000 3776000, 510000 3777000, 509000 3776000))", "look like projected metres")]
    public async Task MixedUpCoordinatesAreToldWithTheirRemedy(int srid, string wkt, string expected)
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg")).Table("designations", srid);
        draft.Row("designations", With(Wkt(s_squares[0]), 4490) is var good && srid == 4490 ? good : Stored(s_squares[0], srid, srid == 4526 ? 38_000_000 : 0), "C1");
        draft.Row("designations", With(new WKTReader().Read(wkt), srid), "C2");

        var said = await Refused(draft.Path);

        Assert.Contains("a.gpkg, feature 2 (code C2), at ", said);
        Assert.Contains(expected, said);
    }

    [Theory]
    [InlineData("", "no GeoPackage header")]
    [InlineData("47500001000000008A", "srs_id")]
    [InlineData("475000018A110000", "cut off")]
    [InlineData("475000018A1100000103000000FFFFFFFF", "cut off")]
    [InlineData("475000018A110000010300000001000000FFFFFF7F", "cut off")]
    [InlineData("475000018A11000007", "no byte order")]
    [InlineData("475000018A1100000106000000010000000101000000", "a part of the wrong kind")]
    [InlineData("4750000F8A1100000103000000", "unknown envelope")]
    public async Task GarbageInAGeometryIsToldByItsRow(string hex, string expected)
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg")).Table("designations", 4490);
        draft.Row("designations", Wkt(s_squares[0]), "C1").Row("designations", Convert.FromHexString(hex), "C2").Row("designations", Wkt(s_squares[1]), "C3");

        var said = await Refused(draft.Path);

        Assert.Contains("a.gpkg, feature 2 (code C2): its geometry cannot be read (", said);
        Assert.Contains(expected, said);
        Assert.Contains("problems: 1", said);
    }

    [Fact]
    public async Task WhatGeoJsonMayNotHoldAGeoPackageMayNotEither()
    {
        using var draft = new GeoPackageDraft(_folder.At("a.gpkg")).Table("designations", 4490, "code TEXT, photo BLOB");
        draft.Row("designations", (byte[]?)null, "C1", null)
            .Row("designations", With(new WKTReader().Read("POINT(114.1 34.1)"), 4490), "C2", null)
            .Row("designations", With(new WKTReader().Read("POLYGON EMPTY"), 4490), "C3", null)
            .Row("designations", [.. GeoPackageDraft.Blob(Wkt(s_squares[0]))[..^16], .. new byte[16]], "C4", null)
            .Row("designations", Wkt(s_squares[0]), "C5", new byte[] { 1, 2 });

        var said = await Refused(draft.Path);

        Assert.Contains("feature 1 (code C1): it has no geometry", said);
        Assert.Contains("feature 2 (code C2): its geometry is a Point", said);
        Assert.Contains("feature 3 (code C3): its coordinates are empty", said);
        Assert.Contains("feature 4 (code C4), at ", said);
        Assert.Contains("feature 5 (code C5): the attribute photo is nested", said);
    }

    private static async Task<List<IncomingFeature>> Read(string path, string collection)
    {
        var problems = new ProblemList(new("", "Refused"));
        var source = FeatureSource.Of(path, collection);
        List<IncomingFeature> features = [];
        await foreach (var feature in new FeatureFile(CollectionShape.Of(collection)!, new Envelope(114, 115, 34, 35)).Read(source, problems.In(source.Name), Cancel))
        {
            features.Add(feature);
        }

        problems.Refuse();
        return features;
    }

    private static async Task<string> Refused(string path) => (await Assert.ThrowsAsync<ImportRefusal>(() => Read(path, "designations"))).Sentence.En;

    private static Geometry Stored(string wkt, int srid, double zoneNumberM)
    {
        var degrees = Wkt(wkt);
        var stored = srid is 4490 or 4326 ? degrees : GaussKrugerPlane.ForSrid(4547).ToPlane(degrees);
        stored.Apply(NetTopologySuite.Geometries.Utilities.AffineTransformation.TranslationInstance(zoneNumberM, 0));
        return With(stored, srid);
    }

    private static Geometry Wkt(string wkt) => With(new WKTReader().Read(wkt), 4490);

    private static Geometry With(Geometry geometry, int srid)
    {
        geometry.SRID = srid;
        return geometry;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
