using FsCheck.Xunit;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

/// <summary>A plan laid over itself: shifted as a whole there is one cause, with single changes there is none.</summary>
public class Gz205ShiftedLayerTests
{
    private static readonly string[] s_groups = ["M", "R", "G"];

    [Property(MaxTest = 15)]
    public void A_shifted_plan_is_one_finding_that_tells_the_shift_to_a_millimetre_and_explains_all_others(int seed)
    {
        var random = new Random(seed);
        double size = 0.2 + 4.8 * random.NextDouble(), angle = 2 * Math.PI * random.NextDouble();
        var (dx, dy) = (size * Math.Cos(angle), size * Math.Sin(angle));
        var report = Laid(seed, (geometry, _) => AffineTransformation.TranslationInstance(dx, dy).Transform(geometry)).Check();

        Assert.Empty(report.FailedRules);
        var shift = Assert.Single(report.Findings, finding => finding.Rule == "GZ205");
        Assert.Equal(dx, (double)shift.Params["dxM"], 1e-3);
        Assert.Equal(dy, (double)shift.Params["dyM"], 1e-3);
        Assert.Equal("urban", shift.Params["plan"]);
        var grouped = report.Findings.Where(finding => finding.Cause is not null).ToList();
        Assert.All(grouped, finding => Assert.Equal(shift.Id, finding.Cause));
        Assert.Equal((double)shift.Params["explained"], grouped.Count);
        Assert.DoesNotContain(report.Findings, finding => finding.Cause is null && finding.Rule is ("GZ201" or "GZ202"));
        Assert.Null(shift.Cause);
    }

    [Property(MaxTest = 15)]
    public void Single_changes_are_no_shift(int seed)
    {
        var changed = new Random(seed).Next(16);
        var report = Laid(seed, (geometry, number) => number == changed ? AffineTransformation.TranslationInstance(1.2, 0.8).Transform(geometry) : geometry).Check();
        Assert.DoesNotContain(report.Findings, finding => finding.Rule == "GZ205" || finding.Cause is not null);
        Assert.Contains(report.Findings, finding => finding.Rule is "GZ202" or "GZ206");
    }

    [Fact]
    public void What_is_wrong_besides_the_shift_stays_a_finding_of_its_own()
    {
        var shifted = Laid(7, (geometry, _) => AffineTransformation.TranslationInstance(0.7, -0.4).Transform(geometry));
        var report = shifted.UrbanUse("extra", "M1", Box(120, 120, 150, 150)).Check();
        Assert.Single(report.Findings, finding => finding.Rule == "GZ205");
        var own = report.Findings.Where(finding => finding.Rule == "GZ202" && finding.Cause is null).ToList();
        Assert.All(own, finding => Assert.Contains(finding.Features, feature => feature.Code == "extra"));
    }

    [Fact]
    public void Hundreds_of_slivers_have_one_cause()
    {
        var report = Laid(11, (geometry, _) => AffineTransformation.TranslationInstance(0.9, 0.35).Transform(geometry), side: 16).Check();
        var shift = Assert.Single(report.Findings, finding => finding.Rule == "GZ205");
        Assert.InRange((double)shift.Params["slivers"], 400, 5000);
        Assert.Equal([shift.Id], report.Findings.Where(finding => finding.Rule is "GZ201" or "GZ202" or "GZ206").Where(finding => (string?)finding.Params.GetValueOrDefault("plan") != "land-use").Select(finding => finding.Cause).Distinct());
    }

    [Fact]
    public void A_rule_that_is_switched_off_is_neither_counted_nor_grouped()
    {
        var snapshot = Laid(7, (geometry, _) => AffineTransformation.TranslationInstance(0.7, -0.4).Transform(geometry)).Snapshot with
        {
            Settings = Checks.Settings.SettingsReader.Read("""{"GZ206": "off"}"""u8),
        };
        var report = CheckEngine.Run(snapshot, cancellation: TestContext.Current.CancellationToken);
        var shift = Assert.Single(report.Findings, finding => finding.Rule == "GZ205");
        Assert.Equal((double)shift.Params["explained"], report.Findings.Count(finding => finding.Cause == shift.Id));
        Assert.DoesNotContain(report.Findings, finding => finding.Rule == "GZ206");
    }

    /// <summary>A zone plan and an urban plan that say the same of every patch, the urban one redrawn; number -1 is the boundary.</summary>
    private static Sketch Laid(int seed, Func<Geometry, int, Geometry> redrawn, int side = 4)
    {
        Mosaic mosaic = new(seed, side, side, 100, 2);
        var sketch = new Sketch().Add(Collections.ZoneBoundaries, PlanKind.Zone, "B", mosaic.Outline()).Add(Collections.ZoneBoundaries, PlanKind.Urban, "B", redrawn(mosaic.Outline(), -1));
        foreach (var (number, patch) in mosaic.Patches().Index())
        {
            // Neighbours differ, so that every edge between two patches shows.
            var group = s_groups[(number % side + number / side) % s_groups.Length];
            sketch.Add(Collections.Designations, PlanKind.Zone, $"z{number}", patch, attributes: ("function", group))
                .Add(Collections.Designations, PlanKind.Urban, $"u{number}", redrawn(patch, number), attributes: ("class", group + "1"));
        }

        return sketch;
    }
}
