using GeoZones.Checks.Rules;

namespace GeoZones.Server.Tests.Rules;

/// <summary>The API explains every rule, in the caller's language.</summary>
public sealed class RuleTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
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
    public async Task A_rule_that_is_not_there_is_not_found() =>
        (await Answer.GetAsync(server.Http, "/api/rules/GZ999")).Is(404, "application/problem+json");
}
