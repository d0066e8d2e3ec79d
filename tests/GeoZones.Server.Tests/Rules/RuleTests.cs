using GeoZones.Checks.Rules;

namespace GeoZones.Server.Tests.Rules;

/// <summary>The API explains every rule, in the caller's language.</summary>
[Collection<Readers>]
public sealed class RuleTests(GeoZonesServer server)
{
    [Fact]
    public async Task All_rules_are_listed_by_code()
    {
        var rules = (await Answer.GetAsync(server.Http, "/api/rules")).Is(200).GetProperty("rules");
        Assert.Equal(RuleSet.All.Select(rule => rule.Info.Code), rules.EnumerateArray().Select(rule => rule.GetProperty("code").GetString()!));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task A_rule_tells_its_texts_and_settings_in_the_language_asked_for(string language)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/rules/GZ103");
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var (rule, info) = (json.RootElement, RuleSet.All.Single(one => one.Info.Code == "GZ103").Info);

        Assert.Equal((info.Name, info.NameZh, "error"), (rule.GetProperty("name").GetString(), rule.GetProperty("nameZh").GetString(), rule.GetProperty("severity").GetString()));
        Assert.Equal(
            (info.Why.In(language), info.Mend.In(language), info.Trap.In(language)),
            (rule.GetProperty("why").GetString(), rule.GetProperty("mend").GetString(), rule.GetProperty("trap").GetString()));
        Assert.Equal(
            info.Settings.Select(setting => (setting.Name, setting.Default, setting.Least, setting.Most, setting.Meaning.In(language))),
            rule.GetProperty("settings").EnumerateArray().Select(setting => (setting.GetProperty("name").GetString()!, setting.GetProperty("default").GetDouble(),
                setting.GetProperty("least").GetDouble(), setting.GetProperty("most").GetDouble(), setting.GetProperty("meaning").GetString()!)));
    }

    [Fact]
    public async Task A_rule_shows_its_drawings_with_what_is_found_in_them()
    {
        var rule = (await Answer.GetAsync(server.Http, "/api/rules/GZ103", ("Accept-Language", "en"))).Is(200);
        Assert.Equal("One layer", rule.GetProperty("group").GetString());
        var examples = rule.GetProperty("examples").EnumerateArray().ToArray();
        var partial = examples.Single(example => example.GetProperty("name").GetString() == "found-partial");
        Assert.StartsWith("<svg ", partial.GetProperty("svg").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Designation A and designation B overlap by ", Assert.Single(partial.GetProperty("finds").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.All(examples, example => Assert.Equal(example.GetProperty("found").GetBoolean(), example.GetProperty("finds").GetArrayLength() > 0));
        var figures = (await Answer.GetAsync(server.Http, "/api/rules/GZ302", ("Accept-Language", "zh"))).Is(200).GetProperty("examples")[0];
        Assert.Equal(System.Text.Json.JsonValueKind.Null, figures.GetProperty("svg").ValueKind);
        Assert.NotEmpty(figures.GetProperty("declared").EnumerateArray());
    }

    [Theory]
    [InlineData("/rules", System.Net.HttpStatusCode.OK)]
    [InlineData("/rules/GZ103", System.Net.HttpStatusCode.OK)]
    [InlineData("/rules/GZ999", System.Net.HttpStatusCode.NotFound)]
    public async Task The_page_of_the_rules_is_there_for_what_there_is(string address, System.Net.HttpStatusCode status)
    {
        var page = await Answer.GetAsync(server.Http, address);
        Assert.Equal((status, "text/html"), (page.Status, page.Type));
        Assert.Contains("script-src 'self'", page.Message.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("id=\"rules\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_not_there_is_not_found() =>
        (await Answer.GetAsync(server.Http, "/api/rules/GZ999")).Is(404, "application/problem+json");
}
