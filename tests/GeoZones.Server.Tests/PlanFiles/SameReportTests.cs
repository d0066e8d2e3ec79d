using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using GeoZones.Checks;
using GeoZones.Checks.Rules;
using GeoZones.Server.Checks;
using GeoZones.Server.Database;
using GeoZones.Server.Import;
using GeoZones.Server.PlanFiles;
using GeoZones.Server.Reports;

using Microsoft.Extensions.Logging.Abstractions;

namespace GeoZones.Server.Tests.PlanFiles;

/// <summary>The report of files is the report of the database, to the last byte.</summary>
public class SameReportTests(PostGis postGis)
{
    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task OfACaseFolderAndOfTheDatabaseItWasImportedInto(string name)
    {
        var folder = Path.Combine(PostGis.DataFolder, name);
        await using ServerDatabase database = await postGis.NewDatabase();
        await CaseImport.Run(database.Source, folder, cancel: Cancel);
        var (run, plans) = await CheckRegion.RunAsync(database.Source, name, "test", NullLogger.Instance, cancel: Cancel);

        Assert.Equal(await Json(plans!, run.Revisions), await OfFiles(folder));
    }

    [Fact]
    public async Task OfFeaturesInAnotherOrder()
    {
        using var shuffled = new TemporaryFolder();
        CopyCase(shuffled.Path, (name, features) =>
        {
            JsonNode[] mixed = [.. features];
            new Random(7 + name.Length).Shuffle(mixed);
            return [(name, mixed)];
        });

        Assert.Equal(await OfFiles(Path.Combine(PostGis.DataFolder, "lushan")), await OfFiles(shuffled.Path));
    }

    private static async Task<string> OfFiles(string folder)
    {
        var (snapshot, revisions) = await FileSnapshot.Read(await PlanFileSet.Find([folder], null, null, Cancel), null, Cancel);
        return await Json(new(snapshot, CheckEngine.Run(snapshot, cancellation: Cancel)), revisions);
    }

    private static async Task<string> Json(CheckedPlans plans, IReadOnlyDictionary<string, int> revisions)
    {
        using var written = new MemoryStream();
        await JsonReport.Write(new(plans, revisions, [.. RuleSet.All.Select(rule => rule.Info)], "en"), written, Cancel);
        return Encoding.UTF8.GetString(written.ToArray());
    }

    // The case lushan with the features of each of its files arranged anew.
    private static void CopyCase(string to, Func<string, IReadOnlyList<JsonNode>, IEnumerable<(string Name, IReadOnlyList<JsonNode> Features)>> arranged)
    {
        var from = Path.Combine(PostGis.DataFolder, "lushan");
        foreach (var file in Directory.EnumerateFiles(from, "*.*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            if (!name.EndsWith(".geojson", StringComparison.Ordinal))
            {
                File.Copy(file, Path.Combine(to, name));
                continue;
            }

            JsonNode[] features = [.. JsonNode.Parse(File.ReadAllBytes(file))!["features"]!.AsArray().Select(feature => feature!.DeepClone())];
            foreach (var (part, some) in arranged(name, features))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, part))!);
                File.WriteAllText(Path.Combine(to, part), new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. some]) }.ToJsonString());
            }
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
