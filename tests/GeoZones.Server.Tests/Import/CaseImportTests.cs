using GeoZones.Server.CommandLine;
using GeoZones.Server.Database;
using GeoZones.Server.Import;

using Npgsql;

namespace GeoZones.Server.Tests.Import;

public class CaseImportTests(PostGis postGis)
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

    [Theory]
    [InlineData("{}", "codeSet")]
    [InlineData("[]", "cannot be read as a case")]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}", "uplicate")]
    [InlineData("", "cannot be read as a case")]
    public async Task ABrokenCaseFileIsRefused(string json, string expected)
    {
        await using ServerDatabase database = await postGis.NewDatabase();
        using var folder = new TemporaryFolder();
        folder.Write("region.json", json);

        Refusal refusal = await Assert.ThrowsAsync<Refusal>(() => CaseImport.Run(database.Source, folder.Path, cancel: Cancel));

        Assert.Contains(expected, refusal.Sentence.En);
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
