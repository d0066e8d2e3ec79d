using System.Text;

namespace GeoZones.Server.Tests.Site;

/// <summary>POST /api/regions/{region}/site-check.</summary>
[Collection<Readers>]
public sealed class SiteCheckTests(GeoZonesServer server)
{
    private const string Address = "/api/regions/changyuan/site-check";
    private const string Box = """{"type":"Polygon","coordinates":[[[114.66,35.18],[114.665,35.18],[114.665,35.185],[114.66,35.18]]]}""";
    private const string Triangle = "3894622.1 560123.4\n3894622.1 560623.4\n3895122.1 560623.4";

    private Task<Answer> PostAsync(string body, string type = "application/json", params (string, string)[] headers) => Answer.PostAsync(server.Http, Address, body, type, headers);

    [Theory]
    [InlineData(Box)]
    [InlineData($$"""{"type":"Feature","properties":{"name":"甲"},"geometry":{{Box}}}""")]
    [InlineData($$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":{{Box}}}]}""")]
    public async Task A_red_line_as_GeoJSON_gets_verdict_areas_layers_findings_quota_roads_and_basis(string body)
    {
        var answer = (await PostAsync(body)).Is(200);
        Assert.Equal("forbidden", answer.GetProperty("verdict").GetString());
        Assert.Equal(126_320.5, answer.GetProperty("areas").GetProperty("groundAreaM2").GetDouble(), 0.5);
        Assert.Equal(["control-area", "use-area", "farmland", "existing-land-use", "urban-class", "zone-function", "sub-park", "township"], answer.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("id").GetString()!));
        Assert.All(answer.GetProperty("findings").EnumerateArray(), finding => Assert.All(["name", "text", "remedy"], text => Assert.NotEmpty(finding.GetProperty(text).GetProperty("zh").GetString()! + finding.GetProperty(text).GetProperty("en").GetString())));
        Assert.Equal("MultiPolygon", answer.GetProperty("findings")[0].GetProperty("place").GetProperty("type").GetString());
        Assert.Equal(7_500_000, answer.GetProperty("quota").GetProperty("grantedM2").GetDouble());
        Assert.True(answer.GetProperty("quota").GetProperty("unusedAfterM2").GetDouble() <= answer.GetProperty("quota").GetProperty("grantedM2").GetDouble() - answer.GetProperty("quota").GetProperty("usedM2").GetDouble());
        Assert.Equal(["finished", "under-construction"], answer.GetProperty("roads").EnumerateArray().Select(road => road.GetProperty("state").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(["zone", "urban", "land-use", "survey"], answer.GetProperty("basis").EnumerateArray().Select(plan => plan.GetProperty("plan").GetString()!));
        Assert.True(answer.GetProperty("synthetic").GetBoolean());
    }

    [Theory]
    [InlineData(Triangle, "northing, easting without zone")]
    [InlineData("560123.4 3894622.1\n560623.4 3894622.1\n560623.4 3895122.1", "easting, northing")]
    [InlineData("J1，1，3894622.1，38560123.4\nJ2、1、3894622.1、38560623.4\nJ3\t1\t3895122.1\t38560623.4", "3° zone 38")]
    [InlineData("点号,X,Y\n１　３８９４６２２．１　３８５６０１２３．４\n2;3894622.1;38560623.4\n3|3895122.1|38560623.4\n1 3894622.1 38560123.4", "3° zone 38")]
    [InlineData("[属性描述]\r\n坐标系=2000国家大地坐标系\r\n几度分带=3\r\n[地块坐标]\r\n4,12.5,1,甲,面,,,,@\r\nJ1,1,3894622.1,38560123.4\r\nJ2,1,3894622.1,38560623.4\r\nJ3,1,3895122.1,38560623.4\r\nJ1,1,3894622.1,38560123.4", "3° zone 38")]
    public async Task Pasted_coordinates_are_read_and_the_answer_says_how(string list, string reading)
    {
        var answer = (await PostAsync(list, "text/plain; charset=utf-8")).Is(200);
        Assert.Equal(125_000, answer.GetProperty("areas").GetProperty("planarAreaM2").GetDouble(), 1.0);
        Assert.Contains(reading, answer.GetProperty("reading").GetProperty("en").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_saved_in_GBK_is_read_as_well()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("界址点号 " + "北坐标 东坐标\n" + Triangle);
        (await Answer.PostAsync(server.Http, Address, gbk, "text/plain")).Is(200);
    }

    [Fact]
    public async Task A_second_ring_is_a_hole_where_it_lies_inside_and_another_part_elsewhere()
    {
        static string Square(int north, int east, int size) => $"{north} {east}\n{north} {east + size}\n{north + size} {east + size}\n{north + size} {east}";
        async Task<double> AreaAsync(string list) => (await PostAsync(list, "text/plain")).Is(200).GetProperty("areas").GetProperty("planarAreaM2").GetDouble();
        Assert.Equal(750_000, await AreaAsync(Square(3894000, 560000, 1000) + "\n\n" + Square(3894250, 560250, 500)), 1.0);
        Assert.Equal(1_250_000, await AreaAsync(Square(3894000, 560000, 1000) + "\n\n" + Square(3895500, 560250, 500)), 1.0);
    }

    [Theory]
    [InlineData("", 400, "no body")]
    [InlineData("你好", 400, "no coordinates")]
    [InlineData("114.66,35.18\n35.19,114.67\n114.66,35.19", 400, "Line 2 has its columns the other way round")]
    [InlineData("560123.4 894622.1\n560623.4 894622.1\n560623.4 894922.1", 400, "Which column is the northing")]
    [InlineData("3894622.1 560123.4 62.1\n3894622.1 560623.4 62.3\n3895122.1 560623.4 62.4", 400, "is the third a height?")]
    [InlineData("3894622.1 20560123.4\n3894622.1 20560623.4\n3895122.1 20560623.4", 400, "6° zone")]
    [InlineData("3894622.1 38560123.4\n3894622.1 39560623.4\n3895122.1 38560623.4", 400, "another zone")]
    [InlineData("3894622.1 39560123.4\n3894622.1 39560623.4\n3895122.1 39560623.4", 422, "outside of Changyuan")]
    [InlineData("114.66,35.18\n114.67,35.18", 400, "needs three")]
    [InlineData("114.66,35.18\n114.665,35.185\n114.665,35.18\n114.66,35.185", 422, "crosses")]
    [InlineData("1 2 3 4 5", 400, "Line 1 is no point")]
    [InlineData(Triangle + "\n\n" + Triangle, 400, "line 5 is the same as that of line 1")]
    [InlineData(Triangle + "\n\n3895122.1 560623.4\n3894622.1 560623.4\n3894622.1 560123.4\n\n" + Triangle, 400, "pasted twice")]
    [InlineData("114.66,35.18\n114.67,35.18\n114.67,35.19\n\n114.66,35.18\n114.665,35.18\n114.67,35.18\n114.67,35.19", 400, "cover each other")]
    public async Task A_list_that_is_no_site_is_refused_with_what_to_do(string list, int status, string word) =>
        Assert.Contains(word, (await PostAsync(list, "text/plain")).IsProblem(status).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[35.18,114.66],[35.18,114.665],[35.185,114.665],[35.18,114.66]]]}""", 400, "swapped")]
    [InlineData("""{"type":"Polygon","coordinates":[[[560123,3894622],[560623,3894622],[560623,3895122],[560123,3894622]]]}""", 400, "metres")]
    [InlineData("""{"type":"LineString","coordinates":[[114.66,35.18],[114.67,35.18]]}""", 400, "A site is a Polygon")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", 400, "exactly one feature")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114.66,35.18],[114.665,35.18],[114.665,35.185],[114.66,35.18]],[[114.7,35.2],[114.71,35.2],[114.71,35.21],[114.7,35.2]]]}""", 422, "hole")]
    [InlineData("""{"type":"Polygon","coordinates":[[[112.9,33.7],[113,33.7],[113,33.8],[112.9,33.7]]]}""", 422, "outside of Changyuan")]
    [InlineData("""{"type":"Polygon","coordinates":[[[114.1,34.6],[115.2,34.6],[115.2,35.7],[114.1,34.6]]]}""", 422, "larger than 200 km²")]
    [InlineData("""{"feature":{"collection":"sub-parks","code":"nope"}}""", 400, "no such feature")]
    [InlineData("""{"feature":{"collection":"roads","code":"L0001","plan":"zone"}}""", 400, "no area")]
    [InlineData("""{"feature":{"collection":"roads","code":"L0001"}}""", 400, "Several features")]
    [InlineData("""{"feature":{"collection":"nope","id":1}}""", 400, "collection")]
    [InlineData("""{"feature":{"collection":"roads"}}""", 400, "id or a code")]
    [InlineData("""{"feature":{"collection":"roads","code":"L\u0000"}}""", 400, "code has a NUL")]
    [InlineData("""{"feature":{"collection":"roads","code":"L0001","plan":"\u0000"}}""", 400, "plan has a NUL")]
    [InlineData("{", 400, "JSON")]
    [InlineData("[1]", 400, "no JSON object")]
    public async Task JSON_that_is_no_site_is_refused_with_what_to_do(string body, int status, string word) =>
        Assert.Contains(word, (await PostAsync(body)).IsProblem(status).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task More_rings_than_a_site_can_have_are_refused()
    {
        var rings = Enumerable.Range(0, 1001).Select(i => $"38946{i % 10}2.1 {560000 + i * 10}\n3894600 {560005 + i * 10}\n3894500 {560008 + i * 10}");
        Assert.Contains("1000 at most", (await PostAsync(string.Join("\n\n", rings), "text/plain")).IsProblem(400).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_feature_is_a_site()
    {
        var answer = (await PostAsync("""{"feature":{"collection":"sub-parks","code":"QZ"}}""")).Is(200);
        Assert.Equal(21_800_000, answer.GetProperty("areas").GetProperty("ellipsoidalAreaM2").GetDouble(), 1.0);
        var row = answer.GetProperty("layers").EnumerateArray().Single(layer => layer.GetProperty("id").GetString() == "sub-park").GetProperty("rows").EnumerateArray().First(row => row.GetProperty("code").GetString() == "QZ");
        Assert.Equal(1, row.GetProperty("share").GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData("zh", "项目选址合规检测表", "图形为合成数据")]
    [InlineData("en", "Site compliance check", "Synthetic geometry")]
    public async Task A_browser_gets_a_sheet_to_print_from_a_form(string language, string title, string synthetic)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}?language={language}") { Content = new FormUrlEncodedContent([new("site", Box)]) };
        var answer = await Answer.SendAsync(server.Http, request, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        Assert.Equal(200, (int)answer.Status);
        Assert.Equal("text/html", answer.Type);
        Assert.All([title, synthetic, "<svg", "</html>"], part => Assert.Contains(part, answer.Text, StringComparison.Ordinal));
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", answer.Message.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("style=", answer.Text, StringComparison.Ordinal);
        Assert.Equal(language, answer.Message.Content.Headers.ContentLanguage.Single());
    }

    [Fact]
    public async Task Wrong_types_languages_and_regions_are_refused()
    {
        (await PostAsync("x", "image/png")).IsProblem(415);
        (await Answer.PostAsync(server.Http, Address + "?language=fr", Box)).IsProblem(400);
        (await Answer.PostAsync(server.Http, Address + "?x=1", Box)).IsProblem(400);
        (await Answer.PostAsync(server.Http, "/api/regions/nowhere/site-check", Box)).IsProblem(404);
        (await PostAsync("other=1", "application/x-www-form-urlencoded")).IsProblem(400);
        (await Answer.GetAsync(server.Http, Address)).IsProblem(405);
        (await Answer.GetAsync(server.Http, "/api/words", ("Accept", "text/html"))).IsProblem(406);
    }
}
