using System.Text;
using System.Text.Json;

namespace GeoZones.Server.Tests.Measure;

/// <summary>POST /api/measure.</summary>
[Collection<Readers>]
public sealed class MeasureTests(GeoZonesServer server)
{
    private const string Box = """{"type":"Polygon","coordinates":[[[114.00,34.50],[114.01,34.50],[114.01,34.51],[114.00,34.51],[114.00,34.50]]]}""";

    private Task<Answer> PostAsync(string body) => Answer.PostAsync(server.Http, "/api/measure", body);

    [Theory]
    [InlineData(Box)]
    [InlineData($$"""{"type":"Feature","properties":{"name":"盒"},"geometry":{{Box}}}""")]
    public async Task The_box_of_the_oracle_has_its_three_areas(string body)
    {
        var measures = (await PostAsync(body)).Is(200);
        Assert.Equal(1_018_734.2275, measures.GetProperty("ellipsoidalAreaM2").GetDouble(), 0.001);
        Assert.Equal(101.8734, measures.GetProperty("ellipsoidalAreaHa").GetDouble(), 4);
        Assert.Equal(1528.1013, measures.GetProperty("ellipsoidalAreaMu").GetDouble(), 4);
        Assert.Equal(4547, measures.GetProperty("planeSrid").GetInt32());
        Assert.InRange(measures.GetProperty("planarAreaM2").GetDouble(), 1_018_734, 1_018_735);
        Assert.InRange(measures.GetProperty("groundAreaM2").GetDouble(), 1_018_734, 1_018_735);
        Assert.Equal(JsonValueKind.Null, measures.GetProperty("groundLengthM").ValueKind);
    }

    [Fact]
    public async Task A_line_has_a_length_and_no_area()
    {
        // A degree of the meridian at 34.5°: a (1 − e²) / (1 − e² sin² 34.5°)^1.5 · π/180, good to a few centimetres.
        var measures = (await PostAsync("""{"type":"LineString","coordinates":[[114,34],[114,35]]}""")).Is(200);
        Assert.Equal(110_931.46, measures.GetProperty("groundLengthM").GetDouble(), 0.1);
        Assert.Equal(JsonValueKind.Null, measures.GetProperty("ellipsoidalAreaM2").ValueKind);
    }

    [Fact]
    public async Task Parts_add_up_and_holes_are_taken_away()
    {
        var hole = """[[114.002,34.502],[114.004,34.502],[114.004,34.504],[114.002,34.504],[114.002,34.502]]""";
        var holed = $$"""{"type":"Polygon","coordinates":[[[114.00,34.50],[114.01,34.50],[114.01,34.51],[114.00,34.51],[114.00,34.50]],{{hole}}]}""";
        var parts = $$"""{"type":"MultiPolygon","coordinates":[[{{hole}}]]}""";
        static double Area(JsonElement measures) => measures.GetProperty("groundAreaM2").GetDouble();
        var sum = Area((await PostAsync(holed)).Is(200)) + Area((await PostAsync(parts)).Is(200));
        Assert.Equal(Area((await PostAsync(Box)).Is(200)), sum, 5);
    }

    [Fact]
    public async Task A_bow_tie_is_refused_at_its_crossing()
    {
        var problem = (await PostAsync("""{"type":"Polygon","coordinates":[[[114,34.5],[114.01,34.51],[114.01,34.5],[114,34.51],[114,34.5]]]}""")).IsProblem(422);
        Assert.Equal([114.005, 34.505], problem.GetProperty("coordinate").EnumerateArray().Select(c => Math.Round(c.GetDouble(), 6)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("nonsense", "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("\"Polygon\"", "")]
    [InlineData("""{"type":"Point","coordinates":[114,34]}""", "/type")]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""", "/type")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "/type")]
    [InlineData("""{"type":7}""", "/type")]
    [InlineData("""{"type":"Feature","geometry":null,"properties":{}}""", "/geometry")]
    [InlineData("""{"type":"Feature","properties":{}}""", "")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}""", "/geometry/type")]
    [InlineData("""{"type":"Polygon"}""", "")]
    [InlineData("""{"type":"Polygon","coordinates":{}}""", "/coordinates")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "/coordinates")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114,34],[114.1,34],[114,34]]]}""", "/coordinates/0")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114,34],[114.1,34],[114.1,34.1],[114,34.1]]]}""", "/coordinates/0/3")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114,34],[114.1],[114.1,34.1],[114,34]]]}""", "/coordinates/0/1")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114,34],[114.1,"34"],[114.1,34.1],[114,34]]]}""", "/coordinates/0/1/1")]
    [InlineData("""{"type":"LineString","coordinates":[[114,34]]}""", "/coordinates")]
    [InlineData("""{"type":"LineString","coordinates":[[1e400,34],[114,35]]}""", "/coordinates/0/0")]
    [InlineData("""{"type":"LineString","type":"Polygon","coordinates":[[114,34],[114,35]]}""", "")]
    [InlineData("""{"type":"\ud800","coordinates":[]}""", "")]
    public async Task A_body_that_is_no_geometry_is_refused_where_it_is_wrong(string body, string pointer) =>
        Assert.Equal(pointer, (await PostAsync(body)).IsProblem(400).GetProperty("pointer").GetString());

    [Theory]
    [InlineData("[[34.5,114],[34.51,114.01]]", "swapped")]
    [InlineData("[[500000,3819000],[501000,3819000]]", "metres")]
    [InlineData("[[10,10],[11,11]]", "3° zones")]
    [InlineData("[[114,70],[114,71]]", "3° zones")]
    [InlineData("[[80,40],[120,40]]", "too wide")]
    public async Task A_place_outside_of_the_planes_is_explained(string line, string word)
    {
        var problem = (await PostAsync($$"""{"type":"LineString","coordinates":{{line}}}""")).IsProblem(400);
        Assert.Contains(word, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, problem.GetProperty("coordinate").GetArrayLength());
    }

    [Theory]
    [InlineData("[[[[[[114,34],[114,34],[114,34],[114,34]]]]]]")]
    public async Task A_collapsed_ring_or_wrong_nesting_is_refused(string coordinates) =>
        (await PostAsync($$"""{"type":"Polygon","coordinates":{{coordinates}}}""")).IsProblem(400);

    [Fact]
    public async Task A_ring_without_an_inside_is_refused() =>
        (await PostAsync("""{"type":"Polygon","coordinates":[[[114,34],[114,34],[114,34],[114,34]]]}""")).IsProblem(422);

    [Fact]
    public async Task Deep_nesting_is_refused_and_called_so()
    {
        foreach (var body in new[] { new string('[', 33) + new string(']', 33), new string('[', 100_000) })
        {
            Assert.Contains("nested too deep: 32 levels at most", (await PostAsync(body)).IsProblem(400).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("deep", (await PostAsync(new string('[', 32) + new string(']', 32))).IsProblem(400).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused() =>
        (await Answer.PostAsync(server.Http, "/api/measure", "{\"type\":\"\u00ff\"}"u8.ToArray()[..10].Append((byte)0xff).ToArray())).IsProblem(400);

    [Fact]
    public async Task More_than_a_hundred_thousand_positions_are_refused()
    {
        var body = new StringBuilder("""{"type":"LineString","coordinates":[[114,34]""");
        for (var i = 0; i < 100_000; i++)
        {
            body.Append(",[114,35]");
        }
        (await PostAsync(body.Append("]}").ToString())).IsProblem(413);
    }
}
