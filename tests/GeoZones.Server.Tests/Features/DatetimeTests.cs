using System.Globalization;
using System.Text.Json;

namespace GeoZones.Server.Tests.Features;

/// <summary><c>datetime=</c> reads the past.</summary>
public sealed class DatetimeTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private async Task<string> NowAsync()
    {
        await using var command = server.Database.Source.CreateCommand("SELECT clock_timestamp()");
        var now = (DateTime)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        return now.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
    }

    private async Task<(long Id, string? Code, int Revision)[]> ShownAsync(string path) =>
        [.. (await Answer.GetAsync(server.Http, path)).Is(200, "application/geo+json").GetProperty("features").EnumerateArray().Select(Shown)];

    private static (long, string?, int) Shown(JsonElement feature) => (feature.GetProperty("id").GetInt64(),
        feature.GetProperty("properties").GetProperty("code").GetString(), feature.GetProperty("properties").GetProperty("revision").GetInt32());

    [Fact]
    public async Task A_moment_shows_the_plan_as_it_was_then()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var before = await NowAsync();
        var first = await region.ReviseAsync("zone");
        var stays = await region.DrawAsync(first, "sub-parks", DraftedRegion.Square(0, 0), "stays");
        var goes = await region.DrawAsync(first, "sub-parks", DraftedRegion.Square(1, 0), "goes");
        var then = await NowAsync();
        var second = await region.ReviseAsync("zone");
        await region.EndAsync(second, "sub-parks", goes);
        var comes = await region.DrawAsync(second, "sub-parks", DraftedRegion.Square(2, 0), "comes");
        var after = await NowAsync();

        var items = $"/api/collections/sub-parks/items?region={region.Id}&datetime=";
        Assert.Empty(await ShownAsync(items + before));
        Assert.Equal([(stays, "stays", 1), (goes, "goes", 1)], await ShownAsync(items + then));
        Assert.Equal([(stays, "stays", 2), (comes, "comes", 2)], await ShownAsync(items + after));
        Assert.Equal([(stays, "stays", 2), (comes, "comes", 2)], await ShownAsync(items + "2999-01-01T00:00:00%2B08:00"));

        var one = $"/api/collections/sub-parks/items/{goes}?datetime=";
        Assert.Equal(1, (await Answer.GetAsync(server.Http, one + then)).Is(200, "application/geo+json").GetProperty("properties").GetProperty("revision").GetInt32());
        (await Answer.GetAsync(server.Http, one + after)).IsProblem(404);
        (await Answer.GetAsync(server.Http, one + before)).IsProblem(404);
    }

    [Fact]
    public async Task An_interval_shows_each_feature_once_as_it_was_last()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var start = await NowAsync();
        var first = await region.ReviseAsync("zone");
        var goes = await region.DrawAsync(first, "sub-parks", DraftedRegion.Square(1, 0), "goes");
        var then = await NowAsync();
        var second = await region.ReviseAsync("zone");
        await region.EndAsync(second, "sub-parks", goes);
        var comes = await region.DrawAsync(second, "sub-parks", DraftedRegion.Square(2, 0), "comes");
        var third = await region.ReviseAsync("zone");
        await region.RedrawAsync(third, "sub-parks", comes, DraftedRegion.Square(3, 0), "again");
        var end = await NowAsync();

        var items = $"/api/collections/sub-parks/items?region={region.Id}&datetime=";
        Assert.Equal([(goes, "goes", 1), (comes, "again", 3)], await ShownAsync($"{items}{then}/{end}"));
        Assert.Equal([(goes, "goes", 1)], await ShownAsync($"{items}../{then}"));
        Assert.Equal([(goes, "goes", 1)], await ShownAsync($"{items}/{then}"));
        Assert.Equal([(comes, "again", 3)], await ShownAsync($"{items}{end}/.."));
        Assert.Equal([(goes, "goes", 1), (comes, "again", 3)], await ShownAsync($"{items}../.."));
        Assert.Equal([(goes, "goes", 1), (comes, "again", 3)], await ShownAsync($"{items}{DateTime.UtcNow:yyyy-MM-dd}"));
        Assert.Empty(await ShownAsync($"{items}../{start}"));
        // What is looked at by other filters is the state that is shown.
        Assert.Empty(await ShownAsync($"{items}{end}/..&bbox=114.0021,34.0001,114.0029,34.0009"));
        Assert.Equal([(comes, "again", 3)], await ShownAsync($"{items}{end}/..&bbox=114.0031,34.0001,114.0039,34.0009"));
    }
}
