using GeoZones.Server.CommandLine;
using GeoZones.Server.Database;
using GeoZones.Server.Import;

using Npgsql;

namespace GeoZones.Server.Tests.Import;

public class CaseImportTests(PostGis postGis, ImportDesk desk) : IClassFixture<ImportDesk>
{
    public static TheoryData<string> Cases => [.. CaseFile.FoldersIn(PostGis.DataFolder).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task LoadingTwiceChangesNothing(string name)
    {
        await using ServerDatabase database = await postGis.NewDatabase();
        string folder = Path.Combine(PostGis.DataFolder, name);

        (string region, bool loaded) = await CaseImport.Run(database.Source, folder, cancel: Cancel);
        string before = await Contents(database.Source);
        (_, bool again) = await CaseImport.Run(database.Source, folder, cancel: Cancel);

        Assert.Equal((name, true, false), (region, loaded, again));
        Assert.Equal(before, await Contents(database.Source));
    }

    [Fact]
    public async Task ARefusedRevisionLeavesNothingOfTheCase()
    {
        await using ServerDatabase database = await postGis.NewDatabase();
        using var folder = new TemporaryFolder();
        folder.Write("region.json", """
            {"id":"demo","nameZh":"试","nameEn":"Demo","planeSrid":4547,"extent":[114,34,115,35],"synthetic":true,"codeSet":"standard",
             "plans":[{"kind":"zone","nameZh":"规划","nameEn":"Plan"}],
             "revisions":[{"plan":"zone","state":"submitted","files":{"sub-parks":"bow-tie.geojson"}}]}
            """);
        folder.Write("bow-tie.geojson", """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"X1"},
             "geometry":{"type":"Polygon","coordinates":[[[114.1,34.1],[114.2,34.2],[114.2,34.1],[114.1,34.2],[114.1,34.1]]]}}]}
            """);

        Refusal refusal = await Assert.ThrowsAsync<Refusal>(() => CaseImport.Run(database.Source, folder.Path, cancel: Cancel));

        Assert.Contains("sub-parks/X1", refusal.Sentence.En);
        Assert.Equal("0 regions, 0 features, 0 figures", await Contents(database.Source));
    }

    private const string Demo = """
        {"id":"demo","nameZh":"试","nameEn":"Demo","planeSrid":4547,"extent":[114,34,115,35],"codeSet":"standard",
         "plans":[{"kind":"zone","nameZh":"规划","nameEn":"Plan"}],"revisions":[{"plan":"zone","files":{}}]}
        """;

    [Fact]
    public async Task ACaseThatStatesTheLeastIsLoaded()
    {
        await using ServerDatabase database = await postGis.NewDatabase();
        using var folder = new TemporaryFolder();
        folder.Write("region.json", Demo);

        Assert.Equal(("demo", true), await CaseImport.Run(database.Source, folder.Path, cancel: Cancel));
    }

    [Theory]
    [InlineData("{}", "codeSet")]
    [InlineData("[]", "(line 1, $)")]
    [InlineData("null", "codeSet")]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}", "repeated")]
    [InlineData("", "no valid JSON")]
    public async Task ABrokenCaseFileIsRefused(string json, string expected)
    {
        Sentence refused = await Refused(json);

        Assert.Contains("cannot be read as a case", refused.En);
        Assert.Contains(expected, refused.En);
    }

    [Theory]
    [InlineData("\"standard\"", "\"lost\"", "there is no codeSet “lost”; there are: ")]
    [InlineData("\"standard\"", "null", "of the wrong kind")]
    [InlineData("\"codeSet\":\"standard\",", "", "codeSet")]
    [InlineData("\"demo\"", "\"Demo Land\"", "the id “Demo Land” is not valid")]
    [InlineData("\"Demo\"", "\"\"", "nameEn are not empty")]
    [InlineData("\"Demo\"", "\"\\u0000\"", "null character")]
    [InlineData("\"Demo\"", "\"\\ud800\"", "cannot be read as a case")]
    [InlineData("4547", "3857", "no 3° Gauss–Krüger plane")]
    [InlineData("4547", "4534", "too far from 75°")]
    [InlineData("[114,34,115,35]", "[115,34,114,35]", "west less than east")]
    [InlineData("[114,34,115,35]", "[114,34,115]", "extent is west, south, east and north")]
    [InlineData("[114,34,115,35]", "[114,34,115,350]", "extent is west, south, east and north")]
    [InlineData("\"kind\":\"zone\"", "\"kind\":\"rural\"", "the kind “rural” of a plan is not valid")]
    [InlineData("\"nameZh\":\"规划\"", "\"nameZh\":\"\"", "of the plan zone are not empty")]
    [InlineData("\"nameEn\":\"Plan\"", "\"nameEn\":\"Plan\",\"baseYear\":2030,\"targetYear\":2020", "the first no later than the second")]
    [InlineData("\"nameEn\":\"Plan\"}", "\"nameEn\":\"Plan\"},{\"kind\":\"zone\",\"nameZh\":\"规划\",\"nameEn\":\"Plan\"}", "the plan zone is there twice")]
    [InlineData("\"plan\":\"zone\"", "\"plan\":\"urban\"", "the plan “urban” of revision 1 is not among plans")]
    [InlineData("\"files\":{}", "\"files\":{},\"state\":\"approved\"", "the state “approved” of revision 1")]
    [InlineData("\"files\":{}", "\"files\":{\"roads\":\"\"}", "hold an empty text")]
    public async Task ACaseThatTheDatabaseWouldRefuseIsToldInASentence(string right, string wrong, string expected)
    {
        Sentence refused = await Refused(Demo.Replace(right, wrong));

        Assert.Contains(expected, refused.En);
        Assert.DoesNotContain("violates", refused.En);
        Assert.Matches("[一-鿿]", refused.Zh);
    }

    [Fact]
    public async Task ACaseSetsWhatItsRegionSetsAboutTheChecks()
    {
        await using ServerDatabase database = await postGis.NewDatabase();
        using var folder = new TemporaryFolder();
        folder.Write("region.json", Demo.Replace("\"plans\"", "\"checks\": {\"GZ304\":  \"off\"},\n\"plans\""));

        await CaseImport.Run(database.Source, folder.Path, cancel: Cancel);

        await using NpgsqlCommand command = database.Source.CreateCommand("SELECT checks FROM region WHERE id = 'demo'");
        Assert.Equal("{\"GZ304\":  \"off\"}", await command.ExecuteScalarAsync(Cancel));
        Assert.True((await CaseFile.Read(folder.Path, Cancel)).Settings.IsOff("GZ304"));
    }

    [Theory]
    [InlineData("{\n\n\"GZ999\": {}}", "region.json, line 4, checks/GZ999: There is no rule “GZ999”. Allowed: GZ101, ")]
    [InlineData("{\"GZ103\":\n{\"widthM\": 1000}}", "region.json, line 3, checks/GZ103/widthM: widthM of GZ103 is a number from 0 … 100.")]
    [InlineData("7", "region.json, line 2, checks: A configuration is one JSON object")]
    public async Task ChecksThatCannotBeUsedAreRefusedWithTheirLine(string checks, string expected)
    {
        Sentence refused = await Refused(Demo.Replace("\"nameZh\":\"试\",", "\"nameZh\":\"试\",\n\"checks\":" + checks + ","));

        Assert.Contains(expected, refused.En);
        Assert.Matches("[一-鿿]", refused.Zh);
    }

    private async Task<Sentence> Refused(string json)
    {
        using var folder = new TemporaryFolder();
        folder.Write("region.json", json);

        Refusal refused = await Assert.ThrowsAsync<Refusal>(() => CaseImport.Run(desk.Source, folder.Path, cancel: Cancel));
        Assert.StartsWith("0 regions", await Contents(desk.Source));
        return refused.Sentence;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> Contents(NpgsqlDataSource source)
    {
        await using NpgsqlCommand count = source.CreateCommand("""
            SELECT (SELECT count(*) FROM region) || ' regions, ' || (SELECT count(*) FROM feature) || ' features, ' || (SELECT count(*) FROM figure) || ' figures'
            """);
        return (string)(await count.ExecuteScalarAsync(Cancel))!;
    }
}
