using System.Text;

using GeoZones.Server.Import;

using static GeoZones.Server.Tests.Import.ImportDesk;

namespace GeoZones.Server.Tests.Import;

/// <summary>What an import stores.</summary>
public class RevisionImportTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    private const string Moved = """{"type":"Polygon","coordinates":[[[114.1,34.1],[114.3,34.1],[114.2,34.2],[114.1,34.2],[114.1,34.1]]]}""";

    [Fact]
    public async Task AFeatureIsStoredRoundedOrientedAndMeasured()
    {
        string region = await desk.NewRegion();
        const string Clockwise = """{"type":"Polygon","coordinates":[[[114.1,34.1],[114.1,34.2],[114.2000000004,34.2],[114.2,34.1],[114.1,34.1]]]}""";

        await desk.Import(region, "sub-parks", Collection(Feature(Clockwise, """{"code":"A","zone":"Z","name":"甲","declaredAreaM2":5,"kind":"x","empty":null}""")));

        Assert.Equal("POLYGON((114.1 34.1,114.2 34.1,114.2 34.2,114.1 34.2,114.1 34.1))", await desk.Scalar("SELECT ST_AsText(geom, 15) FROM feature WHERE region = $1", region));
        Assert.Equal("A Z 甲 {\"kind\": \"x\"} 5", await desk.Scalar("SELECT code || ' ' || zone || ' ' || name || ' ' || attributes || ' ' || declared_area_m2 FROM feature WHERE region = $1", region));
        Assert.Equal(true, await desk.Scalar("SELECT abs(planar_area_m2 - ST_Area(plane)) < 0.01 AND abs(ground_area_m2 / planar_area_m2 - 1) < 1e-3 FROM feature WHERE region = $1", region));
        Assert.Equal(4547, await desk.Scalar("SELECT ST_SRID(plane) FROM feature WHERE region = $1", region));
    }

    [Fact]
    public async Task AFeatureThatCrossesItselfIsStoredInTheDraft()
    {
        string region = await desk.NewRegion();
        const string BowTie = """{"type":"Polygon","coordinates":[[[114.1,34.1],[114.2,34.2],[114.2,34.1],[114.1,34.2],[114.1,34.1]]]}""";

        await desk.Import(region, "sub-parks", Collection(Feature(BowTie)));

        Assert.Equal(false, await desk.Scalar("SELECT ST_IsValid(geom) FROM feature WHERE region = $1", region));
    }

    [Fact]
    public async Task WhatDidNotChangeKeepsItsVersion()
    {
        string region = await desk.NewRegion();
        string a = Feature(Square, """{"code":"A"}"""), b = Feature(Square, """{"code":"B"}""");
        await desk.Import(region, "sub-parks", Collection(a, b, Feature(Square, """{"code":"C"}""")));

        ImportedRevision second = await desk.Import(region, "sub-parks", Collection(b, Feature(Moved, """{"code":"A"}"""), Feature(Square, """{"code":"D"}""")));

        Assert.Equal(new ImportedCollection("sub-parks", Added: 1, Changed: 1, Unchanged: 1, Removed: 1, WithoutHeights: 0), second.Collections.Single());
        Assert.Equal(2, second.Number);
        Assert.Equal("A:1 A:2 B:1 C:1 D:2", await desk.Scalar("""
            SELECT string_agg(f.code || ':' || r.number, ' ' ORDER BY f.code, r.number) FROM feature f JOIN revision r ON r.id = f.lives_from WHERE f.region = $1
            """, region));
        Assert.Equal(1L, await desk.Scalar("SELECT count(DISTINCT id) FROM feature WHERE region = $1 AND code = 'A'", region));
    }

    [Fact]
    public async Task CollectionsThatAreNotNamedAreCarriedOver()
    {
        string region = await desk.NewRegion();
        await desk.Import(region, "sub-parks", Collection(Feature(Square)));

        await desk.Import(region, "zone-boundaries", Collection(Feature(Square)));

        Assert.Equal(1L, await desk.Scalar("SELECT count(*) FROM feature WHERE region = $1 AND collection = 'sub-parks' AND lives_to IS NULL", region));
    }

    [Fact]
    public async Task FeaturesWithoutOrWithTheSameCodeAreAllKept()
    {
        string region = await desk.NewRegion();
        string file = Collection(Feature(Square), Feature(Square), Feature(Square, """{"code":"A"}"""), Feature(Moved, """{"code":"A"}"""));
        await desk.Import(region, "sub-parks", file);

        ImportedRevision second = await desk.Import(region, "sub-parks", file);

        Assert.Equal(new ImportedCollection("sub-parks", 0, 0, 4, 0, 0), second.Collections.Single());
    }

    [Fact]
    public async Task HeightsAreLeftOutAndCounted()
    {
        string region = await desk.NewRegion();

        ImportedRevision imported = await desk.Import(region, "utility-lines", Collection(
            Feature("""{"type":"LineString","coordinates":[[114.1,34.1,60],[114.2,34.1,61]]}"""), Feature("""{"type":"LineString","coordinates":[[114.1,34.1],[114.2,34.2]]}""")));

        Assert.Equal(1, imported.Collections.Single().WithoutHeights);
    }

    [Fact]
    public async Task AServedFileWithByteOrderMarkAndLegacyCrsIsReadAgain()
    {
        string region = await desk.NewRegion();
        string file = $$$"""
            {"features":[{{{Feature(Square, """{"code":"A","region":"x","plan":"zone","revision":3,"ellipsoidalAreaM2":1.5,"groundAreaM2":2}""")}}}],
             "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"bbox":[1,2,3,4],"type":"FeatureCollection"}
            """;

        await desk.Import(region, "sub-parks", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(file)]);

        Assert.Equal("{}", await desk.Scalar("SELECT attributes::text FROM feature WHERE region = $1", region));
    }

    [Fact]
    public async Task ImportsOfOnePlanTakeTurns()
    {
        string region = await desk.NewRegion();
        string file = Collection(Feature(Square, """{"code":"A"}"""));

        ImportedRevision[] imported = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.Import(region, "sub-parks", file)));

        Assert.Equal([1, 2, 3, 4, 5], imported.Select(one => one.Number).Order());
        Assert.Equal(1L, await desk.Scalar("SELECT count(*) FROM feature WHERE region = $1", region));
    }

    [Fact]
    public async Task ALongFileIsReadWhole()
    {
        string region = await desk.NewRegion();
        string[] features = [.. Enumerable.Range(0, 3000).Select(i => Feature(Square, $$"""{"code":"{{i}}","note":"{{new string('注', 50)}}"}"""))];

        ImportedRevision imported = await desk.Import(region, "sub-parks", Collection(features));

        Assert.Equal(3000, imported.Collections.Single().Added);
    }
}
