using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Tests.Cases;

/// <summary>On the ground of the cases: what a wrong area equals, and one cause for many slivers.</summary>
public sealed class CaseCausesTests
{
    [Theory]
    [InlineData("changyuan", "other-unit planar")]
    [InlineData("lushan", "earlier-boundary rounding rounding web-mercator")]
    [InlineData("jiaozuo", "mu-666.67 other-unit rounding")]
    public void WrongAreasAreRecognised(string region, string diagnoses)
    {
        var report = CheckEngine.Run(CaseFolder.Of(region).Snapshot(), [Checks.Rules.RuleSet.All.Single(rule => rule.Info.Code == "GZ301")], null, TestContext.Current.CancellationToken);

        Assert.Equal(diagnoses, string.Join(' ', report.Findings.Select(finding => finding.Params.GetValueOrDefault("diagnosis")).OfType<string>().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void AShiftedUrbanPlanOfChangyuanIsOneFindingAndHidesNothingElse()
    {
        var snapshot = CaseFolder.Of("changyuan").Snapshot();
        var asDrawn = CaseFolder.Of("changyuan").Report;
        var shift = AffineTransformation.TranslationInstance(0.62, -0.45);
        var shifted = CheckEngine.Run(
            snapshot with { Features = [.. snapshot.Features.Select(feature => feature.Plan == PlanKind.Urban ? feature with { Plane = shift.Transform(feature.Plane) } : feature)] },
            cancellation: TestContext.Current.CancellationToken);

        var cause = Assert.Single(shifted.Findings, finding => finding.Rule == "GZ205");
        Assert.Equal(("urban", 0.62, -0.45), (cause.Params["plan"], Math.Round((double)cause.Params["dxM"], 3), Math.Round((double)cause.Params["dyM"], 3)));
        Assert.InRange(shifted.Findings.Count(finding => finding.Cause == cause.Id), 100, 10_000);

        // Every conflict that was there before is still a finding of its own.
        string[] own = [.. asDrawn.Findings.Where(finding => finding.Rule == "GZ202").Select(Pair).Distinct()];
        Assert.All(own, pair => Assert.Contains(shifted.Findings, finding => finding.Rule == "GZ202" && finding.Cause is null && Pair(finding) == pair));
        static string Pair(Finding finding) => string.Join(' ', finding.Features.Select(feature => $"{feature.Collection}{feature.Id}"));
    }
}
