using System.Text.Json;

namespace GeoZones.Server.Tests.Features;

/// <summary>Items and single features: members, filters, windows, revisions.</summary>
public sealed class ItemTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private Task<Answer> GetAsync(string path) => Answer.GetAsync(server.Http, path);

    private async Task<JsonElement[]> FeaturesAsync(string path) =>
        [.. (await GetAsync(path)).Is(200, "application/geo+json").GetProperty("features").EnumerateArray()];

    private async Task<long[]> IdsAsync(string path) => [.. (await FeaturesAsync(path)).Select(f => f.GetProperty("id").GetInt64())];

    [Fact]
    public async Task A_patch_has_the_members_that_others_rely_on()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("urban");
        var id = await region.DrawAsync(draft, "designations", DraftedRegion.Square(0, 0), "甲“1”", "Z1", """{"class":"M2","note":"a}{\"b"}""", "一号\\地块", 10_000.5);
        var feature = Assert.Single(await FeaturesAsync($"/api/collections/designations/items?region={region.Id}"));
        Assert.Equal(("Feature", id), (feature.GetProperty("type").GetString(), feature.GetProperty("id").GetInt64()));
        var geometry = feature.GetProperty("geometry");
        Assert.Equal(["type", "coordinates"], geometry.EnumerateObject().Select(p => p.Name));
        Assert.Equal("[[[114,34],[114.001,34],[114.001,34.001],[114,34.001],[114,34]]]", geometry.GetProperty("coordinates").GetRawText());
        var properties = feature.GetProperty("properties");
        Assert.Equal(
            ["region", "plan", "revision", "zone", "code", "name", "synthetic", "declaredAreaM2", "ellipsoidalAreaM2", "planarAreaM2", "groundAreaM2", "note", "class"],
            properties.EnumerateObject().Select(p => p.Name));
        Assert.Equal((region.Id, "urban", 1), (properties.GetProperty("region").GetString(), properties.GetProperty("plan").GetString(), properties.GetProperty("revision").GetInt32()));
        Assert.Equal(("Z1", "甲“1”", "一号\\地块"), (properties.GetProperty("zone").GetString(), properties.GetProperty("code").GetString(), properties.GetProperty("name").GetString()));
        Assert.Equal(("M2", "a}{\"b"), (properties.GetProperty("class").GetString(), properties.GetProperty("note").GetString()));
        Assert.True(properties.GetProperty("synthetic").GetBoolean());
        Assert.Equal(10_000.5, properties.GetProperty("declaredAreaM2").GetDouble());
        Assert.InRange(properties.GetProperty("ellipsoidalAreaM2").GetDouble(), 10_200, 10_300);

        var alone = (await GetAsync($"/api/collections/designations/items/{id}")).Is(200, "application/geo+json");
        Assert.Equal(properties.GetRawText(), alone.GetProperty("properties").GetRawText());
        Assert.Equal(["self", "alternate", "collection"], alone.GetProperty("links").EnumerateArray().Select(l => l.GetProperty("rel").GetString()));
    }

    [Fact]
    public async Task Lines_have_a_length_and_points_have_no_measure()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        await region.DrawAsync(draft, "roads", "LINESTRING(114 34, 114 34.01)", attributes: """{"state":"planned"}""");
        await region.DrawAsync(draft, "facilities", "POINT(114.5 34.5)");
        var road = Assert.Single(await FeaturesAsync($"/api/collections/roads/items?region={region.Id}")).GetProperty("properties");
        Assert.Equal(1109.3, road.GetProperty("groundLengthM").GetDouble(), 0.2);
        Assert.Equal("planned", road.GetProperty("state").GetString());
        Assert.False(road.TryGetProperty("groundAreaM2", out _));
        var place = Assert.Single(await FeaturesAsync($"/api/collections/facilities/items?region={region.Id}")).GetProperty("properties");
        Assert.Equal(JsonValueKind.Null, place.GetProperty("groundAreaM2").ValueKind);
    }

    [Fact]
    public async Task Each_revision_shows_what_lived_in_it()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var first = await region.ReviseAsync("zone");
        var stays = await region.DrawAsync(first, "sub-parks", DraftedRegion.Square(0, 0), "1");
        var goes = await region.DrawAsync(first, "sub-parks", DraftedRegion.Square(1, 0), "2");
        var second = await region.ReviseAsync("zone");
        await region.EndAsync(second, "sub-parks", goes);
        var comes = await region.DrawAsync(second, "sub-parks", DraftedRegion.Square(2, 0), "3");
        var items = $"/api/collections/sub-parks/items?region={region.Id}";
        Assert.Equal([stays, comes], await IdsAsync(items));
        Assert.Equal([stays, comes], await IdsAsync($"{items}&plan=zone&revision=2"));
        Assert.Equal([stays, goes], await IdsAsync($"{items}&plan=zone&revision=1"));
        Assert.Empty(await IdsAsync($"{items}&plan=urban"));
        (await GetAsync($"{items}&plan=urban&revision=1")).IsProblem(400);
        (await GetAsync($"/api/collections/sub-parks/items/{goes}")).IsProblem(404);
        Assert.Equal(1, (await GetAsync($"/api/collections/sub-parks/items/{goes}?revision=1")).Is(200, "application/geo+json").GetProperty("properties").GetProperty("revision").GetInt32());
        Assert.Equal(2, (await GetAsync($"/api/collections/sub-parks/items/{stays}")).Is(200, "application/geo+json").GetProperty("properties").GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task The_survey_is_asked_for_by_name()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var survey = await region.ReviseAsync(null);
        var id = await region.DrawAsync(survey, "existing-land-use", DraftedRegion.Square(0, 0), attributes: """{"class":"0101"}""");
        var items = $"/api/collections/existing-land-use/items?region={region.Id}";
        Assert.Equal([id], await IdsAsync(items));
        Assert.Equal([id], await IdsAsync($"{items}&plan=survey&revision=1"));
        Assert.Empty(await IdsAsync($"{items}&plan=zone"));
    }

    [Theory]
    [InlineData("114,34,114.0005,34.0005", new[] { 0 })]
    [InlineData("114.001,34,114.0012,34.0005", new[] { 0, 1 })]
    [InlineData("114,34,-100,114.01,34.01,500", new[] { 0, 1, 2, 3 })]
    [InlineData("-180,-90,180,90", new[] { 0, 1, 2, 3 })]
    [InlineData("114.002,34.0,-170,34.0005", new[] { 2 })]
    [InlineData("170,34,114.0005,34.0005", new[] { 0 })]
    [InlineData("170,-10,-170,10", new int[0])]
    [InlineData("114.0052,34.0055,114.0053,34.0056", new int[0])]
    public async Task A_window_shows_what_meets_it(string bbox, int[] expected)
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        long[] ids =
        [
            await region.DrawAsync(draft, "designations", DraftedRegion.Square(0, 0)),
            await region.DrawAsync(draft, "designations", DraftedRegion.Square(1, 0, 0.5)),
            await region.DrawAsync(draft, "designations", DraftedRegion.Square(3, 0, 0.5)),
            // Its envelope meets the last window, the triangle itself does not.
            await region.DrawAsync(draft, "designations", "POLYGON((114.005 34.005, 114.006 34.005, 114.006 34.006, 114.005 34.005))"),
        ];
        Assert.Equal(expected.Select(i => ids[i]), await IdsAsync($"/api/collections/designations/items?region={region.Id}&bbox={bbox}"));
    }

    [Fact]
    public async Task A_window_over_a_crossed_ring_is_answered()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        var id = await region.DrawAsync(draft, "designations", "POLYGON((114 34, 114.001 34.001, 114.001 34, 114 34.001, 114 34))");
        Assert.Equal([id], await IdsAsync($"/api/collections/designations/items?region={region.Id}&bbox=114.0004,34.0004,114.0006,34.0006"));
    }
}
