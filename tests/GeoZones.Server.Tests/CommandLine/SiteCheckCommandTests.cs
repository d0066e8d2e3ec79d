namespace GeoZones.Server.Tests.CommandLine;

/// <summary><c>site-check</c> as a planner types it, on a database.</summary>
public sealed class SiteCheckCommandTests(CommandDesk desk) : IClassFixture<CommandDesk>
{
    [Fact]
    public async Task Roads_and_plans_are_named_in_the_language_that_was_asked_for()
    {
        var file = desk.Folder.Write("site.txt", "114.66,35.18\n114.665,35.18\n114.665,35.185");

        var run = await desk.Run("site-check", file, "--region", "changyuan", "--language", "zh");

        Assert.Equal(1, run.ExitCode);
        Assert.All(["集聚区规划 ", "土地利用总体规划 ", "现状调查 "], plan => Assert.Contains(plan, run.Output, StringComparison.Ordinal));
        Assert.All(["finished", "under-construction", "zone ", "land-use"], raw => Assert.DoesNotContain(raw, run.Output, StringComparison.Ordinal));
    }
}
