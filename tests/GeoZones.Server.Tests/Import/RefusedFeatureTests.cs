using GeoZones.Server.CommandLine;
using GeoZones.Server.Import;

using static GeoZones.Server.Tests.Import.ImportDesk;

namespace GeoZones.Server.Tests.Import;

/// <summary>Features that cannot be read or placed: each is told with its position, code, place and remedy.</summary>
public class RefusedFeatureTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    [Theory]
    [InlineData("null", "it has no geometry")]
    [InlineData("7", "it has no geometry")]
    [InlineData("""{"type":"Point","coordinates":[114.1,34.1]}""", "its geometry is a Point, and sub-parks takes Polygon / MultiPolygon only")]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""", "is a GeometryCollection")]
    [InlineData("""{"type":"Polygon"}""", "empty or not nested")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "empty or not nested")]
    [InlineData("""{"type":"Polygon","coordinates":[[]]}""", "empty or not nested")]
    [InlineData("""{"type":"Polygon","coordinates":[[114.1,34.1],[114.2,34.1]]}""", "114.1 is no position")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114.1,34.1],[114.2,34.1],[114.2,34.2],[114.1,34.2]]]}""", "at 114.1, 34.2: a ring is not closed. Repeat its first position")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114.1,34.1],[114.2,34.1],[114.1,34.1]]]}""", "a ring has 3 positions. A ring takes four")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114.1,34.1],[1e999,34.1],[114.2,34.2],[114.1,34.1]]]}""", "[1e999,34.1] is no position")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114.1,34.1],["114.2",34.1],[114.2,34.2],[114.1,34.1]]]}""", "is no position")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114.1,34.1],[114.2],[114.2,34.2],[114.1,34.1]]]}""", "[114.2] is no position")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114.1,34.1],[115.5,34.1],[114.2,34.2],[114.1,34.1]]]}""", "at 115.5, 34.1: it lies outside the region (114–115, 34–35)")]
    [InlineData("""{"type":"Polygon","coordinates":[[[34.1,114.1],[34.2,114.1],[34.2,114.2],[34.1,114.1]]]}""", "longitude comes first")]
    [InlineData("""{"type":"Polygon","coordinates":[[[508000,3819000],[509000,3819000],[509000,3820000],[508000,3819000]]]}""", "look like projected metres")]
    public async Task AGeometryIsToldWhatIsWrong(string geometry, string expected)
    {
        Sentence said = await desk.Refused("sub-parks", Collection(Feature(Square), Feature(geometry, """{"code":"B2"}""")));

        Assert.Contains(", feature 2 (code B2)", said.En);
        Assert.Contains(expected, said.En);
    }

    [Theory]
    // 114.998–114.9995 E as web maps show it, 500 m further east
    [InlineData("[[115.0036,34.4988],[115.0051,34.4988],[115.0051,34.4998],[115.0036,34.4988]]", true)]
    // a vertex that is outside still once the shift is undone, a vertex that is inside already
    [InlineData("[[115.0036,34.4988],[115.0071,34.4988],[115.0051,34.4998],[115.0036,34.4988]]", false)]
    [InlineData("[[114.9990,34.4988],[115.0051,34.4988],[115.0051,34.4998],[114.9990,34.4988]]", false)]
    public async Task ALayerOfAWebMapIsRecognisedWhereItIsCertain(string ring, bool isCertain)
    {
        string polygon = $$"""{"type":"Polygon","coordinates":[{{ring}}]}""";
        Sentence said = await desk.Refused("sub-parks", Collection(Feature(Square), Feature(polygon)));

        Assert.Contains("it lies outside the region", said.En);
        Assert.Equal(isCertain, said.En.Contains("from GCJ-02 to CGCS2000"));
        Assert.Equal(isCertain, said.Zh.Contains("由 GCJ-02 转换为 CGCS2000"));
    }

    [Fact]
    public async Task AShiftThatStaysWithinTheRegionIsNotGuessedAt()
    {
        string region = await desk.NewRegion();
        await desk.Import(region, "sub-parks", Collection(Feature("""{"type":"Polygon","coordinates":[[[114.5036,34.4988],[114.5051,34.4988],[114.5051,34.4998],[114.5036,34.4988]]]}""")));
        Assert.Equal(1L, await desk.Scalar("SELECT count(*) FROM feature WHERE region = $1", region));
    }

    [Theory]
    [InlineData("""{"code":12}""", "the attribute code has the wrong type. It is text")]
    [InlineData("""{"name":true}""", "the attribute name has the wrong type")]
    [InlineData("""{"synthetic":"yes"}""", "It is true or false")]
    [InlineData("""{"declaredAreaM2":"21.8"}""", "a number of square metres")]
    [InlineData("""{"declaredAreaM2":-1}""", "a number of square metres")]
    [InlineData("""{"declaredAreaM2":1e999}""", "a number of square metres")]
    [InlineData("""{"function":7}""", "the attribute function has the wrong type. It is text")]
    [InlineData("""{"note":{"a":1}}""", "the attribute note is nested")]
    [InlineData("""{"height":1e999}""", "a finite number")]
    [InlineData("""{"name":"a\u0000b"}""", "a null character")]
    [InlineData("""{"name":"a\ud800b"}""", "half a character")]
    [InlineData("""{"code":"A","code":"B"}""", "the member code is there twice")]
    public async Task AnAttributeIsToldWhatIsWrong(string properties, string expected) =>
        Assert.Contains(expected, (await desk.Refused("sub-parks", Collection(Feature(Square, properties)))).En);

    [Theory]
    [InlineData("roads", """{"type":"LineString","coordinates":[[114.1,34.1],[114.2,34.1]]}""", "{}", "the attribute state is missing. State one of planned / under-construction / finished")]
    [InlineData("roads", """{"type":"LineString","coordinates":[[114.1,34.1],[114.2,34.1]]}""", """{"state":"done"}""", "the unknown value done")]
    [InlineData("roads", """{"type":"LineString","coordinates":[[114.1,34.1],[114.1,34.1]]}""", """{"state":"planned"}""", "the line has a single point")]
    [InlineData("roads", """{"type":"LineString","coordinates":[[114.1,34.1],[114.2,34.1]]}""", """{"state":"planned","declaredAreaM2":3}""", "a line has no declaredAreaM2")]
    [InlineData("farmland", Square, """{"farmlandClass":""}""", "farmlandClass is missing. State one of basic / general")]
    [InlineData("facilities", """{"type":"Point","coordinates":[114.1,34.1]}""", """{"declaredAreaM2":3}""", "a point has no declaredAreaM2")]
    public async Task ACollectionAsksItsOwn(string collection, string geometry, string properties, string expected) =>
        Assert.Contains(expected, (await desk.Refused(collection, Collection(Feature(geometry, properties)))).En);

    [Fact]
    public async Task TextThatIsTooLongIsRefused() => Assert.Contains(
        "the attribute name has 5000 characters. Keep 200 at most",
        (await desk.Refused("sub-parks", Collection(Feature(Square, $$"""{"name":"{{new string('长', 5000)}}"}""")))).En);

    [Fact]
    public async Task EveryProblemIsToldInBothLanguagesAndTheRestIsCounted()
    {
        string[] broken = [.. Enumerable.Range(1, 130).Select(i => Feature("null", $$"""{"code":"C{{i}}"}"""))];
        string region = await desk.NewRegion();

        ImportRefusal refusal = await Assert.ThrowsAsync<ImportRefusal>(() => desk.Import(region, "sub-parks", Collection(broken)));

        Assert.Equal((100, 30), (refusal.Problems.Count, refusal.More));
        Assert.Contains("problems: 130", refusal.Sentence.En);
        Assert.Contains("and 30 more", refusal.Sentence.En);
        Assert.Contains("第 100 个要素（编号 C100）：没有图形。", refusal.Sentence.Zh);
        Assert.Contains("另有 30 处", refusal.Sentence.Zh);
    }

    [Fact]
    public async Task SomethingThatIsNoFeatureIsRefused() =>
        Assert.Contains("feature 1: it is no feature", (await desk.Refused("sub-parks", Collection("5"))).En);
}
