using System.Text;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Database;
using GeoZones.Server.Import;

using Npgsql;

namespace GeoZones.Server.Tests.Import;

/// <summary>A class fixture: a database with a drafted region, and files to import into it.</summary>
public sealed class ImportDesk(PostGis postGis) : IAsyncLifetime
{
    /// <summary>A valid square of the region.</summary>
    public const string Square = """{"type":"Polygon","coordinates":[[[114.1,34.1],[114.2,34.1],[114.2,34.2],[114.1,34.2],[114.1,34.1]]]}""";

    private readonly TemporaryFolder folder = new();
    private ServerDatabase database = null!;
    private int files;

    public NpgsqlDataSource Source => database.Source;

    public async ValueTask InitializeAsync() => database = await postGis.NewDatabase();

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await database.DisposeAsync();
    }

    /// <summary>A region of 114–115° E, 34–35° N with its three plans.</summary>
    public async Task<string> NewRegion() => (await DraftedRegion.CreateAsync(Source)).Id;

    public Task<ImportedRevision> Import(string region, string collection, string geoJson, string? plan = "zone") =>
        Import(region, collection, Encoding.UTF8.GetBytes(geoJson), plan);

    public Task<ImportedRevision> Import(string region, string collection, byte[] file, string? plan = "zone") => RevisionImport.Run(
        Source, region, new(plan, "note", new Dictionary<string, string> { [collection] = folder.Write($"{++files}.geojson", file) }, null), "test",
        cancel: TestContext.Current.CancellationToken);

    public Task<ImportedRevision> ImportFigures(string region, string extension, string text, string plan = "zone") => RevisionImport.Run(
        Source, region, new(plan, null, new Dictionary<string, string>(), folder.Write($"{++files}.{extension}", text)), "test",
        cancel: TestContext.Current.CancellationToken);

    /// <summary>What is said when a file is refused.</summary>
    public async Task<Sentence> Refused(string collection, string geoJson, string? plan = "zone") => await Refused(collection, Encoding.UTF8.GetBytes(geoJson), plan);

    /// <inheritdoc cref="Refused(string, string, string?)"/>
    public async Task<Sentence> Refused(string collection, byte[] file, string? plan = "zone")
    {
        string region = await NewRegion();
        Refusal refusal = await Assert.ThrowsAsync<ImportRefusal>(() => Import(region, collection, file, plan));
        Assert.Equal(0L, await Scalar("SELECT count(*) FROM revision WHERE region = $1", region));
        return refusal.Sentence;
    }

    public async Task<object?> Scalar(string sql, params object[] values)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        foreach (object value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    public static string Feature(string geometry, string properties = "{}") => $$"""{"type":"Feature","properties":{{properties}},"geometry":{{geometry}}}""";
}
