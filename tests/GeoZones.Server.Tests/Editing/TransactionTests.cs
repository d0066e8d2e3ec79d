using System.Text.Json;

namespace GeoZones.Server.Tests.Editing;

/// <summary>Several features change together or not at all.</summary>
public sealed class TransactionTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    [Fact]
    public async Task Features_of_two_plans_change_together_and_the_answer_lists_them()
    {
        var desk = await EditDesk.SitAsync(server);
        var farmland = (await desk.GetAsync($"{EditDesk.Items("farmland")}?region={desk.Region.Id}")).Json.GetProperty("features")[0].GetProperty("id").GetInt64();
        var (first, second, field) = (await desk.TagAsync(EditDesk.Item(desk.First)), await desk.TagAsync(EditDesk.Item(desk.Second)), await desk.TagAsync(EditDesk.Item(farmland, "farmland")));
        var answer = (await desk.TransactAsync($$$"""
            {"id":"new","action":"insert","collection":"designations","items":[{{{desk.Feature(DraftedRegion.Square(5, 1), "D3")}}},{{{desk.Feature(DraftedRegion.Square(6, 1), "D4")}}}]},
            {"action":"replace","collection":"designations","featureId":{{{desk.First}}},"ifMatch":{{{Quoted(first)}}},"properties":{"feature":{{{desk.Feature(DraftedRegion.Square(4, 4), "D1")}}}}},
            {"action":"delete","collection":"designations","featureId":{{{desk.Second}}},"ifMatch":{{{Quoted(second)}}}},
            {"action":"update","collection":"farmland","featureId":{{{farmland}}},"ifMatch":{{{Quoted(field)}}},"properties":{"modify":[{"name":"farmlandClass","value":"general"}],"add":[{"name":"note","value":"n"}],"delete":["zone"]}}
            """)).Is(200);
        Assert.Equal([2, 1, 1, 1], new[] { "totalInserted", "totalReplaced", "totalUpdated", "totalDeleted" }.Select(total => answer.GetProperty("summary").GetProperty(total).GetInt32()));
        Assert.Equal(["zone", "land-use"], answer.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("plan").GetString()).OrderDescending());
        foreach (var made in answer.GetProperty("insertResults").EnumerateArray())
        {
            (await desk.GetAsync(new Uri(made.GetString()!).AbsolutePath)).Is(200, "application/geo+json");
        }

        Assert.Equal(await desk.TagAsync(EditDesk.Item(desk.First)), answer.GetProperty("features")[2].GetProperty("etag").GetString());
        (await desk.GetAsync(EditDesk.Item(desk.Second))).IsProblem(404);
        var now = (await desk.GetAsync(EditDesk.Item(farmland, "farmland"))).Json.GetProperty("properties");
        Assert.Equal(("general", "n", JsonValueKind.Null), (now.GetProperty("farmlandClass").GetString(), now.GetProperty("note").GetString(), now.GetProperty("zone").ValueKind));
    }

    [Theory]
    [InlineData("""{"action":"delete","collection":"designations","featureId":SECOND,"ifMatch":"\"1-1-0\""}""", 412, "/transaction/1")]
    [InlineData("""{"action":"delete","collection":"designations","featureId":SECOND}""", 428, "/transaction/1/ifMatch")]
    [InlineData("""{"action":"delete","collection":"designations","featureId":SECOND,"ifMatch":"nonsense"}""", 400, "/transaction/1/ifMatch")]
    [InlineData("""{"action":"delete","collection":"designations","featureId":987654321,"ifMatch":"*"}""", 404, "/transaction/1")]
    [InlineData("""{"action":"delete","collection":"roads","featureId":SECOND,"ifMatch":"*"}""", 404, "/transaction/1")]
    [InlineData("""{"action":"delete","collection":"rivers","featureId":SECOND,"ifMatch":"*"}""", 422, "/transaction/1/collection")]
    [InlineData("""{"action":"delete","collection":"designations","featureId":FIRST,"ifMatch":"*"}""", 400, "/transaction/1/featureId")]
    [InlineData("""{"action":"delete","collection":"designations","ifMatch":"*"}""", 400, "/transaction/1/featureId")]
    [InlineData("""{"action":"upsert","collection":"designations"}""", 400, "/transaction/1/action")]
    [InlineData("""{"action":"insert","collection":"designations","items":[]}""", 400, "/transaction/1/items")]
    [InlineData("""{"action":"insert","collection":"designations","items":[{"type":"Feature","properties":{"region":"REGION","plan":"zone"},"geometry":{"type":"Polygon","coordinates":[[[114.1,34.1],[114.2,34.1],[114.2,34.2],[114.1,34.3]]]}}]}""", 422, "/transaction/1/items/0/geometry/coordinates/0")]
    [InlineData("""{"action":"insert","collection":"designations","items":[{"type":"Feature","properties":{"region":"REGION","plan":"sea"},"geometry":null}]}""", 422, "/transaction/1/items/0/properties/plan")]
    [InlineData("""{"action":"insert","collection":"designations","colour":"red","items":[{}]}""", 400, "/transaction/1/colour")]
    [InlineData("""{"action":"update","collection":"designations","featureId":SECOND,"ifMatch":"*","patch":{"geometry":null}}""", 422, "/transaction/1/patch/geometry")]
    [InlineData("""{"action":"update","collection":"designations","featureId":SECOND,"ifMatch":"*","patch":[]}""", 400, "/transaction/1/patch")]
    [InlineData("""{"action":"update","collection":"designations","featureId":SECOND,"ifMatch":"*","properties":{"modify":[{"value":1}]}}""", 400, "/transaction/1/properties/modify/0/name")]
    [InlineData("""{"action":"replace","collection":"designations","featureId":SECOND,"ifMatch":"*","properties":{}}""", 400, "/transaction/1/properties/feature")]
    [InlineData("7", 400, "/transaction/1")]
    public async Task One_action_that_cannot_be_done_is_named_and_keeps_all_others_from_being_done(string action, int status, string pointer)
    {
        var desk = await EditDesk.SitAsync(server);
        var stored = await desk.StoredAsync();
        action = action.Replace("FIRST", $"{desk.First}", StringComparison.Ordinal).Replace("SECOND", $"{desk.Second}", StringComparison.Ordinal).Replace("REGION", desk.Region.Id, StringComparison.Ordinal);
        var problem = (await desk.TransactAsync($$$"""{"action":"delete","collection":"designations","featureId":{{{desk.First}}},"ifMatch":"*"},{{{action}}}""")).IsProblem(status);
        Assert.Equal(pointer, problem.GetProperty("pointer").GetString());
        Assert.StartsWith("Action 2", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(stored, await desk.StoredAsync());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "/transaction")]
    [InlineData("""{"transaction":[]}""", "/transaction")]
    [InlineData("""{"transaction":{},"semantic":"atomic"}""", "/transaction")]
    [InlineData("""{"transaction":[{}],"semantic":"batch"}""", "/semantic")]
    [InlineData("""{"transaction":[{}],"reason":""}""", "/reason")]
    [InlineData("""{"transaction":[{}],"reason":5}""", "/reason")]
    [InlineData("""{"transaction":[{}],"colour":"red"}""", "/colour")]
    public async Task What_is_no_transaction_is_refused(string body, string pointer)
    {
        var desk = await EditDesk.SitAsync(server);
        Assert.Equal(pointer, (await desk.SendAsync("POST", "/api/transactions", body, "application/ogc-tx+json")).IsProblem(400).GetProperty("pointer").GetString());
    }
}
