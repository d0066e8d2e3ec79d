using System.Text;
using System.Text.Json;

namespace GeoZones.Server.Tests.Settings;

/// <summary>What a region sets about the checks is kept as written, told as it holds, refused with its line, and used by the next run.</summary>
public sealed class CheckSettingsTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private async Task<DraftedRegion> DraftAsync()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        await region.DrawAsync(draft, "zone-boundaries", DraftedRegion.Square(0, 0, 4), "B", "Z");
        await region.DrawAsync(draft, "designations", DraftedRegion.Square(0, 0, 4), "D1", "Z", """{"function":"I10"}""");
        await region.DrawAsync(draft, "designations", DraftedRegion.Square(1, 1), "D2", "Z", """{"function":"I10"}""");
        return region;
    }

    private static string Address(DraftedRegion region) => $"/api/regions/{region.Id}/check-settings";

    private Task<Answer> PutAsync(DraftedRegion region, string body, string type = "application/json", params (string Name, string Value)[] headers) =>
        Answer.SendAsync(server.Http, new(HttpMethod.Put, Address(region)) { Content = new StringContent(body, Encoding.UTF8, type) }, headers);

    private static JsonElement Rule(JsonElement settings, string code) =>
        settings.GetProperty("rules").EnumerateArray().Single(rule => rule.GetProperty("code").GetString() == code);

    [Fact]
    public async Task A_region_that_sets_nothing_has_the_defaults()
    {
        var region = await DraftAsync();
        var settings = (await Answer.GetAsync(server.Http, Address(region), ("Accept-Language", "zh"))).Is(200);
        Assert.Equal("{}", settings.GetProperty("written").GetString());
        var overlap = Rule(settings, "GZ103");
        Assert.Equal(("图斑重叠", false, "error", "error"), (overlap.GetProperty("nameZh").GetString(), overlap.GetProperty("off").GetBoolean(),
            overlap.GetProperty("severity").GetString(), overlap.GetProperty("defaultSeverity").GetString()));
        var width = overlap.GetProperty("settings")[1];
        Assert.StartsWith("""{"name":"widthM","value":0.1,"default":0.1,"unit":"m","least":0,"most":100,"meaning":"窄于""", width.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("{}", width.GetProperty("classes").GetRawText());
    }

    [Fact]
    public async Task What_is_put_is_kept_as_written_and_holds()
    {
        var region = await DraftAsync();
        const string Written = "{\n  // 碎屑\n  \"overlap\": {\"areaM2\": 2, \"severity\": \"warning\",},\n  \"GZ106\": {\"classes\": {\"R\": {\"areaM2\": 200}}},\n  \"GZ304\": \"off\"\n}\n";
        var put = await PutAsync(region, Written);
        var settings = put.Is(200);
        var overlap = Rule(settings, "GZ103");
        Assert.Equal(("warning", "error", 2d, 1d), (overlap.GetProperty("severity").GetString(), overlap.GetProperty("defaultSeverity").GetString(),
            overlap.GetProperty("settings")[0].GetProperty("value").GetDouble(), overlap.GetProperty("settings")[0].GetProperty("default").GetDouble()));
        Assert.Equal("""{"R":200}""", Rule(settings, "GZ106").GetProperty("settings")[0].GetProperty("classes").GetRawText());
        Assert.True(Rule(settings, "GZ304").GetProperty("off").GetBoolean());
        var got = await Answer.GetAsync(server.Http, Address(region));
        Assert.Equal(Written, got.Is(200).GetProperty("written").GetString());
        Assert.Equal(settings.GetRawText(), got.Json.GetRawText());
        Assert.Equal(put.Message.Headers.ETag, got.Message.Headers.ETag);
        Assert.False(got.Message.Headers.ETag!.IsWeak);
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_with_line_member_and_what_is_allowed_and_changes_nothing()
    {
        var region = await DraftAsync();
        (await PutAsync(region, """{"GZ304": "off"}""")).Is(200);
        var problem = (await PutAsync(region, "{\n\"GZ103\": {\n  \"widthm\": 1,\n  \"areaM2\": -1}}")).IsProblem(400);
        Assert.Equal("/GZ103/widthm", problem.GetProperty("pointer").GetString());
        Assert.Equal(
            [(3, "/GZ103/widthm", "GZ103 has no setting “widthm”. Allowed: severity, areaM2, widthM."), (4, "/GZ103/areaM2", "areaM2 of GZ103 is a number from 0 … 10000.")],
            problem.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("line").GetInt32(), error.GetProperty("pointer").GetString()!, error.GetProperty("detail").GetString()!)));
        Assert.StartsWith("第 1 行", (await PutAsync(region, "{", headers: ("Accept-Language", "zh"))).IsProblem(400).GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await PutAsync(region, "")).IsProblem(400);
        (await PutAsync(region, "\0")).IsProblem(400);
        (await PutAsync(region, "{}", "text/plain")).IsProblem(415);
        (await PutAsync(region, $"{{{new string(' ', 70_000)}}}")).IsProblem(413);
        Assert.Equal("""{"GZ304": "off"}""", (await Answer.GetAsync(server.Http, Address(region))).Is(200).GetProperty("written").GetString());
        (await Answer.GetAsync(server.Http, "/api/regions/atlantis/check-settings")).IsProblem(404);
    }

    [Fact]
    public async Task Of_two_who_change_the_settings_the_second_is_told()
    {
        var region = await DraftAsync();
        var tag = (await Answer.GetAsync(server.Http, Address(region), ("Accept-Language", "zh"))).Message.Headers.ETag!.Tag;
        (await PutAsync(region, """{"GZ304": "off"}""", headers: ("If-Match", tag))).Is(200);
        (await PutAsync(region, """{"GZ305": "off"}""", headers: ("If-Match", tag))).IsProblem(412);
        (await PutAsync(region, """{"GZ306": "off"}""", headers: ("If-Match", "*"))).Is(200);
    }

    [Fact]
    public async Task A_run_uses_the_settings_and_says_which_they_were_ever_after()
    {
        var region = await DraftAsync();
        var checks = $"/api/regions/{region.Id}/checks";
        var before = (await Answer.PostAsync(server.Http, checks, "{}")).Is(201);
        Assert.Equal(("{}", "[]"), (before.GetProperty("settings").GetRawText(), before.GetProperty("rulesOff").GetRawText()));
        Assert.Equal(1, (await Findings("GZ103")).GetArrayLength());

        (await PutAsync(region, """{"GZ103": "off", "GZ106": {"areaM2": 500, "classes": {"居": {"areaM2": 200}}}}""")).Is(200);
        var run = (await Answer.PostAsync(server.Http, checks, "{}")).Is(201);
        (await PutAsync(region, "{}")).Is(200);

        Assert.Equal(0, (await Findings("GZ103")).GetArrayLength());
        var stored = (await Answer.GetAsync(server.Http, $"{checks}/{run.GetProperty("id").GetInt64()}")).Is(200);
        Assert.Equal("""["GZ103"]""", stored.GetProperty("rulesOff").GetRawText());
        var settings = stored.GetProperty("settings");
        Assert.Equal(("off", 500d, 200d), (settings.GetProperty("GZ103").GetString(), settings.GetProperty("GZ106").GetProperty("areaM2").GetDouble(),
            settings.GetProperty("GZ106").GetProperty("classes").GetProperty("居").GetProperty("areaM2").GetDouble()));
        Assert.Equal("{}", (await Answer.GetAsync(server.Http, $"{checks}/{before.GetProperty("id").GetInt64()}")).Is(200).GetProperty("settings").GetRawText());

        async Task<JsonElement> Findings(string rule) => (await Answer.GetAsync(server.Http, $"{checks}/latest/findings?rule={rule}")).Is(200, "application/geo+json").GetProperty("features");
    }

    [Fact]
    public async Task Settings_that_a_newer_release_cannot_read_fail_the_run_with_what_to_do()
    {
        var region = await DraftAsync();
        await using (var change = server.Database.Source.CreateCommand("""UPDATE region SET checks = '{"GZ000": "off"}' WHERE id = $1"""))
        {
            change.Parameters.Add(new() { Value = region.Id });
            await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Assert.StartsWith("The check settings of this region cannot be used", (await Answer.PostAsync(server.Http, $"/api/regions/{region.Id}/checks", "{}")).Is(201).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"GZ000": "off"}""", (await Answer.GetAsync(server.Http, Address(region))).Is(200).GetProperty("written").GetString());
    }
}
