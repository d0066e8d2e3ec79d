using GeoZones.Checks;
using GeoZones.Checks.Live;
using GeoZones.Server.Checks;
using GeoZones.Server.Plans;
using GeoZones.Server.Verdicts;

namespace GeoZones.Server.Tests.Editing;

/// <summary>What was saved is followed by the live check of the region, and an answer can tell what it did to the findings.</summary>
public sealed class SavedVerdictTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    [Fact]
    public async Task Saving_tells_what_the_verdict_had_said_before()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.Second);
        foreach (var square in new[] { DraftedRegion.Square(3, 1, 2), DraftedRegion.Square(0, 5, 2), DraftedRegion.Square(1, 1, 2) })
        {
            var feature = desk.Feature(square, "D2", ""","function":"I10" """);
            var asked = (await desk.SendAsync("POST", $"/api/regions/{desk.Region.Id}/verdict", $$"""{"collection":"designations","plan":"zone","id":{{desk.Second}},"feature":{{feature}}}""", "application/json")).Is(200);
            var saved = (await desk.SendAsync("PUT", item + "?verdict=true", feature, headers: ("If-Match", await desk.TagAsync(item)))).Is(200, "application/geo+json").GetProperty("verdict");
            Assert.Equal(asked.GetRawText(), saved.GetRawText());
            Assert.False(saved.GetProperty("checkedAll").GetBoolean());
        }

        var deleted = (await desk.SendAsync("DELETE", item + "?verdict=true", headers: ("If-Match", "*"))).Is(200).GetProperty("verdict");
        Assert.NotEmpty(deleted.GetProperty("resolves").EnumerateArray());
    }

    [Fact]
    public async Task After_each_edit_the_findings_that_are_followed_are_those_of_a_full_check()
    {
        var desk = await EditDesk.SitAsync(server);
        var region = await Region.NamedAsync(server.Database.Source, desk.Region.Id, TestContext.Current.CancellationToken);
        LiveChecks checks = new(server.Database.Source);
        async Task<T> AskAsync<T>(Func<LiveCheck, T> ask) => await checks.AskAsync(
            region, await RegionRevisions.ChooseAsync(server.Database.Source, region.Id, new Dictionary<string, int>(), TestContext.Current.CancellationToken), ask, TestContext.Current.CancellationToken);
        var first = await AskAsync(live => live);
        var known = (await desk.CheckedAsync()).Keys.ToHashSet();
        var item = EditDesk.Item(desk.First);
        Func<Task<Answer>>[] edits =
        [
            () => desk.SendAsync("POST", EditDesk.Items("designations") + "?verdict=true", desk.Feature(DraftedRegion.Square(2, 2, 2), "D3", ""","function":"G1","declaredAreaM2":12""")),
            () => desk.PatchAsync(item, """{"geometry":{"coordinates":[[[114.0015,34.0015],[114.0045,34.0015],[114.0045,34.0042],[114.003,34.002],[114.0015,34.0015]]]}}""", "?verdict=true"),
            () => desk.PatchAsync(item, """{"properties":{"code":"D1b"}}""", "?verdict=true"),
            () => desk.TransactAsync($$"""
                {"action":"delete","collection":"designations","featureId":{{desk.Second}},"ifMatch":"*"},
                {"action":"insert","collection":"farmland","items":[{{desk.Feature(DraftedRegion.Square(2, 1, 2), "F2", ""","farmlandClass":"basic" """, plan: "land-use")}}]}
                """, "?verdict=true"),
            () => desk.SendAsync("POST", EditDesk.Items("designations") + "?verdict=true", desk.Feature("POLYGON((114.005 34.001, 114.007 34.003, 114.007 34.001, 114.005 34.003, 114.005 34.001))", "bow")),
            () => desk.SendAsync("DELETE", item + "?verdict=true", headers: ("If-Match", "*")),
        ];
        foreach (var edit in edits)
        {
            var answer = await edit();
            Assert.True((int)answer.Status is 200 or 201, answer.Text);
            var verdict = answer.Json.GetProperty("verdict");
            var full = await desk.CheckedAsync();
            var (live, findings) = await AskAsync(live => (live, live.Findings.ToDictionary(finding => finding.Id, finding => FindingMessage.Of(finding, "en"))));
            Assert.Same(first, live);
            Assert.Equal(full.OrderBy(one => one.Key), findings.OrderBy(one => one.Key));
            // What came and what went is what the answer had told.
            var told = EditDesk.ById(verdict.GetProperty("findings"));
            var resolved = verdict.GetProperty("resolves").EnumerateArray().Select(id => id.GetString()!).ToHashSet();
            Assert.True(told.Keys.ToHashSet().IsSupersetOf(full.Keys.Except(known)) && full.Keys.ToHashSet().IsSupersetOf(told.Keys), $"{answer.Text}\n{string.Join('\n', full)}");
            Assert.Equal(known.Except(full.Keys).Order(), resolved.Order());
            known = [.. full.Keys];
        }

        // Where two features have one code, findings over them are told apart by numbers that a report gives and no single edit knows: the findings that are followed are those of the report.
        await desk.PatchAsync(EditDesk.Item((await AskAsync(live => live.Features.Single(feature => feature.Code == "bow").Id))), """{"properties":{"code":"D3"}}""");
        Assert.Equal((await desk.CheckedAsync()).OrderBy(one => one.Key), (await AskAsync(live => live.Findings.ToDictionary(finding => finding.Id, finding => FindingMessage.Of(finding, "en")))).OrderBy(one => one.Key));
    }

    [Fact]
    public async Task A_county_of_the_cases_is_followed_too()
    {
        EditDesk desk = await EditDesk.SitAsync(server);
        var list = (await desk.GetAsync("/api/collections/designations/items?region=changyuan&plan=zone&limit=3")).Json.GetProperty("features").EnumerateArray().ToList();
        var begun = await desk.SendAsync("POST", "/api/regions/changyuan/plans/zone/revisions", """{"note":"试改"}""", "application/json");
        Assert.True((int)begun.Status is 201 or 409, begun.Text);
        foreach (var feature in list)
        {
            var item = EditDesk.Item(feature.GetProperty("id").GetInt64());
            var gone = await desk.SendAsync("DELETE", item + "?verdict=true", headers: ("If-Match", "*"));
            var back = await desk.SendAsync("POST", $"{item}/versions/{(await VersionsAsync(desk, item))[0]}/put-back?verdict=true", headers: ("If-None-Match", "*"));
            // What its end had caused is resolved by its return, and the other way round; a finding that is told both times only says something else.
            var (added, resolved, addedAgain, resolvedAgain) = (Ids(gone, "findings"), Ids(gone, "resolves"), Ids(back, "findings"), Ids(back, "resolves"));
            Assert.NotEmpty(added.Concat(resolved));
            Assert.Equal(added.Except(addedAgain), resolvedAgain);
            Assert.Equal(addedAgain.Except(added), resolved);
        }
    }

    private static async Task<long[]> VersionsAsync(EditDesk desk, string item) =>
        [.. (await desk.GetAsync(item + "/versions")).Is(200).GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetInt64())];

    private static string[] Ids(Answer answer, string member)
    {
        Assert.True((int)answer.Status == 200, answer.Text);
        var verdict = answer.Json.GetProperty("verdict");
        return [.. (member == "findings" ? EditDesk.ById(verdict.GetProperty("findings")).Keys : verdict.GetProperty("resolves").EnumerateArray().Select(id => id.GetString()!)).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData("?verdict=yes", "verdict")]
    [InlineData("?verdict=", "verdict")]
    [InlineData("?reason=", "reason")]
    [InlineData("?reason=%20", "reason")]
    [InlineData("?reason=%00", "reason")]
    [InlineData("?colour=red", "colour")]
    public async Task Parameters_that_cannot_be_used_are_named(string query, string parameter)
    {
        var desk = await EditDesk.SitAsync(server);
        var stored = await desk.StoredAsync();
        Assert.Equal(parameter, (await desk.SendAsync("DELETE", EditDesk.Item(desk.First) + query, headers: ("If-Match", "*"))).IsProblem(400).GetProperty("parameter").GetString());
        Assert.Equal(stored, await desk.StoredAsync());
        Assert.Equal("reason", (await desk.SendAsync("DELETE", EditDesk.Item(desk.First) + "?reason=" + new string('x', 1001), headers: ("If-Match", "*"))).IsProblem(400).GetProperty("parameter").GetString());
    }
}
