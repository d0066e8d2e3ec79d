using GeoZones.Server.CommandLine;
using GeoZones.Server.Import.References;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Tests.Import.References;

/// <summary>Layers of others, published as they come.</summary>
public sealed class ReferenceImportTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    private const string Place = """{"type":"Point","coordinates":[114.5,34.5]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<PublishedLayer> PublishAsync(string name, string path, string? region = null) =>
        ReferenceImport.PublishAsync(desk.Source, new(name, path, region, new Sentence("图层", "Layer")), "test", cancel: Cancel);

    private async Task<T> AskAsync<T>(string sql) => (T)(await desk.Scalar(sql))!;

    private static string Of(string name) => $"FROM reference_feature f JOIN reference_layer l ON l.id = f.layer WHERE l.name = '{name}'";

    [Theory]
    [InlineData(4490)]
    [InlineData(4326)]
    [InlineData(3857)]
    [InlineData(4547)]
    [InlineData(4526)]
    public async Task A_geopackage_is_read_in_the_system_that_it_names(int srid)
    {
        var place = await AskAsync<Point>($"SELECT ST_Transform(ST_SetSRID(ST_MakePoint(114.1, 35.3), 4490), {srid})");
        using var folder = new TemporaryFolder();
        using var draft = new GeoPackageDraft(Path.Combine(folder.Path, "rivers.gpkg")).Table("河流", srid, "名称 TEXT, width REAL, lanes MEDIUMINT, wet BOOLEAN, since DATE, seen DATETIME, photo BLOB, \"geometry\" TEXT, empty INTEGER")
            .Row("河流", place, "沁河", 12.0, 2, 1, "2001-05-01", "2024-02-01T00:00:00.000Z", new byte[] { 1 }, "线", null);
        var name = $"rivers-{srid}";
        var published = await PublishAsync(name, draft.Path);
        Assert.Equal(1, published.Features);
        Assert.Equal(["photo"], published.LeftOut);
        Assert.Equal([("geometry", "geometry_")], published.Renamed);
        Assert.Equal("""[["名称", "text"], ["width", "number"], ["lanes", "integer"], ["wet", "boolean"], ["since", "date"], ["seen", "instant"], ["geometry_", "text"], ["empty", "integer"]]""",
            await AskAsync<string>($"SELECT jsonb_agg(jsonb_build_array(field -> 'name', field -> 'type'))::text FROM reference_layer, jsonb_array_elements(fields) AS field WHERE name = '{name}'"));
        Assert.Equal("""{"wet": true, "seen": "2024-02-01T00:00:00Z", "empty": null, "lanes": 2, "since": "2001-05-01", "width": 12, "名称": "沁河", "geometry_": "线"}""", await AskAsync<string>($"SELECT attributes::text {Of(name)}"));
        Assert.True(await AskAsync<double>($"SELECT ST_Distance(geom, ST_SetSRID(ST_MakePoint(114.1, 35.3), 4490)) {Of(name)}") < 1e-8);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2.5}""", "number", """[1, 2.5]""")]
    [InlineData("""{"a":1}""", """{"a":"x"}""", "text", """["1", "x"]""")]
    [InlineData("""{"a":true}""", """{"a":0}""", "text", """["true", "0"]""")]
    [InlineData("""{"a":"2024-01-31"}""", """{"a":"2024/02/01"}""", "date", """["2024-01-31", "2024-02-01"]""")]
    [InlineData("""{"a":"2024-01-31"}""", """{"a":"2024-02-30"}""", "text", """["2024-01-31", "2024-02-30"]""")]
    [InlineData("""{"a":"2024-01-31T00:00:00Z"}""", """{"a":"2024-02-01T00:00:00"}""", "text", """["2024-01-31T00:00:00Z", "2024-02-01T00:00:00"]""")]
    [InlineData("""{"a":9223372036854775807}""", """{"a":9223372036854775808}""", "number", """[9223372036854775807, 9223372036854775808]""")]
    [InlineData("""{"a":null}""", """{}""", "text", """[null, null]""")]
    public async Task A_field_has_the_type_that_holds_all_of_its_values(string first, string second, string type, string values)
    {
        using var folder = new TemporaryFolder();
        await PublishAsync("typed", folder.Write("typed.geojson", ImportDesk.Collection(ImportDesk.Feature(Place, first), ImportDesk.Feature(Place, second))));
        Assert.Equal(type, await AskAsync<string>("SELECT fields -> 0 ->> 'type' FROM reference_layer WHERE name = 'typed'"));
        if (!values.Contains("9223", StringComparison.Ordinal))
        {
            Assert.Equal(values, await AskAsync<string>($"SELECT jsonb_agg(attributes -> 'a' ORDER BY f.id)::text {Of("typed")}"));
        }
        else
        {
            Assert.Equal(9223372036854775807d, await AskAsync<double>($"SELECT (attributes ->> 'a')::double precision {Of("typed")} AND f.id = 2"));
        }
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[""", "no complete JSON")]
    [InlineData("""{"type":"Topology"}""", "no GeoJSON FeatureCollection")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Point"}]}""", "it is no feature")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":[],"geometry":null}]}""", "properties is no object")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"":1},"geometry":null}]}""", "the name of a field is empty")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1e999},"geometry":null}]}""", "no finite number")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"\u0000"},"geometry":null}]}""", "null character")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"\ud800"},"geometry":null}]}""", "half a character")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"a":2},"geometry":null}]}""", "is there twice")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[]}}]}""", "GeometryCollection")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"\ud800","coordinates":[1,2]}}]}""", "half a character")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[509087,3908148]}}]}""", "no longitude and latitude")]
    [InlineData("""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4547"}},"features":[]}""", "coordinate system (crs)")]
    public async Task A_wrong_file_is_refused_and_changes_nothing(string file, string problem)
    {
        using var folder = new TemporaryFolder();
        await PublishAsync("kept", folder.Write("good.geojson", ImportDesk.Collection(ImportDesk.Feature(Place, """{"a":1}"""))));
        var before = await AskAsync<long>($"SELECT max(f.layer) {Of("kept")}");
        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PublishAsync("kept", folder.Write("bad.geojson", file)));
        Assert.Contains(problem, refusal.Sentence.En, StringComparison.Ordinal);
        Assert.Equal((before, 1L), (await AskAsync<long>($"SELECT max(f.layer) {Of("kept")}"), await AskAsync<long>("SELECT count(*) FROM reference_layer WHERE name = 'kept'")));
    }

    [Fact]
    public async Task Names_regions_and_tables_that_do_not_exist_are_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.geojson", ImportDesk.Collection(ImportDesk.Feature(Place)));
        foreach (var name in new[] { "", "A", "1a", "a'b", new string('a', 60), "河" })
        {
            await Assert.ThrowsAsync<Refusal>(() => PublishAsync(name, file));
        }
        await Assert.ThrowsAsync<Refusal>(() => PublishAsync("a", file, "nowhere"));
        await Assert.ThrowsAsync<Refusal>(() => PublishAsync("a", Path.Combine(folder.Path, "none.geojson")));
        using var draft = new GeoPackageDraft(Path.Combine(folder.Path, "two.gpkg")).Table("one", 4490).Table("two", 4490);
        Assert.Contains("there are: one, two", (await Assert.ThrowsAnyAsync<Refusal>(() => PublishAsync("three", draft.Path))).Sentence.En, StringComparison.Ordinal);
        Assert.Equal(0L, await AskAsync<long>("SELECT count(*) FROM reference_layer WHERE name IN ('a', 'three')"));
    }

    [Fact]
    public async Task A_hundred_thousand_features_are_never_held_at_once()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "many.geojson");
        var note = new string('x', 400);
        await using (var file = new StreamWriter(path))
        {
            await file.WriteAsync("""{"type":"FeatureCollection","features":[""");
            for (var i = 0; i < 100_000; i++)
            {
                var at = FormattableString.Invariant($"{114 + (i % 1000 / 1000d)},{34 + (i / 1000 / 100d)}");
                await file.WriteAsync((i == 0 ? "" : ",") + ImportDesk.Feature($$"""{"type":"Point","coordinates":[{{at}}]}""", $$"""{"编号":{{i}},"note":"{{note}}"}"""));
            }
            await file.WriteAsync("]}");
        }
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        using var watch = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 50);
        Assert.Equal(100_000, (await PublishAsync("many", path)).Features);
        Assert.True(most - before < 200L << 20, $"{(most - before) >> 20} MiB.");
        Assert.Equal(100_000L, await AskAsync<long>($"SELECT count(*) {Of("many")}"));
    }

    [Fact]
    public async Task What_lies_at_a_pole_is_kept_and_the_map_ends_before_it()
    {
        using var folder = new TemporaryFolder();
        await PublishAsync("poles", folder.Write("poles.geojson", ImportDesk.Collection(
            ImportDesk.Feature("""{"type":"Point","coordinates":[0,90]}"""),
            ImportDesk.Feature("""{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,-60],[-180,-60],[-180,-90]]]}"""))));
        Assert.Equal("true,false", await AskAsync<string>($"SELECT string_agg(ST_IsEmpty(mercator)::text, ',' ORDER BY f.id) {Of("poles")}"));
    }
}
