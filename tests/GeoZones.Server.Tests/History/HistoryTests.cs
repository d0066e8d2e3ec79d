using System.Text.Json;

using GeoZones.Server.Tests.Editing;

namespace GeoZones.Server.Tests.History;

/// <summary>Every change is who, when, why, before and after, and can be undone.</summary>
public sealed class HistoryTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static string Changes(EditDesk desk, string more = "", int revision = 1) => $"/api/regions/{desk.Region.Id}/plans/zone/revisions/{revision}/changes{more}";

    private static JsonElement[] Array(JsonElement answer, string member) => [.. answer.GetProperty(member).EnumerateArray()];

    [Fact]
    public async Task The_versions_of_a_feature_tell_who_when_why_and_what_it_was()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        await desk.PatchAsync(item, """{"properties":{"code":"D1b"}}""", "?reason=改编号");
        await desk.SendAsync("DELETE", item, headers: ("If-Match", "*"));
        var versions = Array((await desk.GetAsync(item + "/versions")).Is(200), "versions");
        Assert.Equal(["D1b", "D1"], versions.Select(version => version.GetProperty("feature").GetProperty("properties").GetProperty("code").GetString()));
        Assert.Equal(["改编号", "test"], versions.Select(version => version.GetProperty("reason").GetString()));
        Assert.Equal(["delete", "改编号"], versions.Select(version => version.GetProperty("ended").GetProperty("reason").GetString()));
        Assert.Equal("admin", versions[0].GetProperty("madeBy").GetString());
        Assert.Equal(versions[0].GetProperty("madeAt").GetDateTime(), versions[1].GetProperty("ended").GetProperty("at").GetDateTime());
        Assert.True(versions[0].GetProperty("madeAt").GetDateTime() < versions[0].GetProperty("ended").GetProperty("at").GetDateTime());

        var page = (await desk.GetAsync(item + "/versions?limit=1")).Is(200);
        Assert.Equal(versions[0].GetRawText(), Assert.Single(Array(page, "versions")).GetRawText());
        var next = new Uri(Array(page, "links").Single(link => link.GetProperty("rel").GetString() == "next").GetProperty("href").GetString()!).PathAndQuery;
        Assert.Equal(versions[1].GetRawText(), Assert.Single(Array((await desk.GetAsync(next)).Is(200), "versions")).GetRawText());
        (await desk.GetAsync(EditDesk.Item(987654321) + "/versions")).IsProblem(404);
        (await desk.GetAsync(item + "/versions?cursor=x")).IsProblem(400);
        (await desk.GetAsync(item + "/versions?limit=0")).IsProblem(400);
    }

    [Fact]
    public async Task The_changes_of_a_revision_are_listed_with_before_and_after()
    {
        var desk = await EditDesk.SitAsync(server);
        await desk.TransactAsync($$$$"""
            {"action":"insert","collection":"designations","items":[{{{{desk.Feature(DraftedRegion.Square(5, 1), "D3")}}}}]},
            {"action":"update","collection":"designations","featureId":{{{{desk.First}}}},"ifMatch":"*","patch":{"properties":{"code":"D1b"}}},
            {"action":"delete","collection":"designations","featureId":{{{{desk.Second}}}},"ifMatch":"*"}
            """);
        var list = Array((await desk.GetAsync(Changes(desk))).Is(200), "changes");
        Assert.Equal(["试验", "test"], list.Select(change => change.GetProperty("reason").GetString()));
        Assert.Equal([1, 1, 1], new[] { "inserted", "changed", "deleted" }.Select(count => list[0].GetProperty(count).GetInt32()));
        Assert.Equal(3, list[1].GetProperty("inserted").GetInt32());

        var one = (await desk.GetAsync(Changes(desk, $"/{list[0].GetProperty("id")}"))).Is(200);
        Assert.Equal(list[0].GetRawText(), one.GetProperty("change").GetRawText());
        string?[] Codes(string side) => [.. Array(one, "edits").Select(edit => edit.GetProperty(side) is { ValueKind: JsonValueKind.Object } feature ? feature.GetProperty("properties").GetProperty("code").GetString() : null)];
        Assert.Equal(["D1", "D2", null], Codes("before"));
        Assert.Equal(["D1b", null, "D3"], Codes("after"));

        var paged = new List<long>();
        for (var next = Changes(desk, $"/{list[0].GetProperty("id")}?limit=2"); next is not null;)
        {
            var page = (await desk.GetAsync(next)).Is(200);
            paged.AddRange(Array(page, "edits").Select(edit => edit.GetProperty("id").GetInt64()));
            var link = Array(page, "links").FirstOrDefault(link => link.GetProperty("rel").GetString() == "next");
            next = link.ValueKind == JsonValueKind.Undefined ? null : new Uri(link.GetProperty("href").GetString()!).PathAndQuery;
        }

        Assert.Equal(Array(one, "edits").Select(edit => edit.GetProperty("id").GetInt64()), paged);
        foreach (var missing in new[] { Changes(desk, "/0"), Changes(desk, "/x"), Changes(desk, "/9223372036854775807"), Changes(desk, revision: 9), $"/api/regions/{desk.Region.Id}/plans/sea/revisions/1/changes" })
        {
            (await desk.GetAsync(missing)).IsProblem(404);
        }

        (await desk.GetAsync(Changes(desk, $"/{list[0].GetProperty("id")}?cursor=x"))).IsProblem(400);
        (await desk.GetAsync(Changes(desk, "?cursor=x"))).IsProblem(400);
    }

    [Fact]
    public async Task A_feature_is_put_back_to_what_it_was_to_the_last_bit()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        var before = (await desk.GetAsync(item)).Json;
        var original = Array((await desk.GetAsync(item + "/versions")).Json, "versions")[0].GetProperty("version").GetInt64();
        await desk.PatchAsync(item, """{"properties":{"code":"other"},"geometry":{"coordinates":[[[114.003,34.003],[114.004,34.003],[114.004,34.004],[114.003,34.003]]]}}""");
        var back = $"{item}/versions/{original}/put-back";
        (await desk.SendAsync("POST", back)).IsProblem(428);
        (await desk.SendAsync("POST", back, headers: ("If-Match", "\"1-1-0\""))).IsProblem(412);
        (await desk.SendAsync("POST", back, headers: ("If-None-Match", "*"))).IsProblem(412);
        (await desk.SendAsync("POST", $"{item}/versions/1/put-back", headers: ("If-Match", "*"))).IsProblem(404);
        (await desk.SendAsync("POST", $"{EditDesk.Item(desk.Second)}/versions/{original}/put-back", headers: ("If-Match", "*"))).IsProblem(404);
        Assert.Equal(before.GetRawText(), (await desk.SendAsync("POST", back + "?reason=恢复", headers: ("If-Match", await desk.TagAsync(item)))).Is(200, "application/geo+json").GetRawText());

        await desk.SendAsync("DELETE", item, headers: ("If-Match", "*"));
        (await desk.SendAsync("POST", back, headers: ("If-Match", "*"))).IsProblem(404);
        (await desk.SendAsync("POST", back, headers: ("If-None-Match", "*"))).Is(200, "application/geo+json");
        Assert.Equal(before.GetRawText(), (await desk.GetAsync(item)).Text);
        var versions = Array((await desk.GetAsync(item + "/versions")).Json, "versions");
        Assert.Equal([$"put back to version {original}", "恢复"], versions.Take(2).Select(version => version.GetProperty("reason").GetString()));
    }
}
