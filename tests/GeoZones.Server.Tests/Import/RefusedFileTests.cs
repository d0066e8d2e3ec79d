using System.Text;

using GeoZones.Server.CommandLine;

using static GeoZones.Server.Tests.Import.ImportDesk;

namespace GeoZones.Server.Tests.Import;

/// <summary>Files that are refused as a whole: what they are told.</summary>
public class RefusedFileTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    [Theory]
    [InlineData("", "the file is empty", "Export a GeoJSON")]
    [InlineData("  \n", "the file is empty", "Export")]
    [InlineData("[]", "no GeoJSON FeatureCollection", "looks like")]
    [InlineData("{}", "no GeoJSON FeatureCollection", "looks like")]
    [InlineData("""{"type":"Feature","geometry":null,"properties":null}""", "but \"Feature\"", "looks like")]
    [InlineData("""{"type":"FeatureCollection"}""", "no GeoJSON FeatureCollection", "looks like")]
    [InlineData("""{"type":"FeatureCollection","features":{}}""", "no GeoJSON FeatureCollection", "looks like")]
    [InlineData("""{"type":"FeatureCollection","features":[],"features":[]}""", "the member features is there twice", "Keep one")]
    [InlineData("""{"type":"FeatureCollection","features":[""", "no complete JSON (line:column 1:", "cut off")]
    [InlineData("""{"type":"FeatureCollection","features":[]} x""", "no complete JSON", "Look there")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[NaN,34]}}]}""", "no complete JSON", "NaN")]
    [InlineData("""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[]}""", "coordinate system (crs)", "EPSG:4490")]
    [InlineData("""{"type":"FeatureCollection","features":[],"crs":{"type":"link"}}""", "coordinate system (crs)", "EPSG:4490")]
    public async Task IsToldWhatIsWrongAndWhatToDo(string file, string what, string remedy)
    {
        Sentence said = await desk.Refused("sub-parks", file);

        Assert.Contains(what, said.En);
        Assert.Contains(remedy, said.En);
    }

    [Fact]
    public async Task ATruncatedFileIsToldWhereItEnds()
    {
        string whole = Collection(Feature(Square), Feature(Square));

        Sentence said = await desk.Refused("sub-parks", whole[..^40]);

        Assert.Contains("no complete JSON", said.En);
    }

    [Fact]
    public async Task ADepthBombIsRefused()
    {
        string bomb = Collection(Feature(Square, $$"""{"x":{{new string('[', 100_000)}}"""));

        Assert.Contains("nested too deeply", (await desk.Refused("sub-parks", bomb)).En);
    }

    [Fact]
    public async Task GbkIsRecognised()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] file = Encoding.GetEncoding("GBK").GetBytes(Collection(Feature(Square, """{"name":"起重园区"}""")));

        Assert.Contains("GBK", (await desk.Refused("sub-parks", file)).En);
    }

    [Fact]
    public async Task Utf16IsRecognised()
    {
        byte[] file = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Collection())];

        Assert.Contains("UTF-16", (await desk.Refused("sub-parks", file)).En);
    }

    [Theory]
    [InlineData("nothing", "zone", "There is no collection nothing")]
    [InlineData("townships", "zone", "--plan survey")]
    [InlineData("sub-parks", null, "--plan zone|urban|land-use")]
    public async Task ACollectionThatDoesNotFitIsRefused(string collection, string? plan, string expected)
    {
        string region = await desk.NewRegion();

        Refusal refusal = await Assert.ThrowsAsync<Refusal>(() => desk.Import(region, collection, Collection(), plan));

        Assert.Contains(expected, refusal.Sentence.En);
    }

    [Fact]
    public async Task AnUnknownRegionIsRefused()
    {
        Refusal refusal = await Assert.ThrowsAsync<Refusal>(() => desk.Import("atlantis", "sub-parks", Collection()));

        Assert.Contains("no region atlantis", refusal.Sentence.En);
    }
}
