using System.Text.Json;

using GeoZones.Server.Accounts;
using GeoZones.Server.Tests.Accounts;
using GeoZones.Server.Tests.Editing;

namespace GeoZones.Server.Tests.Plans;

/// <summary>Revisions: draft, submitted, approved; a new draft begins as the newest revision is, or as an earlier one was.</summary>
public sealed class RevisionTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static string Revisions(EditDesk desk, string more = "") => $"/api/regions/{desk.Region.Id}/plans/zone/revisions{more}";

    private static Task<Answer> BeginAsync(EditDesk desk, string? body = null) => desk.SendAsync("POST", Revisions(desk), body, "application/json");

    private static async Task<string> SnapshotAsync(EditDesk desk, int? revision = null)
    {
        var lines = new List<string>();
        foreach (var collection in new[] { "zone-boundaries", "designations" })
        {
            var answer = (await desk.GetAsync($"{EditDesk.Items(collection)}?region={desk.Region.Id}&plan=zone{(revision is null ? "" : $"&revision={revision}")}")).Is(200, "application/geo+json");
            lines.AddRange(answer.GetProperty("features").EnumerateArray().Select(feature => string.Join(' ', feature.GetProperty("id"), feature.GetProperty("geometry"),
                string.Join(',', feature.GetProperty("properties").EnumerateObject().Where(property => property.Name != "revision")))));
        }

        return string.Join('\n', lines);
    }

    [Fact]
    public async Task A_revision_is_submitted_then_approved_and_does_not_change_any_more()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        var tag = await desk.TagAsync(item);
        (await desk.SendAsync("POST", Revisions(desk, "/1/approve"))).IsProblem(409);
        var submitted = (await desk.SendAsync("POST", Revisions(desk, "/1/submit"))).Is(200);
        Assert.Equal(("submitted", "admin", JsonValueKind.Null), (submitted.GetProperty("state").GetString(), submitted.GetProperty("submittedBy").GetString(), submitted.GetProperty("approvedBy").ValueKind));
        await RefusedAsync(desk, item, tag, "submitted");
        (await desk.SendAsync("POST", Revisions(desk, "/1/submit"))).IsProblem(409);
        Assert.Equal("approved", (await desk.SendAsync("POST", Revisions(desk, "/1/approve"))).Is(200).GetProperty("state").GetString());
        await RefusedAsync(desk, item, tag, "approved");
        (await desk.SendAsync("POST", Revisions(desk, "/1/approve"))).IsProblem(409);

        var begun = await BeginAsync(desk, """{"note":"第二稿"}""");
        var draft = begun.Is(201);
        Assert.Equal((2, "draft", "第二稿", "admin"), (draft.GetProperty("number").GetInt32(), draft.GetProperty("state").GetString(), draft.GetProperty("note").GetString(), draft.GetProperty("createdBy").GetString()));
        Assert.Equal(Revisions(desk, "/2"), begun.Message.Headers.Location!.AbsolutePath);
        Assert.Equal(draft.GetRawText(), (await desk.GetAsync(Revisions(desk, "/2"))).Is(200).GetRawText());
        (await BeginAsync(desk)).IsProblem(409);
        var approved = await SnapshotAsync(desk, 1);
        // What the draft carries over has the version that was read before.
        (await desk.SendAsync("PATCH", item, """{"properties":{"code":"D1b"}}""", "application/merge-patch+json", ("If-Match", tag))).Is(200, "application/geo+json");
        await desk.SendAsync("DELETE", EditDesk.Item(desk.Second), headers: ("If-Match", "*"));
        Assert.Equal(approved, await SnapshotAsync(desk, 1));
        Assert.NotEqual(approved, await SnapshotAsync(desk));
        (await desk.SendAsync("POST", Revisions(desk, "/1/submit"))).IsProblem(409);
    }

    private static async Task RefusedAsync(EditDesk desk, string item, string tag, string state)
    {
        var stored = await desk.StoredAsync();
        Answer[] answers =
        [
            await desk.SendAsync("POST", EditDesk.Items("designations"), desk.Feature(DraftedRegion.Square(0, 0), "X")),
            await desk.SendAsync("PUT", item, desk.Feature(DraftedRegion.Square(0, 0), "X"), headers: ("If-Match", tag)),
            await desk.SendAsync("PATCH", item, "{}", "application/merge-patch+json", ("If-Match", tag)),
            await desk.SendAsync("DELETE", item, headers: ("If-Match", tag)),
            await desk.TransactAsync($$"""{"action":"insert","collection":"designations","items":[{{desk.Feature(DraftedRegion.Square(0, 0), "X")}}]}"""),
        ];
        Assert.All(answers, answer =>
        {
            var detail = answer.IsProblem(409).GetProperty("detail").GetString();
            Assert.Contains(state, detail, StringComparison.Ordinal);
            Assert.Contains($"POST {Revisions(desk)}", detail, StringComparison.Ordinal);
        });
        Assert.Equal(stored, await desk.StoredAsync());
    }

    [Fact]
    public async Task A_draft_is_begun_and_submitted_by_its_planners_and_approved_by_its_reviewers_alone()
    {
        var desk = await EditDesk.SitAsync(server);
        using var field = await People.ClientAsync(server, new Grant(Role.Field, desk.Region.Id, null));
        using var planner = await People.ClientAsync(server, new Grant(Role.Planner, desk.Region.Id, "zone"));
        using var otherPlanner = await People.ClientAsync(server, new Grant(Role.Planner, desk.Region.Id, "urban"));
        using var reviewer = await People.ClientAsync(server, new Grant(Role.Reviewer, desk.Region.Id, "zone"));
        using var otherReviewer = await People.ClientAsync(server, new Grant(Role.Reviewer, desk.Region.Id, "urban"));
        // Who may comes last: for all the others, too, nothing but their rights is in the way.
        foreach (var (move, may, status) in new[] { ("/1/submit", planner, 200), ("/1/approve", reviewer, 200), ("", planner, 201) })
        {
            var stored = await desk.StoredAsync();
            foreach (var other in new[] { field, planner, otherPlanner, reviewer, otherReviewer }.Where(other => other != may))
            {
                (await Answer.PostAsync(other, Revisions(desk, move), (string?)null)).IsProblem(403);
            }

            Assert.Equal(stored, await desk.StoredAsync());
            (await Answer.PostAsync(may, Revisions(desk, move), (string?)null)).Is(status);
        }
    }

    [Fact]
    public async Task A_draft_with_invalid_geometry_is_not_submitted_and_every_place_is_told()
    {
        var desk = await EditDesk.SitAsync(server);
        var bow = (await desk.SendAsync("POST", EditDesk.Items("designations"), desk.Feature("POLYGON((114.001 34.001, 114.003 34.003, 114.003 34.001, 114.001 34.003, 114.001 34.001))", "蝴蝶"))).Is(201, "application/geo+json");
        var problem = (await desk.SendAsync("POST", Revisions(desk, "/1/submit"))).IsProblem(422);
        var place = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal(EditDesk.Item(bow.GetProperty("id").GetInt64()), place.GetProperty("pointer").GetString());
        Assert.Contains("蝴蝶", place.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal([114.002, 34.002], problem.GetProperty("coordinate").EnumerateArray().Select(number => Math.Round(number.GetDouble(), 5)));
        Assert.Equal("draft", (await desk.GetAsync(Revisions(desk, "/1"))).Json.GetProperty("state").GetString());
        await desk.SendAsync("DELETE", EditDesk.Item(bow.GetProperty("id").GetInt64()), headers: ("If-Match", "*"));
        (await desk.SendAsync("POST", Revisions(desk, "/1/submit"))).Is(200);
    }

    [Fact]
    public async Task A_plan_is_put_back_to_an_earlier_revision_as_a_new_draft()
    {
        var desk = await EditDesk.SitAsync(server);
        await using (var figure = server.Database.Source.CreateCommand("""
            INSERT INTO figure (region, plan, lives_from, made_by, ordinal, subject, quantity, value, unit, decimals)
            SELECT r.region, r.plan, r.id, c.id, 1, 'zone', 'area', 5, 'km2', 0 FROM revision r JOIN change c ON c.revision_id = r.id WHERE r.region = $1 AND r.plan = 'zone'
            """))
        {
            figure.Parameters.Add(new() { Value = desk.Region.Id });
            Assert.Equal(1, await figure.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        await desk.SendAsync("POST", Revisions(desk, "/1/submit"));
        await BeginAsync(desk);
        var first = await SnapshotAsync(desk, 1);
        await desk.PatchAsync(EditDesk.Item(desk.First), """{"properties":{"code":"other"},"geometry":{"coordinates":[[[114.003,34.003],[114.004,34.003],[114.004,34.004],[114.003,34.003]]]}}""");
        await desk.SendAsync("DELETE", EditDesk.Item(desk.Second), headers: ("If-Match", "*"));
        await desk.SendAsync("POST", EditDesk.Items("designations"), desk.Feature(DraftedRegion.Square(5, 5), "D3"));
        await using (var end = server.Database.Source.CreateCommand("""
            UPDATE figure f SET lives_to = r.id, ended_by = c.id FROM revision r JOIN change c ON c.revision_id = r.id WHERE f.region = $1 AND r.region = $1 AND r.plan = 'zone' AND r.number = 2 AND f.lives_to IS NULL
            """))
        {
            end.Parameters.Add(new() { Value = desk.Region.Id });
            await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var second = await SnapshotAsync(desk, 2);
        Assert.NotEqual(first, second);
        var back = (await BeginAsync(desk, """{"from":1}""")).Is(201);
        Assert.Equal((3, "draft"), (back.GetProperty("number").GetInt32(), back.GetProperty("state").GetString()));
        Assert.Equal([first, first, second, first], [await SnapshotAsync(desk), await SnapshotAsync(desk, 3), await SnapshotAsync(desk, 2), await SnapshotAsync(desk, 1)]);
        Assert.Equal(5, (await desk.GetAsync($"/api/regions/{desk.Region.Id}/figures")).Json.GetProperty("figures")[0].GetProperty("value").GetDouble());
        var change = (await desk.GetAsync(Revisions(desk, "/3/changes"))).Is(200).GetProperty("changes")[0];
        Assert.Equal(("put back to revision 1", 1, 1, 1), (change.GetProperty("reason").GetString(), change.GetProperty("inserted").GetInt32(), change.GetProperty("changed").GetInt32(), change.GetProperty("deleted").GetInt32()));
        // And there again.
        (await BeginAsync(desk, """{"from":2,"note":"还是第二版"}""")).Is(201);
        Assert.Equal(second, await SnapshotAsync(desk));
    }

    [Fact]
    public async Task Drafts_that_many_begin_at_once_are_numbered_one_after_the_other()
    {
        var desk = await EditDesk.SitAsync(server);
        var item = EditDesk.Item(desk.First);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => i % 3 == 0
            ? BeginAsync(desk, """{"from":1}""")
            : desk.SendAsync("PATCH", item, $$$"""{"properties":{"name":"{{{i}}}"}}""", "application/merge-patch+json", ("If-Match", "*"))));
        Assert.All(answers, answer => Assert.True((int)answer.Status is 200 or 201, answer.Text));
        Assert.Equal([2, 3, 4, 5], answers.Where(answer => (int)answer.Status == 201).Select(answer => answer.Json.GetProperty("number").GetInt32()).Order());
        // Each version of the feature ends when the next begins.
        var versions = (await desk.GetAsync(item + "/versions?limit=100")).Json.GetProperty("versions").EnumerateArray().Reverse().ToArray();
        foreach (var (one, next) in versions.Zip(versions.Skip(1)))
        {
            Assert.Equal(one.GetProperty("ended").GetProperty("at").GetDateTime(), next.GetProperty("madeAt").GetDateTime());
            Assert.True(one.GetProperty("madeAt").GetDateTime() < next.GetProperty("madeAt").GetDateTime());
        }
    }

    [Theory]
    [InlineData("/plans/sea/revisions", "{}", 404, "")]
    [InlineData("/plans/zone/revisions/9/submit", null, 404, "")]
    [InlineData("/plans/zone/revisions/x/approve", null, 404, "")]
    [InlineData("/plans/zone/revisions", "[]", 400, "")]
    [InlineData("/plans/zone/revisions", """{"from":0}""", 400, "/from")]
    [InlineData("/plans/zone/revisions", """{"from":"1"}""", 400, "/from")]
    [InlineData("/plans/zone/revisions", """{"from":99}""", 422, "/from")]
    [InlineData("/plans/zone/revisions", """{"note":7}""", 400, "/note")]
    [InlineData("/plans/zone/revisions", """{"note":""}""", 400, "/note")]
    [InlineData("/plans/zone/revisions", """{"state":"approved"}""", 400, "/state")]
    public async Task What_is_no_revision_is_refused(string path, string? body, int status, string pointer)
    {
        var desk = await EditDesk.SitAsync(server);
        var stored = await desk.StoredAsync();
        var problem = (await desk.SendAsync("POST", $"/api/regions/{desk.Region.Id}{path}", body, "application/json")).IsProblem(status);
        Assert.Equal(pointer, problem.TryGetProperty("pointer", out var at) ? at.GetString() : "");
        Assert.Equal(stored, await desk.StoredAsync());
    }
}
