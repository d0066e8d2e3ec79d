using System.IO.Compression;

using GeoZones.Server.Import;
using GeoZones.Server.Tests.Import;

using static GeoZones.Server.Tests.Tiles.Decoded;

namespace GeoZones.Server.Tests.Tiles;

/// <summary>A tile is asked for again and again: what is kept, and what an edit changes.</summary>
public sealed class TileFreshnessTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private static readonly string s_west = Address("sub-parks", At(114.1005, 34.1005, 14)), s_east = Address("sub-parks", At(114.9005, 34.9005, 14));

    private async Task<string?> TagAsync(string path) => (await Answer.GetAsync(server.Http, path)).Message.Headers.ETag?.Tag;

    private static string Feature(string code, double west, double south) => ImportDesk.Feature(FormattableString.Invariant(
        $$"""{"type":"Polygon","coordinates":[[[{{west}},{{south}}],[{{west + 0.001}},{{south}}],[{{west + 0.001}},{{south + 0.001}}],[{{west}},{{south}}]]]}"""), $$"""{"code":"{{code}}"}""");

    private async Task ImportAsync(string region, params string[] features)
    {
        using var folder = new TemporaryFolder();
        await RevisionImport.Run(server.Database.Source, region,
            new("zone", null, new Dictionary<string, string> { ["sub-parks"] = folder.Write("sub-parks.geojson", ImportDesk.Collection(features)) }, null), "test", cancel: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_import_changes_the_tiles_that_it_touches_and_no_others()
    {
        var region = (await DraftedRegion.CreateAsync(server.Database.Source)).Id;
        await ImportAsync(region, Feature("A", 114.1, 34.1), Feature("B", 114.9, 34.9));
        var (west, east) = ($"{s_west}?region={region}", $"{s_east}?region={region}");
        var world = Address("sub-parks", At(114.5, 34.5, 0)) + $"?region={region}";
        var before = (West: await TagAsync(west), East: await TagAsync(east), World: (await Answer.GetAsync(server.Http, world)).Status);
        Assert.NotNull(before.West);
        Assert.NotNull(before.East);

        await ImportAsync(region, Feature("A", 114.1, 34.1), Feature("B", 114.9002, 34.9));

        Assert.Equal(before.West, await TagAsync(west));
        var moved = await TagAsync(east);
        Assert.NotNull(moved);
        Assert.NotEqual(before.East, moved);
        Assert.Equal(before.East, await TagAsync(east + "&revision=1"));
        Assert.Equal(before.World, (await Answer.GetAsync(server.Http, world)).Status);

        await ImportAsync(region, Feature("A", 114.1, 34.1), Feature("B", 114.9, 34.9));
        Assert.Equal(before.East, await TagAsync(east));
    }

    [Fact]
    public async Task What_changes_in_two_corners_leaves_the_tiles_between_them_in_memory()
    {
        var region = (await DraftedRegion.CreateAsync(server.Database.Source)).Id;
        var middle = Address("sub-parks", At(114.5005, 34.5005, 14));
        string[] corners = [s_west, s_east];
        await ImportAsync(region, Feature("A", 114.1, 34.1), Feature("B", 114.5, 34.5), Feature("C", 114.9, 34.9));
        async Task<string> StatusAsync(string tile) => Assert.Single((await Answer.GetAsync(server.Http, $"{tile}?region={region}")).Message.Headers.GetValues("Cache-Status"));
        foreach (var tile in (string[])[middle, .. corners])
        {
            Assert.Equal("GeoZones; fwd=miss", await StatusAsync(tile));
            Assert.Equal("GeoZones; hit", await StatusAsync(tile));
        }

        await ImportAsync(region, Feature("A", 114.1001, 34.1), Feature("B", 114.5, 34.5), Feature("C", 114.9001, 34.9));

        Assert.Equal("GeoZones; hit", await StatusAsync(middle));
        foreach (var tile in corners)
        {
            Assert.Equal("GeoZones; fwd=miss", await StatusAsync(tile));
        }
    }

    [Fact]
    public async Task An_edit_shows_at_once_while_others_ask_for_the_tile()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        var path = $"{s_west}?region={region.Id}";
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        async Task AskAsync()
        {
            while (!done.IsCancellationRequested)
            {
                Assert.True((await server.Http.GetAsync(path, TestContext.Current.CancellationToken)).IsSuccessStatusCode);
            }
        }
        var others = Enumerable.Range(0, 4).Select(_ => AskAsync()).ToArray();
        for (var drawn = 1; drawn <= 20; drawn++)
        {
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(100, 100));
            Assert.Equal(drawn, (await GetAsync(server.Http, "sub-parks", At(114.1005, 34.1005, 14), $"?region={region.Id}")).Features.Count);
        }
        await done.CancelAsync();
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task What_was_rolled_back_was_never_there()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var id = await region.DrawAsync(await region.ReviseAsync("zone"), "sub-parks", DraftedRegion.Square(100, 100));
        var path = $"{s_west}?region={region.Id}";
        var before = await TagAsync(path);
        await using (var connection = await server.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var end = connection.CreateCommand();
            end.CommandText = "UPDATE feature SET lives_to = lives_from, ended_by = made_by WHERE collection = 'sub-parks' AND id = $1";
            end.Parameters.Add(new() { Value = id });
            Assert.Equal(1, await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            Assert.Equal(before, await TagAsync(path));
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(before, await TagAsync(path));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_tile_comes_in_the_encoding_that_is_asked_for_and_only_when_it_changed(string encoding)
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        for (var i = 0; i < 20; i++)
        {
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(100, 100), $"code-{i}");
        }
        var path = $"{s_west}?region={region.Id}";
        var plain = await Answer.GetAsync(server.Http, path);
        var encoded = await Answer.GetAsync(server.Http, path, ("Accept-Encoding", encoding));
        Assert.Equal(encoding == "identity" ? [] : [encoding], encoded.Message.Content.Headers.ContentEncoding);
        Assert.Equal("no-cache, private", encoded.Message.Headers.CacheControl!.ToString());
        Assert.Contains("Accept-Encoding", encoded.Message.Headers.Vary);
        Assert.False(encoded.Message.Headers.ETag!.IsWeak);
        Assert.Equal(encoding == "identity", plain.Message.Headers.ETag!.Tag == encoded.Message.Headers.ETag.Tag);
        await using var body = await encoded.Message.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream decoded = encoding switch { "gzip" => new GZipStream(body, CompressionMode.Decompress), "br" => new BrotliStream(body, CompressionMode.Decompress), _ => body };
        using var bytes = new MemoryStream();
        await decoded.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(await plain.Message.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), bytes.ToArray());

        var again = await Answer.GetAsync(server.Http, path, ("Accept-Encoding", encoding), ("If-None-Match", encoded.Message.Headers.ETag.Tag));
        Assert.Equal((304, encoded.Message.Headers.ETag.Tag), ((int)again.Status, again.Message.Headers.ETag?.Tag));
        Assert.Empty(again.Text);
        await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(100, 100));
        Assert.Equal(200, (int)(await Answer.GetAsync(server.Http, path, ("Accept-Encoding", encoding), ("If-None-Match", encoded.Message.Headers.ETag.Tag))).Status);
    }

    [Fact]
    public async Task A_tile_without_features_has_no_content()
    {
        var empty = await Answer.GetAsync(server.Http, "/api/collections/sub-parks/tiles/WebMercatorQuad/14/0/0");
        Assert.Equal((204, ""), ((int)empty.Status, empty.Text));
        Assert.Equal("no-cache, private", empty.Message.Headers.CacheControl!.ToString());
    }
}
