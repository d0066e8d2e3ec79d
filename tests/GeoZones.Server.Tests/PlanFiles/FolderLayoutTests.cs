using GeoZones.Server.CommandLine;
using GeoZones.Server.PlanFiles;
using GeoZones.Server.Tests.Import;

using static GeoZones.Server.Tests.Import.ImportDesk;

namespace GeoZones.Server.Tests.PlanFiles;

/// <summary>Folders without <c>region.json</c>: what is found in them, and what is told where it cannot be placed.</summary>
public sealed class FolderLayoutTests : IDisposable
{
    private static readonly string s_zone = Collection(Feature(Square, """{"code":"B1"}"""));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task APlanIsAFolderWithAFileForEachCollection()
    {
        Write("zone/zone-boundaries.geojson", s_zone);
        Write("zone/figures.csv", "subject,quantity,value,unit\nzone,area,21.8,km2\n");
        Write("survey/townships.json", s_zone);
        Write("zone/read me.txt", "of no interest");
        Write(".git/zone-boundaries.geojson", "of no interest");

        var (snapshot, revisions) = await Read(_folder.Path);

        Assert.Equal(4547, snapshot.PlaneSrid);
        Assert.Equal(["survey/townships//B1", "zone/zone-boundaries//B1"], snapshot.Features.Select(feature => feature.Key).Order());
        Assert.Equal("zone#area", Assert.Single(snapshot.Figures).Key);
        Assert.Equal([("zone", 1), ("survey", 1)], revisions.Select(revision => (revision.Key, revision.Value)));
    }

    [Fact]
    public async Task FilesAndFoldersOfPlansCanBeNamedOneByOne()
    {
        Write("a/zone/zone-boundaries.geojson", s_zone);
        Write("b/urban/designations.geojson", s_zone);
        using var draft = new GeoPackageDraft(_folder.At("land-use.gpkg")).Table("land_use_farmland", 4490, "code TEXT, \"farmlandClass\" TEXT");
        draft.Row("land_use_farmland", new NetTopologySuite.IO.WKTReader(new NetTopologySuite.NtsGeometryServices(new NetTopologySuite.Geometries.PrecisionModel(), 4490)).Read("POLYGON((114.1 34.1, 114.2 34.1, 114.2 34.2, 114.1 34.1))"), "N1", "basic");

        var (snapshot, _) = await Read(_folder.At("a/zone"), _folder.At("b/urban/designations.geojson"), draft.Path);

        Assert.Equal(["land-use/farmland//N1", "urban/designations//B1", "zone/zone-boundaries//B1"], snapshot.Features.Select(feature => feature.Key).Order());
    }

    [Theory]
    [InlineData("zone/parks.geojson", "zone/parks.geojson: what collection of what plan it is cannot be told")]
    [InlineData("zone/old/zone-boundaries.geojson", "zone/old/: what collection of what plan it is cannot be told")]
    [InlineData("zone-boundaries.geojson", "zone-boundaries.geojson: what collection of what plan it is cannot be told")]
    [InlineData("zone/roads.shp", "zone/roads.shp: what collection of what plan it is cannot be told, or its format cannot be read. Put it into a folder zone, ")]
    [InlineData("zone/townships.geojson", "zone/townships.geojson: the collection townships is surveyed; it does not belong to the plan zone. Move it to the folder survey")]
    [InlineData("survey/roads.geojson", "survey/roads.geojson: the collection roads belongs to a plan, not to the survey")]
    [InlineData("zone/figures.csv", "zone/figures.json: the plan zone has a file of figures already")]
    [InlineData("urban.gpkg", "urban.gpkg: it is no GeoPackage")]
    public async Task NothingIsPassedOverInSilence(string file, string expected)
    {
        Write("zone/zone-boundaries.geojson", s_zone);
        Write("zone/figures.json", "{}");
        Write(file, s_zone);

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => Read(_folder.Path));

        Assert.StartsWith("These files cannot be checked; problems: 1\n", refusal.Sentence.En);
        Assert.Contains(expected, refusal.Sentence.En);
        Assert.Matches("[一-鿿]", refusal.Sentence.Zh);
    }

    [Theory]
    [InlineData("zone/roads.gpkg")]
    [InlineData("urban.gpkg")]
    public async Task AGeoPackageWithoutTablesIsTold(string file)
    {
        Write("zone/zone-boundaries.geojson", s_zone);
        using var draft = new GeoPackageDraft(_folder.At(file));

        Assert.Contains($"{file}: it has no feature table. Remove it, or export the layer into it.", (await Assert.ThrowsAnyAsync<Refusal>(() => Read(_folder.Path))).Sentence.En);
    }

    [Fact]
    public async Task AFolderWithoutAPlanIsToldHowPlansAreLaidOut()
    {
        Write("survey/townships.geojson", s_zone);

        Assert.Contains("There is no plan in ", (await Assert.ThrowsAsync<Refusal>(() => Read(_folder.Path))).Sentence.En);
    }

    [Fact]
    public async Task ThePlaneIsThatOfTheMiddleOfAllFeatures()
    {
        Write("zone/zone-boundaries.geojson", Collection(Feature(Square.Replace("114.", "115."), """{"code":"B1"}"""), Feature(Square.Replace("114.", "116."), """{"code":"B2"}""")));
        Assert.Equal(4548, (await Read(_folder.Path)).Snapshot.PlaneSrid);

        Write("zone/sub-parks.geojson", Collection(Feature(Square.Replace("114.", "104."), """{"code":"S1"}""")));
        Assert.Contains("name it with --plane", (await Assert.ThrowsAsync<Refusal>(() => Read(_folder.Path))).Sentence.En);
    }

    [Theory]
    [InlineData("lost", null, "There is no code set lost; there are: ")]
    [InlineData(null, 3857, "--plane 3857 is no 3° Gauss–Krüger plane")]
    public async Task WrongListsAndPlanesAreTold(string? codeSet, int? plane, string expected)
    {
        Write("zone/zone-boundaries.geojson", s_zone);

        Assert.Contains(expected, (await Assert.ThrowsAsync<Refusal>(() => PlanFileSet.Find([_folder.Path], codeSet, plane, Cancel))).Sentence.En);
    }

    [Fact]
    public async Task NumbersAmongTheAttributesAreTextsAsTheDatabaseHasThem()
    {
        Write("zone/zone-boundaries.geojson", Collection(Feature(Square, """{"code":"B1","a":1.50,"b":1.5e3,"c":1.25E-2,"d":-0.0,"e":true,"f":12e0,"g":""}""")));

        var attributes = (await Read(_folder.Path)).Snapshot.Features.Single().Attributes;

        Assert.Equal("a=1.50 b=1500 c=0.0125 d=0.0 e=True f=12", string.Join(' ', attributes.OrderBy(one => one.Key).Select(one => $"{one.Key}={one.Value}")));
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(name))!);
        _folder.Write(name, text);
    }

    private static async Task<(GeoZones.Checks.PlanSnapshot Snapshot, IReadOnlyDictionary<string, int> Revisions)> Read(params string[] paths) =>
        await FileSnapshot.Read(await PlanFileSet.Find(paths, null, null, Cancel), null, Cancel);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
