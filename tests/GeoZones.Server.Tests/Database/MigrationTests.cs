using GeoZones.Server.Database;

namespace GeoZones.Server.Tests.Database;

public class MigrationTests(PostGis postGis)
{
    [Fact]
    public async Task RunOnceEach()
    {
        string connectionString = await postGis.NewEmptyDatabase();

        IReadOnlyList<string> first = await Migrations.Run(connectionString, TestContext.Current.CancellationToken);
        IReadOnlyList<string> second = await Migrations.Run(connectionString, TestContext.Current.CancellationToken);

        Assert.Equal("0001-plans-and-revisions.sql", first[0]);
        Assert.Empty(second);
    }

    [Fact]
    public async Task ServersThatStartTogetherTakeTurns()
    {
        string connectionString = await postGis.NewEmptyDatabase();

        IReadOnlyList<string>[] run = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Migrations.Run(connectionString))));

        Assert.Single(run, scripts => scripts.Count > 0);
    }
}
