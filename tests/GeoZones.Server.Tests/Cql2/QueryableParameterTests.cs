using System.Text.Json;

namespace GeoZones.Server.Tests.Cql2;

/// <summary>Queryables are query parameters as well: <c>?code=A1</c>.</summary>
public sealed class QueryableParameterTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    [Theory]
    [InlineData("code=A1", "0")]
    [InlineData("code=a1", "")]
    [InlineData("code=", "")]
    [InlineData("name=%E8%B5%B7%E9%87%8D%E5%9B%AD%E5%8C%BA", "2")]
    [InlineData("name=O'Neil_x", "3")]
    [InlineData("name=Alpha%20100%25", "0")]
    [InlineData("name='%20OR%20'1'='1", "")]
    [InlineData("declaredAreaM2=10300", "1")]
    [InlineData("declaredAreaM2=1.03e4", "1")]
    [InlineData("declaredAreaM2=0", "3")]
    [InlineData("synthetic=true", "0123")]
    [InlineData("synthetic=false", "")]
    [InlineData("code=A1&zone=Z1", "0")]
    [InlineData("code=A1&zone=Z2", "")]
    [InlineData("synthetic=true&filter=code%20IS%20NOT%20NULL", "012")]
    [InlineData("synthetic=true&filter=code='A1'%20OR%20code='B3'&sortby=-code", "20")]
    [InlineData("synthetic=true&filter-crs=[EPSG:4490]&filter=S_INTERSECTS(geometry,POINT(34.0005%20114.0005))", "0")]
    [InlineData("synthetic=true&bbox=114.004,34.004,114.01,34.01", "23")]
    [InlineData("madeAt=2020-01-01", "")]
    public async Task They_select_what_has_the_value_with_whatever_else_is_asked(string query, string found)
    {
        var parks = await FourParks.DrawAsync(server);
        Assert.Equal(found, await parks.FoundAsync(server.Http, $"/api/collections/sub-parks/items?region={parks.Region}&{query}"));
    }

    [Fact]
    public async Task A_feature_is_found_by_its_id_and_by_the_day_it_was_made_on()
    {
        var parks = await FourParks.DrawAsync(server);
        Assert.Equal("2", await parks.FoundAsync(server.Http, $"/api/collections/sub-parks/items?id={parks.Ids[2]}"));
        Assert.Equal("0123", await parks.FoundAsync(server.Http, $"/api/collections/sub-parks/items?region={parks.Region}&madeAt={DateTime.UtcNow:yyyy-MM-dd}"));
    }

    [Fact]
    public async Task Pages_go_on_with_the_same_value_and_with_no_other()
    {
        var parks = await FourParks.DrawAsync(server);
        var first = (await Answer.GetAsync(server.Http, $"/api/collections/sub-parks/items?region={parks.Region}&synthetic=true&limit=3")).Is(200, "application/geo+json");
        var next = first.GetProperty("links").EnumerateArray().Single(link => link.GetProperty("rel").GetString() == "next").GetProperty("href").GetString()!;
        Assert.Contains("synthetic=true", next, StringComparison.Ordinal);
        Assert.Equal("3", await parks.FoundAsync(server.Http, next));
        Assert.Equal("cursor", (await Answer.GetAsync(server.Http, next.Replace("synthetic=true", "synthetic=false", StringComparison.Ordinal))).IsProblem(400).GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("roads", "state", "built")]
    [InlineData("roads", "state", "")]
    [InlineData("farmland", "farmlandClass", "BASIC")]
    [InlineData("sub-parks", "synthetic", "1")]
    [InlineData("sub-parks", "synthetic", "TRUE")]
    [InlineData("sub-parks", "declaredAreaM2", "")]
    [InlineData("sub-parks", "declaredAreaM2", "much")]
    [InlineData("sub-parks", "declaredAreaM2", "NaN")]
    [InlineData("sub-parks", "declaredAreaM2", "1e999")]
    [InlineData("sub-parks", "declaredAreaM2", "0x10")]
    [InlineData("sub-parks", "declaredAreaM2", "1,000")]
    [InlineData("sub-parks", "declaredAreaM2", "1%00")]
    [InlineData("sub-parks", "id", "1.5")]
    [InlineData("sub-parks", "id", "99999999999999999999")]
    [InlineData("sub-parks", "id", "9223372036854775807")]
    [InlineData("sub-parks", "id", "-9223372036854775808")]
    [InlineData("sub-parks", "id", "%EF%BC%91")]
    [InlineData("sub-parks", "madeAt", "yesterday")]
    [InlineData("sub-parks", "madeAt", "2026-02-30")]
    [InlineData("sub-parks", "madeAt", "2026-01-01/..")]
    [InlineData("sub-parks", "code", "a%00b")]
    [InlineData("sub-parks", "code", "A1&code=A2")]
    [InlineData("sub-parks", "state", "planned")]
    [InlineData("sub-parks", "geometry", "POINT(1 1)")]
    [InlineData("sub-parks", "geom", "x")]
    [InlineData("sub-parks", "Code", "A1")]
    [InlineData("sub-parks", "nameSource", "ours")]
    public async Task What_a_property_cannot_be_or_a_collection_does_not_have_is_refused_with_its_name(string collection, string name, string value) =>
        Assert.Equal(name, (await Answer.GetAsync(server.Http, $"/api/collections/{collection}/items?{name}={value}")).IsProblem(400).GetProperty("parameter").GetString());

    [Fact]
    public async Task Every_queryable_is_told_in_the_description_of_the_api()
    {
        var items = (await Answer.GetAsync(server.Http, "/api/openapi.json")).Json.GetProperty("paths").GetProperty("/collections/{collection}/items").GetProperty("get").GetProperty("parameters").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);
        var free = items["queryables"];
        Assert.Equal(("query", "form", JsonValueKind.Object), (free.GetProperty("in").GetString(), free.TryGetProperty("style", out var style) ? style.GetString() : "form", free.GetProperty("schema").ValueKind));
        // In OpenAPI a form is exploded unless it says otherwise.
        Assert.True(!free.TryGetProperty("explode", out var explode) || explode.GetBoolean());
        var told = free.GetProperty("schema").GetProperty("properties").EnumerateObject().Select(property => property.Name).Concat(items.Keys).ToArray();
        foreach (var collection in (string[])["roads", "designations", "farmland", "facilities", "townships"])
        {
            var queryables = (await Answer.GetAsync(server.Http, $"/api/collections/{collection}/queryables")).Is(200, "application/schema+json").GetProperty("properties").EnumerateObject().Select(property => property.Name).Except(["geometry"]);
            Assert.Subset(told.ToHashSet(), queryables.ToHashSet());
        }
    }
}
