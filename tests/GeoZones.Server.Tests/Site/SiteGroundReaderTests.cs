using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Site;
using GeoZones.Server.Plans;
using GeoZones.Server.Site;

using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoZones.Server.Tests.Site;

/// <summary>What is read for a site is what lies near its parts, and no more.</summary>
public sealed class SiteGroundReaderTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const int Columns = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_site_with_parts_in_opposite_corners_nothing_between_them_is_read_and_the_report_is_that_of_all_there_is()
    {
        DraftedRegion drafted = await PatchworkAsync();
        Region region = await Region.NamedAsync(server.Database.Source, drafted.Id, Cancel);
        Geometry corners = Read($"MULTIPOLYGON({Part(0.2, 0.2)}, {Part(Columns - 0.8, Columns - 0.8)})");
        Geometry across = Read(DraftedRegion.Square(0, 0, Columns));

        SiteGroundReader near = await SiteGroundReader.ReadAsync(server.Database.Source, region, corners, Cancel);
        SiteGroundReader everything = await SiteGroundReader.ReadAsync(server.Database.Source, region, across, Cancel);

        Assert.Equal(["D0-0", $"D{Columns - 1}-{Columns - 1}", "T"], near.Near.Features.Select(feature => feature.Code!).Order(StringComparer.Ordinal));
        Assert.Equal(Columns * Columns + 1, everything.Near.Features.Count);
        Geometry redLine = GaussKrugerPlane.ForSrid(region.PlaneSrid).ToPlane(corners);
        SiteReport report = SiteCheck.Of(redLine, near.Near, cancel: Cancel), expected = SiteCheck.Of(redLine, everything.Near, cancel: Cancel);
        Assert.Equal(Lines(expected), Lines(report));
        Assert.Equal(2, report.Layers.Single(layer => layer.Id == SiteLayerKind.ControlArea).Rows.Sum(row => row.Patches));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(400)]
    public void The_windows_hold_every_part_share_nothing_and_are_few(int parts)
    {
        Random random = new(parts);
        Polygon[] drawn = [.. Enumerable.Range(0, parts).Select(_ => (Polygon)Read("POLYGON" + Part(random.NextDouble() * 900, random.NextDouble() * 900)))];

        IReadOnlyList<Envelope> windows = SiteWindows.Of(new MultiPolygon(drawn), 1e-5);

        Assert.InRange(windows.Count, 1, Math.Min(parts, 16));
        Assert.All(drawn, part => Assert.Single(windows, window => window.Contains(part.EnvelopeInternal)));
        Assert.All(windows.Index(), one => Assert.DoesNotContain(windows.Skip(one.Index + 1), one.Item.Intersects));
    }

    private async Task<DraftedRegion> PatchworkAsync()
    {
        DraftedRegion drafted = await DraftedRegion.CreateAsync(server.Database.Source);
        long draft = await drafted.ReviseAsync("land-use");
        for (int east = 0; east < Columns; east++)
        {
            for (int north = 0; north < Columns; north++)
            {
                await drafted.DrawAsync(draft, "designations", DraftedRegion.Square(east, north), $"D{east}-{north}", "Z", """{"controlArea":"010"}""");
            }
        }

        await drafted.DrawAsync(await drafted.ReviseAsync(null), "townships", DraftedRegion.Square(0, 0, Columns), "T", attributes: "{}", name: "乡");
        return drafted;
    }

    // A square of 0.0001° as the text of a polygon's rings.
    private static string Part(double east, double north)
    {
        double w = 114 + east / 1000, s = 34 + north / 1000, e = w + 1e-4, n = s + 1e-4;
        return FormattableString.Invariant($"(({w:F6} {s:F6}, {e:F6} {s:F6}, {e:F6} {n:F6}, {w:F6} {n:F6}, {w:F6} {s:F6}))");
    }

    private static Geometry Read(string wkt) => new WKTReader().Read(wkt);

    private static IEnumerable<string> Lines(SiteReport report) =>
    [
        report.Verdict.ToString(),
        .. report.Layers.SelectMany(layer => layer.Rows.Select(row => $"{layer.Id} {row.Code} {row.GroundAreaM2:F6} {row.Patches}")),
        .. report.Findings.Select(finding => $"{finding.Code} {finding.GroundAreaM2:F6}"),
    ];
}
