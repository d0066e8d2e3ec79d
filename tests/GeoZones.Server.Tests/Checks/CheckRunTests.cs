using System.Net;
using System.Text.Json;

namespace GeoZones.Server.Tests.Checks;

/// <summary>Starting runs and reading what they found, on a region with one planted overlap.</summary>
public sealed class CheckRunTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private async Task<DraftedRegion> DraftAsync()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        foreach (var (plan, attributes) in new[] { ("zone", """{"function":"I10"}"""), ("urban", """{"class":"S1"}"""), ("land-use", """{"controlArea":"010"}""") })
        {
            var draft = await region.ReviseAsync(plan);
            await region.DrawAsync(draft, "zone-boundaries", DraftedRegion.Square(0, 0, 4), "B", "Z");
            await region.DrawAsync(draft, "designations", DraftedRegion.Square(0, 0, 4), "D1", "Z", attributes);
        }
        return region;
    }

    private async Task<DraftedRegion> DraftWithOverlapAsync()
    {
        var region = await DraftAsync();
        var draft = await region.ReviseAsync("zone");
        await region.DrawAsync(draft, "designations", DraftedRegion.Square(1, 1, 1), "D2", "Z", """{"function":"I10"}""", "二号");
        return region;
    }

    private static string Checks(DraftedRegion region) => $"/api/regions/{region.Id}/checks";

    [Fact]
    public async Task A_run_is_started_waited_for_and_found_again()
    {
        var region = await DraftWithOverlapAsync();
        (await Answer.GetAsync(server.Http, $"{Checks(region)}/latest")).IsProblem(404);
        var answer = await Answer.PostAsync(server.Http, Checks(region), (byte[]?)null);
        var run = answer.Is(201);
        Assert.Equal("finished", run.GetProperty("state").GetString());
        Assert.Equal($"{Checks(region)}/{run.GetProperty("id").GetInt64()}", answer.Message.Headers.Location!.OriginalString);
        Assert.Equal("""{"zone":2,"urban":1,"land-use":1}""", run.GetProperty("revisions").GetRawText());
        Assert.Empty(run.GetProperty("failedRules").EnumerateArray());
        Assert.Equal(run.GetProperty("progress").GetProperty("of").GetInt32(), run.GetProperty("progress").GetProperty("done").GetInt32());
        Assert.Equal(JsonValueKind.Null, run.GetProperty("error").ValueKind);
        Assert.Equal(run.GetRawText(), (await Answer.GetAsync(server.Http, $"{Checks(region)}/latest")).Is(200).GetRawText());
        Assert.Equal(run.GetRawText(), (await Answer.GetAsync(server.Http, answer.Message.Headers.Location.OriginalString)).Is(200).GetRawText());
        Assert.Equal(run.GetRawText(), (await Answer.GetAsync(server.Http, Checks(region))).Is(200).GetProperty("runs").EnumerateArray().Single().GetRawText());
    }

    [Fact]
    public async Task Findings_are_features_that_speak_the_language_of_the_caller()
    {
        var region = await DraftWithOverlapAsync();
        var run = (await Answer.PostAsync(server.Http, Checks(region), "{}")).Is(201);
        var findings = (await Answer.GetAsync(server.Http, $"{Checks(region)}/latest/findings")).Is(200, "application/geo+json");
        Assert.Equal(run.GetProperty("id").GetInt64(), findings.GetProperty("run").GetInt64());
        var all = findings.GetProperty("features").EnumerateArray().ToArray();
        Assert.Equal(all.Length, findings.GetProperty("numberReturned").GetInt32());
        foreach (var severity in new[] { "error", "warning", "info" })
        {
            Assert.Equal(run.GetProperty("counts").GetProperty(severity).GetInt32(), all.Count(f => f.GetProperty("properties").GetProperty("severity").GetString() == severity));
        }
        var overlap = all.Single(f => f.GetProperty("properties").GetProperty("rule").GetString() == "GZ103");
        Assert.Matches("^GZ103-[0-9a-f]{12}$", overlap.GetProperty("id").GetString());
        Assert.Equal("Polygon", overlap.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(
            ["[114.001,34.001]", "[114.001,34.002]", "[114.002,34.001]", "[114.002,34.002]"],
            overlap.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray()
                .Select(c => $"[{Math.Round(c[0].GetDouble(), 8)},{Math.Round(c[1].GetDouble(), 8)}]").Distinct().Order(StringComparer.Ordinal));
        var properties = overlap.GetProperty("properties");
        Assert.Equal(
            ["rule", "name", "severity", "state", "features", "figure", "cause", "groundAreaM2", "tolerance", "message", "params"],
            properties.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("overlap", "error", "open"), (properties.GetProperty("name").GetString(), properties.GetProperty("severity").GetString(), properties.GetProperty("state").GetString()));
        Assert.InRange(properties.GetProperty("groundAreaM2").GetDouble(), 10_200, 10_300);
        Assert.All(properties.GetProperty("tolerance").EnumerateObject(), t => Assert.True(t.Value.GetDouble() > 0));
        var second = properties.GetProperty("features")[1];
        Assert.Equal(["collection", "id", "revision", "plan", "code", "zone", "name"], second.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("designations", 2, "zone", "D2", "Z", "二号"), (second.GetProperty("collection").GetString(), second.GetProperty("revision").GetInt32(),
            second.GetProperty("plan").GetString(), second.GetProperty("code").GetString(), second.GetProperty("zone").GetString(), second.GetProperty("name").GetString()));
        (await Answer.GetAsync(server.Http, $"/api/collections/designations/items/{second.GetProperty("id").GetInt64()}")).Is(200, "application/geo+json");

        var english = properties.GetProperty("message").GetString()!;
        var zh = await Answer.GetAsync(server.Http, $"{Checks(region)}/latest/findings?rule=GZ103", ("Accept-Language", "zh-CN"));
        var chinese = zh.Is(200, "application/geo+json").GetProperty("features").EnumerateArray().Single().GetProperty("properties").GetProperty("message").GetString()!;
        Assert.Contains("二号", english, StringComparison.Ordinal);
        Assert.Contains("重叠", chinese, StringComparison.Ordinal);
        Assert.Equal("zh", zh.Message.Content.Headers.ContentLanguage.Single());
    }

    [Fact]
    public async Task Findings_are_filtered_and_told_apart_from_waived_ones()
    {
        var region = await DraftWithOverlapAsync();
        (await Answer.PostAsync(server.Http, Checks(region), "{}")).Is(201);
        async Task<JsonElement[]> ListAsync(string query) =>
            [.. (await Answer.GetAsync(server.Http, $"{Checks(region)}/latest/findings?{query}")).Is(200, "application/geo+json").GetProperty("features").EnumerateArray()];
        Assert.All(await ListAsync("severity=error"), f => Assert.Equal("error", f.GetProperty("properties").GetProperty("severity").GetString()));
        Assert.Empty(await ListAsync("severity=info&rule=GZ103"));
        Assert.Empty(await ListAsync("rule=GZ599"));
        var finding = Assert.Single(await ListAsync("severity=error&rule=GZ103"));
        await using (var waive = server.Database.Source.CreateCommand("INSERT INTO waiver (region, finding_id, reason, made_by) VALUES ($1, $2, 'agreed', 'test')"))
        {
            waive.Parameters.Add(new() { Value = region.Id });
            waive.Parameters.Add(new() { Value = finding.GetProperty("id").GetString()! });
            await waive.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal("waived", Assert.Single(await ListAsync("rule=GZ103")).GetProperty("properties").GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_ledger_adds_up_in_every_unit()
    {
        var region = await DraftWithOverlapAsync();
        var run = (await Answer.PostAsync(server.Http, Checks(region), "{}")).Is(201).GetProperty("id").GetInt64();
        var ledger = (await Answer.GetAsync(server.Http, $"{Checks(region)}/{run}/ledger")).Is(200);
        var zone = ledger.GetProperty("zoneGroundAreaM2").GetDouble();
        var rows = ledger.GetProperty("rows").EnumerateArray().ToArray();
        Assert.NotEmpty(rows);
        Assert.Equal(["zone", "urban", "landUse", "patches", "groundAreaM2", "ha", "mu", "share"], rows[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(zone, rows.Sum(r => r.GetProperty("groundAreaM2").GetDouble()), 0.01);
        Assert.Equal(1, rows.Sum(r => r.GetProperty("share").GetDouble()), 1e-9);
        Assert.All(rows, r => Assert.Equal(r.GetProperty("groundAreaM2").GetDouble(), r.GetProperty("ha").GetDouble() * 10_000, 1e-6));
        Assert.All(rows, r => Assert.Equal(r.GetProperty("ha").GetDouble() * 15, r.GetProperty("mu").GetDouble(), 1e-6));
        Assert.InRange(ledger.GetProperty("doubledGroundAreaM2").GetDouble(), 10_200, 10_300);
        Assert.Empty(ledger.GetProperty("leftOut").EnumerateArray());
        Assert.InRange(Math.Abs(ledger.GetProperty("residualM2").GetDouble()), 0, 0.01);
    }

    [Fact]
    public async Task What_the_ledger_leaves_out_is_named()
    {
        var region = await DraftAsync();
        var draft = await region.ReviseAsync("urban");
        await region.DrawAsync(draft, "designations", "POLYGON((114 34, 114.001 34.001, 114.001 34, 114 34.001, 114 34))", "X", "Z", """{"class":"S1"}""");
        (await Answer.PostAsync(server.Http, Checks(region), "{}")).Is(201);
        var left = Assert.Single((await Answer.GetAsync(server.Http, $"{Checks(region)}/latest/ledger")).Is(200).GetProperty("leftOut").EnumerateArray());
        Assert.Equal(("invalid-geometry", "X", "Z"), (left.GetProperty("reason").GetString(), left.GetProperty("feature").GetProperty("code").GetString(), left.GetProperty("feature").GetProperty("zone").GetString()));
    }

    [Fact]
    public async Task An_older_revision_can_be_checked()
    {
        var region = await DraftWithOverlapAsync();
        var run = (await Answer.PostAsync(server.Http, Checks(region), """{"revisions":{"zone":1}}""")).Is(201);
        Assert.Equal("""{"zone":1,"urban":1,"land-use":1}""", run.GetProperty("revisions").GetRawText());
        Assert.Empty((await Answer.GetAsync(server.Http, $"{Checks(region)}/latest/findings?rule=GZ103")).Is(200, "application/geo+json").GetProperty("features").EnumerateArray());
    }

    [Theory]
    [InlineData("respond-async")]
    [InlineData("wait=0")]
    [InlineData("foo, respond-async")]
    public async Task A_caller_in_a_hurry_comes_back_for_the_run(string prefer)
    {
        var region = await DraftWithOverlapAsync();
        var answer = await Answer.PostAsync(server.Http, Checks(region), "{}", headers: ("Prefer", prefer));
        Assert.Contains(answer.Status, new[] { HttpStatusCode.Accepted, HttpStatusCode.Created });
        var location = answer.Message.Headers.Location!.OriginalString;
        string? state;
        do
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            state = (await Answer.GetAsync(server.Http, location)).Is(200).GetProperty("state").GetString();
        }
        while (state is "queued" or "running");
        Assert.Equal("finished", state);
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("7", "")]
    [InlineData("nonsense", "")]
    [InlineData("""{"revision":{}}""", "/revision")]
    [InlineData("""{"revisions":[]}""", "/revisions")]
    [InlineData("""{"revisions":{"sea":1}}""", "/revisions/sea")]
    [InlineData("""{"revisions":{"a/b~c":1}}""", "/revisions/a~1b~0c")]
    [InlineData("""{"revisions":{"zone":"1"}}""", "/revisions/zone")]
    [InlineData("""{"revisions":{"zone":0}}""", "/revisions/zone")]
    [InlineData("""{"revisions":{"zone":1.5}}""", "/revisions/zone")]
    [InlineData("""{"revisions":{"zone":99999999999999}}""", "/revisions/zone")]
    [InlineData("""{"revisions":{"zone":77}}""", "/revisions/zone")]
    [InlineData("""{"revisions":{"survey":1}}""", "/revisions/survey")]
    public async Task A_body_that_names_no_revisions_is_refused_where_it_is_wrong(string body, string pointer)
    {
        var region = await DraftAsync();
        Assert.Equal(pointer, (await Answer.PostAsync(server.Http, Checks(region), body)).IsProblem(400).GetProperty("pointer").GetString());
        Assert.Empty((await Answer.GetAsync(server.Http, Checks(region))).Is(200).GetProperty("runs").EnumerateArray());
    }

    [Fact]
    public async Task A_region_without_plans_has_nothing_to_check()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        (await Answer.PostAsync(server.Http, Checks(region), "{}")).IsProblem(409);
        (await Answer.PostAsync(server.Http, "/api/regions/atlantis/checks", "{}")).IsProblem(404);
    }

    [Fact]
    public async Task A_run_that_fails_says_why_in_the_language_of_the_caller_and_nothing_of_its_insides()
    {
        var region = await DraftAsync();
        await using (var change = server.Database.Source.CreateCommand("UPDATE region SET code_set = 'lost' WHERE id = $1"))
        {
            change.Parameters.Add(new() { Value = region.Id });
            await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        var run = (await Answer.PostAsync(server.Http, Checks(region), "{}")).Is(201);
        Assert.Equal("failed", run.GetProperty("state").GetString());
        Assert.StartsWith("The code set of this region does not exist; there are: ", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        var chinese = await Answer.GetAsync(server.Http, $"{Checks(region)}/{run.GetProperty("id").GetInt64()}", ("Accept-Language", "zh"));
        Assert.StartsWith("该县市所用的代码表不存在", chinese.Is(200).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("zh", chinese.Message.Content.Headers.ContentLanguage.Single());
        (await Answer.GetAsync(server.Http, $"{Checks(region)}/latest")).IsProblem(404);
        (await Answer.GetAsync(server.Http, $"{Checks(region)}/{run.GetProperty("id").GetInt64()}/ledger")).IsProblem(404);
    }

    [Fact]
    public async Task A_run_without_ledger_says_that_it_failed_and_shows_no_empty_one()
    {
        var region = await DraftAsync();
        await using (var run = server.Database.Source.CreateCommand("""
            INSERT INTO check_run (region, requested_by, state, started_at, finished_at, failed_rules)
            VALUES ($1, 'test', 'finished', now(), now(), '[{"rule":"ledger","error":"internal"},{"rule":"GZ103","error":"internal"}]')
            """))
        {
            run.Parameters.Add(new() { Value = region.Id });
            await run.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        Assert.StartsWith("The server failed, and the ledger could not be drawn up", (await Answer.GetAsync(server.Http, $"{Checks(region)}/latest/ledger")).IsProblem(404).GetProperty("detail").GetString(), StringComparison.Ordinal);
        var failed = (await Answer.GetAsync(server.Http, $"{Checks(region)}/latest")).Is(200).GetProperty("failedRules").EnumerateArray().ToArray();
        Assert.Equal(["ledger", "GZ103"], failed.Select(part => part.GetProperty("rule").GetString()));
        Assert.StartsWith("The server failed, and this rule was not checked", failed[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        var chinese = (await Answer.GetAsync(server.Http, Checks(region), ("Accept-Language", "zh-CN"))).Is(200).GetProperty("runs")[0].GetProperty("failedRules")[0];
        Assert.Contains("台账未能算出", chinese.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_callers_at_once_all_get_their_run()
    {
        var regions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DraftWithOverlapAsync()));
        var runs = await Task.WhenAll(regions.SelectMany(r => new[] { r, r, r }).Select(r => Answer.PostAsync(server.Http, Checks(r), "{}")));
        Assert.All(runs, run => Assert.Equal("finished", run.Is(201).GetProperty("state").GetString()));
    }
}
