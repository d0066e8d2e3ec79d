using System.Text.Json;

using GeoZones.Server.Checks;
using GeoZones.Server.Tests.Import;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Tests.CommandLine;

/// <summary><c>check --region</c> and <c>import</c> as a planner types them, on a database.</summary>
public sealed class CheckRegionTests(CommandDesk desk) : IClassFixture<CommandDesk>
{
    [Fact]
    public async Task ACheckOfAllRulesIsStoredAndWrittenInTheFormatThatWasAskedFor()
    {
        var before = (await CheckRun.NewestAsync(desk.Source, "lushan", 10, Cancel)).Count;

        var run = await desk.Run("check", "--region", "lushan", "--format", "json");

        Assert.Equal(1, run.ExitCode);
        using var report = JsonDocument.Parse(run.Output);
        var stored = await CheckRun.NewestAsync(desk.Source, "lushan", 10, Cancel);
        Assert.Equal(before + 1, stored.Count);
        Assert.Equal(
            (stored[0].Errors, stored[0].Warnings, stored[0].Infos),
            report.RootElement.GetProperty("counts") is var counts ? (counts.GetProperty("error").GetInt32(), counts.GetProperty("warning").GetInt32(), counts.GetProperty("info").GetInt32()) : default);
        Assert.Equal(2, report.RootElement.GetProperty("revisions").GetProperty("zone").GetInt32());
    }

    [Fact]
    public async Task ACheckOfSomeRulesIsShownAndNotStored()
    {
        var before = (await CheckRun.NewestAsync(desk.Source, "lushan", 10, Cancel)).Count;

        var run = await desk.Run("check", "--region", "lushan", "--rules", "GZ402", "--fail-on", "never");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("lushan  zone 2, urban 1, land-use 1, survey 1  EPSG:4547\n\nerror  GZ402 near-miss  1\n", run.Output);
        Assert.Equal(before, (await CheckRun.NewestAsync(desk.Source, "lushan", 10, Cancel)).Count);
    }

    [Fact]
    public async Task AnUnknownRegionIsTold()
    {
        var run = await desk.Run("check", "--region", "nowhere");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.EndsWith("There is no region nowhere.\n", run.Errors);
    }

    [Fact]
    public async Task AGeoPackageIsImportedLikeAnyOtherFile()
    {
        using var draft = new GeoPackageDraft(desk.Folder.At("parks.gpkg")).Table("sub-parks", 4490);
        draft.Row("sub-parks", new GeometryFactory(new PrecisionModel(), 4490).ToGeometry(new(114.6, 114.61, 35.14, 35.15)), "S1");

        var run = await desk.Run("import", "--region", "changyuan", "--plan", "zone", "--collection", "sub-parks", draft.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("draft revision 2 is made", run.Output);
        Assert.Contains("sub-parks: ", run.Output);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
