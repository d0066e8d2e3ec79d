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
using GeoZones.Server.Tests.Import;

using Microsoft.Extensions.Logging.Abstractions;

using NetTopologySuite.Geometries;

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
    public async Task OfFeaturesWithoutCodeAndWithOneCodeThroughRevisions()
    {
        using var folder = new TemporaryFolder();
        folder.Write("region.json", """
            {"id":"demo","nameZh":"试","nameEn":"Demo","planeSrid":4547,"extent":[114,34,115,35],"codeSet":"standard",
             "plans":[{"kind":"zone","nameZh":"规划","nameEn":"Plan"},{"kind":"urban","nameZh":"规划","nameEn":"Plan"}],"checks":{"GZ106":"off"},
             "revisions":[{"plan":"zone","files":{"sub-parks":"1.geojson","zone-boundaries":"1.geojson"}},{"plan":"urban","files":{"designations":"2.geojson"}},
                          {"plan":"zone","files":{"sub-parks":"2.geojson"}},{"plan":"zone","files":{"sub-parks":"3.geojson","designations":"1.geojson"}}]}
            """);
        // In every revision some are the same, some differ, some come and some go; the order changes, and one code is there three times.
        string[] features = [.. Enumerable.Range(0, 12).Select(i => ImportDesk.Feature(
            FormattableString.Invariant($$"""{"type":"Polygon","coordinates":[[[114.1{{i}},34.1],[114.2{{i}},34.1],[114.2{{i}},34.2],[114.1{{i}},34.2],[114.1{{i}},34.1]]]}"""),
            i < 5 ? """{"class":"M1"}""" : i < 8 ? $$"""{"code":"C","name":"{{i}}"}""" : $$"""{"code":"C{{i}}","n":1.50}"""))];
        folder.Write("1.geojson", ImportDesk.Collection([.. features.Take(10)]));
        folder.Write("2.geojson", ImportDesk.Collection([.. features.Skip(2).Reverse().Select(feature => feature.Replace("\"6\"", "\"six\""))]));
        folder.Write("3.geojson", ImportDesk.Collection([.. features.Where((_, i) => i % 4 != 3), features[0]]));
        await using ServerDatabase database = await postGis.NewDatabase();
        await CaseImport.Run(database.Source, folder.Path, cancel: Cancel);
        var (run, plans) = await CheckRegion.RunAsync(database.Source, "demo", "test", NullLogger.Instance, cancel: Cancel);

        var report = await OfFiles(folder.Path);

        Assert.Equal(await Json(plans!, run.Revisions), report);
        Assert.Contains("\"rulesOff\":[\"GZ106\"]", report);
    }

    [Fact]
    public async Task OfEveryWayToWriteANumber()
    {
        var json = """{"a":1.50,"b":15e2,"c":1.5E+3,"d":-1.25e-2,"e":-0.0,"f":-0,"g":0e5,"h":0.00e1,"i":1e-7,"j":123456789012345678901234567890.5e3,"k":true}""";
        await using ServerDatabase database = await postGis.NewDatabase();
        await using var command = database.Source.CreateCommand("SELECT $1::jsonb::text");
        command.Parameters.Add(new() { Value = json });
        using var stored = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancel))!);

        Assert.Equal(stored.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString()), AttributeTexts.Of(json).ToDictionary());
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

    [Fact]
    public async Task OfPlansHoweverTheyAreLaidOut()
    {
        using TemporaryFolder whole = new(), split = new(), packages = new(), package = new();
        PlansOf(whole, (plan, collection, features) => WriteGeoJson(whole, $"{plan}/{collection}.geojson", features));
        PlansOf(split, (plan, collection, features) =>
        {
            WriteGeoJson(split, $"{plan}/{collection}-2.geojson", [.. features.Where((_, i) => i % 3 == 2).Reverse()]);
            WriteGeoJson(split, $"{plan}/{collection.Replace('-', '_')}/west.json", [.. features.Where((_, i) => i % 3 == 0)]);
            WriteGeoJson(split, $"{plan}/{collection}/east.geojson", [.. features.Where((_, i) => i % 3 == 1)]);
        });
        using GeoPackageFile zone = new(packages, "zone"), urban = new(packages, "urban"), landUse = new(packages, "land-use"), survey = new(packages, "survey"), all = new(package, "three");
        PlansOf(packages, (plan, collection, features) => new[] { zone, urban, landUse, survey }.First(file => file.Name == plan).Write(collection, features));
        PlansOf(package, (plan, collection, features) => all.Write(plan == "survey" ? $"survey_{collection.Replace('-', '_')}" : $"{plan}-{collection}", features));

        var report = await OfFiles(whole.At("plans"));
        Assert.Contains("\"rule\":\"GZ202\"", report);
        Assert.Equal(report, await OfFiles(split.At("plans")));
        Assert.Equal(report, await OfFiles(packages.At("plans")));
        Assert.Equal(report, await OfFiles(package.At("plans")));
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

    // The newest revisions of the case, layer by layer; figures go where the plan's folder is.
    private static void PlansOf(TemporaryFolder to, Action<string, string, IReadOnlyList<JsonNode>> write)
    {
        var from = Path.Combine(PostGis.DataFolder, "lushan");
        foreach (var (plan, folder) in new[] { ("zone", "zone/2"), ("urban", "urban/1"), ("land-use", "land-use/1"), ("survey", "survey") })
        {
            Directory.CreateDirectory(to.At($"plans/{plan}"));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(from, folder)))
            {
                if (file.EndsWith(".geojson", StringComparison.Ordinal))
                {
                    write(plan, Path.GetFileNameWithoutExtension(file), [.. JsonNode.Parse(File.ReadAllBytes(file))!["features"]!.AsArray().Select(feature => feature!.DeepClone())]);
                }
                else
                {
                    File.Copy(file, to.At($"plans/{plan}/{Path.GetFileName(file)}"));
                }
            }
        }
    }

    private static void WriteGeoJson(TemporaryFolder to, string name, IReadOnlyList<JsonNode> features)
    {
        var file = to.At($"plans/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. features]) }.ToJsonString());
    }

    /// <summary>A GeoPackage in the folder of the plans, with GeoJSON features in its tables.</summary>
    private sealed class GeoPackageFile : IDisposable
    {
        private readonly GeoPackageDraft _draft;

        public GeoPackageFile(TemporaryFolder folder, string name)
        {
            Name = name;
            Directory.CreateDirectory(folder.At("plans"));
            _draft = new(folder.At($"plans/{name}.gpkg"));
        }

        public string Name { get; }

        public void Write(string table, IReadOnlyList<JsonNode> features)
        {
            string[] columns = [.. features.SelectMany(feature => feature["properties"]!.AsObject().Select(property => property.Key)).Distinct().Order()];
            _draft.Table(table, 4490, string.Join(", ", columns.Select(column => $"\"{column}\" {(column == "synthetic" ? "BOOLEAN" : "")}")));
            foreach (var feature in features)
            {
                using var geometry = JsonDocument.Parse(feature["geometry"]!.ToJsonString());
                _draft.Row(table, Drawn(geometry.RootElement), [.. columns.Select(column => Value(feature["properties"]![column]))]);
            }
        }

        public void Dispose() => _draft.Dispose();

        private static object? Value(JsonNode? value) => value?.GetValueKind() switch
        {
            null => null,
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => value.GetValue<double>(),
        };

        private static Geometry Drawn(JsonElement geometry)
        {
            var factory = new GeometryFactory(new PrecisionModel(), 4490);
            var coordinates = geometry.GetProperty("coordinates");
            return geometry.GetProperty("type").GetString() switch
            {
                "Point" => factory.CreatePoint(Position(coordinates)),
                "LineString" => factory.CreateLineString(Positions(coordinates)),
                "Polygon" => Polygon(coordinates),
                _ => factory.CreateMultiPolygon([.. coordinates.EnumerateArray().Select(Polygon)]),
            };

            Polygon Polygon(JsonElement rings) => factory.CreatePolygon(
                factory.CreateLinearRing(Positions(rings[0])), [.. rings.EnumerateArray().Skip(1).Select(ring => factory.CreateLinearRing(Positions(ring)))]);
            static Coordinate[] Positions(JsonElement list) => [.. list.EnumerateArray().Select(Position)];
            static Coordinate Position(JsonElement pair) => new(pair[0].GetDouble(), pair[1].GetDouble());
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
