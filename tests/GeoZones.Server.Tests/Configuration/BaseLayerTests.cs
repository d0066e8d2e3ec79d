using GeoZones.Server.CommandLine;
using GeoZones.Server.Configuration;
using GeoZones.Server.Page;

using Microsoft.Extensions.Configuration;

namespace GeoZones.Server.Tests.Configuration;

/// <summary>Base layers from configuration, and the hosts that the page may load images from.</summary>
[Collection<Readers>]
public sealed class BaseLayerTests(GeoZonesServer server)
{
    private const string Osm = """
        {"id":"osm","nameZh":"开放街图","nameEn":"OpenStreetMap","type":"xyz","url":"https://{s}.tile.example.org:8443/{z}/{x}/{y}.png","attribution":"© contributors","maxZoom":19}
        """;

    private static IReadOnlyList<BaseLayer> Read(string json) =>
        BaseLayers.Read(new ConfigurationBuilder().AddInMemoryCollection([new("GEOZONES_BASE_LAYERS", json)]).Build());

    [Fact]
    public void Layers_come_from_the_environment_as_json()
    {
        var layer = Assert.Single(Read($"[{Osm}]"));
        Assert.Equal(("osm", 0, 19), (layer.Id, layer.MinZoom, layer.MaxZoom));
        Assert.Equal(["https://a.tile.example.org:8443", "https://b.tile.example.org:8443", "https://c.tile.example.org:8443"], layer.ImageSources());
    }

    [Fact]
    public void Layers_come_from_the_settings_file()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("BaseLayers:0:Id", "img"), new("BaseLayers:0:NameZh", "影像"), new("BaseLayers:0:NameEn", "Imagery"), new("BaseLayers:0:Type", "wmts"),
            new("BaseLayers:0:Url", "https://t0.example.cn/img_w/wmts?x={x}&y={y}&z={z}&tk=KEY"), new("BaseLayers:0:Attribution", "A"),
        ]).Build();
        Assert.Equal("https://t0.example.cn", Assert.Single(Assert.Single(BaseLayers.Read(settings)).ImageSources()));
    }

    [Fact]
    public void The_policy_lets_in_the_tiles_and_nothing_else()
    {
        var policy = SecurityHeaders.PagePolicy("sha256-abc", Read($"[{Osm}]"));
        Assert.Contains("img-src 'self' data: https://a.tile.example.org:8443 https://b.tile.example.org:8443 https://c.tile.example.org:8443;", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self' 'sha256-abc';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_of_this_server_needs_no_host() =>
        Assert.Empty(Assert.Single(Read($"[{Osm.Replace("https://{s}.tile.example.org:8443", "/tiles", StringComparison.Ordinal)}]")).ImageSources());

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("""[{"id":"a","nameZh":"a","nameEn":"a","type":"wms","url":"https://a.example/{z}","attribution":"a"}]""")]
    [InlineData("""[{"id":"a","nameZh":"a","nameEn":"a","type":"xyz","url":"javascript:alert(1)","attribution":"a"}]""")]
    [InlineData("""[{"id":"a","nameZh":"a","nameEn":"a","type":"xyz","url":"https://a.example; script-src *//{z}","attribution":"a"}]""")]
    [InlineData("""[{"id":"a","nameZh":"a","nameEn":"a","type":"xyz","url":"//a.example/{z}","attribution":"a"}]""")]
    [InlineData("""[{"id":"a","nameZh":"a","nameEn":"a","type":"xyz","url":"https://a.example/{z}","attribution":"a","minZoom":9,"maxZoom":3}]""")]
    public void A_layer_that_cannot_be_shown_stops_the_start(string json) =>
        Assert.Throws<Refusal>(() => Read(json));

    [Fact]
    public async Task The_page_is_told_what_it_must_know()
    {
        var configuration = (await Answer.GetAsync(server.Http, "/api/configuration")).Is(200);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+$", configuration.GetProperty("version").GetString());
        Assert.Equal(["zh", "en"], configuration.GetProperty("languages").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Array, configuration.GetProperty("baseLayers").ValueKind);
    }
}
