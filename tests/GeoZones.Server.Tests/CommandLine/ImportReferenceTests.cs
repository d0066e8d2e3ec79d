namespace GeoZones.Server.Tests.CommandLine;

/// <summary><c>import --reference</c> on the command line.</summary>
public sealed class ImportReferenceTests(CommandDesk desk) : IClassFixture<CommandDesk>
{
    private const string Rivers = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":1,"名称":"沁河"},"geometry":{"type":"Point","coordinates":[114,35,7]}}]}""";

    [Fact]
    public async Task It_publishes_replaces_and_withdraws_a_layer()
    {
        var file = desk.Folder.Write("rivers.geojson", Rivers);
        var published = await desk.Run("import", "--reference", "rivers", file, "--region", "changyuan", "--name-zh", "河流");
        Assert.Equal(0, published.ExitCode);
        Assert.Contains("ref-rivers: 1 features are published, with the fields id_, 名称", published.Output, StringComparison.Ordinal);
        Assert.Contains("the field id is served as id_", published.Output, StringComparison.Ordinal);
        Assert.Contains("heights of 1 features were left out", published.Output, StringComparison.Ordinal);
        var withdrawn = await desk.Run("import", "--reference", "rivers", "--remove");
        Assert.Equal((0, "ref-rivers: withdrawn"), (withdrawn.ExitCode, withdrawn.Output.Trim()));
        Assert.Equal(2, (await desk.Run("import", "--reference", "rivers", "--remove")).ExitCode);
    }

    [Theory]
    [InlineData("lacks its file", "--reference", "rivers")]
    [InlineData("takes the name of the layer and no file", "--reference", "rivers", "x.geojson", "--remove")]
    [InlineData("--plan does not go with --reference", "--reference", "rivers", "x.geojson", "--plan", "zone")]
    [InlineData("goes with --reference only", "--plan", "zone", "--region", "changyuan", "--remove")]
    [InlineData("cannot be read", "--reference", "rivers", "/nowhere.geojson")]
    public async Task What_cannot_be_done_is_said_with_exit_code_2(string words, params string[] arguments)
    {
        var run = await desk.Run(["import", .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
    }
}
